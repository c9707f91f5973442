"""What a PDF page is made of besides its text: pictures, form fields, stamps, and whether its text can be seen at all."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.intake.limits import Limits
from extractors.sources.broken import is_broken_fax, is_broken_flate, is_broken_jpeg
from schemas.evidence import BBox

SCAN_COVER = 0.6
"""From this share of the page on, its pictures are the page."""

_OF_SOME_SIZE = 0.02
"""Smaller pictures, by their share of the page, are ornaments."""
_GRAIN = 100
"""PDFium converts places in whole pixels; a hundredth of a point is fine enough."""

_WRITTEN_ON = frozenset({raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_INK, raw.FPDF_ANNOT_WIDGET})
_INVISIBLE = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})


@dataclass(frozen=True)
class Survey:
    """A page's objects."""

    count: int
    pictures: tuple[BBox, ...] = ()
    written_on: tuple[BBox, ...] = ()
    """Form fields, stamps and remarks that somebody put on the page."""
    scan_dpi: float | None = None
    texts: int = 0
    hidden_texts: int = 0
    """Text that is invisible, or lies under the pictures that cover the page."""
    broken: bool = False
    """A picture of some size cannot be decoded to its end."""

    @property
    def scanned(self) -> bool:
        """Whether the page is a picture whose text somebody else's OCR put there."""
        return self.scan_dpi is not None and self.hidden_texts * 2 >= self.texts


@dataclass(frozen=True)
class _Picture:
    box: BBox
    area: float
    dpi: float
    texts_before: int
    broken: bool


def survey(page: pdfium.PdfPage, limits: Limits) -> Survey:
    """Look at every object of the page, but no further than the limit."""
    width, height = page.get_size()
    pictures: list[_Picture] = []
    texts = invisible = count = 0
    for thing in _objects(page, limits.text_objects + 1):
        count += 1
        if thing.type == raw.FPDF_PAGEOBJ_TEXT:
            texts += 1
            invisible += raw.FPDFTextObj_GetTextRenderMode(thing) in _INVISIBLE
        elif thing.type == raw.FPDF_PAGEOBJ_IMAGE:
            picture = _picture(page, thing, texts)
            pictures += [picture] if picture is not None else []
    covered = min(1.0, sum(one.area for one in pictures) / max(width * height, 1.0))
    main = max(pictures, key=lambda one: one.area, default=None)
    scan = main if covered >= SCAN_COVER else None
    hidden = max(invisible, scan.texts_before) if scan else invisible
    small = tuple(one.box for one in pictures) if scan is None else ()
    broken = any(one.broken for one in pictures)
    return Survey(count, small, tuple(_annotations(page)), scan.dpi if scan else None, texts, hidden, broken)


def shown_box(page: pdfium.PdfPage, left: float, bottom: float, right: float, top: float) -> BBox:
    """Carry a box from the page's own coordinates to points from the top left of the page as shown."""
    ax, ay = _shown_point(page, left, top)
    bx, by = _shown_point(page, right, bottom)
    return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _shown_point(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    width, height = page.get_size()
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, round(width * _GRAIN), round(height * _GRAIN), 0, x, y, across, down)
    return across.value / _GRAIN, down.value / _GRAIN


def _objects(page: pdfium.PdfPage, most: int) -> Iterator[pdfium.PdfObject]:
    try:
        yield from islice(page.get_objects(max_depth=4), most)
    except pdfium.PdfiumError:
        return


def _picture(page: pdfium.PdfPage, image: pdfium.PdfImage, texts_before: int) -> _Picture | None:
    try:
        box = shown_box(page, *image.get_bounds())
        across, down = image.get_px_size()
    except (pdfium.PdfiumError, RuntimeError):
        return None
    width, height = page.get_size()
    box = (max(0.0, box[0]), max(0.0, box[1]), min(width, box[2]), min(height, box[3]))
    wide, high = box[2] - box[0], box[3] - box[1]
    if wide <= 0 or high <= 0:
        return None
    seen = wide * high >= _OF_SOME_SIZE * width * height
    return _Picture(box, wide * high, max(across, down) * 72 / max(wide, high), texts_before, seen and _is_broken(image, (across, down)))


def _is_broken(image: pdfium.PdfImage, size: tuple[int, int]) -> bool:
    """Say whether the picture's data end too early or make no sense; of JBIG2 and JPEG 2000 nobody here can tell."""
    try:
        packed = image.get_filters()
        if not packed:
            return False
        data = bytes(image.get_data(decode_simple=len(packed) > 1))
    except (pdfium.PdfiumError, RuntimeError, ValueError):
        return True
    match packed[-1]:
        case "DCTDecode":
            return is_broken_jpeg(data)
        case "FlateDecode" if len(packed) == 1:
            return is_broken_flate(data)
        case "CCITTFaxDecode":
            return is_broken_fax(data, *size)
        case _:
            return False


def _annotations(page: pdfium.PdfPage) -> Iterator[BBox]:
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), 500)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        rectangle = raw.FS_RECTF()
        if raw.FPDFAnnot_GetSubtype(annotation) in _WRITTEN_ON and raw.FPDFAnnot_GetRect(annotation, rectangle):
            yield shown_box(page, rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        raw.FPDFPage_CloseAnnot(annotation)
