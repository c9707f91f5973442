import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.registers.moments import SHANGHAI, Moment, is_time_only, parse_moment


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-18 16:20",
        "2026-5-18 16:20:00",
        "2026/5/18 16:20",
        "2026.5.18 16:20",
        "2026年5月18日 16时20分",
        "2026年5月18日16:20",
        "2026年5月18日16点20",
        "2026 年 5 月 18 日 下午 4 时 20 分",
        "2026年5月18日下午4:20",
        "2026-05-18 04:20 PM",
        "２０２６－０５－１８　１６：２０",
        "20260518 16:20",
        "202605181620",
        "20260518162000",
        "2026-05-18T16:20:00+08:00",
        "2026-05-18T08:20:00Z",
        "2026-05-18（星期一）16:20",
        "2026/5/18 周一 16:20",
        "5/18/2026 16:20",
        "46160.68055555556",
        "二〇二六年五月十八日 16:20",
    ],
)
def test_one_moment_in_many_styles(text: str) -> None:
    assert parse_moment(text) == Moment(dt.datetime(2026, 5, 18, 16, 20, tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    "text", ["2026-05-18", "2026/5/18", "2026.5.18", "2026年5月18日", "20260518", "46160", "46160.0", "18/5/2026", "2026-05-18 00:00:00"]
)
def test_a_day_without_a_time_starts_at_midnight(text: str) -> None:
    assert parse_moment(text) == Moment(dt.datetime(2026, 5, 18, tzinfo=SHANGHAI))


@pytest.mark.parametrize(
    ("text", "hour"),
    [("上午9:05", 9), ("下午1点05分", 13), ("中午12:05", 12), ("凌晨12:05", 0), ("12:05 AM", 0), ("12:05 PM", 12), ("晚上8:05", 20)],
)
def test_halves_of_the_day(text: str, hour: int) -> None:
    moment = parse_moment(f"2026-05-18 {text}")
    assert moment is not None
    assert (moment.at.hour, moment.at.minute, moment.rest) == (hour, 5, "")


def test_half_past() -> None:
    moment = parse_moment("2026-05-18 4点半")
    assert moment is not None
    assert moment.at.time() == dt.time(4, 30)


@pytest.mark.parametrize(
    "text",
    ["", "无", "16:20", "2026-02-30", "2026-13-01", "2026-05", "2026年5月", "5/6/2026", "2026-05-18或2026-05-19", "12345", "99999", "1e5"],
)
def test_what_is_no_single_day_is_none(text: str) -> None:
    assert parse_moment(text) is None


@pytest.mark.parametrize("text", ["2026-05-18 下班后", "2026-05-18 25:00", "2026-05-18 16:20 补登"])
def test_what_is_not_understood_is_said(text: str) -> None:
    moment = parse_moment(text)
    assert moment is not None
    assert moment.day == dt.date(2026, 5, 18)
    assert moment.rest


def test_time_only() -> None:
    assert is_time_only("16:20")
    assert is_time_only("下午4点")
    assert not is_time_only("2026-05-18 16:20")
    assert not is_time_only("")


@given(st.datetimes(dt.datetime(2000, 1, 1), dt.datetime(2099, 12, 31)))
def test_every_written_moment_comes_back(at: dt.datetime) -> None:
    expected = at.replace(second=0, microsecond=0, tzinfo=SHANGHAI)
    for style in ("%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y年%m月%d日 %H时%M分", "%Y%m%d%H%M", "%Y.%m.%d %I:%M %p"):
        assert parse_moment(expected.strftime(style)) == Moment(expected)


@given(st.text(alphabet=st.sampled_from("0123456789年月日时分点上下午:：-/. TZ+PMAM半一二三〇周（"), max_size=24) | st.text(max_size=24))
def test_junk_is_none_or_a_moment(text: str) -> None:
    moment = parse_moment(text)
    assert moment is None or moment.at.utcoffset() == dt.timedelta(hours=8)
    is_time_only(text)
