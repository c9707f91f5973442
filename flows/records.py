"""From unit records to the round's documents: what was refused becomes a record too, and what came twice is marked."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from flows.ingest import Refusal
from flows.read import UnitOutcome
from flows.reasons import sentence
from flows.units import INNER, Incoming, delivery_folder
from schemas.documents import Document, OtherDocument, Status
from storage import digest


def all_documents(outcomes: Iterable[UnitOutcome], refused: Iterable[Refusal]) -> tuple[Document, ...]:
    """Return every document and every refused file of an inbox, in an order that depends on names alone."""
    read = list(outcomes)
    documents = [document for outcome in read for document in outcome.record.documents]
    documents += [quarantined(refusal) for refusal in refused]
    documents += [quarantined(refusal) for outcome in read for refusal in _refusals(outcome)]
    documents = list(_refoldered(documents))
    documents.sort(key=lambda d: (d.path, d.first_page, d.id))
    marked = tuple(_mark_duplicates(documents))
    return (*marked, *(_repeat(image, outcome, marked) for outcome in read for image in outcome.unit.repeats))


def _refoldered(documents: Sequence[Document]) -> Iterator[Document]:
    """An archive that holds nothing but folders holds a delivery in each of them."""
    tops: dict[str, set[str]] = {}
    for document in documents:
        if (archive := _archive(document)) is not None:
            tops.setdefault(archive, set()).add(_top(document, archive))
    for document in documents:
        archive = _archive(document)
        if archive is None or "" in tops[archive] or len(tops[archive]) < 2:
            yield document
        else:
            yield document.model_copy(update={"folder": f"{archive}{INNER}{_top(document, archive)}"})


def _archive(document: Document) -> str | None:
    """Return the loose archive that a document came in."""
    return document.folder if document.folder and document.path.startswith(f"{document.folder}{INNER}") else None


def _top(document: Document, archive: str) -> str:
    first, slash, _ = document.path.removeprefix(f"{archive}{INNER}").partition("/")
    return first if slash else ""


def quarantined(refusal: Refusal) -> OtherDocument:
    """Return the record of a file that is not read."""
    return OtherDocument(
        id=_short(refusal.sha256 or digest("path", refusal.path)),
        path=refusal.path,
        folder=delivery_folder(refusal.path),
        status=Status.QUARANTINED,
        reason=sentence(refusal.reason),
        reason_code=refusal.reason,
    )


def _refusals(outcome: UnitOutcome) -> Iterator[Refusal]:
    for refused in outcome.record.refused:
        part = outcome.unit.parts[refused.part]
        yield Refusal(part.path, refused.reason, part.sha256, refused.detail)


def _mark_duplicates(documents: Iterable[Document]) -> Iterator[Document]:
    """The same bytes and pages have the same id; the second with it is a duplicate, and its id also covers its path."""
    seen: Counter[str] = Counter()
    for document in documents:
        seen[document.id] += 1
        if seen[document.id] == 1:
            yield document
            continue
        fresh = _short(digest(document.id, document.path, document.first_page, seen[document.id]))
        if document.status is Status.QUARANTINED:  # two empty files are not one file sent twice
            yield document.model_copy(update={"id": fresh})
        else:
            yield document.model_copy(update={"id": fresh, "status": Status.DUPLICATE, "duplicate_of": document.id})


def _repeat(image: Incoming, outcome: UnitOutcome, documents: Iterable[Document]) -> OtherDocument:
    first = next(part.path for part in outcome.unit.parts if part.sha256 == image.sha256)
    original = next((d for d in documents if first == d.path or first in {part.path for part in d.parts or ()}), None)
    return OtherDocument(
        id=_short(digest(image.sha256, image.path)),
        path=image.path,
        folder=delivery_folder(image.path),
        status=Status.DUPLICATE,
        duplicate_of=original.id if original else None,
    )


def _short(sha256: str) -> str:
    return f"d-{sha256[:16]}"
