"""Where places lie on a page, and how much around them is shown. In points."""

import math

from schemas.evidence import BBox

SMALLEST = (250.0, 90.0)
"""A crop shows at least so much, so that a single digit is seen in its row."""
MARGIN = (28.0, 20.0)


def on_page(bbox: BBox, width: float, height: float) -> BBox | None:
    """Return the part of a box that lies on the page; None where nothing does, or a number is none."""
    if not all(math.isfinite(v) for v in bbox):
        return None
    x0, y0, x1, y1 = max(0.0, bbox[0]), max(0.0, bbox[1]), min(width, bbox[2]), min(height, bbox[3])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def window(place: BBox, width: float, height: float) -> BBox:
    """Return what a crop of a place shows: the place and a margin, never more than the page."""
    x0, x1 = _span(place[0] - MARGIN[0], place[2] + MARGIN[0], SMALLEST[0], width)
    y0, y1 = _span(place[1] - MARGIN[1], place[3] + MARGIN[1], SMALLEST[1], height)
    return (x0, y0, x1, y1)


def _span(low: float, high: float, least: float, end: float) -> tuple[float, float]:
    """Return a stretch of at least ``least`` around low…high, pushed inside 0…end."""
    missing = max(0.0, least - (high - low)) / 2
    low, high = low - missing, high + missing
    if low < 0:
        low, high = 0.0, high - low
    if high > end:
        low, high = low - (high - end), end
    return max(0.0, low), min(end, high)
