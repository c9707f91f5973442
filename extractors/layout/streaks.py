"""Streaks of a scanner's dirty glass or a copier's drum: upright lines over the whole sheet that are no rules of a table."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]
Points = NDArray[np.float64]
"""Rows of (x, y)."""

GAP_MM = 25.0
"""A streak is broken: dirt comes and goes."""
SWAY_MM = 0.8
"""A streak runs as the scanner does, so it slants by so much over a gap on a sheet that was laid in aslant."""
OUTSIDE_MM = 14.0
"""So much of a streak stands above or below the table; the strokes of a title over it are shorter, even in line with a column's rule."""
SHORTEST_MM = 30.0
BESIDE_MM = 40.0
"""Rows so near tell where the table ends: right at the line a seal may hide them."""
BORDER_MM, BORDER_JOINTS = 0.6, 3
"""Where so many rows end, so near to the edge of an upright line, there is a border, whatever else runs along it."""
WIDE_MM = 0.5
STEEPEST, SLANT_STEP = 0.05, 0.0005
ON_LINE, FITTING = 0.8, 0.97
"""Pixels that a point may lie off its line, and the share of the best fit that is as good."""


@dataclass(frozen=True)
class _Upright:
    """One upright line with all its pieces: the rows that it has ink in, and those of them above and below the table's rows."""

    points: Points
    above: Points
    below: Points
    thick: float


def without_streaks(across: Mask, down: Mask, ppm: float) -> Mask:
    """Return the mask of upright rules without the lines that run on beyond their table.

    Where the sheet's end cuts a table off, all its columns run on: then none of them is a streak.
    """
    uprights = _uprights(across, down, ppm)
    running = _running_on([one.above for one in uprights], ppm) | _running_on([one.below for one in uprights], ppm)
    left, ends = down.copy(), _row_ends(across, ppm)
    for number in running:
        one = uprights[number]
        slant, foot = _line(one)
        if int((np.abs(ends[:, 0] - (slant * ends[:, 1] + foot)) <= BORDER_MM * ppm + one.thick / 2).sum()) < BORDER_JOINTS:
            _wipe(left, slant, foot, max(2, round(WIDE_MM * ppm)))
    return left


def _running_on(outside: Sequence[Points], ppm: float) -> set[int]:
    """Which lines stand out, where most do not."""
    out = {number for number, points in enumerate(outside) if len(points) >= OUTSIDE_MM * ppm}
    return out if 2 * len(out) < len(outside) else set()


def _line(one: _Upright) -> tuple[float, float]:
    """Return the slant and the foot of the line x = slant·y + foot through what stands outside.

    Of the slants that fit there, the one that meets most of the pieces: a column's border that the line crosses is one of them, too.
    """
    outside = np.concatenate([one.above, one.below])
    x, y = (float(part) for part in np.median(outside, axis=0))
    slants = np.arange(-STEEPEST, STEEPEST, SLANT_STEP)
    told = np.array([_hits(outside, x, y, slant) for slant in slants])
    hits = np.array([_hits(one.points, x, y, slant) for slant in slants])
    best = float(slants[int(np.argmax(np.where(told >= FITTING * told.max(), hits, -1)))])
    return best, x - best * y


def _hits(points: Points, x: float, y: float, slant: float) -> int:
    return int((np.abs(points[:, 0] - x - slant * (points[:, 1] - y)) <= ON_LINE).sum())


def _wipe(mask: Mask, slant: float, foot: float, reach: int) -> None:
    """Clear everything along a line."""
    height, width = mask.shape
    for y in range(height):
        x = round(slant * y + foot)
        if -reach <= x < width + reach:
            mask[y, max(0, x - reach) : max(0, x + reach + 1)] = 0


def _uprights(across: Mask, down: Mask, ppm: float) -> list[_Upright]:
    swayed = cv2.dilate(down, np.ones((1, round(SWAY_MM * ppm) | 1), np.uint8))
    joined = cv2.morphologyEx(swayed, cv2.MORPH_CLOSE, np.ones((round(GAP_MM * ppm) | 1, 1), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(joined, dtype=np.uint8))
    found = []
    for number, (x, y, width, height, _area) in enumerate(stats[1:], 1):
        if height >= SHORTEST_MM * ppm:
            part = (slice(y, y + height), slice(x, x + width))
            beside = across[:, max(0, x - round(BESIDE_MM * ppm)) : x + width + round(BESIDE_MM * ppm)]
            rows = np.flatnonzero((beside > 0).any(axis=1))
            found.append(_upright((int(x), int(y)), (down[part] > 0) & (labels[part] == number), rows))
    return [one for one in found if one is not None]


def _upright(corner: tuple[int, int], ink: NDArray[np.bool_], rows: NDArray[np.intp]) -> _Upright | None:
    """Measure a line against the level rules beside it; None where there are none."""
    inked = np.flatnonzero(ink.any(axis=1))
    if not rows.size or not inked.size:
        return None
    widths = ink[inked].sum(axis=1)
    middles = (ink[inked] * np.arange(ink.shape[1])).sum(axis=1) / widths
    points = np.stack([corner[0] + middles, corner[1] + inked.astype(np.float64)], axis=1)
    return _Upright(points, points[points[:, 1] < rows[0]], points[points[:, 1] > rows[-1]], float(np.median(widths)))


def _row_ends(across: Mask, ppm: float) -> Points:
    """Where the level rules end: (x, y) of either end of each."""
    joined = cv2.morphologyEx(across, cv2.MORPH_CLOSE, np.ones((1, max(3, round(2 * ppm))), np.uint8))
    _, _, stats, centroids = cv2.connectedComponentsWithStats(np.asarray(joined, dtype=np.uint8))
    boxes, middles = stats[1:], centroids[1:, 1]
    sides = (boxes[:, 0], boxes[:, 0] + boxes[:, 2])
    return np.concatenate([np.stack([side, middles], axis=1) for side in sides]).astype(np.float64)
