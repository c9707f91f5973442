"""Dashed and dotted rules, drawn through: a table whose cells are parted by dashes is a ruled table.

A dash alone is a stroke like any other (一, a hyphen, a dot of 氵). Many of one length at one pitch on one line are a rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.uint8]

THICK_MM = 0.75
"""No dash is thicker than this across its line."""
SHORTEST_DASH_MM = 0.15
GAP_MM = 2.4
"""Dashes of one rule stand no further apart, also where another rule's dash takes the place of one."""
FEWEST, SHORTEST_MM = 6, 6.0
FEWEST_BETWEEN, LEVEL_MM = 3, 12.0
"""Between two level rules of that length fewer dashes are a rule, too: there is no room for more in a low row."""
PITCH_MM = 4.0
"""Dashes follow each other more closely than rows do: upright strokes (川) in several low rows are no rule."""
LIKE = 0.35
"""Lengths and pitches of a rule's dashes differ from the usual one by less than this share of it."""
MEETS = 2.5
"""A rule that a dashed one ends on begins within so many of its pitches."""
REGULAR = 0.5
"""So many of a rule's pieces are of the usual length, and so many at the usual pitch: rules cross some dashes, noise joins others."""


@dataclass(frozen=True)
class _Dash:
    """A flat piece of ink: where it begins, how long it is, and its middle line."""

    start: int
    length: int
    at: float


def with_dashes_drawn(ink: Mask, pixels_per_mm: float) -> Mask:
    """Return the ink with its dashed rules drawn through."""
    level = np.asarray(cv2.bitwise_or(ink, _drawn(ink, pixels_per_mm, np.zeros_like(ink))), dtype=np.uint8)
    rules = cv2.morphologyEx(level, cv2.MORPH_OPEN, np.ones((1, round(LEVEL_MM * pixels_per_mm)), np.uint8))
    upright = _drawn(_turned(level), pixels_per_mm, _turned(rules))
    return np.asarray(cv2.bitwise_or(level, _turned(upright)), dtype=np.uint8)


def _turned(mask: object) -> Mask:
    return np.ascontiguousarray(np.asarray(mask, dtype=np.uint8).T)


def _drawn(ink: Mask, ppm: float, crossing: Mask) -> Mask:
    """Draw the level dashed rules alone (give the transpose for upright ones)."""
    drawn = np.zeros_like(ink)
    for run in _runs(ink, ppm):
        first, last = (run[0].start, run[0].at), (run[-1].start + run[-1].length, run[-1].at)
        reach = round(MEETS * _usual(_pitches(run)))
        between = all(_onward(crossing, end, far) for end, far in ((first, -reach), (last, reach)))
        if _is_rule(run, ppm, between):
            points = [(dash.start + dash.length / 2, dash.at) for dash in run]
            ends = [(first[0] - _onward(ink, first, -reach), first[1]), *points, (last[0] + _onward(ink, last, reach), last[1])]
            cv2.polylines(drawn, [np.round(np.array(ends)).astype(np.int32)], isClosed=False, color=255, thickness=2)
    return drawn


def _onward(ink: Mask, end: tuple[float, float], reach: int) -> int:
    """How far a rule runs on from its last free dash to the rule that it meets: the dash there is one piece with the other rule."""
    x, y = round(end[0]), round(end[1])
    low, high = sorted((x, x + reach))
    beyond = np.flatnonzero((ink[max(0, y - 1) : y + 2, max(0, low) : high] > 0).any(axis=0))
    if not beyond.size:
        return 0
    return int(beyond[-1]) + 1 if reach > 0 else min(x, -reach) - int(beyond[0])


def _runs(ink: Mask, ppm: float) -> Iterator[list[_Dash]]:
    """Flat pieces of ink that follow each other on one line."""
    _, labels, stats, centroids = cv2.connectedComponentsWithStats(ink)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    flat = (height <= max(2, THICK_MM * ppm)) & (width >= SHORTEST_DASH_MM * ppm)
    flat[0] = False
    pieces = np.asarray(np.where(flat[labels], 255, 0), dtype=np.uint8)
    thickened = cv2.dilate(pieces, np.ones((3, 1), np.uint8))
    joined = cv2.morphologyEx(thickened, cv2.MORPH_CLOSE, np.ones((1, round(GAP_MM * ppm)), np.uint8))
    _, lines = cv2.connectedComponents(np.asarray(joined, dtype=np.uint8))
    runs: dict[int, list[_Dash]] = {}
    for number in np.flatnonzero(flat):
        x, y = stats[number][:2]
        line = int(lines[int(centroids[number][1]), int(centroids[number][0])]) or int(lines[y, x])
        runs.setdefault(line, []).append(_Dash(int(x), int(width[number]), float(centroids[number][1])))
    yield from (sorted(run, key=lambda dash: dash.start) for line, run in runs.items() if line and len(run) >= FEWEST_BETWEEN)


def _is_rule(run: list[_Dash], ppm: float, between: bool) -> bool:
    """Whether the pieces are a rule's dashes: many, of one length, at one pitch; fewer do from one rule to the next."""
    if not between and (len(run) < FEWEST or run[-1].start + run[-1].length - run[0].start < SHORTEST_MM * ppm):
        return False
    if _usual(_pitches(run)) > PITCH_MM * ppm:
        return False
    return _regular([dash.length for dash in run]) and _regular(_pitches(run))


def _pitches(run: list[_Dash]) -> list[int]:
    return [after.start - dash.start for dash, after in pairwise(run)]


def _regular(sizes: list[int]) -> bool:
    usual = _usual(sizes)
    return sum(abs(size - usual) <= max(1.0, LIKE * usual) for size in sizes) >= REGULAR * len(sizes)


def _usual(sizes: list[int]) -> float:
    return float(sorted(sizes)[len(sizes) // 2])
