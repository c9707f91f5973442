import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinese.dates import Precision, find_dates, is_blank_date, parse_date

CHINESE = "〇一二三四五六七八九"


def _spoken(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{CHINESE[tens]}十"
    return head + (CHINESE[ones] if ones else "")


def _chinese(day: dt.date, zero: str = "〇") -> str:
    year = "".join(CHINESE[int(digit)] for digit in str(day.year)).replace("〇", zero)
    return f"{year}年{_spoken(day.month)}月{_spoken(day.day)}日"


STYLES = (
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 日",
    lambda d: f"{d.year}年{d.month:02d}月{d.day:02d}日",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: d.isoformat(),
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"填报日期：{d.year}年{d.month}月{d.day}日",
    lambda d: "".join(chr(ord(c) + 0xFEE0) if c.isdigit() else c for c in f"{d.year}年{d.month}月{d.day}日"),
    _chinese,
    lambda d: _chinese(d, "○"),
    lambda d: _chinese(d, "O"),
    lambda d: _chinese(d, "零"),
    lambda d: _chinese(d, "0"),
    lambda d: f"{d.year}年{d.month}月{d.day}日".replace("0", "O"),
    lambda d: f"{d.year}年{d.month}月{d.day}日".replace("日", "曰"),
)


@given(st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)), st.sampled_from(STYLES))
def test_every_style_gives_the_day_back(day, style):
    parsed = parse_date(style(day))
    assert parsed is not None
    assert (parsed.value, parsed.precision, parsed.complete) == (day.isoformat(), Precision.DAY, True)


@given(st.text())
def test_junk_never_raises(text):
    parse_date(text)
    is_blank_date(text)
    for date in find_dates(text):
        assert text[date.start : date.end] == date.raw


@given(st.text(alphabet="0123456789年月日.-/〇一二三十○Ol 至", max_size=30))
def test_junk_shaped_like_dates_never_raises(text):
    parsed = parse_date(text)
    assert parsed is None or 1900 <= int(parsed.value[:4]) <= 2199


@pytest.mark.parametrize("text", ["2026年2月30日", "2026年13月1日", "2026-00-10", "2026年5月32日", "", "无", "年月日", "18日", "1234"])
def test_what_cannot_be_a_date_is_none(text):
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("2026年5月", "2026-05", Precision.MONTH),
        ("2017年03月", "2017-03", Precision.MONTH),
        ("二〇二六年五月", "2026-05", Precision.MONTH),
        ("2026.5", "2026-05", Precision.MONTH),
        ("2026年", "2026", Precision.YEAR),
        ("二○二六年度", "2026", Precision.YEAR),
        ("2026年 月 日", "2026", Precision.YEAR),
        ("2026年元月3日", "2026-01-03", Precision.DAY),
        ("2026年五月廿一日", "2026-05-21", Precision.DAY),
        ("2026 年 1 2 月 3 1 日", "2026-12-31", Precision.DAY),
    ],
)
def test_precision_is_what_was_written(text, value, precision):
    parsed = parse_date(text)
    assert parsed is not None
    assert (parsed.value, parsed.precision) == (value, precision)


def test_a_day_without_its_mark_is_told_apart():
    parsed = parse_date("2026年5月1")
    assert parsed is not None
    assert not parsed.complete


def test_the_most_precise_date_wins_and_the_first_of_those():
    assert parse_date("2026年度申报，2026年5月8日，2026年5月9日").value == "2026-05-08"


@pytest.mark.parametrize(
    "text", ["年 月 日", "  年  月  日", "年月日", "（盖章） 年　　月　　日", "____年__月__日", "填报日期：   年   月   日"]
)
def test_unfilled_lines_are_blank(text):
    assert is_blank_date(text)


@pytest.mark.parametrize("text", ["2026年5月18日", "", "填报日期", "年 5月 日", "二〇二六年五月十八日", "2026年 月 日"])
def test_filled_or_absent_lines_are_not_blank(text):
    assert not is_blank_date(text)
