"""Fields of two versions of one form held against each other."""

import re
from dataclasses import replace
from typing import Any

from checks.agreement import agreed, differing
from checks.case import ApplicationCase
from checks.filled import is_unread
from checks.identity import if_of
from checks.longtext import compare_long
from checks.rule import Ink, Outcome, needs_review
from chinese.names import project_text, unit_key
from chinese.punctuation import fold
from schemas.documents import ApplicationForm
from schemas.evidence import Reading
from schemas.notice import FieldKind, FormField

_SIGNS = re.compile(r"[^\w]")
UNIT_NAMES = ("undertaking_unit", "recommending_unit")


def reading_of(form: ApplicationForm, name: str) -> Reading[Any] | None:
    """Return a field of a form by name; None where the layout has none."""
    reading = getattr(form, name, None)
    return reading if isinstance(reading, Reading) else None


def compared_fields(case: ApplicationCase) -> tuple[FormField, ...]:
    """Return the fields whose agreement counts: the key ones and the long ones."""
    return tuple(field for field in case.notice.form.fields if field.key or field.kind is FieldKind.LONG)


def compare_field(case: ApplicationCase, field: FormField, first: ApplicationForm, second: ApplicationForm) -> Outcome | None:
    """Compare one field of two versions; None where one of them has no such field.

    A date that the file leaves blank and the paper bears was written by hand.
    """
    one, two = reading_of(first, field.name), reading_of(second, field.name)
    if one is None or two is None:
        return None
    a, b = _end_alone(field, case.ink(first, field.name), one), _end_alone(field, case.ink(second, field.name), two)
    if one.value is None and two.value is None and fold(one.raw) == fold(two.raw):
        return agreed(a, b)
    if unread := [ink for ink, reading in ((a, one), (b, two)) if is_unread(reading)]:
        return needs_review(f"{unread[0].title}未能确定（“{unread[0].words}”，{unread[0].doubt}），无法比对", a, b)
    if field.kind is FieldKind.DATE and first.medium is not second.medium and (one.is_blank or two.is_blank):
        return agreed(a, b)
    if field.kind is FieldKind.LONG and one.value and two.value:
        return if_of(case, compare_long(a, b, str(one.value), str(two.value)), first, second)
    if _same(field.name, one, two):
        return agreed(a, b)
    return if_of(case, differing(a, b, "两处日期详略不同，请核对" if _is_part(field, one, two) else ""), first, second)


def _end_alone(field: FormField, ink: Ink, reading: Reading[Any]) -> Ink:
    """Quote of a period only the end that is compared: both stand in one place (2027年1月至2028年12月)."""
    return replace(ink, text=str(reading.value)) if field.kind is FieldKind.PERIOD and reading.value else ink


def _is_part(field: FormField, one: Reading[Any], two: Reading[Any]) -> bool:
    """Say whether one date is the other without its day or month: 2028年12月, 2028年12月31日."""
    written = sorted((str(one.value or ""), str(two.value or "")), key=len)
    return field.kind in (FieldKind.DATE, FieldKind.PERIOD) and bool(written[0]) and written[1].startswith(written[0])


def _same(name: str, one: Reading[Any], two: Reading[Any]) -> bool:
    """Say whether two readings mean the same. A list of units that says 无 and one left blank name nobody, either."""
    if not one.value and not two.value and () in (one.value, two.value):
        return True
    if one.value is None or two.value is None:
        return one.value is two.value and (one.is_blank == two.is_blank or fold(one.raw) == fold(two.raw))
    return _key(name, one.value) == _key(name, two.value)


def _key(name: str, value: object) -> object:
    if isinstance(value, tuple):
        return frozenset(unit_key(str(item)) for item in value)
    if name == "project_name":
        return project_text(str(value))
    if name in UNIT_NAMES:
        return unit_key(str(value))
    text = fold(str(value)).casefold()
    return text if "@" in text else _SIGNS.sub("", text)
