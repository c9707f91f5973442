"""A notice's file as lines of pages: plain text as it stands, everything else looked at and read in the processes that read applications.

A notice comes by mail or from a web page as often as an application does, and is no more to be trusted.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path

from extractors.intake import LIMITS, explain
from flows.gate import gate_pool
from flows.messages import Job, JobPart, Look, Message, PageDone, RefusedPart, RefusedUnit, Request, Seen, Setup, Turned
from flows.pool import WorkerPool
from flows.process import Ending
from flows.worker import is_unreadable
from schemas.errors import Quarantine, Reason, UsageError
from schemas.page import Page
from storage.vault import Original, Vault

MAX_BYTES = 1_000_000
_ENCODINGS = ("utf-8-sig", "gb18030")
_ATTEMPTS = 2
Readers = Callable[[str], WorkerPool]
"""Gives the reading process for an engine."""


def notice_lines(file: Path, engine: str, readers: Readers | None = None) -> tuple[tuple[str, ...], ...]:
    """Return the lines of each page; UsageError where the file, or one of its pages, cannot be read."""
    if not file.is_file():
        raise UsageError(f"文件不存在：{file}", "请核对路径")
    if file.suffix.lower() in {".txt", ".md"}:
        return (_plain(file),)
    try:
        pages = _pages(file, engine, readers or _reader)
    except Quarantine as refusal:
        told = explain(refusal.reason)
        raise UsageError(f"{file.name}：{told.sentence}", told.next_step) from refusal
    if unread := "、".join(str(page.number) for page in pages if is_unreadable(page)):
        raise UsageError(f"{file.name}：第{unread}页未能识读，据此拟稿会有遗漏", "请重新扫描这些页，或改用文字版通知")
    return tuple(tuple(line.text for line in page.lines) for page in pages)


def _reader(engine: str) -> WorkerPool:
    return WorkerPool(1, Setup(engine=engine))


def _plain(file: Path) -> tuple[str, ...]:
    with file.open("rb") as opened:
        data = opened.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise UsageError(f"文件太大：{file.name}", f"文本文件不超过 {MAX_BYTES // 1000} KB")
    for encoding in _ENCODINGS:
        try:
            return tuple(data.decode(encoding).splitlines())
        except UnicodeDecodeError:
            continue
    raise UsageError(f"看不懂文件的编码：{file.name}", "请另存为 UTF-8 编码的文本")


def _pages(file: Path, engine: str, readers: Readers) -> tuple[Page, ...]:
    """Read a copy, so that what was looked at is what is read."""
    with tempfile.TemporaryDirectory(prefix="chuhe-") as folder:
        with file.open("rb") as opened:
            original = Vault(Path(folder)).put(opened, LIMITS.file_bytes)
        with gate_pool() as gate:
            kind = _looked_at(original, file.name, gate)
        with readers(engine) as pool:
            return _read(original, file.name, kind, pool)


def _looked_at(original: Original, name: str, gate: WorkerPool) -> str:
    match _answers(gate, Look(path=str(original.path), name=name))[-1]:
        case Seen(kind=kind):
            return kind
        case Turned(reason=reason, detail=detail):
            raise Quarantine(reason, detail)
        case _:
            raise Quarantine(Reason.INTERNAL_ERROR)


def _read(original: Original, name: str, kind: str, pool: WorkerPool) -> tuple[Page, ...]:
    part = JobPart(index=0, path=str(original.path), name=name, kind=kind, sha256=original.sha256)
    found: dict[int, Page] = {}
    for answer in _answers(pool, Job(parts=(part,))):
        match answer:
            case PageDone(page=page):
                found[page.number] = page
            case RefusedPart(reason=reason, detail=detail) | RefusedUnit(reason=reason, detail=detail):
                raise Quarantine(reason, detail)
            case _:
                continue
    return tuple(page for _, page in sorted(found.items()))


def _answers(pool: WorkerPool, asked: Job | Request) -> list[Message]:
    """Have one thing answered; a second process, with twice the time, tries what the first one died of."""
    for stretch in range(1, _ATTEMPTS + 1):
        heard: list[Message] = []
        ending = pool.run(asked, heard.append, stretch)
        if ending is Ending.DONE:
            return heard
    raise Quarantine(ending.reason)
