"""Where a ring may be: every inked edge votes for the centres that it would belong to."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.layout.seals.found import Ellipse, Plane

_MOST_EDGES = 40_000
_STEP = 1.06
"""Ratio of one radius bin to the next."""


@dataclass(frozen=True)
class Span:
    """Radii to look for, in pixels, and the shape: 1 for circles, else an oval's shorter over its longer axis, and its turn."""

    least: float
    most: float
    squeeze: float = 1.0
    turn: float = 0.0


def candidates(ink: Plane, spans: tuple[Span, ...], count: int) -> list[Ellipse]:
    """The likeliest rings of each span, best first; an oval's radius is that of its longer axis."""
    edges = _edges(ink)
    return [guess for span in spans for guess in _of_span(edges, ink.shape, span, count)] if edges.shape[1] else []


def _of_span(edges: NDArray[np.float32], shape: tuple[int, ...], span: Span, count: int) -> list[Ellipse]:
    """Ovals become circles by a linear map, and the edges go along: no picture has to be warped."""
    there = _rounding(span)
    pad = int(span.most * 0.6)
    corners = there @ np.array([[-pad, shape[1] + pad, -pad, shape[1] + pad], [-pad, -pad, shape[0] + pad, shape[0] + pad]])
    origin, far = corners.min(axis=1), corners.max(axis=1)
    direction = np.linalg.inv(there).T @ edges[2:]
    mapped = np.concatenate([there @ edges[:2] - origin[:, None], direction / np.maximum(np.hypot(*direction), 1e-6)]).astype(np.float32)
    bins = span.least * _STEP ** np.arange(int(np.log(span.most / span.least) / np.log(_STEP)) + 1)
    votes = np.stack([_votes(mapped, far - origin, radius) for radius in bins])
    back = np.linalg.inv(there)
    found = []
    for x, y, radius in _peaks(votes, bins, count):
        cx, cy = back @ (np.array([x, y]) + origin)
        found.append(Ellipse(float(cx), float(cy), radius, radius * span.squeeze, span.turn))
    return found


def _rounding(span: Span) -> NDArray[np.float64]:
    """The linear map that makes a circle of the span's oval."""
    c, s = np.cos(np.radians(span.turn)), np.sin(np.radians(span.turn))
    turn = np.array([[c, s], [-s, c]])
    return np.asarray(turn.T @ np.diag([1.0, 1.0 / span.squeeze]) @ turn, dtype=np.float64)


def _edges(ink: Plane) -> NDArray[np.float32]:
    """4 × n: x, y and the direction towards the ink, of the strongest edges."""
    smooth = cv2.GaussianBlur(ink, (0, 0), 1.0)
    gx, gy = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
    size = cv2.magnitude(gx, gy)
    floor = max(0.06, 4.0 * float(np.median(size)))
    ys, xs = np.nonzero(size > floor)
    if len(xs) > _MOST_EDGES:
        keep = np.random.default_rng(0).choice(len(xs), _MOST_EDGES, replace=False)
        ys, xs = ys[keep], xs[keep]
    norm = size[ys, xs]
    return np.stack([xs, ys, gx[ys, xs] / norm, gy[ys, xs] / norm]).astype(np.float32)


def _votes(edges: NDArray[np.float32], size: NDArray[np.floating], radius: float) -> Plane:
    """Share of a circle's outer edge that votes for each centre; cells of 2 × 2 pixels."""
    width, height = int(size[0]) // 2 + 1, int(size[1]) // 2 + 1
    total = np.zeros(height * width, np.float32)
    for r in np.arange(radius / _STEP**0.5, radius * _STEP**0.5, 1.5):
        x = ((edges[0] + r * edges[2]) / 2).astype(np.int32)
        y = ((edges[1] + r * edges[3]) / 2).astype(np.int32)
        inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
        total += np.bincount(y[inside] * width + x[inside], minlength=height * width).astype(np.float32)
    near = 3 if radius < 60 else 5
    return np.asarray(cv2.blur(total.reshape(height, width), (near, near)) * near**2 / (2 * np.pi * radius), dtype=np.float32)


def _peaks(votes: NDArray[np.float32], bins: NDArray[np.floating], count: int) -> list[tuple[float, float, float]]:
    """Centres and radii with the most votes, each clearing its own neighbourhood."""
    best, level = votes.max(axis=0), votes.argmax(axis=0)
    found = []
    for _ in range(count):
        y, x = np.unravel_index(int(best.argmax()), best.shape)
        if best[y, x] < 0.12:
            break
        radius = float(bins[level[y, x]])
        found.append((2.0 * float(x) + 1, 2.0 * float(y) + 1, radius))
        reach = max(2, int(radius * 0.12))
        best[max(0, y - reach) : y + reach + 1, max(0, x - reach) : x + reach + 1] = 0
    return found
