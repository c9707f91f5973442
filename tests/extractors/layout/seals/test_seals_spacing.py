"""Gaps on a ring: what was worn away leaves room, what was left out does not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout.seals.spacing import spaced

NAME = "营口市市场监督管理局"


def _read(name: str, lost: tuple[int, ...], *, jitter: float = 0.0) -> tuple[str, list[float]]:
    kept = [i for i in range(len(name)) if i not in lost]
    return "".join(name[i] for i in kept), [(i + 0.5 + jitter * (-1) ** i) / len(name) for i in kept]


@pytest.mark.parametrize(
    ("lost", "text"),
    [
        ((1, 2), "营□□市场监督管理局"),
        ((7,), "营口市市场监督□理局"),
        ((1, 6), "营□市市场监□管理局"),
        ((), ""),
        ((0,), ""),
        ((8, 9), ""),
        ((1, 2, 3, 4), ""),
    ],
)
def test_worn_characters_leave_their_room(lost, text):
    assert spaced(*_read(NAME, lost)) == text
    assert spaced(*_read(NAME, lost, jitter=0.1)) == text


def test_a_short_form_stands_evenly():
    assert spaced("营市场监督管理局", [(i + 0.5) / 8 for i in range(8)]) == ""


def test_a_gap_of_one_character_and_a_half_says_nothing():
    assert spaced("营市场监督管理局", [0.05, 0.2, *(0.3 + i / 10 for i in range(6))]) == ""


@given(st.text(max_size=20), st.lists(st.floats(0, 1), max_size=20))
def test_junk_never_raises(text, centres):
    assert spaced(text, centres).replace("□", "") in ("", text.replace("□", ""))
