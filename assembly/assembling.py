"""The round: documents put into deliveries and applications, copies counted, ranks read off the letters, seals given their owners.

Pure and deterministic: the same documents in any order give the same round.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assembly.agreement import agreed_domain, agreed_participants, agreed_project, agreed_unit, agreed_uscc
from assembly.attachments import owners
from assembly.batches import Batch, batches, is_live
from assembly.grouping import Group, group_forms
from assembly.identity import digest_id, reading_order
from assembly.intake import receipts
from assembly.ranking import letter_names, names_in_order, rank_groups
from assembly.sealing import Circle, circles, known_names, with_owners
from chinese.names import bare_key, project_key
from schemas.documents import ApplicationForm, Document, Medium, RecommendationLetter, Status
from schemas.notice import Notice
from schemas.registers import Registers
from schemas.submission import Application, Delivery, Round


@dataclass(frozen=True)
class Assembled:
    """A delivery, its applications in the letter's order, and the copy numbers of its forms."""

    delivery: Delivery
    applications: tuple[Application, ...]
    copies: tuple[tuple[str, int], ...]


def assemble(documents: Sequence[Document], notice: Notice, registers: Registers, as_of: dt.date, ignored: Sequence[str] = ()) -> Round:
    """Put the documents of an inbox together."""
    ordered = _counting(sorted(documents, key=reading_order))
    drafts = [_assembled(batch, notice, registers) for batch in batches(ordered, notice)]
    attached = _attached(drafts, ordered)
    deliveries = tuple(draft.delivery for draft in attached)
    applications = tuple(application for draft in attached for application in draft.applications)
    copies = {document: number for draft in attached for document, number in draft.copies}
    known = known_names([document for document in ordered if is_live(document)], applications, notice)
    around = circles(applications, deliveries, known, notice)
    finished = tuple(_finished(document, around.get(_place_of(document), Circle(notice, known)), copies) for document in ordered)
    return Round(
        as_of=as_of,
        documents=finished,
        deliveries=deliveries,
        applications=applications,
        registers=registers,
        ignored=tuple(sorted(ignored)),
    )


def _counting(documents: Sequence[Document]) -> list[Document]:
    """Let a form or letter count in each folder that has it: what came twice is superfluous within a delivery, not across two of them."""
    homes = {document.id: document.folder for document in documents if is_live(document)}
    present = {(document.id, document.folder) for document in documents if is_live(document)}
    counted: list[Document] = []
    for document in documents:
        original = (document.duplicate_of or "", document.folder)
        repeated = document.status is Status.DUPLICATE and isinstance(document, ApplicationForm | RecommendationLetter)
        if repeated and document.folder and homes.get(original[0]) and original not in present:
            present.add(original)
            counted.append(document.model_copy(update={"status": Status.PROCESSED}))
        else:
            counted.append(document)
    return counted


def _place_of(document: Document) -> str:
    """A duplicate stands where its original does."""
    return (document.duplicate_of or document.id) if document.status is Status.DUPLICATE else document.id


def _finished(document: Document, circle: Circle, copies: dict[str, int]) -> Document:
    """Write application, copy number and seal owners into a document's record."""
    application = circle.application.id if circle.application else None
    placed = document.model_copy(update={"application": application, "copy_number": copies.get(document.id)})
    return with_owners(placed, circle)


def _assembled(batch: Batch, notice: Notice, registers: Registers) -> Assembled:
    letter = main_letter(batch.letters)
    others = tuple(other for other in batch.letters if letter and other.id != letter.id)
    ranking = names_in_order(letter, others)
    names = [named.name for named in ranking]
    logged = receipts(batch.folder, (*batch.letters, *batch.forms, *batch.rest), registers, batch.issuer.name)
    groups = group_forms(batch.forms, names)
    ranks = rank_groups(groups, names)
    order = sorted(range(len(groups)), key=lambda g: (ranks.get(g, len(names) + 1), reading_order(groups[g].forms[0])))
    delivery_id = digest_id("r", *batch.place)
    applications = _distinct(
        [_application(groups[g], ranks.get(g), delivery_id, batch, notice) for g in order],
    )
    delivery = Delivery(
        id=delivery_id,
        folder=batch.folder,
        recommender=batch.issuer.name,
        recommender_class=batch.issuer.recommender_class,
        letter=letter.id if letter else None,
        other_letters=tuple(other.id for other in others),
        ranking=ranking,
        received_at=logged[0].received_at if logged else None,
        receipts=logged,
        applications=tuple(application.id for application in applications),
        documents=tuple(d.id for d in sorted((*batch.letters, *batch.forms, *batch.rest), key=reading_order)),
    )
    return Assembled(delivery, applications, tuple(pair for group in groups for pair in _copies(group, batch.folder)))


