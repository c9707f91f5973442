"""Page repair without any engine."""

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.raster import PreparedPage, delivered, prepare
from extractors.raster.faults import Blank, blankness, faults
from extractors.raster.image import Image
from extractors.raster.light import evened, is_uneven, without_black_edges
from extractors.raster.sheet import lies_on_something
from schemas.page import PageFault


def lines(height: int = 1170, width: int = 827) -> Image:
    """Draw rows of marks the size and blackness of characters, ragged on the right."""
    page = np.full((height, width, 3), 255, np.uint8)
    rng = np.random.default_rng(7)
    for top in range(90, height - 90, 32):
        for left in range(70 + int(rng.integers(0, 17)), int(rng.integers(width // 2, width - 70)), 17):
            strokes = rng.random((5, 5)) < 0.55
            page[top : top + 15, left : left + 15][np.kron(strokes, np.ones((3, 3))) > 0] = 20
    return page


def skewed(page: Image, degrees: float) -> Image:
    height, width = page.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(cv2.warpAffine(page, turn, (width, height), borderValue=(255, 255, 255)))


def roughly(page: PreparedPage) -> float:
    """Return by how many degrees clockwise the page was turned."""
    a, b = page.to_points[0, 0], page.to_points[1, 0]
    return float(np.degrees(np.arctan2(-b, a)))


@pytest.mark.parametrize("degrees", [-9.0, -2.4, 0.0, 0.8, 5.0])
def test_skew_is_undone(degrees: float) -> None:
    page = prepare(skewed(lines(), degrees), 595, 842, native_dpi=100)
    assert roughly(page) == pytest.approx(-degrees, abs=0.25)
    assert (page.width_pt, page.height_pt) == (595, 842)


def test_lines_that_run_down_the_page_are_laid_across() -> None:
    page = prepare(np.ascontiguousarray(np.rot90(lines())), 842, 595, native_dpi=100)
    assert page.rotation in {90, 270}
    assert (page.width_pt, page.height_pt) == (595, 842)
    assert page.upright_image.shape[0] > page.upright_image.shape[1]


def on_a_desk(sheet: Image, desk: int, slant: int) -> Image:
    """Photograph a sheet that lies on a desk, nearer to one side."""
    height, width = sheet.shape[:2]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = np.array([[40 + slant, 50], [width + 30, 40], [width + 60, height + 60], [30, height + 40]], np.float32)
    size = (width + 100, height + 100)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    return np.asarray(cv2.warpPerspective(sheet, matrix, size, borderValue=(desk, desk + 10, desk + 20)))


@pytest.mark.parametrize("desk", [25, 75, 140])
def test_a_photo_is_flattened_though_nobody_says_it_is_one(desk: int) -> None:
    sheet = lines()
    cv2.line(sheet, (60, 60), (60, 1110), (0, 0, 0), 4)
    page = prepare(on_a_desk(sheet, desk, 60), 595, 842, native_dpi=100)
    dark = page.image.max(axis=2) < 128
    left = [int(np.flatnonzero(dark[y])[0]) for y in (200, 600, 1000)]
    assert max(left) - min(left) <= 6


def test_a_scan_is_never_taken_for_a_photo() -> None:
    assert not lies_on_something(lines())
    scanned = lines()
    scanned[:, :30] = 0
    scanned[:25] = 0
    assert not lies_on_something(scanned)
    assert not lies_on_something(np.full((1170, 827, 3), (180, 120, 60), np.uint8))


def test_the_page_as_delivered_is_kept() -> None:
    shown = skewed(lines(), 3)
    assert np.array_equal(prepare(shown, 595, 842, native_dpi=100).upright_image, shown)


@given(
    turns=st.lists(st.sampled_from([90, 180, 270]), max_size=4),
    point=st.tuples(st.floats(0, 594), st.floats(0, 841)),
)
def test_places_survive_turning_there_and_back(turns: list[int], point: tuple[float, float]) -> None:
    page = delivered(np.full((842, 595, 3), 255, np.uint8), 595, 842)
    turned = page
    for degrees in turns:
        turned = turned.turned(degrees)
    turned = turned.turned((360 - sum(turns)) % 360)
    x, y = point
    assert turned.bbox((x, y, x, y)) == pytest.approx((x, y, x, y), abs=0.02)
    assert turned.rotation == 0


def test_boxes_go_there_and_back() -> None:
    page = prepare(skewed(lines(), 4), 595, 842, native_dpi=100)
    x0, y0, x1, y1 = page.pixels(page.bbox((300, 300, 300, 300)))
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == (pytest.approx(300, abs=0.2), pytest.approx(300, abs=0.2))


def test_shadows_are_lit_and_colours_stay() -> None:
    page = lines()
    page[600:640, 300:340] = (40, 40, 220)
    dark = (page * np.linspace(1, 0.45, page.shape[1])[None, :, None]).astype(np.uint8)
    lit = evened(dark)
    assert is_uneven(dark)
    assert not is_uneven(lit)
    blue, green, red = (int(value) for value in lit[620, 320])
    assert red > 3 * max(blue, green)


def test_black_edges_go_and_rules_stay() -> None:
    page = lines()
    page[:, :40] = 10
    page[500:503, :] = 10
    clean = without_black_edges(page)
    assert clean[100:400, 5:30].min() == 255
    assert clean[501, 300].max() < 60


def test_a_dark_page_is_left_alone() -> None:
    page = np.full((800, 600, 3), 30, np.uint8)
    assert np.array_equal(without_black_edges(page), page)


def holes() -> Image:
    page = np.full((2339, 1654, 3), 247, np.uint8)
    for top in (700, 1500):
        cv2.circle(page, (30, top), 20, (20, 20, 20), -1)
    page[np.random.default_rng(1).integers(0, 2339, 60), np.random.default_rng(2).integers(0, 1654, 60)] = 90
    return page


def test_dust_and_holes_are_nothing() -> None:
    assert blankness(holes()) is Blank.YES


def test_one_line_is_something() -> None:
    page = holes()
    cv2.putText(page, "page 12 of 14", (500, 1200), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (30, 30, 30), 3)
    assert blankness(page) is Blank.NO


def test_a_lone_seal_is_something() -> None:
    page = holes()
    cv2.circle(page, (1000, 1200), 160, (90, 90, 230), 9)
    assert blankness(page) is Blank.NO


def test_faults_of_a_scan() -> None:
    good = np.clip(lines() + np.random.default_rng(3).normal(0, 4, (1170, 827, 3)) - 6, 0, 255).astype(np.uint8)
    assert faults(good, 200) == ()
    assert faults(good, None) == ()
    assert PageFault.LOW_RESOLUTION in faults(good, 96)
    assert PageFault.BILEVEL in faults(lines(), 200)
    grey = np.repeat(good[:, :, :1], 3, axis=2)
    assert PageFault.GRAY in faults(grey, 200)
    assert PageFault.BLURRED in faults(np.asarray(cv2.GaussianBlur(good, (0, 0), 3.2)), 200)
    assert PageFault.FAINT in faults((255 - (255 - good.astype(float)) * 0.3).astype(np.uint8), 200)
