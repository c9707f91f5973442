"""A streak of the scanner is no column; what is a column stays one, whatever runs along it."""

import cv2
import numpy as np
import pytest

from extractors.layout.grid import find_grids

PPM = 200 / 25.4
ROWS, COLUMNS = (12, 12, 14, 12, 40, 40, 40), (30, 50, 30, 50)


def sheet(*, skew: float = 0.0, from_row: int = 0, foot: bool = True) -> np.ndarray:
    """A table of four columns on an A4 page, turned by ``skew`` degrees as the sheet was laid in; without its last rule it is cut off."""
    image = np.full((2339, 1654, 3), 255, np.uint8)
    ys = [round((40 + y) * PPM) for y in np.cumsum([0, *ROWS])]
    xs = [round((25 + x) * PPM) for x in np.cumsum([0, *COLUMNS])]
    for y in ys if foot else ys[:-1]:
        cv2.line(image, (xs[0], y), (xs[-1], y), (0, 0, 0), 2)
    for x in xs:
        cv2.line(image, (x, ys[from_row]), (x, ys[-1]), (0, 0, 0), 2)
    turn = cv2.getRotationMatrix2D((827, 1169), skew, 1)
    return cv2.warpAffine(image, turn, (1654, 2339), borderValue=(255, 255, 255))


def streaked(image: np.ndarray, *places: int, tone: int = 120) -> np.ndarray:
    """Streaks run as the scanner does, straight down, and are broken here and there."""
    for number, x in enumerate(places):
        for top in range(0, 2339, 310):
            cv2.line(image, (x, top + 30 * number), (x, min(2338, top + 30 * number + 230)), (tone, tone, tone), 1)
    return image


def shape(image: np.ndarray) -> tuple[int, int, int]:
    (grid,) = find_grids(image, PPM)
    return grid.rows, grid.cols, len(grid.cells)


@pytest.mark.parametrize("skew", [-0.9, 0.0, 0.6])
@pytest.mark.parametrize("places", [(300,), (700, 1000), (280, 640, 1400)])
def test_streaks_part_no_cells(skew: float, places: tuple[int, ...]) -> None:
    assert shape(streaked(sheet(skew=skew), *places)) == shape(sheet(skew=skew)) == (7, 4, 28)


def test_a_streak_along_a_border_leaves_the_border() -> None:
    inner = round((25 + 30) * PPM)
    assert shape(streaked(sheet(skew=0.5), inner))[1] == 4


def test_a_table_that_the_page_cuts_off_keeps_its_columns() -> None:
    assert shape(sheet(foot=False)) == (7, 4, 28)


def test_the_strokes_of_a_title_above_a_column_are_no_streak() -> None:
    image = sheet()
    inner = round((25 + 30) * PPM)
    cv2.rectangle(image, (inner, round(27 * PPM)), (inner + 40, round(34 * PPM)), (0, 0, 0), 4)
    assert shape(image) == (7, 4, 28)
