"""Fits an ellipse to a ring's outer edge and says how much of the ring is there."""

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.layout.seals.found import Ellipse, Plane, Ring

_ANGLES = np.arange(0, 360, 1.5, dtype=np.float32)
_TRIES = 120
_CIRCLE_STAGES = ((0.16, 0.03), (0.09, 0.02), (0.06, 0.016))
_OVAL_STAGES = ((0.16, 0.06), (0.12, 0.03), (0.08, 0.02), (0.06, 0.016))
"""How far from the guess an edge may lie, and how well it must agree with the others, in radii; an oval's shape is guessed too."""
_RING = np.arange(0.93, 1.03, 0.006, dtype=np.float32)
_OUTSIDE = np.arange(1.06, 1.14, 0.01, dtype=np.float32)
_ARC = np.arange(0.94, 1.05, 0.006, dtype=np.float32)
_STEEP, _ALONG, _RUN = 0.5, 0.94, 3
"""An edge of a ring: ink against paper, within 20 degrees of the ring's own direction, for three rays on end."""
_FACE = np.arange(0.45, 0.92, 0.02, dtype=np.float32)


def profile(ink: Plane, ellipse: Ellipse, radii: NDArray[np.float32], angles: NDArray[np.float32] = _ANGLES) -> Plane:
    """Ink along rays: one row an angle, one column a radius; -1 off the page."""
    grid_r, grid_a = np.meshgrid(radii, angles)
    x, y = ellipse.points(grid_r.astype(np.float32), grid_a.astype(np.float32))
    return np.asarray(cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=-1.0), dtype=np.float32)


def refine(ink: Plane, guess: Ellipse, floor: float) -> Ellipse | None:
    """The ellipse through the outer edge near ``guess``; None where no edge holds together."""
    ellipse = guess
    for reach, tolerance in _CIRCLE_STAGES if guess.roundness > 0.95 else _OVAL_STAGES:
        points = _outer_edge(ink, ellipse, reach, floor)
        if len(points) < 40:
            return None
        inliers = _on_one_circle(points, tolerance)
        if len(inliers) < 30:
            return None
        fitted = _fit(inliers, ellipse)
        if fitted is None or not _plausible(fitted, guess):
            return None
        ellipse = fitted
    return ellipse


def _outer_edge(ink: Plane, ellipse: Ellipse, reach: float, floor: float) -> NDArray[np.float32]:
    """Where ink ends outwards on each ray, in the plane where the guess is the unit circle; n × 2."""
    step = 0.008
    radii = np.arange(1 - reach - 6 * step, 1 + reach + 6 * step, step, dtype=np.float32)
    rays = profile(ink, ellipse, radii)
    sums = np.cumsum(np.pad(rays, ((0, 0), (1, 0))), axis=1)
    width = 4
    inside = (sums[:, width:-width] - sums[:, : -2 * width]) / width
    outside = (sums[:, 2 * width :] - sums[:, width:-width]) / width
    fall = np.where((rays < 0).any(axis=1, keepdims=True), -1.0, inside - outside)
    best = fall.argmax(axis=1)
    strong = fall[np.arange(len(best)), best] > floor
    at = radii[best + width - 1][strong] + step / 2
    along = np.radians(_ANGLES[strong])
    return np.stack([at * np.sin(along), -at * np.cos(along)], axis=1).astype(np.float32)


def _on_one_circle(points: NDArray[np.float32], tolerance: float) -> NDArray[np.float32]:
    """The largest set of points on one circle, by RANSAC."""
    chosen = np.random.default_rng(len(points)).integers(0, len(points), (_TRIES, 3))
    x, y, r = _through(points[chosen])
    off = np.hypot(points[None, :, 0] - x[:, None], points[None, :, 1] - y[:, None]) - r[:, None]
    near = (np.abs(off) < tolerance) & (np.abs(r - 1) < 0.3)[:, None]
    return np.asarray(points[near[int(near.sum(axis=1).argmax())]], dtype=np.float32)


def _through(threes: NDArray[np.float32]) -> tuple[Plane, Plane, Plane]:
    """Centres and radii of the circles through n × 3 points; huge where they stand in a line."""
    (x0, y0), (x1, y1), (x2, y2) = (threes[:, k].T.astype(np.float32) for k in range(3))
    d = 2 * ((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))
    d = np.where(np.abs(d) < 1e-4, 1e-4, d)
    p, q = (x1 - x0) ** 2 + (y1 - y0) ** 2, (x2 - x0) ** 2 + (y2 - y0) ** 2
    ux, uy = ((y2 - y0) * p - (y1 - y0) * q) / d, ((x1 - x0) * q - (x2 - x0) * p) / d
    return x0 + ux, y0 + uy, np.asarray(np.hypot(ux, uy), dtype=np.float32)


