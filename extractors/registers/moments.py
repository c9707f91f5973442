"""When something arrived or was looked up, in the styles that people and spreadsheet programs write.

2026-05-18 16:20, 2026/5/18 16:20:05, 2026年5月18日 16时20分, 下午4点20分, 20260518, 202605181620, 2026.5.18, ISO 8601 with an offset, day
numbers of spreadsheet programs (46160.68), and 5/18/2026 where only one of the two can be a month.
"""

import datetime as dt
import re
from dataclasses import dataclass

from chinese.dates import Precision, find_dates
from chinese.punctuation import half_width

SHANGHAI = dt.timezone(dt.timedelta(hours=8), "Asia/Shanghai")

_SERIAL = re.compile(r"(\d{5})(?:\.(\d{1,12}))?")
_FIRST_SERIAL, _LAST_SERIAL = 36526, 73050
"""Day numbers of 2000-01-01 and 2099-12-31."""
_EPOCH = dt.datetime(1899, 12, 30)
_COMPACT = re.compile(r"((?:19|20)\d{6})[T ]?(\d{2})(\d{2})(\d{2})?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-]((?:19|20)\d\d)(?!\d)")
_TIME = re.compile(
    r"(?P<half>上午|下午|晚上|中午|凌晨|早上|晚|早|[AP]\.?M\.?)?\s*"
    r"(?P<h>\d{1,2})\s*(?:[:时點点]\s*(?:(?P<m>\d{1,2})|(?P<and_half>半))?)\s*(?:[:分]\s*(?P<s>\d{1,2})(?:\.\d+)?)?\s*[分秒整]?\s*"
    r"(?P<after>[AP]\.?M\.?)?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"[(（]?\s*(?:星期|周|礼拜)[一二三四五六日天]\s*[)）]?")
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<h>\d{2}):?(?P<m>\d{2})$|Z$")
_AFTERNOON = frozenset({"下午", "晚上", "晚", "PM"})


@dataclass(frozen=True)
class Moment:
    """A day, and the time of day where it was written and understood."""

    at: dt.datetime
    rest: str = ""
    """Characters that could not be understood; '' where everything was."""

    @property
    def day(self) -> dt.date:
        """The day."""
        return self.at.date()


def parse_moment(text: str) -> Moment | None:
    """Read one date with or without a time, in Shanghai's time; None where there is none, two of them, or one that cannot exist."""
    plain = " ".join(half_width(text).replace("：", ":").split())
    return _of_serial(plain) or _of_compact(plain) or _of_dates(plain)


def is_time_only(text: str) -> bool:
    """Whether the text is a time of day without a date."""
    found = _time(half_width(text).replace("：", ":").strip())
    return found is not None and not found[1]


def _of_serial(text: str) -> Moment | None:
    match = _SERIAL.fullmatch(text)
    if not match or not _FIRST_SERIAL <= int(match[1]) <= _LAST_SERIAL:
        return None
    seconds = round(float(f"0.{match[2] or 0}") * 86_400)
    return Moment((_EPOCH + dt.timedelta(days=int(match[1]), seconds=seconds)).replace(tzinfo=SHANGHAI))


def _of_compact(text: str) -> Moment | None:
    match = _COMPACT.fullmatch(text)
    if not match:
        return None
    try:
        at = dt.datetime.strptime(match[1] + match[2] + match[3] + (match[4] or "00"), "%Y%m%d%H%M%S")
    except ValueError:
        return None
    return Moment(at.replace(tzinfo=SHANGHAI))


def _of_dates(text: str) -> Moment | None:
    days, rest = _days(text)
    if len(days) != 1:
        return None
    day = next(iter(days))
    rest = _WEEKDAY.sub(" ", rest)
    offset = _OFFSET.search(rest) if ":" in rest else None
    bare = (rest[: offset.start()] if offset else rest).strip(" T,，;；日")
    if not bare:
        return Moment(_at(day, dt.time()))
    time, left = _time(bare) or (dt.time(), bare)
    at = _at(day, time)
    if offset and not left:
        at = at.replace(tzinfo=_zone(offset)).astimezone(SHANGHAI)
    return Moment(at, left)


def _days(text: str) -> tuple[set[dt.date], str]:
    """Return the different days in the text, and the text without them."""
    found = [date for date in find_dates(text) if date.precision is Precision.DAY]
    if not found:
        return _month_first(text)
    rest = text
    for date in sorted(found, key=lambda date: -date.start):
        rest = f"{rest[: date.start]} {rest[date.end :]}"
    return {date.day for date in found if date.day}, rest


def _month_first(text: str) -> tuple[set[dt.date], str]:
    match = _MONTH_FIRST.search(text)
    if not match:
        return set(), text
    first, second, year = (int(group) for group in match.groups())
    days = {day for month, number in ((first, second), (second, first)) if (day := _day(year, month, number))}
    return days, f"{text[: match.start()]} {text[match.end() :]}"


def _day(year: int, month: int, number: int) -> dt.date | None:
    try:
        return dt.date(year, month, number)
    except ValueError:
        return None


def _at(day: dt.date, time: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, time, SHANGHAI)


def _zone(offset: re.Match[str]) -> dt.tzinfo:
    if not offset["sign"]:
        return dt.UTC
    ahead = dt.timedelta(hours=min(int(offset["h"]), 23), minutes=min(int(offset["m"]), 59))
    return dt.timezone(ahead if offset["sign"] == "+" else -ahead)


def _time(text: str) -> tuple[dt.time, str] | None:
    """Read a time of day; returns it with what else stands there."""
    match = _TIME.search(text)
    if not match:
        return None
    half = (match["half"] or match["after"] or "").replace(".", "").upper()
    hour, minute = int(match["h"]), 30 if match["and_half"] else int(match["m"] or 0)
    if half in _AFTERNOON and hour < 12:
        hour += 12
    if half in {"凌晨", "AM"} and hour == 12:
        hour = 0
    try:
        time = dt.time(hour, minute, int(match["s"] or 0))
    except ValueError:
        return None
    return time, (text[: match.start()] + text[match.end() :]).strip()
