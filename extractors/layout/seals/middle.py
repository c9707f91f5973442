"""The straight line in a seal's middle: 合同专用章, a department, a serial."""

import re

import cv2
import numpy as np

from extractors.layout.seals.found import Ellipse, Plane, Recogniser, Ring
from extractors.layout.seals.unroll import STRIP_HEIGHT, as_print

_HAN = re.compile(r"[一-鿿]")
_DOWN = np.arange(-0.40, 0.80, 0.01, dtype=np.float32)
_ACROSS = np.arange(-0.42, 0.43, 0.01, dtype=np.float32)


def middle_line(inks: dict[str, Plane], ring: Ring, bottom: float, recogniser: Recogniser) -> str:
    """What the line says, empty where there is none."""
    main = inks["red" if ring.ink == "red" else "gray"]
    turned, rows = _upright(main, ring.ellipse, bottom)
    return "".join(_read(inks, ring, turned, heights, recogniser) for heights in _bands(rows)[:2])


def _upright(plane: Plane, ellipse: Ellipse, bottom: float) -> tuple[float, Plane]:
    """The turn at which rows of ink and rows of paper differ most, near the one that the gap gave; and the ink of each row there."""
    level = max(0.04, float(np.percentile(_patch(plane, ellipse, bottom), 95)) * 0.45)
    best, rows = bottom, np.zeros(len(_DOWN), np.float32)
    sharpest = -1.0
    for tilt in range(-16, 17, 2):
        inked = (_patch(plane, ellipse, bottom + tilt) > level).astype(np.float32)
        profile = inked.mean(axis=1)
        sharp = float(np.square(np.diff(profile)).sum()) - 1e-4 * abs(tilt)
        if sharp > sharpest:
            sharpest, best, rows = sharp, bottom + tilt, np.where(_solid(inked), 0.0, profile).astype(np.float32)
    return best, rows


def _patch(plane: Plane, ellipse: Ellipse, bottom: float) -> Plane:
    """The seal's middle, turned by the foot's direction, one sample a hundredth of the radius."""
    return sample(plane, ellipse, bottom, _ACROSS, _DOWN)


def _solid(inked: Plane) -> Plane:
    """Rows that the star takes up: a run of ink without a break through the middle column."""
    centre = inked[:, 34:51].mean(axis=1) > 0.97
    star = np.asarray(cv2.dilate(centre.astype(np.uint8).reshape(-1, 1), np.ones((25, 1), np.uint8)).ravel() > 0)
    return np.asarray(star & (_DOWN < 0.36))


def _bands(rows: Plane) -> list[tuple[float, float]]:
    """Heights of the lines of text, from top to bottom."""
    smooth = np.convolve(rows, np.ones(3) / 3, mode="same")
    flags = smooth > max(0.06, 0.3 * float(smooth.max()))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
    runs = [(float(_DOWN[a]), float(_DOWN[b - 1])) for a, b in edges.reshape(-1, 2)]
    return [(top, foot) for top, foot in runs if 0.09 < foot - top < 0.42]


def _read(inks: dict[str, Plane], ring: Ring, bottom: float, heights: tuple[float, float], recogniser: Recogniser) -> str:
    """The surer of two readings of one line; nothing where neither is Chinese and sure."""
    margin = 0.18 * (heights[1] - heights[0])
    top, foot = heights[0] - margin, heights[1] + margin
    half = max(0.3, (0.74**2 - max(abs(heights[0]), abs(heights[1])) ** 2 * 0.8) ** 0.5 if abs(heights[1]) < 0.8 else 0.3)
    step = (foot - top) / STRIP_HEIGHT
    down = np.linspace(top, foot, STRIP_HEIGHT, dtype=np.float32)
    across = np.arange(-half, half, step, dtype=np.float32)
    ways = ("red", "green") if ring.ink == "red" else ("gray",)
    found = [recogniser(as_print(sample(inks[way], ring.ellipse, bottom, across, down))) for way in ways]
    sure = [(confidence, text.strip()) for text, confidence in found if confidence >= 0.7 and len(_HAN.findall(text)) >= 2]
    return max(sure)[1] if sure else ""


def sample(plane: Plane, ellipse: Ellipse, bottom: float, across: Plane, down: Plane) -> Plane:
    """A straight patch around the seal's centre, turned so that its foot is down; coordinates in units of the radius."""
    u, v = np.meshgrid(across, down)
    turn = np.radians(bottom - 180.0)
    c, s = float(np.cos(turn)), float(np.sin(turn))
    size = min(ellipse.a, ellipse.b)
    x, y = ellipse.x + size * (u * c - v * s), ellipse.y + size * (u * s + v * c)
    return np.asarray(cv2.remap(plane, x.astype(np.float32), y.astype(np.float32), cv2.INTER_CUBIC, borderValue=0.0), dtype=np.float32)
