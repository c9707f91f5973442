"""Which way the lines of text run, and by how much they are off level, without any engine.

The rows of a level page are either full of ink or empty; the sum of squared differences between neighbouring rows is largest there.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.raster.image import Image
from extractors.raster.ink import without_rules

REACH = 15.0
"""Pages are looked at within this many degrees."""
_COARSE, _FINE = 0.5, 0.05
_SIDE = 900
_CLEAR = 1.04
"""A turn has to make the rows clearer by this factor, or the page stays as it is."""
_LEAST_INK = 400


@dataclass(frozen=True)
class Skew:
    """How text lies: whether its lines run down the page, and by how many degrees clockwise it must be turned to be level."""

    degrees: float
    sideways: bool


def measure(mask: Image) -> Skew:
    """Measure how text lies, from a mask of the ink."""
    factor = min(1.0, _SIDE / max(mask.shape))
    small = cv2.resize(mask, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    text = without_rules(np.asarray((small > 60) * np.uint8(255), dtype=np.uint8), 40)
    if int((text > 0).sum()) < _LEAST_INK:
        return Skew(0.0, sideways=False)
    level, clear_level = _best(text)
    upended, clear_upended = _best(np.ascontiguousarray(np.rot90(text)))
    sideways = clear_upended > clear_level * 1.15
    return Skew(upended if sideways else level, sideways)


def _best(mask: Image) -> tuple[float, float]:
    half = np.asarray(cv2.resize(mask, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    coarse = max(np.arange(-REACH, REACH + _COARSE, _COARSE), key=lambda degrees: _clearness(half, float(degrees)))
    around = np.arange(coarse - _COARSE, coarse + _COARSE + _FINE, _FINE)
    best = float(max(around, key=lambda degrees: _clearness(mask, float(degrees))))
    clear, as_is = _clearness(mask, best), _clearness(mask, 0.0)
    return (best, clear) if clear > as_is * _CLEAR else (0.0, as_is)


def _clearness(mask: Image, degrees: float) -> float:
    height, width = mask.shape
    # A shear is as good as a turn for counting rows, and keeps every pixel on the page.
    slope = np.tan(np.radians(degrees))
    shear = np.array([[1.0, 0.0, 0.0], [slope, 1.0, -slope * width / 2]])
    rows = cv2.warpAffine(mask, shear, (width, height), flags=cv2.INTER_LINEAR).sum(axis=1, dtype=np.float64) / 255
    return float(np.square(np.diff(rows)).sum())
