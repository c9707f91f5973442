"""A short line put three times in a row.

Tesseract takes two or three Chinese characters that stand alone for something else, and reads a longer line well.
"""

import re
from collections import Counter
from collections.abc import Sequence

import cv2
import numpy as np

from extractors.raster.image import Image, gray

TIMES = 3
SHORT = 4.5
"""Ink up to so many times as wide as high is a short line."""
_INKED_ROW = 0.02
_MARGIN, _GAP = 0.15, 0.4
"""Room around each and between them, by the height of the ink."""
_SIGNS = re.compile(r"[\W_]+")


def repeated(crop: Image) -> Image | None:
    """Return the ink of a short line three times in a row; None for a longer line and for a crop without ink."""
    dark = gray(crop) < _threshold(crop)
    rows, columns = np.flatnonzero(dark.mean(axis=1) > _INKED_ROW), np.flatnonzero(dark.any(axis=0))
    if not rows.size or not columns.size:
        return None
    (top, bottom), (left, right) = ((int(ink[0]), int(ink[-1]) + 1) for ink in (rows, columns))
    height = bottom - top
    if right - left > SHORT * height:
        return None
    margin = round(_MARGIN * height)
    one = cv2.copyMakeBorder(crop[top:bottom, left:right], margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    gap = np.full((one.shape[0], round(_GAP * height), *one.shape[2:]), 255, np.uint8)
    return np.ascontiguousarray(np.hstack([one, *[gap, one] * (TIMES - 1)]))


def said_once(text: str) -> str:
    """Return what a repeated line says, each of its characters as most of the three have it; signs are lost."""
    pieces = [piece for piece in _SIGNS.split(text) if piece]
    if len(pieces) == TIMES or len(set(pieces)) == 1 < len(pieces):
        return _agreed(pieces)
    whole = "".join(pieces)
    size = len(whole) // TIMES
    if size and len(whole) % TIMES == 0:
        return _agreed([whole[at : at + size] for at in range(0, len(whole), size)])
    half, odd = divmod(len(whole), TIMES - 1)
    return whole[:half] if half and not odd and whole[:half] == whole[half:] else whole[: size + 1]


def _agreed(pieces: Sequence[str]) -> str:
    """Return the piece that stands most often; where all differ, character by character if they are equally long, else the first."""
    best, times = Counter(pieces).most_common(1)[0]
    if times > 1 or len({len(piece) for piece in pieces}) > 1:
        return best
    return "".join(Counter(chars).most_common(1)[0][0] for chars in zip(*pieces, strict=True))


def _threshold(crop: Image) -> float:
    low, high = np.percentile(gray(crop), (2, 90))
    return float(low + high) / 2
