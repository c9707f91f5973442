"""Where a straight line of text stands in a round seal, read or not: below the star, or in its place.

A unit's own seal has nothing but its star or emblem there. Only the seal's own ink counts, so print that it was pressed over makes no line.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.layout.seals.found import Ellipse, Plane
from extractors.layout.seals.unroll import patch_at

Mask = NDArray[np.bool_]

_STEP = 0.02
"""One sample of the seal's face, in radii, as all measures here are."""
_AXIS = np.arange(-0.78, 0.79, _STEP, dtype=np.float32)
_REACH = np.hypot(*np.meshgrid(_AXIS, _AXIS))
_FACE, _NAME = 0.66, 0.84
"""Farther out than the first stands the name, which is no line though a chord be laid through it, and beyond the second the number."""
_TURNS = range(-60, 61, 4)
_TURN_COST = 0.0015
"""The name's gap is mostly where the foot is; it says less where the line stands in the gap itself."""
_FAINTEST, _FAINT_SHARE = 0.03, 0.08
"""Ink that is no line's: less than this, or than this share of the ring's own."""
_HEIGHTS = (8, 10, 12, 14)
"""Heights of a line, in samples: 0.16 to 0.28."""
_ZONES = ((-0.30, 0.40), (0.20, 0.66))
"""A line stands in the star's place or below it."""
_LEAST_SEEN = 200
_BESIDE = 3
"""Samples above and below a line that are paper."""
_LEAST_MEAN, _LEAST_CONTRAST = 0.12, 0.45
"""Share of a line's field that has ink; and what is left of it without the ink of the fuller side, times the root of its height."""
_CELLS = np.linspace(-0.45, 0.45, 7)
_CELL_COLUMNS = tuple(np.flatnonzero(np.digitize(_AXIS, _CELLS) == cell) for cell in range(1, 7))
_INKED_CELL, _KNOWN_CELL = 0.06, 0.4
"""A line runs from side to side: of six cells of its width each has some ink, if only this share. Half hidden, a cell says nothing."""
_BELOW_STAR = 0.2
_STAR_REACH = 0.5
"""A star, an emblem even, is smaller; characters of a bold line that run into one another reach farther."""


@dataclass(frozen=True)
class Line:
    """A straight line: the direction of its foot in degrees from the page's top, and where it begins and ends on the way down."""

    foot: float
    top: float
    base: float


def straight_line(ink: Plane, hidden: Plane, ellipse: Ellipse, bottom: float, level: float) -> Line | None:
    """The clearest line, near the foot that the name's gap gave; None where none runs from side to side.

    ``hidden`` is 1 where print covers the seal; ``level`` the depth of the ring's ink.
    """
    best, line = 0.0, None
    for turn in _TURNS:
        foot = bottom + turn
        face, covered = (patch_at(plane, ellipse, foot, _AXIS, _AXIS) for plane in (ink, hidden))
        merit, top, base = _clearest(face, _bare(face, level) & (covered < 0.5), level)
        if merit * (1 - _TURN_COST * abs(turn)) > best:
            best, line = merit * (1 - _TURN_COST * abs(turn)), Line(foot, top, base)
    return line


def _bare(face: Plane, level: float) -> Mask:
    """The face without the star or emblem: what is solid in the middle and only there, and its points."""
    solid = cv2.morphologyEx((face > 0.45 * level).astype(np.uint8), cv2.MORPH_OPEN, np.ones((6, 6), np.uint8))
    solid[_REACH > _FACE] = 0
    if (solid[_REACH > _STAR_REACH] > 0).any():
        return np.ones_like(face, dtype=np.bool_)
    return np.asarray(cv2.dilate(solid, np.ones((15, 15), np.uint8)) == 0)


def _clearest(face: Plane, seen: Mask, level: float) -> tuple[float, float, float]:
    """How clearly the face's best line stands out, its top and its base; zeros where there is none."""
    return max(_clearest_in(zone, face, seen, level) for zone in _ZONES)


def _clearest_in(zone: tuple[float, float], face: Plane, seen: Mask, level: float) -> tuple[float, float, float]:
    """The best line between two heights, seen by the zone's own depth of ink: beside a star a faint line is nothing."""
    nothing = (0.0, 0.0, 0.0)
    within = seen & (_REACH < _FACE) & ((zone[0] <= _AXIS) & (zone[1] >= _AXIS))[:, None]
    if within.sum() < _LEAST_SEEN:
        return nothing
    darkest = float(np.percentile(face[within], 97))
    if darkest < max(_FAINTEST, _FAINT_SHARE * level):
        return nothing
    inked = (face > 0.45 * darkest) & seen
    rows, around = _rows(inked, within), _rows(inked, seen & (_REACH < _NAME))
    found = nothing
    for height in _HEIGHTS:
        merits = _merits(rows, around, height)
        for start in np.argsort(merits)[::-1][:4]:
            if merits[start] > max(found[0], _LEAST_CONTRAST) and _runs_across(inked & within, within, int(start), height):
                found = (float(merits[start]), float(_AXIS[start]), float(_AXIS[start + height - 1]))
    return found


def _rows(inked: Mask, seen: Mask) -> NDArray[np.float64]:
    """Share of each row that has ink, a line's width across."""
    across = np.abs(_AXIS) < _CELLS[-1]
    room = seen[:, across].sum(axis=1)
    return np.where(room > 8, (inked & seen)[:, across].sum(axis=1) / np.maximum(room, 1), 0.0)


def _merits(rows: NDArray[np.float64], around: NDArray[np.float64], height: int) -> NDArray[np.float64]:
    """For each row: how much more ink a line of this height from there on has than what stands above and below it."""
    starts = np.arange(len(rows))
    inside = _mean(rows, starts, height)
    beside = np.maximum(_mean(around, starts - 1 - _BESIDE, _BESIDE), _mean(around, starts + height + 1, _BESIDE))
    return np.where(inside > _LEAST_MEAN, (inside - beside) * height**0.5, 0.0)


def _mean(rows: NDArray[np.float64], starts: NDArray[np.int64], height: int) -> NDArray[np.float64]:
    """Mean of so many rows from each start on; beyond the face there is nothing."""
    total = np.concatenate([[0.0], np.cumsum(rows)])
    sums = total[np.clip(starts + height, 0, len(rows))] - total[np.clip(starts, 0, len(rows))]
    return np.asarray(sums / height, dtype=np.float64)


def _runs_across(inked: Mask, seen: Mask, start: int, height: int) -> bool:
    """Whether the ink stands from side to side, as text does; points of a worn star and pieces of the name's end don't."""
    rows = slice(start, start + height)
    cells = [_share(inked[rows, at], seen[rows, at]) for at in _CELL_COLUMNS]
    known = [share for share in cells if share is not None]
    full = [share is None or share > _INKED_CELL for share in cells]
    if len(known) < 3:
        return False
    if _AXIS[start] > _BELOW_STAR:
        return all(full[1:5]) and sum(s is not None for s in cells[1:5]) >= 3
    return sum(full) >= 5 and full[0] and full[5] and cells[0] is not None and cells[5] is not None


def _share(inked: Mask, seen: Mask) -> float | None:
    return float(inked.sum() / seen.sum()) if seen.sum() > _KNOWN_CELL * seen.size else None
