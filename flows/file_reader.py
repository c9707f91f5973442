"""The real reader: ``extractors`` on one engine, in a reading process."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extractors.intake import FileKind
from extractors.reading import PageReader
from extractors.sources import Source, open_source
from flows.messages import JobPart, Setup
from flows.reader import OpenFile, ReadPart, Sheet
from schemas.documents import Document


class FileReader:
    """Reads pages and makes out documents with the engine that was ordered."""

    def __init__(self, setup: Setup) -> None:
        self._setup = setup
        self._pages = PageReader(_engine(setup.engine))

    @contextmanager
    def open(self, part: JobPart) -> Iterator[OpenFile]:
        """Open a file as pages."""
        with open_source(Path(part.path), FileKind(part.kind)) as source:
            yield _File(source, self._pages)

    def documents(self, parts: Sequence[ReadPart]) -> tuple[Document, ...]:
        """Make out the documents of a unit."""
        raise NotImplementedError


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
