"""Days and months as readings hold them, and as offices write them."""

import calendar
import datetime as dt

from schemas.evidence import Reading


def day_of(reading: Reading[str] | None) -> dt.date | None:
    """Return the day that a reading gives; None where it gives none, or only a month."""
    return _date(reading.value) if reading and reading.value else None


def first_day(text: str | None) -> dt.date | None:
    """Return the first day of an ISO year, month or day."""
    return _date(_padded(text, "01-01")) if text else None


def last_day(text: str | None) -> dt.date | None:
    """Return the last day of an ISO year, month or day."""
    if not text:
        return None
    start = first_day(text)
    if start is None or text.count("-") >= 2:
        return start
    month = start.month if "-" in text else 12
    return dt.date(start.year, month, calendar.monthrange(start.year, month)[1])


def _padded(text: str, rest: str) -> str:
    return text if text.count("-") >= 2 else f"{text}-{rest if text.count('-') == 0 else '01'}"


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def in_words(day: dt.date) -> str:
    """Write a day as offices do: 2026年5月8日, no leading zeros."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_in_words(text: str) -> str:
    """Write an ISO month or day as offices do: 2027年1月."""
    day = first_day(text)
    if day is None:
        return text
    return in_words(day) if text.count("-") >= 2 else f"{day.year}年{day.month}月"
