"""Whole pages through the real engine."""

from functools import lru_cache

import cv2
import numpy as np
import pytest
from pages_by_hand import DATE, ROWS, TITLE, WORDS, Shown, form, sealed

from extractors import ocr
from extractors.ocr import OcrEngine
from extractors.raster.image import Image
from extractors.reading import PageReader
from extractors.sources import TextLine, TextPage
from schemas.page import Line, Page, PageFault, TextSource

pytestmark = pytest.mark.slow


@lru_cache(maxsize=1)
def engine() -> OcrEngine:
    return ocr.load("rapidocr")


def read(shown: Shown) -> Page:
    return PageReader(engine()).read(shown).page


def scan(page: Image) -> Image:
    noise = np.random.default_rng(5).normal(0, 3, page.shape)
    return np.clip(page * 0.97 + noise, 0, 255).astype(np.uint8)


def the(page: Page, words: str) -> Line:
    """Return the line with those words."""
    found = [line for line in page.lines if words in line.text.replace(" ", "")]
    assert found, f"{words} is not among {[line.text for line in page.lines]}"
    return found[0]


def has_everything(page: Page) -> None:
    for words in (TITLE, WORDS.rstrip("。"), *(value for _label, value in ROWS)):
        the(page, words)


def test_a_plain_scan() -> None:
    page = read(Shown(scan(form())))
    has_everything(page)
    assert (page.source, page.rotation, page.blank) == (TextSource.OCR, 0, False)
    x0, y0, x1, y1 = the(page, TITLE).bbox or (0, 0, 0, 0)
    assert (x0, y0) == (pytest.approx(480 * 0.36, abs=6), pytest.approx(190 * 0.36, abs=8))
    assert (x1, y1) == (pytest.approx((480 + 12 * 56) * 0.36, abs=6), pytest.approx(250 * 0.36, abs=8))
    (grid,) = page.grids
    assert (grid.rows, grid.cols) == (5, 2)
    assert {cell.text for cell in grid.cells} == {text for row in ROWS for text in row}


@pytest.mark.parametrize(("code", "back"), [(cv2.ROTATE_90_CLOCKWISE, 270), (cv2.ROTATE_180, 180), (cv2.ROTATE_90_COUNTERCLOCKWISE, 90)])
def test_turned_pages_stand_up(code: int, back: int) -> None:
    sideways = back != 180
    page = read(Shown(np.asarray(cv2.rotate(scan(form()), code)), *((842.0, 595.0) if sideways else (595.0, 842.0))))
    has_everything(page)
    assert page.rotation == back
    assert (page.width, page.height) == (595, 842)
    assert (the(page, TITLE).bbox or (0, 0))[1] == pytest.approx(190 * 0.36, abs=8)


@pytest.mark.parametrize("degrees", [-5.0, 1.5, 8.0])
def test_skewed_pages_are_read_and_their_boxes_lie_on_the_page_as_delivered(degrees: float) -> None:
    turn = cv2.getRotationMatrix2D((827, 1170), degrees, 1.0)
    skewed = cv2.warpAffine(form(), turn, (1654, 2339), borderValue=(255, 255, 255))
    page = read(Shown(scan(np.asarray(skewed))))
    has_everything(page)
    x0, y0, x1, y1 = the(page, TITLE).bbox or (0, 0, 0, 0)
    middle = turn @ np.array([480 + 6 * 56, 180 + 32, 1])
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == (pytest.approx(middle[0] * 0.36, abs=6), pytest.approx(middle[1] * 0.36, abs=6))


