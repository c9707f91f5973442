"""Tells red ink from paper, print and everything else that is coloured."""

import cv2
import numpy as np

from extractors.layout.seals.found import Picture, Plane

_CELLS = 24
"""The paper's colour is taken on a grid of this many cells across the page."""


def paper(image: Picture) -> Plane:
    """The paper's colour at each place of the picture, height × width × 3, 1…255: a cast or a shadow is paper, a red emblem is not."""
    h, w = image.shape[:2]
    small = cv2.resize(image, (min(w, _CELLS * 8), min(h, _CELLS * 8)), interpolation=cv2.INTER_AREA).astype(np.float32)
    whole = np.percentile(small.reshape(-1, 3), 80, axis=0).astype(np.float32)
    light = cv2.dilate(small, np.ones((9, 9), np.uint8))
    light = cv2.blur(light, (17, 17))
    near = np.clip(light, whole * 0.72, np.minimum(whole * 1.15, 255))
    hue_kept = np.abs(near / whole - (near / whole).mean(axis=2, keepdims=True)).max(axis=2, keepdims=True) < 0.10
    smooth = cv2.resize(np.where(hue_kept, near, whole).astype(np.float32), (w, h))
    return np.asarray(np.maximum(smooth, 1.0), dtype=np.float32)


def whitened(image: Picture) -> Plane:
    """The picture as light on white paper, 0…1 a channel, BGR."""
    return np.clip(image.astype(np.float32) / paper(image), 0, 1)


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
    is_red = np.clip(near / 0.10 - 0.4, 0, 1)
    no_print = np.clip((light[..., 2] - 0.35) / 0.2, 0, 1)
    return np.asarray((1 - light[..., 1]) * is_red * no_print, dtype=np.float32)


def dark(light: Plane) -> Plane:
    """Any ink, by its darkness, 0…1."""
    return np.asarray(1 - (0.114 * light[..., 0] + 0.587 * light[..., 1] + 0.299 * light[..., 2]), dtype=np.float32)


def separate(image: Picture) -> tuple[Picture, Picture]:
    """The page without red ink, and the red ink alone, both as black on white in BGR.

    Red ink is as bright as paper in the red channel, so that channel is the page without it.
    """
    light = whitened(image)
    without = np.clip(light[..., 2] * 255, 0, 255).astype(np.uint8)
    alone = np.clip(255 * (1 - 1.4 * red(light)), 0, 255).astype(np.uint8)
    return cv2.cvtColor(without, cv2.COLOR_GRAY2BGR).astype(np.uint8), cv2.cvtColor(alone, cv2.COLOR_GRAY2BGR).astype(np.uint8)