def main_letter(letters: Sequence[RecommendationLetter]) -> RecommendationLetter | None:
    """Choose the letter that counts: the sealed scan before its electronic version, the fuller before the emptier."""

    def fullness(letter: RecommendationLetter) -> tuple[bool, bool, int]:
        slots = (letter.title, letter.addressee, letter.cited_notice, letter.issuer, letter.issued_on, letter.stated_count)
        return bool(letter.seals), letter.medium is Medium.SCAN, sum(slot is not None and slot.value is not None for slot in slots)

    ordered = sorted(letters, key=reading_order)
    return max(ordered, key=lambda letter: (*fullness(letter), len([n for n in letter_names(letter) if n]))) if ordered else None


def _application(group: Group, rank: int | None, delivery_id: str, batch: Batch, notice: Notice) -> Application:
    project = agreed_project(group.forms)
    domain_id = agreed_domain(group.forms)
    domain = notice.domain(domain_id) if domain_id else None
    return Application(
        id=digest_id("a", *batch.place, project_key(project) if project else group.forms[0].id),
        delivery=delivery_id,
        project_name=project,
        domain=domain_id,
        special_track=domain.id if domain and domain.special else None,
        undertaking_unit=agreed_unit(group.forms),
        uscc=agreed_uscc(group.forms),
        participating_units=agreed_participants(group.forms),
        recommender=batch.issuer.name,
        rank=rank,
        documents=_ordered_ids(group, batch.folder),
    )


def _scans(group: Group, folder: str) -> list[ApplicationForm]:
    """Return the scanned copies in the order of their numbers: those of the delivery's own folder, then loose ones that joined it."""
    scans = (form for form in group.forms if form.medium is Medium.SCAN)
    return sorted(scans, key=lambda form: (form.folder != folder, reading_order(form)))


def _ordered_ids(group: Group, folder: str) -> tuple[str, ...]:
    electronic = (form.id for form in group.forms if form.medium is not Medium.SCAN)
    return (*(form.id for form in _scans(group, folder)), *electronic)


def _copies(group: Group, folder: str) -> tuple[tuple[str, int], ...]:
    return tuple((form.id, number) for number, form in enumerate(_scans(group, folder), start=1))


def _distinct(applications: Sequence[Application]) -> tuple[Application, ...]:
    """Give applications that share folder and project name ids of their own: by unit, and by first document where that is the same too."""
    seen: set[str] = set()
    kept: list[Application] = []
    for application in applications:
        candidates = (
            application.id,
            digest_id("a", application.id, bare_key(application.undertaking_unit or "")),
            digest_id("a", application.id, *application.documents),
        )
        chosen = next(candidate for candidate in candidates if candidate not in seen)
        seen.add(chosen)
        kept.append(application.model_copy(update={"id": chosen}))
    return tuple(kept)


def _attached(drafts: Sequence[Assembled], documents: Sequence[Document]) -> tuple[Assembled, ...]:
    """Attach certificates and credit reports: within their own delivery, loose ones to any whose unit they name."""
    placed = {document for draft in drafts for document in draft.delivery.documents}
    loose = [document for document in documents if document.id not in placed]
    return tuple(_with_attachments(draft, documents, loose) for draft in drafts)


def _with_attachments(draft: Assembled, documents: Sequence[Document], loose: Sequence[Document]) -> Assembled:
    own = [document for document in documents if document.id in draft.delivery.documents]
    extra: dict[str, tuple[str, ...]] = {}
    for document in (*own, *loose):
        for application in owners(document, draft.applications) if is_live(document) else ():
            extra[application.id] = (*extra.get(application.id, ()), document.id)
    applications = tuple(a.model_copy(update={"documents": (*a.documents, *extra.get(a.id, ()))}) for a in draft.applications)
    joined = [d.id for d in loose if any(d.id in ids for ids in extra.values()) or _may_belong(d, draft)]
    delivery = draft.delivery.model_copy(update={"documents": tuple(dict.fromkeys((*draft.delivery.documents, *joined)))})
    return replace(draft, delivery=delivery, applications=applications)


def _may_belong(loose: Document, draft: Assembled) -> bool:
    """A loose duplicate stands with its original. A loose file that nobody could read may be what a delivery seems to lack."""
    if loose.status is Status.DUPLICATE:
        return loose.duplicate_of in draft.delivery.documents
    return loose.status is Status.QUARANTINED and (not draft.delivery.folder or draft.delivery.letter is None)
