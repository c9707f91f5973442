"""Reads a unit: takes from the shelf what has been read before, has the rest read, and gives a second chance before it gives up."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from flows.messages import (
    Extracted,
    Extracting,
    Job,
    JobPart,
    Message,
    OpenedPart,
    PageBegun,
    PageDone,
    RefusedPart,
    RefusedUnit,
)
from flows.pool import WorkerPool
from flows.process import Ending
from flows.shelf import PartRefusal, Shelf, UnitRecord, renamed
from flows.units import Unit
from flows.worker import unreadable_page
from schemas.documents import Document
from schemas.errors import Reason
from schemas.page import Page
from storage import Store

_ATTEMPTS = 2
_LOST_PAGES = 3
"""So many pages of a unit may defeat us before the file is given up."""
_MAKING_OUT = -1
_DEFEATS = 2
"""A process may have died of the machine rather than of the file: one more run tries again before that is final."""


class Afresh(StrEnum):
    """From where a unit is read anew."""

    NOTHING = "checks"
    FIELDS = "fields"
    ALL = "ocr"


@dataclass(frozen=True)
class UnitOutcome:
    """A unit's record, and what it cost."""

    unit: Unit
    record: UnitRecord
    pages_read: int = 0
    reused: bool = False
    sandbox: str = ""
    """How the process that read it was restrained."""


PageSeen = Callable[[], None]


class UnitReader:
    """Reads units with the pool's processes; safe to use from several threads."""

    def __init__(self, store: Store, shelf: Shelf, pool: WorkerPool, page_seen: PageSeen = lambda: None) -> None:
        self._store = store
        self._shelf = shelf
        self._pool = pool
        self._page_seen = page_seen

    def stop(self) -> None:
        """End what is being read; whoever waits for it hears ``Stopped``."""
        self._pool.close()

    def resume(self) -> None:
        """Read again after ``stop``."""
        self._pool.reopen()

    def recall(self, unit: Unit) -> UnitOutcome | None:
        """Return the unit's outcome if nothing has to be read."""
        record = self._shelf.record(unit)
        return None if record is None or 0 < record.defeats < _DEFEATS else UnitOutcome(unit, record, reused=True)

    def read(self, unit: Unit, afresh: Afresh = Afresh.NOTHING) -> UnitOutcome:
        """Return the unit's outcome, reading whatever has to be read."""
        if afresh is Afresh.NOTHING and (known := self.recall(unit)) is not None:
            return known
        attempt = _Attempt(unit, self._shelf, self._page_seen)
        if afresh is not Afresh.ALL:
            attempt.known = {index: {p.number: p for p in self._shelf.pages(part)} for index, part in enumerate(unit.parts)}
        record = renamed(self._until_done(attempt), unit)
        if attempt.lost:
            before = self._shelf.record(unit)
            record = record.model_copy(update={"defeats": 1 + (before.defeats if before else 0)})
        self._shelf.keep_record(unit, record)
        return UnitOutcome(unit, record, attempt.pages_read, sandbox=self._pool.sandbox)

    def _until_done(self, attempt: "_Attempt") -> UnitRecord:
        defeats: Counter[tuple[int, int]] = Counter()
        stretch = 1
        while True:
            ending = self._pool.run(attempt.job(self._store), attempt.hear, stretch)
            if ending is Ending.DONE:
                return attempt.record()
            defeats[attempt.place] += 1
            stretch = 2
            if defeats[attempt.place] >= _ATTEMPTS and not attempt.yields(ending.reason):
                return attempt.record()


