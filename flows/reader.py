"""What a reading process must be able to do with files; ``extractors`` does it for real, tests bring readers that crash, hang, garble."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from flows.messages import JobPart, Setup
from schemas.documents import Document
from schemas.page import Page


@dataclass(frozen=True)
class ReadPart:
    """One file of a unit with all its pages."""

    path: Path
    name: str
    kind: str
    sha256: str
    pages: tuple[Page, ...]


@dataclass(frozen=True)
class Sheet:
    """One page as it was read, with its picture."""

    page: Page
    picture: bytes | None = None


class OpenFile(Protocol):
    """A file as pages."""

    @property
    def page_count(self) -> int:
        """How many pages."""

    def read(self, number: int) -> Sheet:
        """Read one page, counted from 1."""


class Reader(Protocol):
    """Opens files, reads pages, makes out documents. ``Quarantine`` says that a file or a page cannot be used."""

    def open(self, part: JobPart) -> AbstractContextManager[OpenFile]:
        """Open a file as pages."""

    def documents(self, parts: Sequence[ReadPart]) -> tuple[Document, ...]:
        """Make out the documents of a unit."""


ReaderFactory = Callable[[Setup], Reader]
