"""Who ought to seal where: the names that each seal of the round is expected to bear, and the verdict on each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assembly.known_names import KnownName, document_names, is_sure, listed_names, merged, participants, sure_names, unit_names
from assembly.seals import seal_owner
from chinese.names import name_similarity
from schemas.documents import ApplicationForm, Document, OpinionRole, RecommendationLetter, Seal
from schemas.notice import Notice
from schemas.submission import Application, Delivery

SAME_NAME = 0.9
"""One character in ten is a misreading of the agreed name; more, surely read, is another unit's."""


@dataclass(frozen=True)
class Circle:
    """What the round knows around one document: its application, its delivery, and every name."""

    notice: Notice
    known: tuple[KnownName, ...]
    application: Application | None = None
    delivery: Delivery | None = None

    def named(self, name: str | None) -> tuple[KnownName, ...]:
        """Return the known unit of that name, or one with that name alone."""
        if not name:
            return ()
        alone = KnownName(name, (name,))
        return tuple(known for known in self.known if known.is_named(name)) or ((alone,) if alone.keys else ())


def known_names(documents: Sequence[Document], applications: Sequence[Application], notice: Notice) -> tuple[KnownName, ...]:
    """Return the closed set of the round: recommenders, the receiver, and every unit that a document names."""
    left = {document.id: document for document in documents}
    names = list(listed_names(notice))
    for application in applications:
        own = [document for ident in application.documents if (document := left.pop(ident, None))]
        beside = {*application.participating_units, *(name for document in own for name in participants(document))}
        read = [name for document in own for name in document_names(document) if name not in beside]
        names += unit_names(application.undertaking_unit, read, {name for document in own for name in sure_names(document)})
        names += [KnownName(unit, (unit,)) for unit in sorted(beside)]
    names += [KnownName(name, (name,)) for document in left.values() for name in document_names(document)]
    return merged(names)


def with_owners(document: Document, circle: Circle) -> Document:
    """Return the document with an owner, an outcome and a confidence on each seal."""
    seals = tuple(_owned(seal, document, circle) for seal in document.seals)
    return document.model_copy(update={"seals": seals}) if seals else document


def _owned(seal: Seal, document: Document, circle: Circle) -> Seal:
    expected = expected_names(seal, document, circle)
    owner = seal_owner(seal, expected, circle.known, strict=_asked_for(seal, document), certain=_is_certain(seal, document, circle))
    found = {"owner": owner.name, "outcome": owner.outcome, "confidence": owner.confidence, "short_of": owner.short_of}
    return seal.model_copy(update=found)


def _asked_for(seal: Seal, document: Document) -> bool:
    """Whether a certain unit must seal here: in an opinion box, and on a letter. Covers, seams and attachments anyone may seal."""
    return isinstance(document, RecommendationLetter) or (isinstance(document, ApplicationForm) and seal.role is not None)


def _is_certain(seal: Seal, document: Document, circle: Circle) -> bool:
    """Whether the name of who ought to seal was surely read on this very document, or is one that the notice lists."""
    match document:
        case RecommendationLetter():
            return is_sure(document.issuer) or any(known.listed for known in _issuer(document, circle))
        case ApplicationForm() if seal.role is OpinionRole.UNDERTAKING:
            expected = {key for known in expected_names(seal, document, circle) for key in known.keys}
            places = [place for place in (document.undertaking_unit, *document.name_places) if place is not None and is_sure(place)]
            return any(key in expected for place in places for known in circle.named(place.value) for key in known.keys)
        case ApplicationForm() if seal.role is OpinionRole.PARTICIPANT:
            return is_sure(document.participating_units)
        case ApplicationForm() if seal.role is OpinionRole.RECOMMENDER:
            return any(known.listed for known in _recommender(document, circle)) or is_sure(document.recommending_unit)
        case _:
            return True


def expected_names(seal: Seal, document: Document, circle: Circle) -> tuple[KnownName, ...]:
    """Return who ought to seal here."""
    match document:
        case RecommendationLetter():
            return _issuer(document, circle)
        case ApplicationForm():
            return _of_form(seal.role, document, circle)
        case _:
            return tuple(known for name in document_names(document) for known in circle.named(name))


def _issuer(letter: RecommendationLetter, circle: Circle) -> tuple[KnownName, ...]:
    """The delivery's recommender, which is the issuer by its official name; else the issuer as printed."""
    printed = letter.issuer.value if letter.issuer else None
    return circle.named((circle.delivery.recommender if circle.delivery else None) or printed)


def _of_form(role: OpinionRole | None, form: ApplicationForm, circle: Circle) -> tuple[KnownName, ...]:
    match role:
        case OpinionRole.UNDERTAKING:
            return _undertaking(form, circle)
        case OpinionRole.PARTICIPANT:
            return _participants(form, circle)
        case OpinionRole.RECOMMENDER:
            return _recommender(form, circle)
        case OpinionRole.PROVINCE:
            return circle.named(circle.notice.receiver)
        case None:
            return (*_undertaking(form, circle), *_participants(form, circle), *_recommender(form, circle))


def _undertaking(form: ApplicationForm, circle: Circle) -> tuple[KnownName, ...]:
    """The unit that this copy names; the one that all copies agree on too, unless this copy surely names another."""
    agreed = circle.application.undertaking_unit if circle.application else None
    own = form.undertaking_unit
    if own is None or own.value is None:
        return circle.named(agreed or next((place.value for place in form.name_places if place.value), None))
    if agreed and name_similarity(own.value, agreed) >= SAME_NAME:
        return circle.named(agreed)
    return circle.named(own.value) if is_sure(own) else (*circle.named(agreed), *circle.named(own.value))


def _participants(form: ApplicationForm, circle: Circle) -> tuple[KnownName, ...]:
    own = (form.participating_units.value if form.participating_units else None) or ()
    agreed = circle.application.participating_units if circle.application else ()
    return tuple(known for unit in dict.fromkeys((*own, *agreed)) for known in circle.named(unit))


def _recommender(form: ApplicationForm, circle: Circle) -> tuple[KnownName, ...]:
    """Who recommends: by the letter, and by the form itself."""
    own = form.recommending_unit.value if form.recommending_unit else None
    letter = circle.delivery.recommender if circle.delivery else None
    names = [known for name in (letter, own) for known in circle.named(name)]
    return tuple({known.full: known for known in names}.values())


def circles(
    applications: Sequence[Application], deliveries: Sequence[Delivery], known: tuple[KnownName, ...], notice: Notice
) -> Mapping[str, Circle]:
    """Return each document's circle, by id."""
    by_document: dict[str, Circle] = {}
    for delivery in deliveries:
        by_document |= {i: Circle(notice, known, delivery=delivery) for i in delivery.documents}
    homes = {delivery.id: delivery for delivery in deliveries}
    for application in reversed(applications):
        circle = Circle(notice, known, application, homes.get(application.delivery))
        by_document |= dict.fromkeys(application.documents, circle)
    return by_document
