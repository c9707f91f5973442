"""A dash or a slash alone in a cell is an answer (「无」), though engines overlook it; an empty cell, a speck or a rule is none."""

import cv2
import numpy as np
import pytest

from extractors.layout import cells
from extractors.layout.grid import find_grids
from extractors.ocr.blank import Blank

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
