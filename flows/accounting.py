"""What became of every file: each is in exactly one state, and none is without."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from flows.ingest import Intake, Refusal, Seen
from schemas.documents import Document, Status
from schemas.errors import Reason
from schemas.page import PageFault
from storage.ledger import Outcome, State

_LOST = frozenset({PageFault.UNREADABLE, PageFault.DAMAGED})
"""Faults under which something of a page was not seen."""


def untold(intake: Intake, documents: Iterable[Document]) -> tuple[Refusal, ...]:
    """Return the files that no document tells of. There should be none; if there is one, the report says so instead of losing it."""
    told = _by_path(documents)
    return tuple(Refusal(s.path, Reason.INTERNAL_ERROR, s.sha256) for s in intake.seen if s.state is None and s.path not in told)


def outcomes(intake: Intake, documents: Iterable[Document]) -> tuple[Outcome, ...]:
    """Return the state of every file and every archive's member."""
    told = _by_path(documents)
    numbers = {arrival.name: receipt.id for arrival, receipt in zip(intake.arrivals, intake.receipts, strict=True)}
    return tuple(_told_apart(_outcome(seen, numbers[seen.arrival.name], told) for seen in intake.seen))


def counted(made: Iterable[Outcome]) -> dict[str, int]:
    """Return how many files there were, members of archives included, and how many in each state."""
    states = Counter(outcome.state for outcome in made)
    return {"seen": states.total()} | {state.value: states[state] for state in State}


def storable(name: str) -> str:
    """Return a name that every database takes: members of hostile archives have NULs in theirs."""
    return name.replace("\0", "\u2400").encode("utf-8", "backslashreplace").decode("utf-8")


def _outcome(seen: Seen, receipt: int, told: Mapping[str, Sequence[Document]]) -> Outcome:
    state, reason = (seen.state, seen.reason) if seen.state else _state(seen.path, told[seen.path])
    return Outcome(receipt, state, reason, storable(seen.member), seen.sha256)


def _told_apart(made: Iterable[Outcome]) -> Iterator[Outcome]:
    """An archive may hold two members of one name."""
    before: Counter[tuple[int, str]] = Counter()
    for outcome in made:
        place = (outcome.receipt, outcome.member)
        before[place] += 1
        yield outcome if before[place] == 1 else replace(outcome, member=f"{outcome.member}#{before[place]}")


def _state(path: str, documents: Sequence[Document]) -> tuple[State, str]:
    refused = next((d for d in documents if d.status is Status.QUARANTINED), None)
    if refused is not None:
        return State.QUARANTINED, refused.reason_code or Reason.INTERNAL_ERROR
    if all(d.status is Status.DUPLICATE for d in documents):
        return State.DUPLICATE, ""
    if any(not _LOST.isdisjoint(faults) for d in documents for faults in _faults(path, d)):
        return State.NEEDS_REVIEW, Reason.PARTIAL_PAGES
    return State.PROCESSED, ""


def _faults(path: str, document: Document) -> Iterator[Sequence[PageFault]]:
    """Give the faults of a document's pages that lie in this file."""
    first = 1
    for name, length in [(p.path, p.last_page - p.first_page + 1) for p in document.parts or ()] or [(path, len(document.pages))]:
        yield from (
            note.faults for note in document.pages if name == path and (not document.parts or first <= note.number < first + length)
        )
        first += length


def _by_path(documents: Iterable[Document]) -> dict[str, list[Document]]:
    told: dict[str, list[Document]] = {}
    for document in documents:
        for path in dict.fromkeys((document.path, *(part.path for part in document.parts or ()))):
            told.setdefault(path, []).append(document)
    return told
