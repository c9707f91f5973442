"""Cut the lines that a detector found out of the picture, each upright and by itself."""

import cv2
import numpy as np

from extractors.ocr.engine import Box, Quad, side_lengths
from extractors.raster.image import Image

TALL = 1.5
"""From this height to width on, a box holds text that runs downwards and is turned to be read (PP-OCR's own convention)."""

_LEVEL = 0.004


def crop(image: Image, quad: Quad) -> Image:
    """Cut one line out, warped to a rectangle; a line that runs downwards is turned by a quarter."""
    width, height = (max(1, round(side)) for side in side_lengths(quad))
    piece = _slice(image, quad) if _is_level(quad) else _warp(image, quad, width, height)
    return np.ascontiguousarray(np.rot90(piece)) if piece.shape[0] >= piece.shape[1] * TALL else piece


def char_boxes(quad: Quad, centres: tuple[float, ...], text: str) -> tuple[Box, ...]:
    """Place each character between its neighbours, from the share of the line's width at which its middle stands."""
    width, height = side_lengths(quad)
    if len(centres) != len(text) or not text or height >= width * TALL:
        return ()
    edges = _edges(centres, height / max(width, 1.0))
    corners = np.array(quad, dtype=float)
    return tuple(_between(corners, left, right) for left, right in edges)


def _edges(centres: tuple[float, ...], pitch: float) -> list[tuple[float, float]]:
    # A character reaches half-way to its neighbour, but never further than half a full-width character (whose width is the line's height).
    reach = pitch * 0.55
    edges = []
    for index, centre in enumerate(centres):
        left = (centres[index - 1] + centre) / 2 if index else 0.0
        right = (centre + centres[index + 1]) / 2 if index + 1 < len(centres) else 1.0
        edges.append((max(left, centre - reach, 0.0), min(right, centre + reach, 1.0)))
    return edges


def _between(corners: np.ndarray, left: float, right: float) -> Box:
    top, bottom = corners[1] - corners[0], corners[2] - corners[3]
    points = np.array([corners[0] + top * left, corners[0] + top * right, corners[3] + bottom * left, corners[3] + bottom * right])
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    return (float(x0), float(y0), float(x1), float(y1))


def _is_level(quad: Quad) -> bool:
    (ax, ay), (bx, by), _, (dx, dy) = quad
    return abs(by - ay) <= max(1.0, _LEVEL * abs(bx - ax)) and abs(dx - ax) <= max(1.0, _LEVEL * abs(dy - ay))


def _slice(image: Image, quad: Quad) -> Image:
    xs, ys = zip(*quad, strict=True)
    height, width = image.shape[:2]
    left, right = max(0, int(min(xs))), min(width, max(int(min(xs)) + 1, round(max(xs))))
    top, bottom = max(0, int(min(ys))), min(height, max(int(min(ys)) + 1, round(max(ys))))
    piece = image[top:bottom, left:right]
    return np.ascontiguousarray(piece) if piece.size else np.full((1, 1, 3), 255, dtype=np.uint8)


def _warp(image: Image, quad: Quad, width: int, height: int) -> Image:
    source = np.array(quad, dtype=np.float32)
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float32)
    matrix = cv2.getPerspectiveTransform(source, target)
    piece = cv2.warpPerspective(image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(piece, dtype=np.uint8)
