"""Certificates and credit reports belong to the application whose unit they name."""

from collections.abc import Sequence
from dataclasses import dataclass

from chinese import uscc
from chinese.names import bare_key, name_similarity
from schemas.documents import CreditReport, Document, LegalPersonCertificate
from schemas.submission import Application

NEAR_UNIT = 0.85
"""A unit's name on a print-out may be misread in one character of seven."""


@dataclass(frozen=True)
class Named:
    """Whom a document names."""

    unit: str | None
    code: str


def named_unit(document: Document) -> Named | None:
    """Return the unit that a certificate or credit report is about; None for other kinds."""
    match document:
        case CreditReport() | LegalPersonCertificate():
            unit = document.unit_name.value if document.unit_name else None
            code = document.uscc.value if document.uscc else None
            return Named(unit, uscc.normalise(code or ""))
        case _:
            return None


def owners(document: Document, applications: Sequence[Application]) -> tuple[Application, ...]:
    """Return the applications that a document is evidence for: its unit undertakes them, or else takes part in them."""
    named = named_unit(document)
    if named is None:
        return ()
    undertaken = tuple(a for a in applications if _undertakes(named, a))
    return undertaken or tuple(a for a in applications if any(_same(named.unit, unit) for unit in a.participating_units))


def _undertakes(named: Named, application: Application) -> bool:
    """By code where both have a sound one; else by name, which a slip in a print-out may differ from by a character."""
    code = uscc.normalise(application.uscc or "")
    if named.code and named.code == code:
        return True
    two_units = uscc.is_valid(named.code) and uscc.is_valid(code)
    return _same(named.unit, application.undertaking_unit, strictly=two_units)


def _same(a: str | None, b: str | None, *, strictly: bool = False) -> bool:
    if not a or not b:
        return False
    if bare_key(a) == bare_key(b):
        return True
    return not strictly and len(bare_key(a)) == len(bare_key(b)) and name_similarity(a, b) >= NEAR_UNIT
