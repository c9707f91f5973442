import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinese.numerals import parse_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("两", 2), ("二", 2), ("贰", 2), ("2", 2), ("２", 2), ("十二", 12), ("二十", 20), ("廿一", 21), ("三", 3), ("叁份", 3), ("3 个", 3),
        ("一百零三", 103), ("卅", 30), ("〇", 0),
    ],
)  # fmt: skip
def test_counts(text, count):
    assert parse_count(text) == count


@pytest.mark.parametrize("text", ["", "个", "X", "XX", "1.5", "-2", "二个半", "若干", "2和3", "十十"])
def test_what_is_no_count(text):
    assert parse_count(text) is None


@given(st.one_of(st.text(), st.text(alphabet="零一二两十百千万亿〇点负廿卅")))
def test_junk_never_raises(text):
    assert parse_count(text) is None or parse_count(text) >= 0


@given(st.integers(0, 99_999))
def test_digits_round_trip(number):
    assert parse_count(str(number)) == number
