"""Finds the rings on a page: red ones by their ink, black ones on pages that lost their colour."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.layout.seals.candidates import Span, candidates
from extractors.layout.seals.found import Ellipse, Picture, Plane, Ring
from extractors.layout.seals.ink import dark, red, whitened
from extractors.layout.seals.rings import measure, refine

_SIDE = 1000.0
"""The page's shorter side in pixels, while rings are looked for."""
_SPANS = (Span(42, 300), Span(42, 200, 0.72))
"""In pixels of that page: the smallest real seal seen has a radius of 6 % of the page's width, nothing under 3 % is one."""
_BLACK_SPAN = Span(55, 160)
_COARSE = 2.0


@dataclass(frozen=True)
class Demand:
    """What a ring must show to be worth reading."""

    cover: float
    fill: tuple[float, float]


_RED = Demand(0.38, (0.02, 0.80))
_BLACK = Demand(0.55, (0.04, 0.75))


def find_rings(image: Picture) -> list[Ring]:
    """Rings on the page, in the pixels of ``image``, best first; weak ones among them."""
    scale = _SIDE / min(image.shape[:2])
    size = (round(image.shape[1] * scale), round(image.shape[0] * scale))
    resized = cv2.resize(whitened(image), size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
    light = np.asarray(resized, dtype=np.float32)
    reds = _rings(red(light), _SPANS, _RED, "red")
    blacks = [ring for ring in _rings(dark(light), (_BLACK_SPAN,), _BLACK, "black") if not any(_same(ring, other) for other in reds)]
    return [replace(ring, ellipse=ring.ellipse.scaled(1 / scale)) for ring in reds + blacks]


def _rings(ink: Plane, spans: tuple[Span, ...], demand: Demand, name: str) -> list[Ring]:
    """Rings of one ink; each one found takes its ink away from the next."""
    floor = _floor(ink)
    if float((ink > floor).mean()) < 2e-5:
        return []
    fits = [ring for guess in _guesses(ink, spans) if (ring := _fitted(ink, guess, floor, name)) and _meets(ring, demand)]
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


def _guesses(ink: Plane, spans: tuple[Span, ...]) -> list[Ellipse]:
    """Candidates of every span, found on a page of half the size."""
    h, w = ink.shape
    small = cv2.resize(ink, (round(w / _COARSE), round(h / _COARSE)), interpolation=cv2.INTER_AREA).astype(np.float32)
    halved = [replace(span, least=span.least / _COARSE, most=span.most / _COARSE) for span in spans]
    return [guess.scaled(_COARSE) for span in halved for guess in candidates(small, span, 14)]


def _fitted(ink: Plane, guess: Ellipse, floor: float, name: str) -> Ring | None:
    """The ring at a guess, fitted and measured."""
    ellipse = refine(ink, guess, floor)
    return measure(ink, ellipse, floor, name) if ellipse else None


def _meets(ring: Ring, demand: Demand) -> bool:
    """Whether it may be a seal: enough of a ring, neither empty nor solid inside; a part of a ring must be a better one."""
    least = demand.cover + 0.35 * (1 - ring.on_page)
    return ring.cover >= least and ring.on_page > 0.25 and demand.fill[0] <= ring.fill <= demand.fill[1] and ring.ellipse.roundness > 0.5


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
