"""The closed set: every unit that a seal of this round could be of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assembly.ring import ring_name, ring_names
from chinese.names import name_similarity
from schemas.documents import ApplicationForm, CreditReport, Document, LegalPersonCertificate, RecommendationLetter
from schemas.notice import Notice

ONE_NAME = 0.8
"""Two readings of a unit's name on copies of one form that share four fifths are one unit's; below that a copy names another unit."""


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


def unit_names(agreed: str | None, read: Iterable[str]) -> tuple[KnownName, ...]:
    """Return the unit that the copies agree on, misreadings of its name included, and each unit that a copy names instead."""
    others: list[str] = []
    spellings = [agreed] if agreed else []
    for name in dict.fromkeys(read):
        (spellings if agreed and name_similarity(name, agreed) >= ONE_NAME else others).append(name)
    known = (KnownName(agreed, tuple(dict.fromkeys(spellings))),) if agreed else ()
    return (*known, *(KnownName(name, (name,)) for name in others))


def document_names(document: Document) -> tuple[str, ...]:
    """Return every unit that a document names."""
    match document:
        case ApplicationForm():
            single = (document.undertaking_unit, document.recommending_unit, *document.name_places)
            units = document.participating_units.value if document.participating_units else None
            return (*(r.value for r in single if r and r.value), *(units or ()))
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
