"""Ink that a detector of lines overlooks: a dash or a slash that says 「无」, and rows of print in a cell."""

import cv2
import numpy as np

from extractors.layout.ruled_ink import dark_ink
from extractors.ocr.engine import Box, OcrLine, quad_of
from extractors.raster.image import Image

SMALLEST_TEXT_MM = 1.6
SPECK_MM2 = 0.25
STROKE_SURE = 0.95
STROKE_MM, STROKE_LEAST_MM = 0.8, 1.5
LEVEL_DEGREES, STEEP_DEGREES = 12, (40, 80)
STROKE_SHARE = 0.2
INK_SHARE = 0.004
"""A place with less ink than this holds dust."""


def lone_stroke(image: Image, box: Box, ppm: float) -> tuple[OcrLine, ...]:
    """A dash or a slash alone in a cell says 「无」, and engines overlook it; a rule to write on runs along the cell's foot."""
    x0, y0, x1, y1 = (int(side) for side in box)
    inset = max(2, round(0.8 * ppm))
    ink = _largest(_without_specks_and_rules(dark_ink(image[y0 + inset : y1 - inset, x0 + inset : x1 - inset]), ppm))
    ys, xs = np.nonzero(ink)
    if len(ys) < 4:
        return ()
    left, right, top, bottom = int(xs.min()), int(xs.max()) + 1, int(ys.min()), int(ys.max()) + 1
    sign = _sign(xs, ys, ppm)
    middle = (top + bottom) / 2 / max(1, ink.shape[0])
    if not sign or not 0.2 < middle < 0.8 or (sign == "—" and right - left >= 0.5 * (x1 - x0)):
        return ()
    pad = max(0.0, ppm - (bottom - top) / 2)
    place = (float(x0 + inset + left), y0 + inset + top - pad, float(x0 + inset + right), y0 + inset + bottom + pad)
    return (OcrLine(sign, quad_of(place), STROKE_SURE),)


def _sign(xs: np.ndarray, ys: np.ndarray, ppm: float) -> str:
    """「—」 for ink along one level straight line, 「/」 for ink along one that rises steeply to the right, else nothing."""
    spread = np.cov(np.stack([xs, ys]).astype(np.float64))
    across, along = np.linalg.eigh(spread)
    thickness, length = (float(np.sqrt(12 * max(0.0, value))) / ppm for value in across)
    dx, dy = along[:, 1]
    slope = float(np.degrees(np.arctan2(-dy, dx))) % 180
    if thickness > STROKE_MM or length < STROKE_LEAST_MM:
        return ""
    if min(slope, 180 - slope) < LEVEL_DEGREES:
        return "—"
    return "/" if STEEP_DEGREES[0] < slope < STEEP_DEGREES[1] else ""


def text_rows(image: Image, box: Box, ppm: float) -> list[Box]:
    """Boxes of the rows of dark ink inside a cell, without its rules and without specks."""
    inset = max(2, round(0.5 * ppm))
    x0, y0, x1, y1 = (int(box[0]) + inset, int(box[1]) + inset, int(box[2]) - inset, int(box[3]) - inset)
    if x1 - x0 < 4 or y1 - y0 < 4:
        return []
    ink = _without_specks_and_rules(dark_ink(image[y0:y1, x0:x1]), ppm)
    if (ink > 0).mean() < INK_SHARE:
        return []
    filled = np.asarray((ink > 0).any(axis=1))
    gap = max(1, round(0.35 * ppm))
    rows = []
    for top, bottom in _runs(filled, gap):
        if bottom - top < SMALLEST_TEXT_MM * ppm:
            continue
        columns = np.flatnonzero((ink[top:bottom] > 0).any(axis=0))
        rows.append((float(x0 + columns[0]), float(y0 + top), float(x0 + columns[-1] + 1), float(y0 + bottom)))
    return rows


def _without_specks_and_rules(ink: np.ndarray, ppm: float) -> np.ndarray:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    kept = np.zeros(count, bool)
    height, width_ = ink.shape
    for number, (x, y, w, h, area) in enumerate(stats):
        touches = x == 0 or y == 0 or x + w == width_ or y + h == height
        rule = touches and (w > 0.8 * width_ or h > 0.8 * height or min(w, h) < 0.6 * ppm)
        kept[number] = number > 0 and area >= SPECK_MM2 * ppm * ppm * 0.2 and not rule
    return np.where(kept[labels], 255, 0).astype(np.uint8)


def _largest(ink: np.ndarray) -> np.ndarray:
    """Without whatever is small beside the largest thing: a black-and-white scan is full of specks."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    areas = stats[:, cv2.CC_STAT_AREA]
    kept = np.array([number > 0 and areas[number] >= STROKE_SHARE * areas[1:].max() for number in range(count)])
    return np.where(kept[labels], 255, 0).astype(np.uint8)


def _runs(filled: np.ndarray, gap: int) -> list[tuple[int, int]]:
    """Stretches of True, closed over gaps of at most ``gap``."""
    runs: list[tuple[int, int]] = []
    for index in np.flatnonzero(filled):
        if runs and index - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], int(index) + 1)
        else:
            runs.append((int(index), int(index) + 1))
    return runs
