"""The sheet of paper in a photo: its four corners, so that it can be seen from straight above."""

import cv2
import numpy as np

from extractors.raster.image import Image, Matrix, gray

_SIDE = 700
_SMALLEST = 0.25
"""A sheet fills at least this share of the photo."""
_WHOLE = 0.985
"""A quad that fills the photo is the photo."""
_BRIGHTER = 18
"""Paper is brighter than what it lies on; without this a table's frame on a white scan would pass for a sheet."""
_LEAST_ANGLE, _MOST_ANGLE = 60, 120
_RIM = 0.012
"""A strip along each side of the picture, as a share of it."""
_RIM_DARKER, _RIM_SHARE, _RIM_SIDES = 40, 0.85, 3
"""A side shows what a sheet lies on where so much of its strip is so much darker than the paper; of a scan, one or two sides may."""


def find_sheet(image: Image) -> np.ndarray | None:
    """Return the sheet's corners in pixels, clockwise from the top left, or None where no edge of paper is to be seen."""
    factor = min(1.0, _SIDE / max(image.shape[:2]))
    small = np.asarray(cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA), dtype=np.uint8)
    frame = float(small.shape[0] * small.shape[1])
    for mask in (_bright(small), _enclosed(small)):
        quad = _quad(mask)
        if (
            quad is not None
            and _SMALLEST * frame <= cv2.contourArea(quad) <= _WHOLE * frame
            and _is_page(quad)
            and _stands_out(small, quad)
        ):
            return np.asarray(_ordered(quad) / factor, dtype=np.float64)
    return None


def lies_on_something(image: Image) -> bool:
    """Whether a desk or a black lid is to be seen around a sheet: a photo in a PDF says nowhere that it is one."""
    flat = gray(image)
    high, wide = (max(2, round(_RIM * side)) for side in flat.shape[:2])
    strips = (flat[:high], flat[-high:], flat[:, :wide], flat[:, -wide:])
    darkest_paper = float(np.percentile(flat, 80)) - _RIM_DARKER
    return sum(float((strip < darkest_paper).mean()) >= _RIM_SHARE for strip in strips) >= _RIM_SIDES


def seen_from_above(corners: np.ndarray) -> tuple[Matrix, int, int]:
    """Return the homography from the photo to the flat sheet, and the sheet's size in pixels."""
    top, right, bottom, left = (float(np.linalg.norm(corners[i] - corners[(i + 1) % 4])) for i in range(4))
    width, height = round(max(top, bottom)), round(max(left, right))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    return np.asarray(cv2.getPerspectiveTransform(corners.astype(np.float32), target), dtype=np.float64), width, height


def _bright(small: Image) -> Image:
    soft = cv2.GaussianBlur(gray(small), (7, 7), 0)
    _level, mask = cv2.threshold(soft, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8)), dtype=np.uint8)


def _enclosed(small: Image) -> Image:
    soft = cv2.bilateralFilter(gray(small), 7, 40, 7)
    edges = cv2.dilate(cv2.Canny(soft, 30, 90), np.ones((5, 5), np.uint8))
    contours, _ = cv2.findContours(edges, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    mask = np.zeros(edges.shape, np.uint8)
    cv2.drawContours(mask, contours, -1, 255, cv2.FILLED)
    return mask


def _quad(mask: Image) -> np.ndarray | None:
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    largest = max(contours, key=cv2.contourArea)
    hull = cv2.convexHull(largest)
    if cv2.contourArea(largest) < 0.85 * cv2.contourArea(hull):
        return None
    for slack in (0.01, 0.02, 0.03, 0.05):
        corners = cv2.approxPolyDP(hull, slack * cv2.arcLength(hull, closed=True), closed=True)
        if len(corners) == 4:
            fills = cv2.contourArea(corners) / max(cv2.contourArea(hull), 1.0)
            return np.asarray(corners.reshape(4, 2), dtype=np.float32) if 0.93 <= fills <= 1.07 else None
    return None


def _is_page(quad: np.ndarray) -> bool:
    ordered = _ordered(quad)
    sides = [float(np.linalg.norm(ordered[i] - ordered[(i + 1) % 4])) for i in range(4)]
    angles = [_angle(ordered[i - 1], ordered[i], ordered[(i + 1) % 4]) for i in range(4)]
    return max(sides) <= 3 * min(sides) and all(_LEAST_ANGLE <= angle <= _MOST_ANGLE for angle in angles)


def _stands_out(small: Image, quad: np.ndarray) -> bool:
    inside = np.zeros(small.shape[:2], np.uint8)
    cv2.fillConvexPoly(inside, quad.astype(np.int32), 255)
    flat = gray(small)
    outside = flat[cv2.dilate(inside, np.ones((9, 9), np.uint8)) == 0]
    return bool(outside.size and np.median(flat[inside > 0]) - np.median(outside) >= _BRIGHTER)


def _angle(before: np.ndarray, corner: np.ndarray, after: np.ndarray) -> float:
    a, b = before - corner, after - corner
    return float(np.degrees(np.arccos(np.clip(a @ b / (np.linalg.norm(a) * np.linalg.norm(b) + 1e-9), -1, 1))))


def _ordered(quad: np.ndarray) -> np.ndarray:
    centre = quad.mean(axis=0)
    around = quad[np.argsort(np.arctan2(quad[:, 1] - centre[1], quad[:, 0] - centre[0]))]
    first = int(np.argmin(around.sum(axis=1)))
    return np.asarray(np.roll(around, -first, axis=0), dtype=np.float64)
