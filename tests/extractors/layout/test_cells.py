"""What engines overlook in a cell: a dash or a slash alone in it, which is an answer (「无」), and a character set far from the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pytest

from extractors.layout import cells
from extractors.layout.grid import find_grids
from extractors.ocr.blank import Blank
from extractors.ocr.engine import Box, OcrLine, Reading, Script, quad_of
from extractors.raster.image import Image

PPM = 200 / 25.4
TOP, MIDDLE, RIGHT, BOTTOM, LEFT = 400, 700, 1400, 480, 200
"""One row: a label's cell from LEFT to MIDDLE, a value's from there to RIGHT, 10 mm high."""


def row() -> np.ndarray:
    image = np.full((2339, 1654, 3), 252, np.uint8)
    for left, right in ((LEFT, MIDDLE), (MIDDLE, RIGHT)):
        for top in (TOP, BOTTOM):
            cv2.rectangle(image, (left, top), (right, top + 80), (0, 0, 0), 2)
    return image


def value(image: np.ndarray) -> list[str]:
    filled, _ = cells.fill(image, find_grids(image, PPM), [], Blank(), PPM)
    return [line.text for grid in filled for cell in grid.cells if cell.cell.row == 0 and cell.cell.col == 1 for line in cell.lines]


@pytest.mark.parametrize(
    ("a", "b", "sign"),
    [
        ((730, 440), (765, 440), "—"),
        ((730, 442), (765, 438), "—"),
        ((730, 455), (744, 423), "/"),
        ((900, 462), (940, 415), "/"),
        ((730, 423), (744, 455), None),
        ((740, 425), (740, 455), None),
        ((730, 440), (733, 440), None),
        ((730, 473), (1300, 473), None),
    ],
    ids=["dash", "dash a little askew", "slash", "slash by hand", "backslash", "upright stroke", "speck", "rule to write on"],
)
def test_one_stroke(a: tuple[int, int], b: tuple[int, int], sign: str | None) -> None:
    image = row()
    cv2.line(image, a, b, (30, 30, 30), 3)
    assert value(image) == ([sign] if sign else [])


def test_two_strokes_are_a_character_that_was_not_read() -> None:
    image = row()
    cv2.line(image, (730, 440), (765, 440), (30, 30, 30), 3)
    cv2.line(image, (747, 420), (747, 460), (30, 30, 30), 3)
    assert value(image) == []


def test_an_empty_cell() -> None:
    assert value(row()) == []


@dataclass
class Says(Blank):
    """Reads the same words in every crop."""

    words: str

    def read_lines(self, crops: Sequence[Image], script: Script = Script.ANY) -> tuple[Reading, ...]:
        return tuple(Reading(self.words, 0.95) for _ in crops)


def with_line(image: np.ndarray, text: str, box: Box, engine: Says) -> list[str]:
    found = OcrLine(text, quad_of(box), 0.9)
    filled, _ = cells.fill(image, find_grids(image, PPM), [found], engine, PPM)
    return [line.text for grid in filled for cell in grid.cells if cell.cell.row == 0 and cell.cell.col == 1 for line in cell.lines]


def characters(image: np.ndarray, *lefts: int) -> np.ndarray:
    for left in lefts:
        cv2.rectangle(image, (left, 425), (left + 28, 453), (30, 30, 30), 4)
    return image


def test_a_slash_that_was_read_as_a_figure() -> None:
    image = row()
    cv2.line(image, (730, 455), (744, 423), (30, 30, 30), 3)
    assert with_line(image, "1", (726, 420, 748, 458), Says("1")) == ["/"]


def test_a_figure_stays_one() -> None:
    image = row()
    cv2.line(image, (737, 455), (737, 423), (30, 30, 30), 3)
    assert with_line(image, "1", (730, 420, 744, 458), Says("1")) == ["1"]


def test_a_character_far_from_the_one_that_was_found() -> None:
    assert with_line(characters(row(), 740, 860), "领", (738, 423, 770, 455), Says("领　　域")) == ["领　　域"]


@pytest.mark.parametrize("again", ["领", "", "域"])
def test_nothing_is_lost_where_the_second_look_sees_no_more(again: str) -> None:
    assert with_line(characters(row(), 740, 860), "领", (738, 423, 770, 455), Says(again)) == ["领"]


def test_a_word_without_ink_beside_it_is_left_alone() -> None:
    assert with_line(characters(row(), 740, 780), "领域", (738, 423, 812, 455), Says("别的什么字")) == ["领域"]
