"""Finds the rings on a page: red ones by their ink, black ones on pages that lost their colour."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.layout.seals.candidates import Span, candidates
from extractors.layout.seals.found import Ellipse, Picture, Plane, Polygon, Ring
from extractors.layout.seals.ink import dark, sharp_red, whitened
from extractors.layout.seals.rings import arcs, measure, profile, refine
from extractors.layout.seals.unroll import OVAL

_SIDE = 1000.0
"""The page's shorter side in pixels, while rings are looked for."""
_SPANS = (Span(42, 300), *(Span(60, 200, 0.71, turn) for turn in (-24.0, 0.0, 24.0)))
"""In pixels of that page: the smallest real seal seen has a radius of 6 % of the page's width, nothing under 3 % is one."""
_BLACK_SPAN = Span(55, 160)
_COARSE = 2.0
_HALO = 5
"""Pixels around the outline of a line of print that are its own."""
_LEAST_SIDE = 100
_MOST_ASPECT = 5.0


@dataclass(frozen=True)
class Demand:
    """What a ring must show to be worth reading: an oval more than a circle, since two arcs of a circle make half an oval."""

    cover: float
    oval_cover: float
    most_fill: float
    arcs: float = 0.0
    gap: float = 1.0


_RED = Demand(0.35, 0.62, 0.85)
_BLACK = Demand(0.44, 0.8, 0.80)
_BARE = Demand(0.21, 0.8, 0.80, arcs=0.09, gap=0.4)
"""What a fax leaves of a ring: cover .22 to .45, arcs .10 to .35, gap .12 to .38. Beside all that was read stood, on 45 pages, nothing
but a worn margin (.22, .18, .43) that came near it."""


def find_rings(image: Picture, ground: Plane, printed: Sequence[Polygon] = ()) -> list[Ring]:
    """Rings on the page, in the pixels of ``image``, best first; weak ones among them. ``ground`` is the paper's colour.

    Where it is known what was ``printed``, black rings are looked for beside it as well: on a fax little else is left of them. A sliver of
    a picture has room for no seal, and would be blown up beyond measure.
    """
    if min(image.shape[:2]) < _LEAST_SIDE or max(image.shape[:2]) > _MOST_ASPECT * min(image.shape[:2]):
        return []
    scale = _SIDE / min(image.shape[:2])
    size = (round(image.shape[1] * scale), round(image.shape[0] * scale))
    resized = cv2.resize(image, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    light = whitened(np.asarray(resized, dtype=np.uint8), ground)
    reds = _rings(_standing_out(sharp_red(light)), _SPANS, _RED, "red")
    found = _beside(reds, _rings(dark(light), (_BLACK_SPAN,), _BLACK, "black"))
    if printed:
        bare = _rings(_without_rules(_without(dark(light), printed, scale)), (_BLACK_SPAN,), _BARE, "black")
        found = _beside(found, [replace(ring, bare=True) for ring in bare])
    return [replace(ring, ellipse=ring.ellipse.scaled(1 / scale), ground=_ground(light, ring.ellipse)) for ring in found]


def _beside(found: list[Ring], more: list[Ring]) -> list[Ring]:
    """Rings, and those of the others that are not the same."""
    return found + [ring for ring in more if not any(_same(ring, other) for other in found)]


def _without(ink: Plane, printed: Sequence[Polygon], scale: float) -> Plane:
    """The ink without what was read as print."""
    kept = ink.copy()
    for line in printed:
        corners = np.round(np.asarray(line, dtype=np.float64) * scale).astype(np.int32)
        cv2.fillPoly(kept, [corners], 0.0)
        cv2.polylines(kept, [corners], isClosed=True, color=0.0, thickness=_HALO)
    return kept


def _standing_out(ink: Plane) -> Plane:
    """Ink above a pattern that covers the page."""
    return np.asarray(np.maximum(ink - min(_pattern(ink), 0.4), 0), dtype=np.float32)


def _ground(light: Plane, ellipse: Ellipse) -> float:
    """Lightness of the page just outside a ring."""
    around = profile(np.ascontiguousarray(light.min(axis=2)), ellipse, np.arange(1.06, 1.3, 0.02, dtype=np.float32))
    return float(np.median(around[around >= 0])) if (around >= 0).any() else 1.0


def _rings(ink: Plane, spans: tuple[Span, ...], demand: Demand, name: str) -> list[Ring]:
    """Rings of one ink; each one found takes its ink away from the next."""
    floor = _floor(ink)
    if float((ink > floor).mean()) < 2e-5:
        return []
    fits = [ring for guess in _guesses(ink, spans) if (ring := _fitted(ink, guess, floor, name)) and _meets(ring, demand)]
    if demand.arcs:
        fits = [ring for ring in fits if ring.gap <= demand.gap and arcs(ink, ring.ellipse) >= demand.arcs]
    kept: list[Ring] = []
    rest = ink.copy()
    for ring in sorted(fits, key=_merit, reverse=True):
        again = measure(rest, ring.ellipse, floor, name)
        if any(_same(ring, other) for other in kept) or not _meets(again, demand):
            continue
        kept.append(ring)
        _wipe(rest, ring.ellipse)
    return kept


def _floor(ink: Plane) -> float:
    """Ink that stands out of the page's own noise."""
    middle = float(np.median(ink))
    spread = float(np.median(np.abs(ink - middle)))
    return max(0.05, 3.0 * 1.48 * spread)


def _pattern(ink: Plane) -> float:
    """Ink of a pattern that covers most of the page, such as a certificate's waves: what the darker tenth of most tiles has."""
    h, w = (side // 40 * 40 for side in ink.shape)
    tiles = ink[:h, :w].reshape(h // 40, 40, w // 40, 40).transpose(0, 2, 1, 3).reshape(-1, 1600)
    return float(np.median(np.percentile(tiles, 90, axis=1)))


def _guesses(ink: Plane, spans: tuple[Span, ...]) -> list[Ellipse]:
    """Candidates of every span, found on a page of half the size."""
    h, w = ink.shape
    small = cv2.resize(_without_rules(ink), (round(w / _COARSE), round(h / _COARSE)), interpolation=cv2.INTER_AREA).astype(np.float32)
    halved = [replace(span, least=span.least / _COARSE, most=span.most / _COARSE) for span in spans]
    return [guess.scaled(_COARSE) for guess in candidates(small, tuple(halved), 14)]


def _without_rules(ink: Plane) -> Plane:
    """The ink without long straight lines: frames and table rules would outvote every ring."""
    mask = (ink > _floor(ink)).astype(np.uint8)
    lying = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, 100), np.uint8))
    standing = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((100, 1), np.uint8))
    rules = cv2.dilate(np.maximum(lying, standing), np.ones((5, 5), np.uint8))
    return np.where(rules > 0, 0, ink).astype(np.float32)


