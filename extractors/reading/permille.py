"""Tells ‰ from %: the recogniser writes % for both, and 5‰ is no 5%. A ‰ has two equal rings side by side at its foot."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import cv2
import numpy as np

from extractors.ocr.engine import Box, OcrLine
from extractors.raster.image import Image, gray

RINGS_BEHIND = "。0oO°○〇"
"""Read behind a %, these may be its third ring or a character of their own: that is for those who know the words around them."""
_SCALE = 4.0
_REACH = 0.75
"""How far the sign reaches on either side of its middle, by the line's height."""
_SMALLEST, _LARGEST = 0.06, 0.32
"""A ring's hole, by the line's height."""
_OWN, _FOOT = 0.42, 0.45
"""The rings stand right of this share of the crop's width (left of it are figures, which have rings too), below this one of its height."""
_ALIKE, _LEVEL, _NEAR = 0.35, 0.3, (0.9, 3.2)
"""How much the sizes and the heights of a sign's two rings differ at most, and how far apart they stand, by a hole's size."""


@dataclass(frozen=True)
class _Hole:
    x: float
    y: float
    wide: float
    high: float


def with_permille(image: Image, lines: Sequence[OcrLine]) -> list[OcrLine]:
    """Write ‰ for a % that shows three rings."""
    return [_told(image, line) if "%" in line.text else line for line in lines]


def _told(image: Image, line: OcrLine) -> OcrLine:
    if len(line.char_boxes) != len(line.text):
        return line
    chars = list(line.text)
    for at, char in enumerate(chars):
        behind = line.text[at + 1 : at + 2]
        if char == "%" and (not behind or behind not in RINGS_BEHIND) and has_third_ring(_around(image, line.char_boxes[at], line.box)):
            chars[at] = "‰"
    return replace(line, text="".join(chars))


def _around(image: Image, char: Box, line: Box) -> Image:
    height = line[3] - line[1]
    middle, reach = (char[0] + char[2]) / 2, _REACH * height
    return image[max(0, int(line[1])) : int(line[3]) + 1, max(0, int(middle - reach)) : int(middle + reach) + 1]


def has_third_ring(crop: Image) -> bool:
    """Say whether two equal rings stand side by side at the foot of the sign in the middle of a crop as high as its line."""
    if min(crop.shape[:2]) < 8:
        return False
    return any(_are_one_sign(*sorted(pair, key=lambda hole: hole.x)) for pair in combinations(_holes(crop), 2))


def _are_one_sign(left: _Hole, right: _Hole) -> bool:
    size = (left.high + right.high) / 2
    alike = abs(left.high - right.high) <= _ALIKE * size and abs(left.wide - right.wide) <= _ALIKE * max(left.wide, right.wide)
    return alike and abs(left.y - right.y) <= _LEVEL * size and _NEAR[0] * left.wide <= right.x - left.x <= _NEAR[1] * left.wide


def _holes(crop: Image) -> Iterator[_Hole]:
    """Paper that ink encloses, of a ring's size, where the sign's lower rings stand."""
    flat = cv2.resize(gray(crop), None, fx=_SCALE, fy=_SCALE, interpolation=cv2.INTER_CUBIC)
    low, high = np.percentile(flat, (2, 90))
    dark = np.asarray((flat < (float(low) + float(high)) / 2) * np.uint8(255), dtype=np.uint8)
    height = dark.shape[0]
    _, _, stats, centres = cv2.connectedComponentsWithStats(cv2.bitwise_not(dark), connectivity=4)
    for (x, y, w, h, _area), (cx, cy) in zip(stats[1:], centres[1:], strict=True):
        enclosed = x > 0 and y > 0 and x + w < dark.shape[1] and y + h < height
        at_foot = cx > _OWN * dark.shape[1] and cy > _FOOT * height
        if enclosed and at_foot and _SMALLEST * height <= max(w, h) <= _LARGEST * height:
            yield _Hole(float(cx), float(cy), float(w), float(h))
