"""Dates and periods in every style that forms and letters use, the blank ones included.

Formats seen: 2026年5月18日, 2026 年 5 月 18 日, 2026.5.18, 2026-05-18, 2026/5/18, 20260518, 二〇二六年五月十八日 with 〇 written ○, O, 0
or 零; month only, year only, and the unfilled 「年  月  日」. Parsing never raises; what is no possible date gives None, and the caller
keeps the raw text.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from chinese.numerals import parse_count
from chinese.punctuation import half_width, strip_spaces

_ZEROS = "〇○◯零OoQОοΟ"
_ONES = "lI|丨"
_D = rf"[0-9{_ZEROS}{_ONES}]"
_Y = rf"[0-9{_ZEROS}{_ONES}一二三四五六七八九壹贰叁肆伍陆柒捌玖]"
_YEAR = rf"(?<![0-9]){_Y}(?:\s?{_Y}){{3}}"
_NUMERAL = "一二三四五六七八九十廿卅壹贰叁肆伍陆柒捌玖拾"
_SMALL = rf"(?:{_D}\s?{_D}?|[{_NUMERAL}元正](?:\s?[{_NUMERAL}〇○零]){{0,2}})"
_GAP = r"[\s_]*"
_WRITTEN = re.compile(
    rf"(?P<y>{_YEAR}){_GAP}年度?(?:{_GAP}(?P<m>{_SMALL}){_GAP}月份?"
    rf"(?:{_GAP}(?P<d>{_SMALL})(?:{_GAP}(?P<end>[日曰号])|(?=\s*$|\s*[,，。;；)）\n])))?)?"
)
_SEPARATED = re.compile(rf"(?P<y>{_YEAR})\s?(?P<sep>[.\-/、·])\s?(?P<m>{_D}{{1,2}})(?!{_D})(?:\s?(?P=sep)\s?(?P<d>{_D}{{1,2}})(?![0-9]))?")
_COMPACT = re.compile(r"(?<![0-9A-Za-z])(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?![0-9A-Za-z])")
_BLANK = re.compile(r"年[^0-9一-鿿]*月[^0-9一-鿿]*[日曰]")
_EARLIEST, _LATEST = 1900, 2199


class Precision(StrEnum):
    """How far down a date goes."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


_ORDER = (Precision.DAY, Precision.MONTH, Precision.YEAR)


@dataclass(frozen=True)
class ParsedDate:
    """A date that was written somewhere: ISO text as long as its precision (2026, 2026-05, 2026-05-18)."""

    value: str
    precision: Precision
    raw: str
    start: int = 0
    end: int = 0
    complete: bool = True
    """False where a mark is missing that should stand there: 「2026年5月1」 without 日 may be the rest of the 18th."""

    @property
    def day(self) -> dt.date | None:
        """The day, where the date goes down to one."""
        return dt.date.fromisoformat(self.value) if self.precision is Precision.DAY else None


def parse_date(text: str) -> ParsedDate | None:
    """Read the most precise date in the text, the first of several; None where there is none or it cannot exist (31 February).

    Where a day was asked for, look at ``precision``: a date cut short under a seal (2026年5月) comes back as MONTH.
    """
    found = list(_scan(text))
    for precision in _ORDER:
        level = [date for wanted, date in found if wanted is precision]
        if level:
            return next((date for date in level if date), None)
    return None


def find_dates(text: str) -> tuple[ParsedDate, ...]:
    """Return every possible date in the text, in order of place, with offsets."""
    return tuple(date for _, date in _scan(text) if date)


def is_blank_date(text: str) -> bool:
    """Say whether the text holds an unfilled date line 「年  月  日」 and no date."""
    return bool(_BLANK.search(half_width(text))) and parse_date(text) is None and not re.search(rf"{_Y}\s*[月日]", text)


def _scan(text: str) -> Iterator[tuple[Precision, ParsedDate | None]]:
    """Go through everything shaped like a date; None where the shape is right and the day does not exist."""
    wide = half_width(text)
    matches = sorted(
        (m for pattern in (_WRITTEN, _SEPARATED, _COMPACT) for m in pattern.finditer(wide)), key=lambda m: (m.start(), -m.end())
    )
    reached = 0
    for match in matches:
        if match.start() < reached or not _year(match["y"]):
            continue
        reached = match.end()
        yield _precision(match), _build(match, text)


def _precision(match: re.Match[str]) -> Precision:
    if match["d"]:
        return Precision.DAY
    return Precision.MONTH if match["m"] else Precision.YEAR


def _build(match: re.Match[str], text: str) -> ParsedDate | None:
    year, month, day = _year(match["y"]), _small(match["m"]), _small(match["d"])
    value = _iso(year, month, day, _precision(match))
    if value is None:
        return None
    complete = match.re is not _WRITTEN or _precision(match) is not Precision.DAY or bool(match["end"])
    return ParsedDate(value, _precision(match), text[match.start() : match.end()], match.start(), match.end(), complete)


def _iso(year: int, month: int | None, day: int | None, precision: Precision) -> str | None:
    try:
        date = dt.date(year, 1 if precision is Precision.YEAR else month or 0, day or 0 if precision is Precision.DAY else 1)
    except ValueError:
        return None
    return date.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[precision]]


_DIGITS = {
    **dict.fromkeys(_ZEROS, "0"),
    **dict.fromkeys(_ONES, "1"),
    **{chinese: str(i) for i, chinese in enumerate("一二三四五六七八九", 1)},
    **{formal: str(i) for i, formal in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
}


def _digits(text: str) -> str:
    return "".join(_DIGITS.get(char, char) for char in strip_spaces(text))


def _year(text: str) -> int:
    """Read a year digit by digit; 0 where it is none of our centuries."""
    digits = _digits(text)
    year = int(digits) if digits.isascii() and digits.isdigit() else 0
    return year if _EARLIEST <= year <= _LATEST else 0


def _small(text: str | None) -> int | None:
    """Read a month or a day: 5, 05, O5, 五, 十二, 廿一, 元(月)."""
    if text is None:
        return None
    bare = strip_spaces(text)
    if bare in {"元", "正"}:
        return 1
    if re.fullmatch(rf"{_D}+", bare):
        return int(_digits(bare))
    return parse_count(bare)
