"""A notice's file as lines of pages: plain text as it stands, everything else through the readers that applications go through."""

from pathlib import Path

from extractors.intake import detect, explain
from extractors.reading import PageReader
from extractors.sources import open_source
from flows.file_reader import engines
from schemas.errors import Quarantine, UsageError

MAX_BYTES = 1_000_000
_ENCODINGS = ("utf-8-sig", "gb18030")


def notice_lines(file: Path, engine: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of each page; UsageError where the file cannot be read."""
    if not file.is_file():
        raise UsageError(f"文件不存在：{file}", "请核对路径")
    return (_plain(file),) if file.suffix.lower() in {".txt", ".md"} else _pages(file, engine)


def _plain(file: Path) -> tuple[str, ...]:
    data = file.read_bytes()[: MAX_BYTES + 1]
    if len(data) > MAX_BYTES:
        raise UsageError(f"文件太大：{file.name}", f"文本文件不超过 {MAX_BYTES // 1000} KB")
    for encoding in _ENCODINGS:
        try:
            return tuple(data.decode(encoding).splitlines())
        except UnicodeDecodeError:
            continue
    raise UsageError(f"看不懂文件的编码：{file.name}", "请另存为 UTF-8 编码的文本")


def _pages(file: Path, engine: str) -> tuple[tuple[str, ...], ...]:
    reader = PageReader(engines(engine)[0])
    try:
        with open_source(file, detect(file, file.name)) as source:
            pages = [reader.read(source.page(number)).page for number in range(1, source.page_count + 1)]
    except Quarantine as refusal:
        told = explain(refusal.reason)
        raise UsageError(f"{file.name}：{told.sentence}", told.next_step) from refusal
    return tuple(tuple(line.text for line in page.lines) for page in pages)
