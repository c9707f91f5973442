"""The picture of one line, made ready to be read a second time: what belongs to it kept, the table's rules around it left out."""

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.raster.image import Image, gray

Mask = NDArray[np.bool_]

TEXT_HEIGHT = 56
"""Pixels to which a line is scaled for the second reading: the first one was made at 48 from another scale."""
RULED_ROW = 0.7
BORDER, BORDER_WIDTH = 0.9, 0.12
"""A border runs through so much of its crop; and its width, by the crop's height. No character does: the crop has room around them."""
BESIDE, ABOVE = 0.6, 0.3
"""How far in a border may stand, by the crop's height: the detector's boxes reach over the table's rules."""
_FRAY = 2
"""Pixels from a rule's last column to the first without any of it."""
LEAST_LEFT = 0.4
"""What is left between borders is never less of the crop."""


def prepared(crop: Image, beyond: float) -> Image:
    """Make a line's crop ready for reading; it reaches ``beyond`` heights over the line's end."""
    return on_white(without_borders(with_what_follows(crop, beyond)))


def with_what_follows(crop: Image, beyond: float) -> Image:
    """Keep of the right-hand extension only a character that belongs to the line: detectors cut the last one off now and then.

    A character stands close behind the others and is no rule; whatever else is there (the table's border, the next column) goes.
    """
    height = crop.shape[0]
    end = crop.shape[1] - round(beyond * height)
    dark = _dark(crop)
    dark[dark.mean(axis=1) > RULED_ROW] = False  # the line that a cover prints under its values
    inked = np.asarray(dark[round(height * 0.12) : round(height * 0.88)].any(axis=0))
    before, after = np.flatnonzero(inked[:end]), np.flatnonzero(inked[end:]) + end
    if not before.size or not after.size or after[0] - before[-1] > 0.45 * height:
        return crop[:, :end]
    gaps = np.flatnonzero(np.diff(after) > 0.22 * height)
    last = int(after[gaps[0]] if gaps.size else after[-1])
    piece = dark[:, int(after[0]) : last + 1]
    is_rule = bool((piece.mean(axis=0) > 0.85).any())
    is_whole = 0.25 * height < last - before[-1] < 1.3 * height and last < crop.shape[1] - 2
    return crop[:, : last + 3] if is_whole and not is_rule else crop[:, :end]


def without_borders(crop: Image) -> Image:
    """Cut off the table's rules that a crop reaches over: engines take an upright one for | or a character's stroke."""
    dark = _dark(crop)
    height, width = dark.shape
    left, right = _between(dark, round(BESIDE * height), BORDER_WIDTH * height)
    if right - left < LEAST_LEFT * width:
        return crop
    top, bottom = _between(dark[:, left:right].T, round(ABOVE * height), BORDER_WIDTH * height)
    return crop[top:bottom, left:right] if bottom - top >= LEAST_LEFT * height else crop


def _between(dark: Mask, reach: int, widest: float) -> tuple[int, int]:
    """Return the columns between the borders that stand within reach of either end."""
    columns = dark.shape[1]
    ruled = np.flatnonzero(_thick(dark).mean(axis=0) >= BORDER)
    first, last = ruled[ruled < reach], ruled[ruled >= columns - reach]
    left = int(first[-1]) + _FRAY if 0 < first.size <= widest else 0
    right = int(last[0]) - _FRAY + 1 if 0 < last.size <= widest else columns
    return left, right


def _thick(dark: Mask) -> Mask:
    """Widen strokes by a pixel on either side: on a sheet that lies a little aslant a rule wanders from one column to the next."""
    wide = dark.copy()
    wide[:, 1:] |= dark[:, :-1]
    wide[:, :-1] |= dark[:, 1:]
    return wide


def _dark(crop: Image) -> Mask:
    flat = gray(crop)
    darkness: Mask = flat < (float(np.percentile(flat, 2)) + float(np.percentile(flat, 85))) / 2
    return darkness


def on_white(crop: Image) -> Image:
    """Grey, evenly lit, scaled to one height, with a white margin."""
    grey = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY) if crop.ndim == 3 else crop
    scale = TEXT_HEIGHT / max(1, grey.shape[0])
    how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    grey = cv2.resize(grey, (max(8, round(grey.shape[1] * scale)), TEXT_HEIGHT), interpolation=how)
    low, high = np.percentile(grey, (2, 85))
    stretched = np.clip((grey.astype(np.float32) - low) * (255.0 / max(20.0, high - low)), 0, 255).astype(np.uint8)
    framed: Image = cv2.copyMakeBorder(stretched, 6, 6, 12, 12, cv2.BORDER_CONSTANT, value=255)
    return np.repeat(framed[:, :, None], 3, axis=2)