def _fit(points: NDArray[np.float32], frame: Ellipse) -> Ellipse | None:
    """Least squares through points of the unit plane of ``frame``, back on the page; a circle where the points span too little."""
    angles = np.arctan2(points[:, 0], -points[:, 1])
    radii = np.hypot(points[:, 0], points[:, 1]).astype(np.float32)
    x, y = frame.points(radii, np.degrees(angles).astype(np.float32))
    on_page = np.stack([x, y], axis=1).reshape(-1, 1, 2)
    sectors = len(np.unique((np.degrees(angles) // 30).astype(int)))
    if sectors < (8 if frame.roundness > 0.95 else 6):
        return _shifted(points, frame)
    (cx, cy), (w, h), turn = cv2.fitEllipseDirect(on_page)
    if not np.isfinite([cx, cy, w, h, turn]).all() or min(w, h) < 4:
        return None
    return Ellipse(cx, cy, w / 2, h / 2, turn)


def _shifted(points: NDArray[np.float32], frame: Ellipse) -> Ellipse:
    """The frame's shape moved and scaled onto the points (linear least squares of a circle in its unit plane)."""
    x, y = points[:, 0].astype(float), points[:, 1].astype(float)
    (cx, cy, c), *_ = np.linalg.lstsq(np.stack([2 * x, 2 * y, np.ones_like(x)], axis=1), x**2 + y**2, rcond=None)
    r = float(np.sqrt(max(c + cx**2 + cy**2, 0.25)))
    at, angle = float(np.hypot(cx, cy)), float(np.degrees(np.arctan2(cx, -cy)))
    px, py = frame.points(np.array([at], np.float32), np.array([angle], np.float32))
    return Ellipse(float(px[0]), float(py[0]), frame.a * r, frame.b * r, frame.turn)


def _plausible(ellipse: Ellipse, guess: Ellipse) -> bool:
    """Whether the fit is still the thing that was guessed."""
    drift = np.hypot(ellipse.x - guess.x, ellipse.y - guess.y)
    return bool(0.7 < ellipse.radius / guess.radius < 1.35 and drift < 0.35 * guess.radius and ellipse.roundness > 0.8 * guess.roundness)


def measure(ink: Plane, ellipse: Ellipse, floor: float, name: str) -> Ring:
    """How much of the ring has ink, against what lies just outside it.

    A ring keeps its radius all around; letters on a circle that happens to be drawn through them don't. So ink counts only near the one
    radius that has most of it: nearer on a black page, which is full of letters.
    """
    band = profile(ink, ellipse, _RING)
    on_page = np.asarray((band >= 0).all(axis=1))
    outside = np.median(np.maximum(profile(ink, ellipse, _OUTSIDE), 0), axis=1, keepdims=True)
    rise = band - outside
    level = float(np.percentile(rise.max(axis=1)[on_page], 75)) if on_page.any() else 0.0
    slack = 2 if name == "black" else 5
    near = cv2.dilate((rise > max(floor, 0.35 * level)).astype(np.uint8), np.ones((1, slack), np.uint8))
    inked = np.where(on_page[:, None], near, 0)
    column = int(inked.sum(axis=0).argmax())
    best = np.asarray(inked[:, column], dtype=np.bool_)
    face = profile(ink, ellipse, _FACE)
    fill = float(np.greater(face[on_page], max(floor, 0.15 * level)).mean()) if on_page.any() else 0.0
    return Ring(ellipse, float(best.sum() / max(on_page.sum(), 1)), fill, float(on_page.mean()), _longest_gap(best), ink=name)


def arcs(ink: Plane, ellipse: Ellipse) -> float:
    """Share of the ring where an edge of ink runs along it for a while: strokes of characters cross a circle, or touch it at a point."""
    smooth = cv2.GaussianBlur(ink, (0, 0), 1.0)
    down, across = cv2.Sobel(smooth, cv2.CV_32F, 0, 1), cv2.Sobel(smooth, cv2.CV_32F, 1, 0)
    steep_y, steep_x = (profile(np.asarray(side, dtype=np.float32), ellipse, _ARC) for side in (down, across))
    turn = np.radians(_ANGLES)[:, None]
    inward = steep_y * np.cos(turn) - steep_x * np.sin(turn)
    along = (np.hypot(steep_x, steep_y) > _STEEP) & (inward > _ALONG * np.hypot(steep_x, steep_y))
    near = cv2.dilate(along.astype(np.uint8), np.ones((1, 2), np.uint8))
    best = near[:, int(near.sum(axis=0).argmax())]
    runs = cv2.morphologyEx(np.concatenate([best, best, best])[:, None], cv2.MORPH_OPEN, np.ones((_RUN, 1), np.uint8))
    return float(runs[len(best) : 2 * len(best)].mean())


def ring_level(ink: Plane, ellipse: Ellipse) -> float:
    """Depth of the ring's own ink: the median of its rays' darkest places."""
    return float(np.median(profile(ink, ellipse, _RING).max(axis=1)))


def face_share(ink: Plane, ellipse: Ellipse, least: float) -> float:
    """Share of the face between star and ring that has so much ink."""
    return float((profile(ink, ellipse, _FACE) > least).mean())


def _longest_gap(inked: NDArray[np.bool_]) -> float:
    """Longest circular run without ink, as a share of the ring."""
    if not inked.any():
        return 1.0
    at = np.flatnonzero(inked)
    return float((np.diff(np.append(at, at[0] + len(inked))) - 1).max() / len(inked))
