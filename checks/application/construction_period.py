"""The project is built within the period that the notice sets, and so is every step of its schedule.

A period that only names years starts in January and ends in December. In the schedule, the date that heads an entry counts; a
later date in running text, or a step that comes after the building (自我评价), is for a person, a past one is background.

Outcomes: outside fails; a period without an end fails; a form without such a field is not held against anyone.
Example: 2026年10月—2028年12月 for a period of 2027-01 to 2028-12 fails.
"""

import datetime as dt
import re
from itertools import groupby

from checks.case import ApplicationCase
from checks.days import first_day, last_day, month_in_words
from checks.rule import Ink, Outcome, Params, Rule, borne_out, failed, needs_review, not_applicable, passed, together
from chinese.dates import ParsedDate, find_dates
from schemas.documents import ApplicationForm
from schemas.finding import FindingKind, Scope

_COLONS = ("：", ":")
_RANGE = re.compile(r"\d\s*[年月]?\s*(?:—|-|–|－|~|～|至|到)+\s*(?:当年)?\d")
_OF_DATES = re.compile(r"[\d年月日至到—\-–－~～.()（）\s]")
NAME_OF_A_STAGE = 6
"""A table's cell holds a stage's dates where no more than so many characters stand beside them: 第一阶段（2027年1月—6月）."""
_AFTER = re.compile(r"自评|自我评价|验收|复核|后续|成果推广|长效")
"""What comes after a project: a row of it beyond the period is no part of the building."""
_HEAD = re.compile(r"^[^：:\t。；;]{0,40}")


class PeriodParams(Params):
    """First and last month."""

    start: str
    end: str


def check(case: ApplicationCase, params: PeriodParams) -> Outcome:
    """Check the stated period, then the schedule's entries."""
    having = [form for form in case.forms if form.period_start is not None or form.period_end is not None]
    stated = sorted(having, key=_values)
    parts = [_period(case, list(group), having, params) for _, group in groupby(stated, key=_values)]
    planned = next((form for form in case.forms if form.schedule is not None and form.schedule.value), None)
    parts += _schedule(case, planned, params) if planned else []
    if not parts:
        return not_applicable(f"{case.name}申请表中未见建设周期栏和进度安排。")
    return together(parts, f"{case.name}建设周期在{_span(params)}以内。", case.name)


def _values(form: ApplicationForm) -> tuple[str, str]:
    start, end = form.period_start, form.period_end
    return (start.value or "" if start else "", end.value or "" if end else "")


def _period(case: ApplicationCase, forms: list[ApplicationForm], among: list[ApplicationForm], params: PeriodParams) -> Outcome:
    start, end = _values(forms[0])
    where = case.titles(forms, among)
    ink = tuple(i for name in ("period_start", "period_end") for i in borne_out(case.ink(form, name) for form in forms))
    expected, observed = _span(params), f"{_month(start)}至{_month(end)}"
    told = f"{where}建设周期为{observed}"
    if not start and not end:
        return failed(f"{where}未填写建设周期", *ink, expected=expected)
    if (start and _outside(start, params)) or (end and _outside(end, params)):
        return failed(f"{told}，超出{_span(params)}", *ink, expected=expected, observed=observed)
    if any(form.period_start is None or form.period_end is None for form in forms):
        return needs_review(f"{told}，起止未能分别识别，请核对", *ink, expected=expected, observed=observed)
    if not (start and end):
        return failed(f"{told}，起止不完整", *ink, expected=expected, observed=observed)
    if _reversed(start, end):
        return failed(f"{told}，起止颠倒", *ink, expected=expected, observed=observed)
    return passed(told, *ink, expected=expected, observed=observed)


def _month(text: str) -> str:
    return month_in_words(text) if text else "（未写明）"


def _reversed(start: str, end: str) -> bool:
    first, last = first_day(start), last_day(end)
    return bool(first and last and first > last)


def _outside(text: str, params: PeriodParams) -> bool:
    first, last = first_day(text), last_day(text)
    start, end = first_day(params.start), last_day(params.end)
    return bool(first and last and start and end) and not (start <= first and last <= end)  # type: ignore[operator]


def _schedule(case: ApplicationCase, form: ApplicationForm, params: PeriodParams) -> list[Outcome]:
    text = form.schedule.value if form.schedule else None
    ink = case.ink(form, "schedule")
    parts = []
    for row in (text or "").splitlines():
        parts += _entry(case, ink, row, params)
    return parts or [passed("", ink.sure())]


def _entry(case: ApplicationCase, ink: Ink, row: str, params: PeriodParams) -> list[Outcome]:
    outside = [date for date in find_dates(row) if _outside(date.value, params) and _planned(date, case, params)]
    said = f"进度安排“{' '.join(row.split())[:30]}”"
    if any(_heads(row, date) for date in outside) and not _AFTER.search(row):
        return [failed(f"{said}超出{_span(params)}", ink, expected=_span(params), observed=outside[0].raw)]
    if any(_heads(row, date) or ((day := first_day(date.value)) and day > case.notice.issued_on) for date in outside):
        return [needs_review(f"{said}提到建设周期以外的时间，请核对", ink, expected=_span(params), observed=outside[0].raw)]
    return []


def _heads(row: str, date: ParsedDate) -> bool:
    """Say whether a date heads an entry: in a table's cell of its own, or before a colon, or as one end of a period that opens the row."""
    start = row.rfind("\t", 0, date.start) + 1
    end = row.find("\t", date.end)
    cell, offset = row[start : end if end >= 0 else len(row)], date.start - start
    head = _HEAD.match(cell)
    reach = head.end() if head else 0
    if offset >= reach or not _opens(cell[:offset]):
        return False
    is_cell = "\t" in row and len(_OF_DATES.sub("", cell)) <= NAME_OF_A_STAGE
    return is_cell or cell[reach : reach + 1] in _COLONS or bool(_RANGE.search(cell[: date.end + 16]))


def _opens(before: str) -> bool:
    """Say whether a date is the first of its cell, or the end of a period that the first one opens."""
    first = re.search(r"\d{2,}", before)
    return first is None or not _OF_DATES.sub("", before[first.start() :])


def _planned(date: ParsedDate, case: ApplicationCase, params: PeriodParams) -> bool:
    """Say whether a date can be a plan's at all: a year long past is background."""
    day = first_day(date.value)
    start = first_day(params.start) or dt.date.min
    return day is not None and day.year >= min(start.year, case.notice.year) - 1


def _span(params: PeriodParams) -> str:
    return f"{month_in_words(params.start)}至{month_in_words(params.end)}"


RULE = Rule("construction-period", "建设周期", FindingKind.REQUIREMENT, Scope.APPLICATION, check, PeriodParams)
