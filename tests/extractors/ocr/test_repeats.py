"""A short line is read three times in a row, and most of the three decide."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.ocr.repeats import TIMES, repeated, said_once


def strokes(wide: int, high: int = 20) -> np.ndarray:
    image = np.full((40, wide + 30, 3), 255, np.uint8)
    image[10 : 10 + high, 15 : 15 + wide : 2] = 0
    return image


def test_a_short_line_stands_there_three_times() -> None:
    row = repeated(strokes(40))
    assert row is not None
    inked = (row[:, :, 0] < 128).any(axis=0)
    spans = np.flatnonzero(np.diff(np.flatnonzero(inked)) > 4)
    assert len(spans) == TIMES - 1


def test_a_longer_line_and_white_paper_are_left_alone() -> None:
    assert repeated(strokes(200)) is None
    assert repeated(np.full((40, 100, 3), 255, np.uint8)) is None


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("宋昕宋昕宋昕", "宋昕"),
        ("柳承志”柳承志”柳承志", "柳承志"),
        ("谢维桢”谢维桢”谢维杆", "谢维桢"),
        ("邹书翰”外书翰。邹书坦", "邹书翰"),
        ("张昭张踊张网", "张昭"),
        ("林明澈”林明澈", "林明澈"),
        ("", ""),
    ],
)
def test_most_of_the_three_decide(said: str, expected: str) -> None:
    assert said_once(said) == expected


@given(st.text(st.characters(categories=["Lo", "Nd"]), min_size=1, max_size=8), st.sampled_from(["", "”", "。", " "]))
def test_what_is_said_alike_three_times_is_said_once(word: str, sign: str) -> None:
    assert said_once(sign.join([word] * TIMES)) == word


@given(st.text(max_size=30))
def test_any_answer_is_taken(said: str) -> None:
    assert len(said_once(said)) <= len(said)
