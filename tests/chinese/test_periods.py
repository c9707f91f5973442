import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinese.periods import Period, parse_period

SEPARATORS = ("—", "–", "-", "~", "～", "至", "到", "——", " - ", " 至 ")


@pytest.mark.parametrize("separator", SEPARATORS)
@pytest.mark.parametrize(
    ("start", "end", "period"),
    [
        ("2027年1月", "2028年12月", Period("2027-01", "2028-12")),
        ("2027.01", "2028.12", Period("2027-01", "2028-12")),
        ("2027/1", "2028/12", Period("2027-01", "2028-12")),
        ("2027-01", "2028-12", Period("2027-01", "2028-12")),
        ("2027年", "2028年", Period("2027-01", "2028-12")),
        ("2027", "2028年", Period("2027-01", "2028-12")),
        ("2027", "2028", Period("2027-01", "2028-12")),
        ("2027年1月1日", "2028年12月31日", Period("2027-01-01", "2028-12-31")),
        ("2027.1.1", "2028.12.31", Period("2027-01-01", "2028-12-31")),
        ("2027-01-01", "2028-12-31", Period("2027-01-01", "2028-12-31")),
        ("自2027年1月起", "2028年12月止", Period("2027-01", "2028-12")),
        ("二〇二七年一月", "二〇二八年十二月", Period("2027-01", "2028-12")),
        ("2027年1月", "12月", Period("2027-01", "2027-12")),
        ("202701", "202812", Period("2027-01", "2028-12")),
        ("2026年6月", "2028年6月", Period("2026-06", "2028-06")),
    ],
)
def test_every_separator_joins_every_style(start, end, period, separator):
    assert parse_period(start + separator + end) == period


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("自2027年1月起两年", Period("2027-01", "2028-12")),
        ("2027年1月—28年12月", Period("2027-01", "2028-12")),
        ("2027年1月至12月", Period("2027-01", "2027-12")),
        ("2027年1月起，建设周期24个月", Period("2027-01", "2028-12")),
        ("建设周期2年，2027年7月开始", Period("2027-07", "2029-06")),
        ("2年（2027年—2028年）", Period("2027-01", "2028-12")),
        ("起始时间：2027年1月 终止时间：2028年12月", Period("2027-01", "2028-12")),
        ("2027年1月至", Period("2027-01", None)),
        ("至2028年12月", Period(None, "2028-12")),
        ("2027年1月—长期", Period("2027-01", None)),
        ("2027年", Period("2027-01", "2027-12")),
    ],
)
def test_other_ways_to_say_it(text, period):
    assert parse_period(text) == period


@pytest.mark.parametrize("text", ["", "两年", "无", "长期", "年 月—年 月"])
def test_no_date_no_period(text):
    assert parse_period(text) is None


@given(st.one_of(st.text(), st.text(alphabet="0123456789年月日.-/〇一二三十至— 起止", max_size=30)))
def test_junk_never_raises(text):
    parse_period(text)


@given(st.integers(2000, 2040), st.integers(1, 12), st.integers(0, 60), st.sampled_from(SEPARATORS))
def test_round_trip(year, month, length, separator):
    end_year, end_month = divmod(year * 12 + month - 1 + length, 12)
    text = f"{year}年{month}月{separator}{end_year}年{end_month + 1}月"
    assert parse_period(text) == Period(f"{year}-{month:02d}", f"{end_year}-{end_month + 1:02d}")
