"""Rules of dashes and dots part cells like drawn-through ones; strokes of words do not."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from extractors.layout.dashes import with_dashes_drawn
from extractors.layout.grid import find_grids

PPM = 200 / 25.4
SONG = next(Path("/usr/share/fonts").rglob("NotoSerifCJK-Regular.ttc"))


def dashed(image: np.ndarray, a: tuple[int, int], b: tuple[int, int], dash: int, gap: int) -> None:
    """Draw a dashed line from a to b, level or upright."""
    length = max(b[0] - a[0], b[1] - a[1])
    step = np.sign(np.array(b) - np.array(a))
    for start in range(0, length, dash + gap):
        end = min(start + dash - 1, length)
        cv2.line(image, tuple(int(v) for v in a + step * start), tuple(int(v) for v in a + step * end), (60, 60, 60), 2)


def table(heights: list[float], widths: list[float], dash: int = 6, gap: int = 5, frame: int = 4) -> np.ndarray:
    """Draw a table with a solid frame and dashes inside."""
    image = np.full((2339, 1654, 3), 255, np.uint8)
    ys = [round((40 + y) * PPM) for y in np.cumsum([0, *heights])]
    xs = [round((25 + x) * PPM) for x in np.cumsum([0, *widths])]
    for y in ys[1:-1]:
        dashed(image, (xs[0], y), (xs[-1], y), dash, gap)
    for x in xs[1:-1]:
        dashed(image, (x, ys[0]), (x, ys[-1]), dash, gap)
    cv2.rectangle(image, (xs[0], ys[0]), (xs[-1], ys[-1]), (0, 0, 0), frame)
    return image


@pytest.mark.parametrize(("dash", "gap"), [(6, 5), (12, 8), (3, 4)])
def test_a_table_ruled_with_dashes_has_all_its_cells(dash: int, gap: int) -> None:
    (grid,) = find_grids(table([9, 9, 9, 30], [25, 55, 30, 50], dash, gap), PPM)
    assert [(cell.row, cell.col, cell.row_span, cell.col_span) for cell in grid.cells] == [(r, c, 1, 1) for r in range(4) for c in range(4)]


def test_rows_too_low_for_many_dashes() -> None:
    (grid,) = find_grids(table([6, 6, 6], [25, 55, 30, 50]), PPM)
    assert len(grid.cells) == 12


def test_noise_joins_some_dashes() -> None:
    image = table([9, 9, 9, 30], [25, 55, 30, 50])
    rng = np.random.default_rng(3)
    noisy = np.clip(cv2.GaussianBlur(image, (0, 0), 1.1) + rng.normal(0, 9, image.shape), 0, 255).astype(np.uint8)
    (grid,) = find_grids(noisy, PPM)
    assert len(grid.cells) == 16


@pytest.mark.parametrize(
    "text",
    [
        "一二三一二三一二三一二三",
        "——————",
        "- - 1 - - 1 1 - 1",
        "言言言言言言言言言言言",
        "iiiiiiiiiiiiiiiiiiiiii",
        "——无——",
        "2027.01—2028.12",
    ],
)
def test_words_are_no_rules(text: str) -> None:
    picture = Image.new("L", (1200, 900), 255)
    font = ImageFont.truetype(str(SONG), 44)
    pen = ImageDraw.Draw(picture)
    for row in range(6):
        pen.text((60, 60 + 90 * row), text, font=font, fill=0)
    for row, char in enumerate(text):
        pen.text((900, 40 + 48 * row), char, font=font, fill=0)
    assert find_grids(np.dstack([np.asarray(picture)] * 3), PPM) == ()


def test_solid_rules_stay_as_they_are() -> None:
    ink = np.zeros((600, 600), np.uint8)
    cv2.rectangle(ink, (50, 50), (500, 500), 255, 2)
    cv2.line(ink, (50, 200), (500, 200), 255, 2)
    assert np.array_equal(with_dashes_drawn(ink, PPM), ink)
