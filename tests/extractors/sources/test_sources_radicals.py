"""Radicals become the characters that they stand for, and nothing else changes."""

from hypothesis import given
from hypothesis import strategies as st

from extractors.sources.radicals import as_characters


def test_radicals() -> None:
    assert as_characters("⺠政⻔，⻓⻘⻋⼀") == "民政门，长青车一"


def test_a_radical_whose_glyph_is_the_simplified_characters() -> None:
    assert as_characters("农⼾用⼾") == "农户用户"


@given(st.text())
def test_length_of_characters_stays(text: str) -> None:
    assert as_characters(as_characters(text)) == as_characters(text)


@given(st.text(alphabet="国家标准化试点，。（）ABC123 "))
def test_plain_text_stays(text: str) -> None:
    assert as_characters(text) == text
