"""The straight line in a seal's middle: 合同专用章, a department, a serial."""

import re
from dataclasses import dataclass

import cv2
import numpy as np

from extractors.layout.seals.found import Ellipse, Plane, Recogniser, Ring
from extractors.layout.seals.rings import ring_level
from extractors.layout.seals.straight import straight_line
from extractors.layout.seals.unroll import OVAL, STRIP_HEIGHT, as_print, patch_at

Field = tuple[float, tuple[float, float]]
"""The direction of a line's foot, and where it begins and ends on the way down."""

_LINE = re.compile(r"[(（]?[一-鿿]{2,}[一-鿿()（）0-9]{0,8}(?<![年月日0-9])")
"""Words, perhaps with a number in brackets; a date that the seal was pressed over is none."""
_NUMBER = re.compile(r"[0-9A-Z]{8,}")
"""A seal's number, or the unit's code."""
_FORMULA = re.compile(r"专[用网田由][一-鿿]$")
"""Nothing but 章 ever follows 专用 at the end of a seal's line; worn, it is read as 意, 音 or 車."""
_SURE = 0.7
_DOWN = np.arange(-0.40, 0.80, 0.01, dtype=np.float32)
_ACROSS = np.arange(-0.42, 0.43, 0.01, dtype=np.float32)


@dataclass(frozen=True)
class MiddleLine:
    """The straight line of a seal. ``unread``: one stands there, and nobody could tell what it says."""

    text: str = ""
    unread: bool = False


def middle_line(inks: dict[str, Plane], ring: Ring, bottom: float, recogniser: Recogniser) -> MiddleLine:
    """What the line says, or that there is one; print under a black seal can't be told from a line."""
    fields = _round_field(inks, ring, bottom) if _is_round_and_red(ring) else _fields(inks, ring, bottom)
    read = [_read(inks, ring, foot, heights, recogniser) for foot, heights in fields]
    text = "".join(line for line in read if not _NUMBER.fullmatch(line))
    if ring.ink != "red":
        return MiddleLine(text if "章" in text else "")
    return MiddleLine(text, unread=not text and ("" in read or ring.ellipse.roundness < OVAL))  # an oval seal has a line: 发票专用章


def _is_round_and_red(ring: Ring) -> bool:
    return ring.ink == "red" and ring.ellipse.roundness >= OVAL


def _round_field(inks: dict[str, Plane], ring: Ring, bottom: float) -> list[Field]:
    line = straight_line(inks["red"], inks["printed"], ring.ellipse, bottom, ring_level(inks["red"], ring.ellipse))
    return [(line.foot, (line.top, line.base))] if line else []


def _fields(inks: dict[str, Plane], ring: Ring, bottom: float) -> list[Field]:
    """Where lines may stand in an oval, whose foot is known, or in a black ring."""
    main = inks["red" if ring.ink == "red" else "gray"]
    foot, rows = _upright(main, ring.ellipse, ring.ellipse.foot if ring.ellipse.roundness < OVAL else bottom)
    return [(foot, heights) for heights in _bands(rows)[:2]]


def _upright(plane: Plane, ellipse: Ellipse, bottom: float) -> tuple[float, Plane]:
    """The turn at which rows of ink and rows of paper differ most, near the one that the gap gave; and the ink of each row there."""
    level = max(0.04, float(np.percentile(_patch(plane, ellipse, bottom), 95)) * 0.45)
    best, rows = bottom, np.zeros(len(_DOWN), np.float32)
    sharpest = -1.0
    most = 4 if ellipse.roundness < OVAL else 16
    for tilt in range(-most, most + 1, 2):
        inked = (_patch(plane, ellipse, bottom + tilt) > level).astype(np.float32)
        profile = inked.mean(axis=1)
        sharp = float(np.square(np.diff(profile)).sum()) - 1e-4 * abs(tilt)
        if sharp > sharpest:
            sharpest, best, rows = sharp, bottom + tilt, np.where(_solid(inked), 0.0, profile).astype(np.float32)
    return best, rows


def _patch(plane: Plane, ellipse: Ellipse, bottom: float) -> Plane:
    """The seal's middle, turned by the foot's direction, one sample a hundredth of the radius."""
    return patch_at(plane, ellipse, bottom, _ACROSS, _DOWN)


def _solid(inked: Plane) -> Plane:
    """Rows that the star takes up: its heart is solid for longer than any stroke is thick."""
    centre = (inked[:, 36:49].mean(axis=1) > 0.9).astype(np.uint8).reshape(-1, 1)
    heart = cv2.erode(centre, np.ones((11, 1), np.uint8))
    star = np.asarray(cv2.dilate(heart, np.ones((37, 1), np.uint8)).ravel() > 0)
    return np.asarray(star & (_DOWN < 0.36))


def _bands(rows: Plane) -> list[tuple[float, float]]:
    """Heights of the lines of text, from top to bottom."""
    smooth = np.convolve(rows, np.ones(3) / 3, mode="same")
    for share in (0.3, 0.45):  # the second for a page whose pattern runs through the seal
        flags = smooth > max(0.06, share * float(smooth.max()))
        edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(int), [0]])))
        runs = [(float(_DOWN[a]), float(_DOWN[b - 1])) for a, b in edges.reshape(-1, 2)]
        if bands := [(top, foot) for top, foot in runs if 0.09 < foot - top < 0.42]:
            return bands
    return []


def _read(inks: dict[str, Plane], ring: Ring, bottom: float, heights: tuple[float, float], recogniser: Recogniser) -> str:
    """The surer of two readings of one line; nothing where neither is Chinese, or a number, and sure."""
    margin = 0.18 * (heights[1] - heights[0])
    top, foot = heights[0] - margin, heights[1] + margin
    half = min(0.64, (0.70 - 0.8 * min(max(abs(top), abs(foot)), 0.8) ** 2) ** 0.5) / ring.ellipse.roundness
    step = (foot - top) / STRIP_HEIGHT
    down = np.linspace(top, foot, STRIP_HEIGHT, dtype=np.float32)
    across = np.arange(-half, half, step, dtype=np.float32)
    ways = ("red", "pale gray") if ring.ink == "red" else ("gray", "pale gray")
    found = [recogniser(as_print(patch_at(inks[way], ring.ellipse, bottom, across, down))) for way in ways]
    texts = [(one.confidence, one.text.strip()) for one in found if one.confidence >= _SURE]
    sure = [(confidence, text) for confidence, text in texts if _LINE.fullmatch(text) or _NUMBER.fullmatch(text)]
    return _FORMULA.sub("专用章", max(sure)[1]) if sure else ""