def _fitted(ink: Plane, guess: Ellipse, floor: float, name: str) -> Ring | None:
    """The ring at a guess, fitted and measured."""
    ellipse = refine(ink, guess, floor)
    return measure(ink, ellipse, floor, name) if ellipse else None


def _meets(ring: Ring, demand: Demand) -> bool:
    """Whether it may be a seal: enough of a ring, not solid inside; a part of a ring must be a better one."""
    least = (demand.cover if ring.ellipse.roundness > OVAL else demand.oval_cover) + 0.35 * (1 - ring.on_page)
    return ring.cover >= least and ring.on_page > 0.25 and ring.fill <= demand.most_fill and ring.ellipse.roundness > 0.5


def _merit(ring: Ring) -> float:
    """Order in which rings are taken: well covered first, the outer of two thin rings before the inner, a full one before a part."""
    return float(ring.cover * (0.5 + 0.5 * ring.on_page) * ring.ellipse.radius**0.15)


def _same(one: Ring, other: Ring) -> bool:
    """Whether two fits are the same impression: about the same middle, or one inside the other."""
    apart = np.hypot(one.ellipse.x - other.ellipse.x, one.ellipse.y - other.ellipse.y)
    small, large = sorted((one.ellipse.radius, other.ellipse.radius))
    return bool(apart < max(0.3 * small, large - 0.6 * small))


def _wipe(ink: Plane, ellipse: Ellipse) -> None:
    """Take a ring's ink away, that no other ring is made of it."""
    axes = (round(ellipse.a * 0.97), round(ellipse.b * 0.97))
    cv2.ellipse(ink, (round(ellipse.x), round(ellipse.y)), axes, ellipse.turn, 0, 360, 0.0, max(3, round(ellipse.radius * 0.10)))
