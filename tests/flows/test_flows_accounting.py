"""Each file's state follows from what the documents tell of it, and of it alone."""

from datetime import UTC, datetime

import pytest

from flows.accounting import counted, outcomes, untold
from flows.ingest import Intake, Seen
from flows.reconcile import Note, Reconciled, told_lines
from schemas.documents import Document, OtherDocument, PageNote, Part, Status
from schemas.errors import Reason
from schemas.page import PageFault
from storage.ledger import Arrival, Receipt, State

NOW = datetime(2026, 5, 21, tzinfo=UTC)


def intake(*paths: str) -> Intake:
    seen = [Seen(path, Arrival(path.encode(), "ab" * 32, 1), sha256="ab" * 32) for path in paths]
    return Intake(seen=seen, receipts=tuple(Receipt(n, s.arrival.name, s.sha256, 1, NOW) for n, s in enumerate(seen)))


def page(number: int, *faults: PageFault) -> PageNote:
    return PageNote(number=number, width=595, height=842, faults=faults)


def states(told: Intake, *documents: Document) -> list[tuple[State, str]]:
    return [(outcome.state, outcome.reason) for outcome in outcomes(told, documents)]


def test_a_page_that_could_not_be_read_is_its_own_files_trouble() -> None:
    parts = tuple(Part(path=f"{n}.jpg", first_page=1, last_page=1) for n in (1, 2))
    form = OtherDocument(id="d-1", path="1.jpg", last_page=2, parts=parts, pages=(page(1), page(2, PageFault.UNREADABLE)))
    assert states(intake("1.jpg", "2.jpg"), form) == [(State.PROCESSED, ""), (State.NEEDS_REVIEW, Reason.PARTIAL_PAGES)]


@pytest.mark.parametrize(
    ("statuses", "state"),
    [
        ((Status.PROCESSED, Status.DUPLICATE), State.PROCESSED),
        ((Status.DUPLICATE, Status.DUPLICATE), State.DUPLICATE),
        ((Status.PROCESSED, Status.QUARANTINED), State.QUARANTINED),
    ],
)
def test_a_file_of_several_documents_is_in_the_gravest_state(statuses: tuple[Status, ...], state: State) -> None:
    documents = [OtherDocument(id=f"d-{n}", path="a.pdf", status=status, pages=(page(1),)) for n, status in enumerate(statuses)]
    ((found, _),) = states(intake("a.pdf"), *documents)
    assert found is state


def test_a_file_that_no_document_tells_of_is_found() -> None:
    (lost,) = untold(intake("a.pdf", "b.pdf"), [OtherDocument(id="d-1", path="a.pdf")])
    assert (lost.path, lost.reason) == ("b.pdf", Reason.INTERNAL_ERROR)


def test_the_states_add_up() -> None:
    counts = counted(outcomes(intake("a.pdf", "b.pdf"), [OtherDocument(id=p, path=p) for p in ("a.pdf", "b.pdf")]))
    assert counts["seen"] == 2 == sum(count for name, count in counts.items() if name != "seen")


def test_a_nights_reconciliation_tells_no_names() -> None:
    found = Reconciled(notes=[(Note.WAITING, "欧阳青禾.pdf")])
    assert "欧阳青禾.pdf" in "".join(told_lines(found))
    quiet = "".join(told_lines(found, with_names=False))
    assert "欧阳青禾" not in quiet
    assert "待下次处理（1）" in quiet
