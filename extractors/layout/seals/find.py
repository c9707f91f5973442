"""From a page to its seals: which rings are seals, and what they say."""

import math
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np

from extractors.layout.seals.detect import find_rings
from extractors.layout.seals.found import Ellipse, Picture, Plane, Polygon, Recogniser, Ring, SealFound
from extractors.layout.seals.ink import is_reddish, paper, ratio, whitened
from extractors.layout.seals.reading import is_text, read
from extractors.layout.seals.rings import face_share, ring_level
from extractors.layout.seals.unroll import OVAL
from schemas.page import SealShape

_MOST_DOUBTFUL = 4
"""Weak rings that are read to see whether they are seals, a page."""
_SURE_COVER = {"red": 0.62, "black": 0.85}
_EMPTY = 0.015
"""Share of ink inside a ring below which it is a circle that somebody drew with a red pen: a clear ring of a seal has 0.06 and more."""
_TINGE, _TINGED = 0.25, 0.05
"""In a photograph a faint seal has only a tinge left of its ring's colour: so much of it on .13 and .22 of two faces."""
_SOLID = 0.7
"""Share above which it is a fingerprint or a logo; an oval crammed with text has 0.42."""
_PAPER = 0.72
"""Lightness that paper has at least."""
_READ_RADIUS = (200.0, 320.0)
"""Pixels of a seal's radius while it is read: smaller ones are drawn out, larger ones cost time and give nothing."""
_LEAST_UNREAD_MM, _UNREAD_COVER = 32.0, 0.44
"""Diameter and share of the ring from which a black ring is a seal though unread: print makes rings of 0.36 at the most there."""
_COLOUR = 24
_RING, _RING_WIDE = 0.96, 0.12
"""Middle and width of the band that a ring's line lies in, in radii."""
_LARGEST_MM = 90.0
"""Diameter: no seal is larger (the State Council's has 60 mm); leaves room for a wrong resolution."""


def find_seals(image: Picture, points_per_pixel: float, recogniser: Recogniser, printed: Sequence[Polygon] = ()) -> tuple[SealFound, ...]:
    """The seals on an upright page, from top to bottom.

    ``image`` is BGR; ``recogniser`` reads one straight line. A clear red ring is a seal even where nothing can be read; a weak or a black
    one only where Chinese characters run along it, or, on a page without colours, where enough of it is left beside what was ``printed``.
    """
    ground, colourless = paper(image), _is_colourless(image)
    found = find_rings(image, ground, printed if colourless else ())
    rings = [ring for ring in found if _fits_a_seal(ring, points_per_pixel)]
    doubtful = [ring for ring in rings if not (_is_clear(ring) or ring.bare)][:_MOST_DOUBTFUL]
    chosen = [ring for ring in rings if _is_clear(ring) or ring.bare] + doubtful
    least = _LEAST_UNREAD_MM / 2 / 25.4 * 72 / points_per_pixel if points_per_pixel > 0 and colourless else math.inf
    seals = [seal for ring in chosen if (seal := _seal(image, ground, ring, recogniser, unread_from=least))]
    return tuple(sorted(seals, key=lambda seal: (seal.bbox[1], seal.bbox[0])))


def _fits_a_seal(ring: Ring, points_per_pixel: float) -> bool:
    """Whether the ring is no larger than seals are, where the page's size is known."""
    return points_per_pixel <= 0 or ring.ellipse.radius * 2 * points_per_pixel / 72 * 25.4 < _LARGEST_MM


def _is_clear(ring: Ring) -> bool:
    """A ring without a doubt; in a photograph there is always a doubt."""
    return ring.cover >= _SURE_COVER[ring.ink] + 0.25 * (1 - ring.on_page) and ring.ground > _PAPER


def _is_colourless(image: Picture) -> bool:
    """Whether the page has no colour at all, so that no seal on it can be red."""
    sample = image[::4, ::4]
    return bool((sample.max(axis=2).astype(np.int16) - sample.min(axis=2)).max(initial=0) < _COLOUR)


