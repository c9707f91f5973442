"""The closed set: every unit that a seal of this round could be of."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from assembly.ring import ring_name, ring_names
from chinese.names import name_similarity
from schemas.documents import ApplicationForm, CreditReport, Document, LegalPersonCertificate, RecommendationLetter
from schemas.evidence import Reading
from schemas.notice import Notice

ONE_NAME = 0.8
"""Two readings of a unit's name on copies of one form that share four fifths are one unit's; below that a copy names another unit."""
ONE_NAME_SURE = 0.9
SURE_READING = 0.9
"""A form's own unit counts alone from here on; below it the unit that the copies agree on may seal as well."""


@dataclass(frozen=True)
class KnownName:
    """A unit: its full name, and the spellings that count as its own."""

    full: str
    spellings: tuple[str, ...]
    listed: bool = False
    """Whether the notice lists it: a listed name is never a misreading of another."""

    @property
    def keys(self) -> frozenset[str]:
        """The spellings as a ring shows them."""
        return frozenset().union(*(ring_names(spelling) for spelling in self.spellings)) - {""}

    def is_named(self, name: str | None) -> bool:
        """Whether a name is this unit's."""
        return bool(name) and ring_name(name or "") in self.keys


def listed_names(notice: Notice) -> tuple[KnownName, ...]:
    """Return the recommenders and the receiver."""
    names = [KnownName(r.name, (r.name, *r.aliases), listed=True) for r in notice.recommenders]
    if not any(name.is_named(notice.receiver) for name in names):
        names.append(KnownName(notice.receiver, (notice.receiver,), listed=True))
    return tuple(names)


def unit_names(agreed: str | None, read: Iterable[str], sure: Container[str] = ()) -> tuple[KnownName, ...]:
    """Return the unit that the copies agree on, misreadings of its name included, and each unit that a document names besides it.

    What was surely read is no misreading where it differs by more than a character in ten: units of one place and trade are called alike.
    """
    others: list[str] = []
    spellings = [agreed] if agreed else []
    for name in dict.fromkeys(read):
        least = ONE_NAME_SURE if name in sure else ONE_NAME
        (spellings if agreed and name_similarity(name, agreed) >= least else others).append(name)
    known = (KnownName(agreed, tuple(dict.fromkeys(spellings))),) if agreed else ()
    return (*known, *(KnownName(name, (name,)) for name in others))


def participants(document: Document) -> tuple[str, ...]:
    """Return the units that a form says take part."""
    units = document.participating_units if isinstance(document, ApplicationForm) else None
    return (units.value or ()) if units else ()


def sure_names(document: Document) -> frozenset[str]:
    """Return the units that a document names surely: none of them is another's name misread."""
    match document:
        case ApplicationForm():
            read = (document.undertaking_unit, document.recommending_unit, *document.name_places)
        case CreditReport() | LegalPersonCertificate():
            read = (document.unit_name,)
        case _:
            read = ()
    return frozenset(reading.value for reading in read if reading and reading.value and is_sure(reading))


def is_sure(reading: Reading[str] | Reading[tuple[str, ...]] | None) -> bool:
    """Say whether a name was read, and so that nobody need look at it."""
    return reading is not None and reading.value is not None and reading.confidence >= SURE_READING and not reading.needs_review


def document_names(document: Document) -> tuple[str, ...]:
    """Return every unit that a document names."""
    match document:
        case ApplicationForm():
            single = (document.undertaking_unit, document.recommending_unit, *document.name_places)
            return (*(r.value for r in single if r and r.value), *participants(document))
        case RecommendationLetter():
            return (document.issuer.value,) if document.issuer and document.issuer.value else ()
        case CreditReport() | LegalPersonCertificate():
            return (document.unit_name.value,) if document.unit_name and document.unit_name.value else ()
        case _:
            return ()


def merged(names: Sequence[KnownName]) -> tuple[KnownName, ...]:
    """Put names that share a spelling together, listed ones first, so that no unit is its own rival; ／ and 、 name nobody."""
    kept: list[KnownName] = []
    for name in sorted((n for n in names if n.keys), key=lambda n: (not n.listed, -len(n.spellings), n.full)):
        place = next((i for i, other in enumerate(kept) if other.keys & name.keys), None)
        if place is None:
            kept.append(name)
        else:
            other = kept[place]
            kept[place] = KnownName(other.full, tuple(dict.fromkeys((*other.spellings, *name.spellings))), other.listed)
    return tuple(kept)
