"""One attempt at a unit: what is known of it while it is being read, and what is left to do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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
from flows.shelf import PartRefusal, Shelf, UnitRecord
from flows.units import Unit
from flows.worker import is_unreadable, unreadable_page
from schemas.documents import Document
from schemas.errors import Reason
from schemas.page import Page
from storage import Store

LOST_PAGES = 3
"""So many pages of a unit may defeat us before the file is given up."""
MAKING_OUT = -1

PageSeen = Callable[[], None]


@dataclass
class Attempt:
    """What is known of a unit while it is being read."""

    unit: Unit
    shelf: Shelf
    page_seen: PageSeen
    known: dict[int, dict[int, Page]] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    refused: dict[int, PartRefusal] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    place: tuple[int, int] = (0, 0)
    """Part and page that are being read; page 0 while a file is opened, part ``MAKING_OUT`` while documents are made out."""
    opened: set[int] = field(default_factory=set)
    """Parts that the process at work has opened."""
    pages_read: int = 0
    lost: int = 0

    def job(self, store: Store) -> Job:
        """Return what is left to do."""
        self.place = (0, 0)
        self.opened.clear()
        left = (index for index in range(len(self.unit.parts)) if index not in self.refused)
        return Job(parts=tuple(self._part(index, store) for index in left))

    def job_for(self, pages: Mapping[int, tuple[int, ...]], store: Store) -> Job:
        """Return a job that reads some pages of some files, and makes out nothing."""
        return Job(parts=tuple(self._part(index, store).model_copy(update={"only": only}) for index, only in pages.items()))

    def _part(self, index: int, store: Store) -> JobPart:
        part = self.unit.parts[index]
        return JobPart(
            index=index,
            path=str(store.vault.path(part.sha256)),
            name=part.path,
            kind=part.kind,
            sha256=part.sha256,
            known=tuple(page for _, page in sorted(self.known.get(index, {}).items())),
        )

    def take(self, other: "Attempt") -> None:
        """Take over what another attempt at the same unit has read; what it could not read is left to do."""
        for index, pages in other.known.items():
            self.known.setdefault(index, {}).update({n: page for n, page in pages.items() if not is_unreadable(page)})
        self.pages_read += other.pages_read

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
                self.place = (MAKING_OUT, 0)
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
        if part == MAKING_OUT:
            self._refuse_all(reason, "")
        elif number and self.lost <= LOST_PAGES and self.counts[part] > 1:
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
