"""The picture of a line for its second reading: all that belongs to it, and no rule of the table."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.documents.line_crops import prepared, with_what_follows, without_borders

HEIGHT = 40
BEYOND = 1.3
WIDTH = 200


def crop(*strokes: tuple[int, int]) -> np.ndarray:
    """A crop whose own part is 200 px wide and full of print; strokes (from, to) stand in its extension."""
    image = np.full((HEIGHT, 200 + round(BEYOND * HEIGHT), 3), 250, np.uint8)
    for x in range(4, 196, 8):
        image[8:32, x : x + 4] = 20
    for start, end in strokes:
        image[8:32, 200 + start : 200 + end] = 20
    return image


def test_a_character_that_was_cut_off_comes_back() -> None:
    assert with_what_follows(crop((2, 30)), BEYOND).shape[1] > 228


def test_a_character_over_a_printed_line_comes_back_too() -> None:
    underlined = crop((2, 30))
    underlined[33:35, :] = 20
    assert with_what_follows(underlined, BEYOND).shape[1] > 228


def test_nothing_the_next_column_and_a_rule_stay_out() -> None:
    assert with_what_follows(crop(), BEYOND).shape[1] == 200
    assert with_what_follows(crop((28, 52)), BEYOND).shape[1] == 200
    ruled = crop()
    ruled[:, 206:209] = 20
    assert with_what_follows(ruled, BEYOND).shape[1] == 200


def framed(*, left: int = 0, right: int = 0, top: int = 0, bottom: int = 0, lean: int = 0) -> np.ndarray:
    """A crop full of print with the table's rules so many pixels from its edges (0: none), leaning by so many pixels."""
    image = np.full((HEIGHT, WIDTH, 3), 250, np.uint8)
    for x in range(24, 176, 8):
        image[10:30, x : x + 4] = 20
    for y in range(HEIGHT):
        shift = round(lean * y / HEIGHT)
        for x in ([left + shift] if left else []) + ([WIDTH - right + shift] if right else []):
            image[y, x : x + 2] = 20
    for y in ([top] if top else []) + ([HEIGHT - bottom] if bottom else []):
        image[y : y + 2, :] = 20
    return image


@pytest.mark.parametrize("lean", [0, 1, 2])
def test_upright_rules_beside_the_print_are_cut_off(lean: int) -> None:
    left = without_borders(framed(left=8, lean=lean))
    assert (WIDTH - 16 <= left.shape[1] < WIDTH - 8, left[:, :8].min() > 200) == (True, True)
    both = without_borders(framed(left=8, right=10, lean=lean))
    assert WIDTH - 28 <= both.shape[1] < WIDTH - 16


def test_the_strokes_of_characters_are_no_rules() -> None:
    image = framed()
    image[1:35, -8:-5] = 20  # the last stroke of a 函 in a tight crop
    assert without_borders(image).shape[1] == WIDTH


def test_the_corner_of_a_cell_is_cut_off() -> None:
    cut = without_borders(framed(left=8, top=3))
    assert (HEIGHT - 7 <= cut.shape[0] < HEIGHT - 4, WIDTH - 14 <= cut.shape[1] < WIDTH - 9) == (True, True)
    assert cut[:3, :].min() > 200


def test_the_rule_under_a_value_is_cut_off() -> None:
    cut = without_borders(framed(bottom=4))
    assert (HEIGHT - 6 <= cut.shape[0] < HEIGHT - 3, cut.shape[1]) == (True, WIDTH)


def test_print_without_rules_stays_as_it_is() -> None:
    assert without_borders(framed()).shape == (HEIGHT, WIDTH, 3)


def test_a_rule_in_the_middle_of_the_print_stays() -> None:
    image = framed()
    image[:, 100:102] = 20
    assert without_borders(image).shape[1] == WIDTH


def test_a_dark_edge_is_no_rule() -> None:
    image = framed()
    image[:, :20] = 20
    assert without_borders(image).shape[1] == WIDTH


@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.integers(1, 300))
def test_any_picture_can_be_prepared(seed: int, height: int, width: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (height, width + round(BEYOND * height), 3), np.uint8)
    assert prepared(noise, BEYOND).shape[2] == 3
