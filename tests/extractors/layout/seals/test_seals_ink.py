"""Red ink against paper, print and other colours."""

import cv2
import numpy as np
import pytest

from extractors.layout.seals import Ellipse, without_red
from extractors.layout.seals.ink import is_reddish, paper, red, sharp_red, whitened


def swatch(colour: tuple[int, int, int], ground: tuple[int, int, int] = (255, 255, 255)) -> np.ndarray:
    """A patch of an RGB colour on a page of another."""
    page = np.full((400, 300, 3), ground[::-1], np.uint8)
    page[180:200, 140:160] = colour[::-1]
    return page


def strength(page: np.ndarray) -> float:
    return float(red(whitened(page, paper(page)))[190, 150])


@pytest.mark.parametrize("colour", [(214, 30, 40), (160, 20, 30), (230, 150, 150), (200, 30, 90), (230, 80, 40)])
def test_reds_of_all_kinds_are_red(colour):
    assert strength(swatch(colour)) > 0.2


@pytest.mark.parametrize("colour", [(20, 20, 20), (30, 60, 180), (110, 60, 170), (212, 175, 55), (40, 150, 60), (150, 150, 150)])
def test_print_blue_violet_gold_and_green_are_not(colour):
    assert strength(swatch(colour)) < 0.05


def thin_ring(colour: tuple[int, int, int], quality: int) -> tuple[np.ndarray, np.ndarray]:
    """A thin ring on white paper, packed as a scanner does, as light; and the band that it lies in."""
    picture, band = np.full((300, 300, 3), 250, np.uint8), np.zeros((300, 300), np.uint8)
    cv2.circle(picture, (150, 150), 120, colour[::-1], 3, cv2.LINE_AA)
    cv2.circle(band, (150, 150), 120, 255, 15)
    packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    shown = np.asarray(cv2.imdecode(packed, cv2.IMREAD_COLOR), dtype=np.uint8)
    return whitened(shown, paper(shown)), band > 0


@pytest.mark.parametrize("quality", [45, 90])
@pytest.mark.parametrize(
    ("colour", "is_red"), [((236, 205, 205), True), ((200, 40, 50), True), ((205, 205, 205), False), ((40, 40, 40), False)]
)
def test_faint_red_is_red_and_faint_grey_is_not(colour, is_red, quality):
    light, band = thin_ring(colour, quality)
    assert is_reddish(light, band) is is_red


@pytest.mark.parametrize("ground", [(250, 226, 224), (244, 230, 205), (210, 210, 210)])
def test_the_papers_own_colour_is_no_ink(ground):
    page = swatch((200, 30, 40), ground)
    ink = sharp_red(whitened(page, paper(page)))
    assert ink[190, 150] > 0.3
    assert np.median(ink) < 0.02


def test_red_ink_is_taken_off_and_print_stays():
    page = np.full((300, 300, 3), 255, np.uint8)
    cv2.rectangle(page, (50, 50), (100, 100), (20, 20, 20), -1)
    cv2.rectangle(page, (150, 150), (200, 200), (40, 30, 214), -1)
    without = without_red(page)
    assert without.shape == page.shape
    assert (without[75, 75, 0] < 60, without[175, 175, 0] > 190) == (True, True)


def test_a_page_is_the_same_whatever_band_a_row_is_in():
    page = np.random.default_rng(3).integers(120, 256, (700, 90, 3), np.uint8)
    whole = np.clip(whitened(page, paper(page))[..., 2] * 255, 0, 255).astype(np.uint8)
    assert np.array_equal(without_red(page)[..., 0], whole)


@pytest.mark.parametrize("turn", [0.0, 30.0, 120.0])
def test_rays_of_an_ellipse_end_on_it(turn):
    ellipse = Ellipse(50, 60, 40, 25, turn)
    angles = np.arange(0, 360, 5, dtype=np.float32)
    x, y = ellipse.points(np.ones_like(angles), angles)
    x0, y0, x1, y1 = ellipse.bbox
    assert (x.min(), y.min(), x.max(), y.max()) == pytest.approx((x0, y0, x1, y1), abs=0.4)


@pytest.mark.parametrize(
    ("a", "b", "turn", "foot"), [(40, 25, 0, 180), (25, 40, 90, 180), (40, 25, 20, 200), (40, 25, 160, 160), (25, 40, 70, 160)]
)
def test_an_ovals_foot_points_down(a, b, turn, foot):
    assert Ellipse(0, 0, a, b, turn).foot == pytest.approx(foot)
