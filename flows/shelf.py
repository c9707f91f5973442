"""What has been read before, by keys that say what it was read from and with what."""

import base64
from dataclasses import dataclass

from pydantic import JsonValue, TypeAdapter, ValidationError

from flows.messages import PageDone
from flows.units import Incoming, Unit, delivery_folder
from schemas.base import Frozen
from schemas.documents import Document, Part
from schemas.errors import Reason
from schemas.notice import Notice
from schemas.page import Page
from storage import Store, digest, source_version

_PAGE_SOURCES = ("extractors", "schemas/base.py", "schemas/evidence.py", "schemas/page.py")
_NOT_FOR_PAGES = (
    "extractors/documents",
    "extractors/segment.py",
    "extractors/registers",
    "extractors/file.py",
    "extractors/labelled",
    "extractors/layout/marks.py",
)
_DOCUMENT_SOURCES = ("extractors", "chinese", "schemas/base.py", "schemas/evidence.py", "schemas/page.py", "schemas/documents")
_ONLY_FOR_CHECKS = {"clauses", "readings", "deadlines", "class_titles", "not_required", "version"}


class PartRefusal(Frozen):
    """A file of a unit that could not be used."""

    part: int
    reason: Reason
    detail: str = ""


class UnitRecord(Frozen):
    """Everything that came of a unit. ``names`` are those under which it was read."""

    names: tuple[str, ...]
    documents: tuple[Document, ...] = ()
    refused: tuple[PartRefusal, ...] = ()
    defeats: int = 0
    """In how many runs a process died, hung or starved over it."""


_RECORD = TypeAdapter(UnitRecord)


@dataclass(frozen=True)
class Versions:
    """What a result depends on, besides the bytes."""

    engine: str
    pages: str
    documents: str

    @classmethod
    def current(cls, engine: str, notice: Notice) -> "Versions":
        """Return the versions of the code as it stands, the engine, and of what a notice says about forms and letters."""
        profile = digest(notice.model_dump(mode="json", exclude=_ONLY_FOR_CHECKS))
        return cls(
            engine=engine,
            pages=source_version(_PAGE_SOURCES, _NOT_FOR_PAGES),
            documents=digest(source_version(_DOCUMENT_SOURCES), profile),
        )


class Shelf:
    """Pages and unit records in the store."""

    def __init__(self, store: Store, versions: Versions) -> None:
        self._store = store
        self._versions = versions

    def record(self, unit: Unit) -> UnitRecord | None:
        """Return what came of a unit, with the names it has today; None where it has to be read."""
        value = self._store.results.get(self._unit_key(unit))
        if value is None:
            return None
        try:
            record = _RECORD.validate_python(value)
        except ValidationError:
            return None
        if not all(self._store.pictures.has(note.picture) for d in record.documents for note in d.pages if note.picture):
            return None
        return renamed(record, unit)

    def keep_record(self, unit: Unit, record: UnitRecord) -> None:
        """Store what came of a unit, unless it may come out otherwise once a missing program is installed."""
        if any(refusal.reason is Reason.CONVERTER_MISSING for refusal in record.refused):
            return
        origins = tuple(part.sha256 for part in unit.parts)
        self._store.results.put(self._unit_key(unit), record.model_dump(mode="json"), origins)

    def pages(self, part: Incoming) -> tuple[Page, ...]:
        """Return the pages of a file that have been read, whether or not all of them have."""
        found = (self._page(part, number) for number in range(1, (self.count(part) or 0) + 1))
        return tuple(page for page in found if page is not None)

    def count(self, part: Incoming) -> int | None:
        """Return how many pages a file has; None where nobody has opened it."""
        count = self._store.results.get(self._page_key(part, 0))
        return count if isinstance(count, int) else None

    def keep_count(self, part: Incoming, pages: int) -> None:
        """Store how many pages a file has."""
        self._store.results.put(self._page_key(part, 0), pages, (part.sha256,))

    def keep_page(self, part: Incoming, done: PageDone) -> Page:
        """Store a page as soon as it is read, its picture first."""
        page = done.page
        kept = None if done.picture is None else self._store.pictures.put(base64.b64decode(done.picture, validate=True))
        if kept != page.picture:
            raise ValueError("a picture that isn't the page's")
        self._store.results.put(self._page_key(part, page.number), page.model_dump(mode="json"), (part.sha256,))
        return page

    def _page(self, part: Incoming, number: int) -> Page | None:
        value = self._store.results.get(self._page_key(part, number))
        try:
            page = None if value is None else Page.model_validate(value)
        except ValidationError:
            return None
        if page is None or (page.picture and not self._store.pictures.has(page.picture)):
            return None
        return page

    def _page_key(self, part: Incoming, number: int) -> str:
        return digest("page", part.sha256, part.kind, number, self._versions.pages, self._versions.engine)

    def _unit_key(self, unit: Unit) -> str:
        parts: JsonValue = [[part.sha256, part.kind] for part in unit.parts]
        return digest("unit", parts, self._versions.pages, self._versions.engine, self._versions.documents)


def renamed(record: UnitRecord, unit: Unit) -> UnitRecord:
    """Give a record's documents the paths that their files have today; a moved file is not read again."""
    today = tuple(part.path for part in unit.parts)
    names = dict(zip(record.names, today, strict=True))
    documents = tuple(_renamed(document, names) for document in record.documents)
    return record.model_copy(update={"names": today, "documents": documents})


def _renamed(document: Document, names: dict[str, str]) -> Document:
    path = names.get(document.path, document.path)
    parts = None if document.parts is None else tuple(_renamed_part(part, names) for part in document.parts)
    return document.model_copy(update={"path": path, "folder": delivery_folder(path), "parts": parts})


def _renamed_part(part: Part, names: dict[str, str]) -> Part:
    return part.model_copy(update={"path": names.get(part.path, part.path)})