def _seal(image: Picture, ground: Plane, ring: Ring, recogniser: Recogniser, *, unread_from: float) -> SealFound | None:
    """The ring as a seal, read; None where a doubtful ring has no text, or a clear one is empty.

    A fax leaves a third of a seal's ring and nothing of its name: from the radius ``unread_from`` on such a ring is a seal all the same.
    """
    light, moved = patch(image, ground, ring)
    clear = _is_clear(ring)
    readings, line = read(light, moved, recogniser, doubtful=not clear)
    large = ring.ellipse.radius >= unread_from and (ring.bare or ring.cover >= _UNREAD_COVER)
    if _is_drawn(ring, light, moved, clear=clear, read=bool(readings)) or not (readings or clear or large):
        return None
    return SealFound(
        bbox=_clipped(ring.ellipse, image.shape),
        shape=SealShape.OVAL if ring.ellipse.roundness < OVAL else SealShape.ROUND,
        ink=_ink_of(light, moved),
        ellipse=ring.ellipse,
        readings=readings,
        line_text=line.text,
        line_unread=line.unread,
        complete=ring.on_page > 0.97 and ring.gap < 0.3,
        confidence=round(min(0.99, 0.45 + 0.4 * ring.cover + (0.15 if is_text(readings) else 0.0)), 3),
    )


def _is_drawn(ring: Ring, light: Plane, moved: Ring, *, clear: bool, read: bool) -> bool:
    """Whether a ring is a circle that somebody drew, empty but for the print in it, or a solid logo or fingerprint that says nothing."""
    if ring.bare:
        return False
    empty = ring.fill < _EMPTY and (not read or (clear and ring.ink == "red" and not _is_tinged(light, moved)))
    return empty or (ring.fill > _SOLID and not read)


def _is_tinged(light: Plane, moved: Ring) -> bool:
    """Whether the ring's colour is on its face as well; print has none."""
    tinge = cv2.GaussianBlur(ratio(light), (0, 0), 2).astype(np.float32)
    return face_share(tinge, moved.ellipse, _TINGE * ring_level(tinge, moved.ellipse)) > _TINGED


def _ink_of(light: Plane, ring: Ring) -> str:
    """A ring that only its darkness gave away may be red ink all the same."""
    band = np.zeros(light.shape[:2], np.uint8)
    e = ring.ellipse
    axes = (round(e.a * _RING), round(e.b * _RING))
    cv2.ellipse(band, (round(e.x), round(e.y)), axes, e.turn, 0, 360, 255, max(3, round(e.radius * _RING_WIDE)))
    return "red" if ring.ink == "red" or is_reddish(light, band > 0) else ring.ink


def patch(image: Picture, ground: Plane, ring: Ring) -> tuple[Plane, Ring]:
    """The seal and a little around it as light on white paper, at the size for reading, and the ring in that patch's pixels."""
    e = ring.ellipse
    x0, y0, x1, y1 = e.bbox
    margin = 0.1 * e.radius
    left, top = max(0, math.floor(x0 - margin)), max(0, math.floor(y0 - margin))
    right, foot = min(image.shape[1], math.ceil(x1 + margin)), min(image.shape[0], math.ceil(y1 + margin))
    light = whitened(image, ground, (left, top, right, foot))
    zoom = float(np.clip(e.radius, *_READ_RADIUS)) / e.radius
    way = cv2.INTER_AREA if zoom < 1 else cv2.INTER_CUBIC
    sized = np.clip(cv2.resize(light, None, fx=zoom, fy=zoom, interpolation=way), 0, 1)
    moved = replace(ring, ellipse=Ellipse(e.x - left, e.y - top, e.a, e.b, e.turn).scaled(zoom))
    return np.asarray(sized, dtype=np.float32), moved


def _clipped(ellipse: Ellipse, shape: tuple[int, ...]) -> tuple[float, float, float, float]:
    """The ellipse's box, as far as it lies on the page."""
    x0, y0, x1, y1 = ellipse.bbox
    return max(0.0, x0), max(0.0, y0), min(float(shape[1]), x1), min(float(shape[0]), y1)
