"""The real reader: ``extractors``, in a reading process."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extractors.file import UnitFile, extract_unit
from extractors.intake import FileKind
from extractors.ocr import OcrEngine, available, load
from extractors.reading import PageReader
from extractors.sources import Source, open_source
from flows.messages import JobPart, Setup
from flows.reader import OpenFile, ReadPart, Sheet
from schemas.documents import Document
from schemas.errors import EngineMissing


class FileReader:
    """Reads pages and makes out documents with the engine that was ordered."""

    def __init__(self, setup: Setup) -> None:
        self._notice = setup.notice
        self._engine, self._other = engines(setup.engine)
        self._pages = PageReader(self._engine)

    @contextmanager
    def open(self, part: JobPart) -> Iterator[OpenFile]:
        """Open a file as pages."""
        with open_source(Path(part.path), FileKind(part.kind)) as source:
            yield _File(source, self._pages)

    def documents(self, parts: Sequence[ReadPart]) -> tuple[Document, ...]:
        """Make out the documents of a unit; none where no notice says what to look for, and pages were all that was wanted."""
        if self._notice is None:
            return ()
        files = [UnitFile(part.name, part.sha256, part.path, FileKind(part.kind), part.pages) for part in parts]
        return extract_unit(files, self._notice, self._engine, self._other)


class _File:
    def __init__(self, source: Source, pages: PageReader) -> None:
        self._source = source
        self._pages = pages

    @property
    def page_count(self) -> int:
        """How many pages."""
        return self._source.page_count

    def read(self, number: int) -> Sheet:
        """Read one page."""
        read = self._pages.read(self._source.page(number))
        return Sheet(read.page, read.picture)


def engines(choice: str) -> tuple[OcrEngine, OcrEngine]:
    """Return the engine for pages and the one for second readings: two of different make, or one alone where it was asked for."""
    if choice != "auto":
        return load(choice), load("blank")
    return load("rapidocr"), _installed("tesseract")


def _installed(name: str) -> OcrEngine:
    """Without a second engine work goes on, with more left to people; ``chuhe doctor`` says so."""
    try:
        return load(name if name in available() else "blank")
    except EngineMissing:
        return load("blank")
