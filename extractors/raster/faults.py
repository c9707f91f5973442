"""What makes a page hard to read, and whether there is anything on it at all."""

from enum import StrEnum

import cv2
import numpy as np

from extractors.raster.image import Image, gray
from extractors.raster.ink import below, darkness, ink, marks, paper
from extractors.raster.light import is_uneven
from schemas.page import PageFault

LOW_DPI = 130.0
FAINT = 0.45
"""Contrast of ink against paper, as a share of the paper's brightness."""
BLURRED = 0.22
"""The steepest step from paper to ink, in shares of the contrast per pixel at 200 dpi."""
CERTAIN, POSSIBLE = 0.66, 0.88
"""Brightness, as a share of the paper's, below which there surely is ink, and above which there surely is none."""
_COLOURLESS = 3
_MIDDLE = (40, 215)
_MARGIN = 0.03


class Blank(StrEnum):
    """Whether anything stands on a page."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"
    """Only faint marks: a faint page, or the print of the other side shining through. Reading it tells."""


def faults(image: Image, native_dpi: float | None) -> tuple[PageFault, ...]:
    """Name what ails a scan. A page that was drawn, not scanned, has no such faults."""
    if native_dpi is None:
        return ()
    colourless = _is_colourless(image)
    bilevel = colourless and _is_bilevel(image)
    found = {
        PageFault.LOW_RESOLUTION: native_dpi < LOW_DPI,
        PageFault.SHADOWED: is_uneven(image),
        PageFault.BILEVEL: bilevel,
        PageFault.GRAY: colourless and not bilevel,
        **_print_faults(image),
    }
    return tuple(fault for fault, there in found.items() if there)


def blankness(image: Image) -> Blank:
    """Say whether nothing is written on the page. Dust, and holes punched at the edge, are nothing."""
    height, width = image.shape[:2]
    aside, down = round(width * _MARGIN), round(height * _MARGIN)
    inner = np.ascontiguousarray(image[down : height - down, aside : width - aside])
    if inner.size == 0:
        return Blank.YES
    if _coloured_share(inner) > 0.0005:
        return Blank.NO
    shares = darkness(inner)
    if _written(below(shares, CERTAIN), width):
        return Blank.NO
    return Blank.MAYBE if _written(below(shares, POSSIBLE), width) else Blank.YES


def _written(mask: Image, width: int) -> bool:
    longer = marks(mask).boxes[:, 2:4].max(axis=1, initial=0)
    return int((longer >= 10 * width / 1654).sum()) >= 3


def _coloured_share(image: Image) -> float:
    if image.ndim == 2:
        return 0.0
    small = cv2.resize(image, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA).astype(np.int16)
    return float(((small.max(axis=2) - small.min(axis=2)) > 60).mean())


def _is_colourless(image: Image) -> bool:
    if image.ndim == 2:
        return True
    sample = image[::3, ::3]
    spread = sample.max(axis=2).astype(np.int16) - sample.min(axis=2)
    return bool((spread > _COLOURLESS).mean() < 0.0005)


def _is_bilevel(image: Image) -> bool:
    # Rendering softens edges, so greys are allowed where the brightness changes, and nowhere else.
    flat = gray(image)
    low, high = _MIDDLE
    middle = cv2.inRange(flat, low + 1, high - 1) > 0
    edges = cv2.morphologyEx(flat, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 90
    sample = flat[::3, ::3]
    pure = float(((sample <= 2) | (sample >= 253)).mean())
    return bool((middle & ~edges).mean() < 0.0005 and pure > 0.85)


def _print_faults(image: Image) -> dict[PageFault, bool]:
    flat = gray(image)
    mask = ink(image) > 0
    if mask.sum() < 500:
        return {}
    ground = float(np.median(paper(image)))
    depth = ground - float(np.percentile(flat[mask], 30))
    steps = cv2.magnitude(cv2.Sobel(flat, cv2.CV_32F, 1, 0), cv2.Sobel(flat, cv2.CV_32F, 0, 1)) / 8
    rim = cv2.dilate(mask.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    steepest = float(np.percentile(steps[rim], 90)) / max(depth, 1.0)
    blurred = steepest * flat.shape[1] / 1654 < BLURRED if flat.shape[1] < 1654 else steepest < BLURRED
    return {PageFault.FAINT: depth < ground * FAINT, PageFault.BLURRED: blurred}
