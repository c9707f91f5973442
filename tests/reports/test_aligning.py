"""Texts one above the other: the same columns for all, nothing lost, nothing marked that is not different."""

from hypothesis import given
from hypothesis import strategies as st

from reports.aligning import LONGEST, aligned

TEXTS = st.lists(st.text("甲乙丙丁12", max_size=12), min_size=2, max_size=4)


def words(row) -> str:
    return "".join(cell.text for cell in row)


@given(TEXTS)
def test_all_rows_have_the_same_columns_and_lose_nothing(texts):
    rows = aligned(*texts)
    if len(set(texts)) < 2:
        assert rows == ()
        return
    assert len({len(row) for row in rows}) == 1
    assert [words(row) for row in rows] == texts


@given(TEXTS)
def test_what_is_not_marked_is_as_in_the_first_row(texts):
    rows = aligned(*texts)
    for row in rows[1:]:
        assert all(cell.differs == (cell.text != first.text) for cell, first in zip(row, rows[0], strict=True))


def test_a_character_more_pushes_a_gap_into_the_others():
    first, second, third = aligned("禾穗公司", "禾穗科公司", "禾惠公司")
    assert [c.text for c in first] == ["禾", "穗", "", "公", "司"]
    assert [c.text for c in second] == ["禾", "穗", "科", "公", "司"]
    assert [c.text for c in third if c.differs] == ["惠"]


def test_long_texts_show_the_place_where_they_part():
    rows = aligned("前" * 500 + "甲" + "后" * 500, "前" * 500 + "乙" + "后" * 500)
    assert len(rows[0]) <= LONGEST + 2
    assert [c.text for c in rows[1] if c.differs] == ["乙"]


@given(st.lists(st.text(max_size=80), min_size=2, max_size=3))
def test_any_text_can_be_aligned(texts):
    aligned(*texts)
