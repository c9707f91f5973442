"""Where on a ring characters are missing: a name stands evenly around it, and a worn place leaves a gap."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from schemas.page import LOST

_LEAST = 5
"""Fewer characters do not tell how far apart they stand."""
_UNEVEN = 0.3
"""A gap is so many characters wide, give or take this share of one."""
_MOST = 3
"""More than three in a row are rather the end of the name."""


def spaced(text: str, centres: Sequence[float]) -> str:
    """The text with a ``LOST`` for each character that the ring has room for and nobody could read; empty where none is missing.

    ``centres``: where each character's middle stands along the ring.
    """
    if len(text) < _LEAST or len(centres) != len(text):
        return ""
    missing = [_missing(width) for width in _widths(np.diff(np.asarray(centres, dtype=float)))]
    if None in missing or not any(missing):
        return ""
    return text[0] + "".join(LOST * (count or 0) + char for count, char in zip(missing, text[1:], strict=True))


def _widths(gaps: NDArray[np.float64]) -> list[float]:
    """The gaps in characters; none where they have no common width."""
    middle = float(np.median(gaps))
    single = gaps[(gaps > 0.6 * middle) & (gaps < 1.5 * middle)]
    if middle <= 0 or not single.size:
        return []
    return [float(width) for width in gaps / single.mean()]


def _missing(width: float) -> int | None:
    """How many characters fit between two neighbours; None where the gap is no whole number of characters."""
    count = round(width)
    if count <= 1:
        return 0
    return count - 1 if abs(width - count) <= _UNEVEN and count - 1 <= _MOST else None
