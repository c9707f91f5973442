import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinese.standards import find_standards


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("依据GB/T 19001—2016实施", "GB/T 19001—2016"),
        ("GB 50016", "GB 50016"),
        ("GB50016-2014", "GB 50016—2014"),
        ("DB21/T 1234-2020", "DB21/T 1234—2020"),
        ("DB 21/T 1234-2020", "DB21/T 1234—2020"),
        ("DB2101/T 0012—2021", "DB2101/T 0012—2021"),
        ("ISO 9001:2015", "ISO 9001—2015"),
        ("ISO/IEC 27001", "ISO/IEC 27001"),
        ("T/CAS 001—2023", "T/CAS 001—2023"),
        ("Q/ABC 001-2022", "Q/ABC 001—2022"),
        ("NY/T 391-2021", "NY/T 391—2021"),
        ("MZ/T 131—2019", "MZ/T 131—2019"),
        ("ＧＢ／Ｔ 1.1—2020", "GB/T 1.1—2020"),
        ("GB 7718-94", "GB 7718—1994"),
    ],
)
def test_one_number(text, canonical):
    (found,) = find_standards(text)
    assert (found.canonical, found.problem) == (canonical, "")
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", ["按照GB/T的要求", "GB/T 19001-201", "GB\\T 19001-2016", "GBT 19001", "GB/T 19001-1016"])
def test_malformed_numbers_say_why(text):
    (found,) = find_standards(text)
    assert found.problem


@pytest.mark.parametrize("text", ["", "标准化", "共有20项", "ISO体系", "GB/T、ISO等标准", "AB 12", "XGB 100"])
def test_no_number(text):
    assert find_standards(text) == ()


def test_several_in_a_sentence():
    text = "执行GB/T 19001-2016/ISO 9001:2015、GB/T 24001和T/LNSX 001-2024。"
    assert [f.prefix for f in find_standards(text)] == ["GB/T", "ISO", "GB/T", "T/LNSX"]


@given(st.one_of(st.text(), st.text(alphabet="GBDTQISO/ 0123456789-—:年")))
def test_junk_never_raises(text):
    for found in find_standards(text):
        assert text[found.start : found.end] == found.text
