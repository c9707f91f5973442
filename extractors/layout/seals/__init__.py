"""Finds the seals on a page and reads them.

A ring is found by its ink, fitted, unrolled into straight strips, and read by a recogniser of single lines. Whose seal it is,
is asked elsewhere: the readings are compared with the names that may stand there.
"""

import math
from dataclasses import replace

import cv2
import numpy as np

from extractors.layout.seals.detect import find_rings
from extractors.layout.seals.found import Ellipse, Picture, Recogniser, Ring, SealFound
from extractors.layout.seals.ink import separate, whitened
from extractors.layout.seals.reading import is_text, read
from schemas.page import SealShape

__all__ = ["Ellipse", "Recogniser", "SealFound", "find_seals", "separate"]

_MOST_DOUBTFUL = 4
"""Weak rings that are read to see whether they are seals, a page."""
_SURE_COVER = {"red": 0.62, "black": 0.85}
_PAPER = 0.72
"""Lightness that paper has at least."""
_LARGEST_MM = 90.0
"""Diameter: no seal is larger (the largest, of the State Council, has 60 mm); leaves room for a wrong resolution."""


def find_seals(image: Picture, points_per_pixel: float, recogniser: Recogniser) -> tuple[SealFound, ...]:
    """The seals on an upright page, from top to bottom.

    ``image`` is BGR; ``recogniser`` reads one straight line. A clear red ring is a seal even where nothing can be read; a weak or a black
    one only where Chinese characters run along it.
    """
    rings = [
        ring for ring in find_rings(image) if ring.ellipse.radius * 2 * points_per_pixel / 72 * 25.4 < _LARGEST_MM or points_per_pixel <= 0
    ]
    sure = [ring for ring in rings if _is_clear(ring)]
    doubtful = [ring for ring in rings if not _is_clear(ring)][:_MOST_DOUBTFUL]
    light = whitened(image) if rings else np.zeros((1, 1, 3), np.float32)
    seals = [seal for ring in sure + doubtful if (seal := _seal(light, ring, recogniser))]
    return tuple(sorted(seals, key=lambda seal: (seal.bbox[1], seal.bbox[0])))


def _is_clear(ring: Ring) -> bool:
    """A ring without a doubt; in a photograph there is always a doubt."""
    return ring.cover >= _SURE_COVER[ring.ink] + 0.25 * (1 - ring.on_page) and ring.ground > _PAPER


def _seal(light: np.ndarray, ring: Ring, recogniser: Recogniser) -> SealFound | None:
    """The ring as a seal, read; None where a doubtful ring has no text."""
    patch, moved = _cropped(light, ring)
    clear = _is_clear(ring)
    readings, line = read(patch, moved, recogniser, doubtful=not clear)
    if not clear and not readings:
        return None
    return SealFound(
        bbox=_clipped(ring.ellipse, light.shape),
        shape=SealShape.OVAL if ring.ellipse.roundness < 0.85 else SealShape.ROUND,
        ink=ring.ink,
        ellipse=ring.ellipse,
        readings=readings,
        line_text=line,
        complete=ring.on_page > 0.97 and ring.gap < 0.3,
        confidence=round(min(0.99, 0.45 + 0.4 * ring.cover + (0.15 if is_text(readings) else 0.0)), 3),
    )


def _cropped(light: np.ndarray, ring: Ring) -> tuple[np.ndarray, Ring]:
    """The seal and a little around it, and the ring in that patch's pixels."""
    x0, y0, x1, y1 = ring.ellipse.bbox
    margin = 0.1 * ring.ellipse.radius
    left, top = max(0, math.floor(x0 - margin)), max(0, math.floor(y0 - margin))
    patch = light[top : max(top + 1, math.ceil(y1 + margin)), left : max(left + 1, math.ceil(x1 + margin))]
    e = ring.ellipse
    at_zero = Ellipse(e.x - left, e.y - top, e.a, e.b, e.turn)
    zoom = min(1.0, 320.0 / e.radius)
    if zoom < 1:
        patch = cv2.resize(patch, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA)
    return patch, replace(ring, ellipse=at_zero.scaled(zoom))


def _clipped(ellipse: Ellipse, shape: tuple[int, ...]) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = ellipse.bbox
    return max(0.0, x0), max(0.0, y0), min(float(shape[1]), x1), min(float(shape[0]), y1)
