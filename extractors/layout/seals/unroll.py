"""Turns a ring of text into straight strips, and the line in the middle upright."""

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.layout.seals.found import Ellipse, Picture, Plane
from extractors.layout.seals.rings import profile

OVAL = 0.87
"""Shorter over longer axis from which on a ring is a circle seen askew."""
STRIP_HEIGHT = 64
STRIP_WIDTH = 1100
_BAND = np.arange(0.60, 0.84, 0.02, dtype=np.float32)
"""Radii where a name has strokes and the number along the bottom has none."""


@dataclass(frozen=True)
class Arc:
    """Where the name stands: angles in degrees clockwise from the page's top; ``end`` may pass 360."""

    start: float
    end: float

    @property
    def bottom(self) -> float:
        """Middle of the gap: where the seal's foot points."""
        return (self.start + self.end) / 2 + 180.0


def name_arcs(ink: Plane, ellipse: Ellipse) -> tuple[Arc, ...]:
    """Where the name may start and end, the likeliest first: around the emptiest part of its band, and around the next.

    Between equals the one that points down the page is taken, since most seals stand nearly upright; an oval's lies on its shorter axis.
    """
    density = _density(ink, ellipse)
    emptiness = _around(density, 15) + _around(density, 30)
    weight, foot = (0.12, 180.0) if ellipse.roundness > OVAL else (0.5, ellipse.foot)
    slope = weight * float(np.percentile(emptiness, 90)) * np.cos(np.radians(np.arange(360.0) - foot))
    merit = slope - emptiness
    first = int(merit.argmax())
    apart = np.abs((np.arange(360) - first + 180) % 360 - 180)
    second = int(np.where(apart > 60, merit, -np.inf).argmax())
    return _arc(density, first), _arc(density, second)


def _density(ink: Plane, ellipse: Ellipse) -> Plane:
    """Share of the name's band that has ink, for each degree."""
    rays = np.maximum(profile(ink, ellipse, _BAND, np.arange(0, 360, 1.0, dtype=np.float32)), 0)
    level = max(0.45 * float(np.percentile(rays, 96)), 0.03)
    return np.asarray((rays > level).mean(axis=1), dtype=np.float32)


def _around(density: Plane, reach: int) -> Plane:
    """Mean over ``reach`` degrees to both sides."""
    ring = np.concatenate([density[-reach:], density, density[:reach]])
    return np.asarray(np.convolve(ring, np.ones(2 * reach + 1) / (2 * reach + 1), mode="valid"), dtype=np.float32)


def _arc(density: Plane, middle: int) -> Arc:
    """The arc between the ends of the gap around ``middle``; most a name leaves free is two thirds of the ring."""
    smooth = _around(density, 3)
    limit = 0.3 * float(np.median(smooth[smooth > 0.02])) if (smooth > 0.02).any() else 1.0
    after = next((k for k in range(120) if smooth[(middle + k) % 360] > limit), 15)
    before = next((k for k in range(120) if smooth[(middle - k) % 360] > limit), 15)
    return Arc(float(middle + after), float(middle - before + 360))


def strip(plane: Plane, ellipse: Ellipse, arc: Arc, radii: tuple[float, float]) -> Plane:
    """The band between two radii unrolled clockwise along an arc, outside on top."""
    margin = 14.0 if ellipse.roundness < OVAL else 5.0  # an oval's letters lean, and the gap is measured along its rays
    share = min((arc.end - arc.start + 2 * margin) / 360, 1.0)
    width = max(320, round(STRIP_WIDTH * share / ellipse.roundness**0.5))
    angles = np.linspace(arc.start - margin, arc.end + margin, width, dtype=np.float32)
    rows = np.linspace(radii[1], radii[0], STRIP_HEIGHT, dtype=np.float32)
    x, y = _oval_rays(ellipse, rows, angles) if ellipse.roundness < OVAL else ellipse.points(*np.meshgrid(rows, angles, indexing="ij"))
    return np.asarray(cv2.remap(plane, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=0.0), dtype=np.float32)


def _oval_rays(ellipse: Ellipse, rows: Plane, angles: Plane) -> tuple[Plane, Plane]:
    """Rays for an oval: text stands upright on the rim and evenly along it, at depths that are shares of the shorter axis."""
    dense = np.linspace(angles[0], angles[-1], 1441, dtype=np.float32)
    short = min(ellipse.a, ellipse.b)
    rim_x, rim_y = ellipse.points(np.ones_like(dense), dense)
    along_x, along_y = np.gradient(rim_x), np.gradient(rim_y)
    length = np.maximum(np.hypot(along_x, along_y), 1e-6)
    inward_x, inward_y = -along_y / length, along_x / length
    depth = (1 - float(rows.mean())) * short
    walked = np.cumsum(np.hypot(np.gradient(rim_x + depth * inward_x), np.gradient(rim_y + depth * inward_y)))
    even = np.interp(np.linspace(walked[0], walked[-1], len(angles)), walked, dense)
    pick = [np.interp(even, dense, values)[None, :] for values in (rim_x, rim_y, inward_x, inward_y)]
    depths = (1 - rows[:, None]) * short
    return (pick[0] + depths * pick[2]).astype(np.float32), (pick[1] + depths * pick[3]).astype(np.float32)


def evened(ink: Plane) -> Plane:
    """The strip with the same depth of ink all along: hands press one side of a seal harder than the other."""
    level = np.percentile(ink, 92, axis=0).astype(np.float32)[None, :]
    wide = cv2.GaussianBlur(cv2.dilate(level, np.ones((1, 41), np.uint8)), (0, 0), 30)
    return np.asarray(ink / np.maximum(wide, 0.25 * float(wide.max()) + 1e-3), dtype=np.float32)


def as_print(ink: Plane, stretch: float = 1.0) -> Picture:
    """Ink as dark print on white, its contrast drawn out to the full range."""
    low, high = float(np.percentile(ink, 30)), float(np.percentile(ink, 97))
    spread = max((high - low) / stretch, 0.03)
    gray = np.clip(255 * (1 - (ink - low) / spread), 0, 255).astype(np.uint8)
    return np.asarray(cv2.cvtColor(gray, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def patch_at(plane: Plane, ellipse: Ellipse, bottom: float, across: Plane, down: Plane) -> Plane:
    """A straight patch around the seal's centre, turned so that its foot is down; coordinates in units of the radius."""
    u, v = np.meshgrid(across, down)
    turn = np.radians(bottom - 180.0)
    c, s = float(np.cos(turn)), float(np.sin(turn))
    size = min(ellipse.a, ellipse.b)
    x, y = ellipse.x + size * (u * c - v * s), ellipse.y + size * (u * s + v * c)
    return np.asarray(cv2.remap(plane, x.astype(np.float32), y.astype(np.float32), cv2.INTER_CUBIC, borderValue=0.0), dtype=np.float32)
