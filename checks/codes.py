"""The code that belongs to a unit's name, from everything that came in: forms ask for the undertaking unit's code only."""

from collections.abc import Iterator, Mapping

from chinese import uscc
from chinese.names import bare_key
from schemas.documents import CreditReport, LegalPersonCertificate, Status
from schemas.evidence import Reading
from schemas.submission import Round


def codes_by_name(round_: Round) -> Mapping[str, str]:
    """Return the sound code of every name (as ``bare_key``) that exactly one is known of; two codes for one name are none."""
    found: dict[str, set[str]] = {}
    for name, code in _pairs(round_):
        if name and code and uscc.is_valid(code):
            found.setdefault(bare_key(name), set()).add(uscc.normalise(code))
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


def _pairs(round_: Round) -> Iterator[tuple[str | None, str | None]]:
    yield from ((a.undertaking_unit, a.uscc) for a in round_.applications)
    yield from ((row.unit_name, row.uscc) for row in round_.registers.credit or ())
    yield from ((row.unit_name, row.uscc) for row in round_.registers.prior_pilots or ())
    for document in round_.documents:
        if isinstance(document, CreditReport | LegalPersonCertificate) and document.status is Status.PROCESSED:
            yield _value(document.unit_name), _value(document.uscc)


def _value(reading: Reading[str] | None) -> str | None:
    return reading.value if reading is not None and not reading.needs_review else None