def test_a_photo_of_a_sheet_on_a_table() -> None:
    page = form()
    corners = np.array([[0, 0], [1654, 0], [1654, 2339], [0, 2339]], dtype=np.float32)
    seen = np.array([[260, 190], [1880, 240], [2010, 2640], [130, 2560]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(corners, seen)
    table = np.full((2800, 2150, 3), (70, 85, 100), np.uint8)
    cover = cv2.warpPerspective(np.full((2339, 1654), 255, np.uint8), matrix, (2150, 2800))
    photo = np.where(cover[:, :, None] > 0, cv2.warpPerspective(page, matrix, (2150, 2800)), table)
    light = np.linspace(1.0, 0.5, 2150)[None, :, None]
    read_page = read(Shown((photo * light).astype(np.uint8), 595.0, 2800 * 595 / 2150, 260.0, photographed=True))
    has_everything(read_page)
    assert PageFault.SHADOWED in read_page.faults
    place = cv2.perspectiveTransform(np.array([[[480 + 6 * 56, 212]]], dtype=np.float32), matrix)[0, 0] * 595 / 2150
    x0, y0, x1, y1 = the(read_page, TITLE).bbox or (0, 0, 0, 0)
    assert ((x0 + x1) / 2, (y0 + y1) / 2) == (pytest.approx(place[0], abs=8), pytest.approx(place[1], abs=8))


def test_a_scan_without_a_resolution_is_not_cut_to_its_table() -> None:
    page = form()
    cv2.rectangle(page, (120, 300), (1530, 1900), (0, 0, 0), 5)
    has_everything(read(Shown(scan(page), native_dpi=200.0, photographed=True)))


def test_a_date_under_a_seal() -> None:
    line = the(read(Shown(scan(sealed(form())))), DATE)
    assert line.under_seal


def test_black_edges_of_the_scanner() -> None:
    page = scan(form())
    page[:, :70] = 12
    page[-60:] = 20
    has_everything(read(Shown(page)))


def test_a_faint_page_is_read() -> None:
    page = read(Shown(scan(form(ink=165))))
    has_everything(page)
    assert PageFault.FAINT in page.faults


def test_a_sheet_that_lay_half_beside_the_glass_is_told() -> None:
    assert PageFault.CROPPED not in read(Shown(scan(form()))).faults
    page = np.full_like(form(), 255)
    page[:, : 1654 - 300] = form()[:, 300:]
    assert PageFault.CROPPED in read(Shown(scan(page))).faults


def test_a_back_through_which_the_front_shines_is_blank() -> None:
    ghost = cv2.GaussianBlur(np.asarray(cv2.flip(form(ink=205), 1)), (0, 0), 2)
    page = read(Shown(scan(np.asarray(ghost))))
    assert page.blank
    assert page.lines == ()


def layer(shift: float = 0.0) -> TextPage:
    """Say what the form says, as a text layer."""
    lines = []
    for words, x, y, size in (
        (TITLE, 480, 190, 56),
        *((value, 540, 347 + n * 80, 30) for n, (_label, value) in enumerate(ROWS)),
        (WORDS, 240, 905, 36),
    ):
        box = (x * 0.36, (y + shift) * 0.36, (x + len(words) * size) * 0.36, (y + shift + size) * 0.36)
        lines.append(TextLine(words, box, ()))
    return TextPage(tuple(lines))


def test_a_true_text_layer_is_taken() -> None:
    page = read(Shown(form(), native_dpi=None, layer=layer()))
    assert page.source is TextSource.TEXT_LAYER
    assert all(line.reader == "text-layer" for line in page.lines if line.text in {TITLE, WORDS})


def test_a_false_text_layer_is_not() -> None:
    """The layer's words stand elsewhere than on the picture: the page is read by eye."""
    garbled = tuple(TextLine("".join(chr(ord(char) + 7) for char in line.text), line.bbox, ()) for line in layer().lines)
    page = read(Shown(form(), native_dpi=None, layer=TextPage(garbled)))
    assert page.source is TextSource.OCR
    has_everything(page)
    assert read(Shown(form(), native_dpi=None, layer=layer(shift=900))).source is TextSource.OCR


def test_what_a_text_layer_leaves_out_is_read() -> None:
    """A filled-in field, or a pasted picture: the layer names the place, the engine reads it."""
    known = TextPage(layer().lines[:-1], pictures=((80.0, 315.0, 340.0, 350.0),))
    page = read(Shown(form(), native_dpi=None, layer=known))
    assert page.source is TextSource.TEXT_LAYER
    the(page, WORDS.rstrip("。"))
