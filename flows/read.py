"""Reads a unit: takes from the shelf what has been read before, has the rest read, and gives a second chance before it gives up."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum

from flows.attempt import Attempt, PageSeen
from flows.pool import WorkerPool
from flows.process import Ending
from flows.shelf import Shelf, UnitRecord, renamed
from flows.units import Unit
from storage import Store

_ATTEMPTS = 2
_WORTH_IT = 4
"""Pages from which on a second process is worth its start."""
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

    def read(self, unit: Unit, afresh: Afresh = Afresh.NOTHING, *, alone: bool = False) -> UnitOutcome:
        """Return the unit's outcome, reading whatever has to be read; one that is alone has all processes for itself."""
        if afresh is Afresh.NOTHING and (known := self.recall(unit)) is not None:
            return known
        attempt = Attempt(unit, self._shelf, self._page_seen)
        if afresh is not Afresh.ALL:
            attempt.known = {index: {p.number: p for p in self._shelf.pages(part)} for index, part in enumerate(unit.parts)}
        if alone:
            self._read_together(attempt)
        record = renamed(self._until_done(attempt), unit)
        if attempt.lost:
            before = self._shelf.record(unit)
            record = record.model_copy(update={"defeats": 1 + (before.defeats if before else 0)})
        self._shelf.keep_record(unit, record)
        return UnitOutcome(unit, record, attempt.pages_read, sandbox=self._pool.sandbox)

    def _read_together(self, attempt: Attempt) -> None:
        """Have the pages read by all processes at once, where it is known how many there are; what goes wrong is left to be done again."""
        counts = [self._shelf.count(part) or 0 for part in attempt.unit.parts]
        left = [(i, n) for i, count in enumerate(counts) for n in range(1, count + 1) if n not in attempt.known.get(i, {})]
        if self._pool.size < 2 or len(left) < _WORTH_IT:
            return
        size = -(-len(left) // self._pool.size)
        shares = [left[start : start + size] for start in range(0, len(left), size)]
        with ThreadPoolExecutor(len(shares)) as threads:
            for part_read in threads.map(lambda share: self._read_share(attempt.unit, share), shares):
                attempt.take(part_read)

    def _read_share(self, unit: Unit, share: list[tuple[int, int]]) -> Attempt:
        attempt = Attempt(unit, self._shelf, self._page_seen)
        pages = {index: tuple(n for i, n in share if i == index) for index, _ in share}
        self._pool.run(attempt.job_for(pages, self._store), attempt.hear)
        return attempt

    def _until_done(self, attempt: Attempt) -> UnitRecord:
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
