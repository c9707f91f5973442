"""5‰ is no 5%: three rings tell, and what merely looks like a ring does not."""

import cv2
import numpy as np
import pytest

from extractors.ocr.engine import OcrLine, quad_of
from extractors.raster.image import Image
from extractors.reading.permille import with_permille

EM, TOP, FOOT = 40, 20, 68


def ring(image: Image, x: int, y: int, size: int = 5) -> None:
    cv2.ellipse(image, (x, y), (size, size + 3), 0, 0, 360, (30, 30, 30), 2)


def read(text: str, *rings: tuple[int, int], size: int = 5) -> str:
    """Draw a % (or more) at the third character of 达到5%以内, which was read as ``text``."""
    image = np.full((90, 20 + EM * (len(text) + 1), 3), 250, np.uint8)
    x = 10 + text.index("%") * EM + EM // 2
    ring(image, x - 12, 36)
    cv2.line(image, (x - 10, 58), (x + 6, 30), (30, 30, 30), 2)
    for dx, dy in rings:
        ring(image, x + dx, 50 + dy, size)
    boxes = tuple((10.0 + EM * at, float(TOP), 10.0 + EM * (at + 1), float(FOOT)) for at in range(len(text)))
    line = OcrLine(text, quad_of((10, TOP, 10 + EM * len(text), FOOT)), 0.99, boxes)
    return with_permille(image, [line])[0].text


def test_three_rings_are_a_permille() -> None:
    assert read("达到5%以内", (4, 0), (20, 0)) == "达到5‰以内"


@pytest.mark.parametrize(
    "rings",
    [
        ((4, 0),),  # a per cent
        (),  # its ring was lost
        ((4, 0), (20, -14)),  # the ring of something higher
        ((-30, 0), (4, 0)),  # the lower ring of a figure before it
    ],
)
def test_anything_else_stays_a_per_cent(rings: tuple[tuple[int, int], ...]) -> None:
    assert read("达到5%以内", *rings) == "达到5%以内"


def test_a_ring_that_was_read_as_a_character_is_that_character() -> None:
    assert read("达到5%。", (4, 0), (20, 0)) == "达到5%。"


def test_a_sign_at_the_end_of_its_line_is_looked_at_too() -> None:
    assert read("达到5%", (4, 0), (20, 0)) == "达到5‰"


def test_a_line_without_places_of_its_characters_stays_as_it_is() -> None:
    line = OcrLine("达到5%以内", quad_of((0, 0, 100, 20)), 0.99)
    assert with_permille(np.full((30, 120, 3), 255, np.uint8), [line]) == [line]
