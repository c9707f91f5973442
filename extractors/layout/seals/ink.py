"""Tells red ink from paper, print and everything else that is coloured."""

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.layout.seals.found import Picture, Plane

_CELLS = 24
"""The paper's colour is taken on a grid of this many cells across the page."""
_BAND = 256
"""Rows."""
_LEAST_INK, _PRINT, _REDDISH = 0.05, 0.35, 0.15
"""Lighter is paper, darker in the red channel is print; of the darkness of faint red rings .29 and more was red, of black ones nothing."""


def paper(image: Picture) -> Plane:
    """The paper's colour across the page on a coarse grid, rows × columns × 3, 1…255: a cast or a shadow is paper, a red emblem is not."""
    h, w = image.shape[:2]
    small = cv2.resize(image, (min(w, _CELLS * 8), min(h, _CELLS * 8)), interpolation=cv2.INTER_AREA).astype(np.float32)
    whole = np.maximum(np.percentile(small.reshape(-1, 3), 80, axis=0), 1.0).astype(np.float32)
    light = cv2.blur(cv2.dilate(small, np.ones((9, 9), np.uint8)), (17, 17))
    near = np.clip(light, whole * 0.72, np.minimum(whole * 1.15, 255)) / whole
    own_hue = np.abs(near - near.mean(axis=2, keepdims=True)).max(axis=2, keepdims=True) < 0.10
    return np.asarray(np.maximum(np.where(own_hue, near, 1.0) * whole, 1.0), dtype=np.float32)


def whitened(image: Picture, ground: Plane, part: tuple[int, int, int, int] | None = None) -> Plane:
    """The picture, or the ``part`` of it between x0, y0, x1, y1, as light on white paper, 0…1 a channel, BGR."""
    h, w = image.shape[:2]
    x0, y0, x1, y1 = part or (0, 0, w, h)
    columns = (np.arange(x0, x1, dtype=np.float32) + 0.5) * (ground.shape[1] / w) - 0.5
    rows = (np.arange(y0, y1, dtype=np.float32) + 0.5) * (ground.shape[0] / h) - 0.5
    grid_x, grid_y = np.meshgrid(columns, rows)
    under = cv2.remap(ground, grid_x, grid_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.clip(image[y0:y1, x0:x1] / under, 0, 1), dtype=np.float32)


def red(light: Plane) -> Plane:
    """Strength of red ink, 0…1; black print under or over it gives 0, as do blue, violet, gold and brown."""
    blue, green, reds = light[..., 0], light[..., 1], light[..., 2]
    strength = np.clip(reds - np.maximum(green, blue), 0, 1)
    golden = (green - blue) > 0.55 * (reds - blue)
    return np.where(golden & (reds - blue > 0.2), 0.0, strength).astype(np.float32)


def ratio(light: Plane) -> Plane:
    """Red ink by the quotient of green and red, which print and shadow leave alone, 0…1."""
    green, reds = light[..., 1], light[..., 2]
    return np.asarray(np.clip(1 - (green + 0.08) / (reds + 0.08), 0, 1), dtype=np.float32)


def sharp_red(light: Plane) -> Plane:
    """Red ink with the edges of the green channel, 0…1.

    JPEG keeps colour at half the resolution or less, so that red minus green is mush where ink is thin; lightness stays sharp. Colour
    only says here which darkness is red, and the red channel which is print.
    """
    near = cv2.GaussianBlur(cv2.dilate(red(light), np.ones((3, 3), np.uint8)), (0, 0), 1.5)
    is_red = np.clip(near / 0.07 - 0.4, 0, 1)
    no_print = np.clip((light[..., 2] - 0.35) / 0.2, 0, 1)
    return np.asarray((1 - light[..., 1]) * is_red * no_print, dtype=np.float32)


def without_print(ink: Plane, printed: NDArray[np.bool_]) -> Plane:
    """The ink with the places under print filled from what stands around them."""
    kept = 1 - cv2.dilate(printed.astype(np.float32), np.ones((5, 5), np.uint8))
    near = cv2.GaussianBlur(ink * kept, (0, 0), 4) / (cv2.GaussianBlur(kept, (0, 0), 4) + 0.02)
    return np.asarray(np.where(kept > 0, ink, near), dtype=np.float32)


def dark(light: Plane) -> Plane:
    """Any ink, by its darkness, 0…1."""
    return np.asarray(1 - (0.114 * light[..., 0] + 0.587 * light[..., 1] + 0.299 * light[..., 2]), dtype=np.float32)


def is_reddish(light: Plane, band: NDArray[np.bool_]) -> bool:
    """Whether the ink in a band is red though it is faint: JPEG leaves thin red lines little colour, and black ones none."""
    ink, warmth = dark(light)[band], (light[..., 2] - light[..., :2].max(axis=2))[band]
    inked = (ink > _LEAST_INK) & (light[..., 2][band] > _PRINT)
    return bool(inked.any() and warmth[inked].mean() > _REDDISH * ink[inked].mean())


def without_red(image: Picture) -> Picture:
    """The page without its red ink, grey in BGR: red ink is as bright as paper in the red channel, so that channel is the page without it.

    Band by band: a whole page's planes of floats would take 150 MB more.
    """
    ground, (height, width) = paper(image), image.shape[:2]
    left = np.empty((height, width), np.uint8)
    for top in range(0, height, _BAND):
        foot = min(height, top + _BAND)
        left[top:foot] = np.clip(whitened(image, ground, (0, top, width, foot))[..., 2] * 255, 0, 255)
    return np.asarray(cv2.cvtColor(left, cv2.COLOR_GRAY2BGR), dtype=np.uint8)
