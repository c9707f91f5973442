"""What makes a page hard to read, and whether there is anything on it at all."""

import cv2
import numpy as np

from extractors.raster.image import Image, gray
from extractors.raster.ink import ink, marks, paper
from extractors.raster.light import is_uneven
from schemas.page import PageFault

LOW_DPI = 130.0
FAINT = 0.42
"""Contrast of ink against paper, as a share of the paper's brightness."""
BLURRED = 0.17
"""The steepest step from paper to ink, in shares of the contrast per pixel."""
_COLOURLESS = 3
_MIDDLE = (40, 215)
_MARGIN = 0.03


def faults(image: Image, native_dpi: float | None) -> tuple[PageFault, ...]:
    """Name what ails a scan. A page that was drawn, not scanned, has no such faults."""
    if native_dpi is None:
        return ()
    found = {
        PageFault.LOW_RESOLUTION: native_dpi < LOW_DPI,
        PageFault.SHADOWED: is_uneven(image),
        PageFault.BILEVEL: _is_bilevel(image),
        PageFault.GRAY: _is_colourless(image) and not _is_bilevel(image),
        **_print_faults(image),
    }
    return tuple(fault for fault, there in found.items() if there)


def is_blank(image: Image) -> bool:
    """Whether nothing is written on the page. Dust, punched holes at the edge and print that shines through from the back are nothing."""
    height, width = image.shape[:2]
    aside, down = round(width * _MARGIN), round(height * _MARGIN)
    inner = np.ascontiguousarray(image[down : height - down, aside : width - aside])
    if inner.size == 0:
        return True
    if _coloured_share(inner) > 0.0005:
        return False
    found = marks(ink(inner))
    unit = width / 1654
    written = found.boxes[:, 2:4].max(axis=1, initial=0) >= 10 * unit
    return int(written.sum()) < 3


def _coloured_share(image: Image) -> float:
    if image.ndim == 2:
        return 0.0
    small = cv2.resize(image, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.int16)
    return float(((small.max(axis=2) - small.min(axis=2)) > 70).mean())


def _is_colourless(image: Image) -> bool:
    if image.ndim == 2:
        return True
    spread = image.max(axis=2).astype(np.int16) - image.min(axis=2)
    return bool((spread > _COLOURLESS).mean() < 0.0005)


def _is_bilevel(image: Image) -> bool:
    # Rendering softens edges, so greys are allowed where the brightness changes, and nowhere else.
    flat = gray(image)
    low, high = _MIDDLE
    middle = (flat > low) & (flat < high)
    edges = cv2.morphologyEx(flat, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)) > 90
    pure = float(((flat <= 2) | (flat >= 253)).mean())
    return bool(_is_colourless(image) and (middle & ~edges).mean() < 0.0005 and pure > 0.85)


def _print_faults(image: Image) -> dict[PageFault, bool]:
    flat = gray(image)
    mask = ink(image, 0.85) > 0
    if mask.sum() < 500:
        return {}
    ground = float(np.median(paper(image)))
    depth = ground - float(np.percentile(flat[mask], 25))
    steps = cv2.magnitude(cv2.Sobel(flat, cv2.CV_32F, 1, 0), cv2.Sobel(flat, cv2.CV_32F, 0, 1)) / 8
    steepest = float(np.percentile(steps[mask], 90)) / max(depth, 1.0)
    return {PageFault.FAINT: depth < ground * FAINT, PageFault.BLURRED: steepest < BLURRED}
