"""Hides personal data in what leaves the office: numbers by their shape, contact persons by name.

The recommender knows its own contacts; but a notice is forwarded, printed and filed, and none of its readers needs them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from schemas.documents import ApplicationForm, Document
from schemas.evidence import Reading
from schemas.finding import Finding
from schemas.report import AuditReport

PERSONS = ("contact_name", "project_leader")
NUMBERS = ("contact_phone", "contact_mobile", "contact_email")

_ALONE, _ENDS = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
_DAY = r"(?:0[1-9]|1[0-2]) ?(?:0[1-9]|[12]\d|3[01])"
_RESIDENT_ID = re.compile(rf"{_ALONE}(\d{{3}})\d{{3}} ?(?:19|20)\d{{2}} ?{_DAY} ?(\d{{3}} ?[\dXx]){_ENDS}")
_OLD_ID = re.compile(rf"{_ALONE}(\d{{3}})\d{{3}} ?\d{{2}} ?{_DAY} ?(\d{{3}}){_ENDS}")
"""Of fifteen digits, as given out until 1999."""
_CARD = re.compile(rf"{_ALONE}(?:6[ -]?2(?:[ -]?\d){{14,17}}|[45](?:[ -]?\d){{15}}){_ENDS}")
"""By the first digits of banks, so that no organisation's code of eighteen digits is taken for one."""
_MOBILE = re.compile(r"(?<![0-9A-Za-z])(1[3-9]\d)[ -]?\d{4}[ -]?(\d{4})(?![0-9A-Za-z])")
_LANDLINE = re.compile(r"(?<![0-9A-Za-z])(0\d{2,3}[- ]?)\d{5,6}(\d{2})(?![0-9A-Za-z])")
_EMAIL = re.compile(r"([A-Za-z0-9])[A-Za-z0-9._%+-]*(@[A-Za-z0-9.-]+)")


def mask_text(text: str, persons: tuple[str, ...] = ()) -> str:
    """Return ``text`` with numbers, addresses and the given persons' names hidden but for a hint."""
    text = _RESIDENT_ID.sub(r"\1***********\2", text)
    text = _OLD_ID.sub(r"\1*********\2", text)
    text = _CARD.sub(_masked_card, text)
    text = _MOBILE.sub(r"\1****\2", text)
    text = _LANDLINE.sub(r"\1****\2", text)
    text = _EMAIL.sub(r"\1***\2", text)
    for person in persons:
        if person in text:
            text = text.replace(person, mask_name(person))
    return text


def _masked_card(found: re.Match[str]) -> str:
    """Hide a bank card's number: sixteen to nineteen digits whose last one is their check digit (ISO/IEC 7812, Luhn)."""
    digits = [int(char) for char in found[0] if char.isdigit()]
    doubled = (sum(divmod(2 * digit, 10)) for digit in digits[-2::-2])
    if (sum(digits[::-2]) + sum(doubled)) % 10:
        return found[0]
    written = "".join(map(str, digits))
    return f"{written[:4]}{'*' * (len(written) - 8)}{written[-4:]}"


def mask_name(name: str) -> str:
    """Return a person's name as 张*."""
    return name[:1] + "*" * max(1, min(len(name) - 1, 3))


def mask_number(text: str) -> str:
    """Return the value of a contact field hidden, whatever its shape."""
    shown = mask_text(text)
    return shown if shown != text or len(text) < 3 else f"{text[:2]}****"


def masked(report: AuditReport) -> AuditReport:
    """Return the report with personal data hidden in its contact fields, its findings and its evidence."""
    persons = tuple(sorted(set(_persons(report.round.documents)), key=len, reverse=True))
    numbers = tuple(sorted({n for d in report.round.documents for n in _stated(d, NUMBERS) if len(n) > 4}, key=len, reverse=True))
    maybe = _maybe_personal((*persons, *numbers))
    hidden = {number: mask_number(number) for number in numbers}
    documents = tuple(_masked_document(d) for d in report.round.documents)
    return report.model_copy(
        update={
            "round": report.round.model_copy(update={"documents": documents}),
            "findings": tuple(_masked_finding(f, persons, hidden, maybe) for f in report.findings),
        }
    )


def _persons(documents: tuple[Document, ...]) -> Iterator[str]:
    for document in documents:
        yield from (name for name in _stated(document, PERSONS) if len(name) > 1)


def _stated(document: Document, fields: tuple[str, ...]) -> Iterator[str]:
    readings = (getattr(document, name, None) for name in fields)
    return (reading.value for reading in readings if reading is not None and reading.value)


def _masked_document(document: Document) -> Document:
    if not isinstance(document, ApplicationForm):
        return document
    changes: dict[str, Reading[str]] = {}
    for names, mask in ((PERSONS, mask_name), (NUMBERS, mask_number)):
        for name in names:
            reading = getattr(document, name)
            if reading is not None:
                changes[name] = _masked_reading(reading, mask)
    return document.model_copy(update=changes)


def _masked_reading(reading: Reading[str], mask: Any) -> Reading[str]:  # noqa: ANN401
    """Return the reading masked, and without its place: the picture would show what the text hides."""
    value = mask(reading.value) if reading.value else reading.value
    return reading.model_copy(
        update={
            "value": value,
            "raw": mask(reading.raw) if reading.raw else "",
            "second": mask(reading.second) if reading.second else None,
            "region": None,
        }
    )


_NUMBER = r"@|1[3-9]\d[ -]?\d{4}|0\d{2,3}[- ]?\d{5}|\d{15}|\d(?:[ -]?\d){14}"


def _maybe_personal(persons: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds the texts that masking may change; sorted by surname, a round's thousand names cost little more than ten."""
    by_surname: dict[str, list[str]] = {}
    for person in persons:
        by_surname.setdefault(person[0], []).append(re.escape(person[1:]))
    names = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_surname.items())
    return re.compile("|".join((_NUMBER, *names)))


def _masked_finding(finding: Finding, persons: tuple[str, ...], hidden: Mapping[str, str], maybe: re.Pattern[str]) -> Finding:
    texts = (finding.message, finding.expected or "", finding.observed or "", *(e.text for e in finding.evidence))
    if not maybe.search("\n".join(texts)):
        return finding

    def hide(text: str) -> str:
        text = mask_text(text, persons)
        for number, shown in hidden.items():  # one with a digit too few has no number's shape
            text = text.replace(number, shown)
        return text

    def mask(text: str | None) -> str | None:
        return hide(text) if text else text

    return finding.model_copy(
        update={
            "message": mask(finding.message),
            "expected": mask(finding.expected),
            "observed": mask(finding.observed),
            "evidence": tuple(e.model_copy(update={"text": hide(e.text)}) for e in finding.evidence),
        }
    )
