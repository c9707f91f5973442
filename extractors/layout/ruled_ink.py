"""The ink of a page that may be rules: dark, uncoloured, long and thin."""

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Mask = NDArray[np.uint8]

SHORTEST_ROW_MM = 4.5
"""A vertical rule is longer than the strokes of the largest body text (一号 has strokes up to 8 mm, but no table is set in it)."""
SHORTEST_COLUMN_MM = 6.0
BAR_DARKNESS = 0.66
"""A bar is darker than this share of the paper's lightness."""
BAR_STROKE_MM = 1.2
"""No stroke of body text is as thick both ways; above and below the words of a bar there is more ground than that."""
BAR_TEXT_MM = 12.0
"""White words cut a bar's ground into pieces that lie no further apart than this."""
BAR_GROUND = 0.65
"""So much of a bar is ground; a row of bold print is half paper."""
BAR_MM = (25.0, 4.0, 16.0)
"""A bar's least width, and its least and greatest height."""


def dark_ink(image: Image) -> Mask:
    """Return 255 where dark, uncoloured ink is. The brightest channel makes red ink as light as paper."""
    light = image.max(axis=2) if image.ndim == 3 else image
    block = max(31, (min(light.shape[:2]) // 40) | 1)
    return _mask(cv2.adaptiveThreshold(light, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12))


def with_outlined_bars(ink: Mask, image: Image, ppm: float) -> Mask:
    """Draw dark bars as their outlines: a heading in white on a dark ground rules a table like any other row, and is itself no rule."""
    light = image.max(axis=2) if image.ndim == 3 else image
    dark = _mask((light < BAR_DARKNESS * float(np.median(light))) * 255)
    side = round(BAR_STROKE_MM * ppm)
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    if not solid.any():
        return ink
    wide = round(BAR_TEXT_MM * ppm)
    closed = cv2.morphologyEx(solid, cv2.MORPH_CLOSE, np.ones((round(1.2 * side), wide), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(_mask(closed))
    outlined = ink.copy()
    for x, y, w, h, area in stats[1:]:
        ground = float((dark[y : y + h, x : x + w] > 0).mean())
        if w >= BAR_MM[0] * ppm and BAR_MM[1] * ppm <= h <= BAR_MM[2] * ppm and area > 0.8 * w * h and ground > BAR_GROUND:
            cv2.rectangle(outlined, (int(x), int(y)), (int(x + w - 1), int(y + h - 1)), 0, -1)
            cv2.rectangle(outlined, (int(x), int(y)), (int(x + w - 1), int(y + h - 1)), 255, max(2, round(0.25 * ppm)))
    return outlined


def _mask(pixels: object) -> Mask:
    return np.asarray(pixels, dtype=np.uint8)


def rule_masks(ink: Mask, ppm: float) -> tuple[Mask, Mask]:
    """Open the ink with long thin kernels; a little thickening first lets a rule bend by a pixel or two."""
    thick = max(1, round(0.15 * ppm))
    across = cv2.dilate(ink, np.ones((1 + 2 * (thick // 2), 3), np.uint8))
    across = cv2.morphologyEx(across, cv2.MORPH_OPEN, np.ones((1, round(SHORTEST_COLUMN_MM * ppm)), np.uint8))
    down = cv2.dilate(ink, np.ones((3, 1 + 2 * (thick // 2)), np.uint8))
    down = cv2.morphologyEx(down, cv2.MORPH_OPEN, np.ones((round(SHORTEST_ROW_MM * ppm), 1), np.uint8))
    return _without_blobs(_mask(across), ppm, axis=0), _without_blobs(_mask(down), ppm, axis=1)


def _without_blobs(mask: Mask, ppm: float, axis: int) -> Mask:
    """Drop what is too thick for a rule: shadows, black borders, photographs."""
    thickest = round(1.8 * ppm)
    kernel = np.ones((thickest, 1) if axis == 0 else (1, thickest), np.uint8)
    blobs = cv2.dilate(cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel), np.ones((3, 3), np.uint8))
    return _mask(cv2.subtract(mask, blobs))
