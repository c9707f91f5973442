"""Periods of construction: 2027年1月—2028年12月 and every other way to say it."""

import re
from dataclasses import dataclass

from chinese.dates import ParsedDate, Precision, find_dates
from chinese.numerals import parse_count
from chinese.punctuation import half_width

_TO = r"\s*(?:-|—+|–|―|~|～|〜|至|到|一|─|－)+\s*"
_YEARS = re.compile(rf"(?<![0-9.])((?:19|20)\d\d)\s*年?{_TO}((?:19|20)\d\d)(?=\s*(?:年(?!\s*\d+\s*月)|$|[^0-9年.\-/]))")
_MONTHS = re.compile(rf"(?<!\d)((?:19|20)\d\d)\s*年\s*(\d{{1,2}})\s*月?{_TO}(?:当年)?(\d{{1,2}})\s*月")
_COMPACT = re.compile(rf"(?<!\d)((?:19|20)\d\d)(0[1-9]|1[0-2]){_TO}((?:19|20)\d\d)(0[1-9]|1[0-2])(?!\d)")
_SHORT = re.compile(rf"(?<!\d)((?:19|20)\d\d)\s*年\s*(\d{{1,2}})\s*月?{_TO}(\d\d)\s*年\s*(\d{{1,2}})\s*月")
"""The second year without its century: 2027年1月—28年12月."""
_SPAN = re.compile(r"([0-9一二两三四五六七八九十]{1,3})\s*(年|个月)(?!度|[0-9一-鿿]?月)")
_OPEN = re.compile(r"(?:-|—|–|~|～|至|到|起)")


@dataclass(frozen=True)
class Period:
    """From when to when: ISO months, or days where days were written. ``None`` where that side is not said."""

    start: str | None
    end: str | None


def parse_period(text: str) -> Period | None:
    """Read a period; years alone start in month 01 and end in month 12. None where no date stands in the text at all."""
    wide = half_width(text)
    return _compact(wide) or _of_dates(wide)


def _compact(text: str) -> Period | None:
    """Read the shapes in which the second date leans on the first."""
    if months := _MONTHS.search(text):
        year, first, last = months.groups()
        return _checked(f"{year}-{int(first):02d}", f"{year}-{int(last):02d}")
    if short := _SHORT.search(text):
        century = short[1][:2]
        return _checked(f"{short[1]}-{int(short[2]):02d}", f"{century}{short[3]}-{int(short[4]):02d}")
    if dense := _COMPACT.search(text):
        return _checked(f"{dense[1]}-{dense[2]}", f"{dense[3]}-{dense[4]}")
    if years := _YEARS.search(text):
        return Period(f"{years[1]}-01", f"{years[2]}-12")
    return None


def _checked(start: str, end: str) -> Period | None:
    return Period(start, end) if all(1 <= int(month[5:]) <= 12 for month in (start, end)) else None


def _of_dates(text: str) -> Period | None:
    dates = find_dates(text)
    if not dates:
        return None
    if len(dates) == 1:
        return _of_one(dates[0], text)
    first, second = dates[0], dates[1]
    return Period(_start(first), _end(second))


def _of_one(date: ParsedDate, text: str) -> Period:
    """Read a start with a length (自2027年1月起两年), a year by itself, or half a period."""
    before, after = text[: date.start].strip(), text[date.end :]
    if months := _length(before + "，" + after):
        return Period(_start(date), _shifted(_start(date), months - 1))
    if before.endswith(("至", "到", "-", "—", "~", "～", "截至")) and not before.endswith(("自", "从")):
        return Period(None, _end(date))
    if date.precision is Precision.YEAR and not _OPEN.search(after):
        return Period(_start(date), _end(date))
    return Period(_start(date), None)


def _length(text: str) -> int | None:
    """Read a length in months: 两年, 24个月."""
    match = _SPAN.search(text)
    count = parse_count(match[1]) if match else None
    if not match or not count:
        return None
    months = count * 12 if match[2] == "年" else count
    return months if months <= 240 else None


def _shifted(month: str, by: int) -> str:
    index = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{index // 12}-{index % 12 + 1:02d}"


def _start(date: ParsedDate) -> str:
    return f"{date.value}-01" if date.precision is Precision.YEAR else date.value


def _end(date: ParsedDate) -> str:
    return f"{date.value}-12" if date.precision is Precision.YEAR else date.value