@dataclass
class _Attempt:
    """What is known of a unit while it is being read."""

    unit: Unit
    shelf: Shelf
    page_seen: PageSeen
    known: dict[int, dict[int, Page]] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    refused: dict[int, PartRefusal] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    place: tuple[int, int] = (0, 0)
    """Part and page that are being read; page 0 while a file is opened, part ``_MAKING_OUT`` while documents are made out."""
    opened: set[int] = field(default_factory=set)
    """Parts that the process at work has opened."""
    pages_read: int = 0
    lost: int = 0

    def job(self, store: Store) -> Job:
        """Return what is left to do."""
        self.place = (0, 0)
        self.opened.clear()
        parts = (
            JobPart(
                index=index,
                path=str(store.vault.path(part.sha256)),
                name=part.path,
                kind=part.kind,
                sha256=part.sha256,
                known=tuple(page for _, page in sorted(self.known.get(index, {}).items())),
            )
            for index, part in enumerate(self.unit.parts)
            if index not in self.refused
        )
        return Job(parts=tuple(parts))

    def hear(self, message: Message) -> None:
        """Note what the process says, and keep at once what must not be lost; ValueError for what makes no sense."""
        match message:
            case OpenedPart(part=part, pages=pages):
                self._count(part, pages)
            case PageBegun(part=part, page=page):
                self._begin(part, page)
            case PageDone(part=part):
                self._keep(part, message)
            case RefusedPart(part=part, reason=reason, detail=detail):
                self._known_part(part)
                self.refused[part] = PartRefusal(part=part, reason=reason, detail=detail)
                self.place = (min(part + 1, len(self.unit.parts) - 1), 0)
            case Extracting():
                self.place = (_MAKING_OUT, 0)
            case Extracted(documents=documents):
                self.documents = documents
            case RefusedUnit(reason=reason, detail=detail):
                self._refuse_all(reason, detail)
            case _:
                raise ValueError("a message out of place")

    def yields(self, reason: Reason) -> bool:
        """Give up the page or the file that stopped us, and say whether anything is left to read."""
        part, number = self.place
        self.lost += 1
        if part == _MAKING_OUT:
            self._refuse_all(reason, "")
        elif number and self.lost <= _LOST_PAGES and self.counts[part] > 1:
            self.known.setdefault(part, {})[number] = unreadable_page(number)  # not on the shelf: the next run may have better luck
            self._move_on(part)
        else:
            self.refused[part] = PartRefusal(part=part, reason=reason)
        return len(self.refused) < len(self.unit.parts)

    def record(self) -> UnitRecord:
        """Return what came of the unit."""
        refused = tuple(refusal for _, refusal in sorted(self.refused.items()))
        return UnitRecord(names=tuple(part.path for part in self.unit.parts), documents=self.documents, refused=refused)

    def _refuse_all(self, reason: Reason, detail: str) -> None:
        for index in range(len(self.unit.parts)):
            self.refused.setdefault(index, PartRefusal(part=index, reason=reason, detail=detail))

    def _count(self, part: int, pages: int) -> None:
        self._known_part(part)
        if part in self.opened:
            raise ValueError("a file that was opened already")
        self.opened.add(part)
        self.counts[part] = pages
        self._move_on(part)
        self.shelf.keep_count(self.unit.parts[part], pages)

    def _begin(self, part: int, page: int) -> None:
        if not 1 <= page <= self.counts.get(part, 0):
            raise ValueError("a page that the file doesn't have")
        self.place = (part, page)

    def _keep(self, part: int, done: PageDone) -> None:
        if done.page.number in self.known.get(part, {}):
            raise ValueError("a page that was read already")
        self._begin(part, done.page.number)
        self.known.setdefault(part, {})[done.page.number] = self.shelf.keep_page(self.unit.parts[part], done)
        self.pages_read += 1
        self.page_seen()
        self._move_on(part)

    def _move_on(self, part: int) -> None:
        """After a file's last page it is the next file that is being opened."""
        done = len(self.known.get(part, {})) >= self.counts[part]
        self.place = (min(part + 1, len(self.unit.parts) - 1) if done else part, 0)

    def _known_part(self, part: int) -> None:
        if part >= len(self.unit.parts):
            raise ValueError("a part that the unit doesn't have")
