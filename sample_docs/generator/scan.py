"""The scanner and the camera: what happens to a printed picture before it reaches the inbox, and where every point of it goes."""

import math
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from sample_docs.generator.difficulty import Difficulty, Span
from sample_docs.generator.raster import PRINT_DPI, Picture
from sample_docs.generator.sheet import Box

Matrix = NDArray[np.float64]
Field = NDArray[np.float32]


class Way(StrEnum):
    """How a page was taken."""

    FLATBED = "flatbed"
    PHOTO = "photo"
    BILEVEL = "bilevel"
    GREY = "grey"


@dataclass(frozen=True)
class Capture:
    """How one document was scanned: the same for all its pages."""

    way: Way
    dpi: int
    turn: int = 0
    """Degrees clockwise by which the pages were laid wrongly: 0, 90, 180, 270."""
    by_key: bool = False
    """The file's /Rotate key undoes the turn, so that a viewer shows the page upright."""
    tone: tuple[float, float, float] | None = None
    """Ink, paper and warmth, which stay the same through one printed copy."""


@dataclass(frozen=True)
class Scanned:
    """A page as delivered, and the way from sheet points to points on the upright delivered page."""

    picture: Picture
    """As stored: turned where the capture says so."""
    upright_size: tuple[float, float]
    """Width and height in points of the upright page."""
    points: Matrix
    quality: int
    way: Way
    dpi: int

    def carry(self, box: Box) -> Box:
        """Where a box of the sheet lies on the delivered page."""
        x0, y0, x1, y1 = box
        corners = np.array([[[x0, y0]], [[x1, y0]], [[x1, y1]], [[x0, y1]]], dtype=np.float64)
        moved = cv2.perspectiveTransform(corners, self.points)[:, 0, :]
        left, top = moved.min(axis=0)
        right, bottom = moved.max(axis=0)
        return (round(float(left), 1), round(float(top), 1), round(float(right), 1), round(float(bottom), 1))


def choose_capture(d: Difficulty, rng: np.random.Generator) -> Capture:
    """A way of scanning that fits the difficulty."""
    dpi = int(rng.choice(d.dpi))
    draw = rng.random()
    turn = int(rng.choice([90, 180, 270])) if rng.random() < d.turned else 0
    if draw < d.photo:
        return Capture(Way.PHOTO, 200, turn)
    if draw < d.photo + d.bilevel:
        return Capture(Way.BILEVEL, 200, turn)
    if draw < d.photo + d.bilevel + d.grey:
        return Capture(Way.GREY, dpi, turn)
    return Capture(Way.FLATBED, dpi, turn)


def scan(picture: Picture, behind: Picture | None, capture: Capture, d: Difficulty, rng: np.random.Generator) -> Scanned:
    """Scan a 300 dpi picture of a sheet; ``behind`` is what shines through from the back."""
    paper = _paper(picture, behind, capture.tone or choose_tone(d, rng), _draw(d.bleed, rng))
    if d.holes > rng.random():
        _punch(paper, rng)
    if capture.way is Way.PHOTO:
        matrix, size, ground = _camera(paper, capture.dpi, d, rng)
    else:
        matrix, size, ground = _glass(paper, capture.dpi, d, rng)
    flat = _warp(paper, matrix, size, ground)
    if capture.way is Way.PHOTO:
        _desk(flat, matrix, paper.shape, rng)
    flat = _optics(flat, capture, d, rng)
    flat = _reduce(flat, capture.way, rng)
    scale = _points_per_pixel(capture, size)
    to_points = np.diag([scale, scale, 1.0]) @ matrix @ np.diag([PRINT_DPI / 72, PRINT_DPI / 72, 1.0])
    stored = np.rot90(flat, -capture.turn // 90) if capture.turn else flat
    quality = int(rng.integers(d.quality[0], d.quality[1] + 1))
    return Scanned(np.ascontiguousarray(stored), (size[0] * scale, size[1] * scale), to_points, quality, capture.way, capture.dpi)


def _points_per_pixel(capture: Capture, size: tuple[int, int]) -> float:
    return 595 / min(size) if capture.way is Way.PHOTO else 72 / capture.dpi


def _draw(span: Span, rng: np.random.Generator) -> float:
    return float(rng.uniform(*span))


def choose_tone(d: Difficulty, rng: np.random.Generator) -> tuple[float, float, float]:
    """Blackness of print, grey of paper, and how yellow the paper is."""
    return _draw(d.ink, rng), _draw(d.paper, rng), float(rng.uniform(0.97, 1.0))


def _paper(picture: Picture, behind: Picture | None, tone: tuple[float, float, float], bleed: float) -> Picture:
    """Toner that is less than black on paper that is less than white, with a ghost of the back."""
    table = np.arange(256, dtype=np.float32)
    ink, white, warmth = tone
    levels = white - (255 - table) * ink * white / 255
    tables = np.clip(levels[:, None] * np.array([1.0, (1 + warmth) / 2, warmth])[None, :], 0, 255).astype(np.uint8)
    out = np.stack([cv2.LUT(np.ascontiguousarray(picture[..., c]), tables[:, c]) for c in range(3)], axis=-1)
    if behind is not None and bleed > 0.01:
        ghost = cv2.GaussianBlur(behind[:, ::-1], (0, 0), 3)
        out = cv2.subtract(out, cv2.convertScaleAbs(255 - ghost, alpha=bleed))
    return np.ascontiguousarray(out)


def _punch(paper: Picture, rng: np.random.Generator) -> None:
    h = paper.shape[0]
    x = int(rng.uniform(90, 130))
    for y in (h // 2 - 472, h // 2 + 472):
        cv2.circle(paper, (x, y), 33, (40, 40, 42), -1, cv2.LINE_AA)


def _glass(paper: Picture, dpi: int, d: Difficulty, rng: np.random.Generator) -> tuple[Matrix, tuple[int, int], int]:
    h, w = paper.shape[:2]
    size = (round(8.27 * dpi), round(11.69 * dpi)) if h > w else (round(11.69 * dpi), round(8.27 * dpi))
    scale = dpi / PRINT_DPI
    angle = math.radians(float(np.clip(rng.normal(0, d.skew / 2), -d.skew, d.skew)))
    move = [rng.uniform(-d.shift, d.shift) * dpi / 72 for _ in range(2)]
    c, s = math.cos(angle), math.sin(angle)
    turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1.0]])
    to_middle = np.array([[scale, 0, -w * scale / 2], [0, scale, -h * scale / 2], [0, 0, 1.0]])
    back = np.array([[1.0, 0, size[0] / 2 + move[0]], [0, 1.0, size[1] / 2 + move[1]], [0, 0, 1.0]])
    lean = _lean(size, d.perspective, rng)
    ground = int(rng.uniform(15, 45)) if rng.random() < d.border else 255
    return lean @ back @ turn @ to_middle, size, ground


def _lean(size: tuple[int, int], share: float, rng: np.random.Generator) -> Matrix:
    w, h = size
    source = np.array([[0, 0], [w, 0], [w, h], [0, h]], dtype=np.float32)
    target = source + rng.uniform(-share * w, share * w, (4, 2)).astype(np.float32)
    return np.asarray(cv2.getPerspectiveTransform(source, target), dtype=np.float64)


def _camera(paper: Picture, dpi: int, d: Difficulty, rng: np.random.Generator) -> tuple[Matrix, tuple[int, int], int]:
    h, w = paper.shape[:2]
    long, short = round(11.69 * dpi * 1.03), round(8.27 * dpi * 1.04)
    size = (short, long) if h > w else (long, short)
    mx, my = size[0] * 0.045, size[1] * 0.035
    corners = np.array([[mx, my], [size[0] - mx, my], [size[0] - mx, size[1] - my], [mx, size[1] - my]])
    corners += rng.uniform(-0.5, 0.5, (4, 2)) * d.photo_perspective * size[0]
    corners[:2, 0] += np.array([1, -1]) * rng.uniform(0, d.photo_perspective) * size[0] * 0.6  # the far edge looks shorter
    matrix = cv2.getPerspectiveTransform(np.array([[0, 0], [w, 0], [w, h], [0, h]], dtype=np.float32), corners.astype(np.float32))
    return np.asarray(matrix, dtype=np.float64), size, 0


def _warp(paper: Picture, matrix: Matrix, size: tuple[int, int], ground: int) -> Picture:
    shrink = size[0] / paper.shape[1]
    if shrink < 0.8:
        paper = np.asarray(cv2.GaussianBlur(paper, (0, 0), 0.45 / shrink), dtype=np.uint8)
    return np.asarray(
        cv2.warpPerspective(paper, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(ground,) * 3)
    )


def _desk(flat: Picture, matrix: Matrix, shape: tuple[int, ...], rng: np.random.Generator) -> None:
    """A wooden or grey table round the sheet."""
    h, w = shape[:2]
    edge = cv2.perspectiveTransform(np.array([[[0, 0]], [[w, 0]], [[w, h]], [[0, h]]], dtype=np.float64), matrix)
    cover = np.zeros(flat.shape[:2], np.uint8)
    cv2.fillConvexPoly(cover, edge.astype(np.int32), 255)
    base = np.array([[96, 74, 56], [120, 118, 116], [62, 66, 74]][int(rng.integers(3))], dtype=np.float32)
    grain = cv2.resize(rng.normal(0, 9, (flat.shape[0] // 6, 8)).astype(np.float32), (flat.shape[1], flat.shape[0]))
    desk = np.clip(base[None, None, :] + grain[..., None], 0, 255).astype(np.uint8)
    shade = cv2.GaussianBlur(cover, (0, 0), 12)[..., None].astype(np.float32) / 255
    flat[cover == 0] = (desk * (1 - 0.45 * shade))[cover == 0].astype(np.uint8)


def _light(shape: tuple[int, ...], capture: Capture, d: Difficulty, rng: np.random.Generator) -> Field:
    h, w = shape[:2]
    depth = _draw(d.light, rng) * (1.4 if capture.way is Way.PHOTO else 1.0)
    coarse = rng.random((3, 3), dtype=np.float32)
    field = 1 - depth / 255 * cv2.resize(coarse, (w, h), interpolation=cv2.INTER_CUBIC)
    if rng.random() < d.shadow:
        reach, dark = w * rng.uniform(0.03, 0.09), rng.uniform(0.2, 0.5)
        band = 1 - dark * np.exp(-np.arange(w, dtype=np.float32) / reach)
        field = field * (band if rng.random() < 0.7 else band[::-1])[None, :]
    return np.asarray(field, dtype=np.float32)


def _optics(flat: Picture, capture: Capture, d: Difficulty, rng: np.random.Generator) -> Picture:
    sigma = _draw(d.blur, rng) * capture.dpi / 200
    if sigma > 0.25:
        flat = np.asarray(cv2.GaussianBlur(flat, (0, 0), sigma))
    lit = flat * _light(flat.shape, capture, d, rng)[..., None]
    lit += rng.normal(0, 1, flat.shape[:2]).astype(np.float32)[..., None] * _draw(d.noise, rng)
    return np.asarray(lit.clip(0, 255).astype(np.uint8))


def _reduce(flat: Picture, way: Way, rng: np.random.Generator) -> Picture:
    if way in (Way.FLATBED, Way.PHOTO):
        return flat
    # cheap scanners see grey mostly through their green sensor, in which red ink is nearly black
    green = rng.uniform(0.55, 0.85)
    grey = (flat @ np.array([(1 - green) * 0.6, green, (1 - green) * 0.4], dtype=np.float32)).clip(0, 255).astype(np.uint8)
    if way is Way.GREY:
        return np.asarray(grey)
    # a fax compares every point with what is around it, so shaded paper stays white and pale seals turn black
    around = np.maximum(cv2.GaussianBlur(grey, (0, 0), 25).astype(np.float32), float(np.median(grey)) * 0.8)
    black = np.where(grey > around * rng.uniform(0.78, 0.86), 255, 0).astype(np.uint8)
    specks = rng.random(grey.shape) < 2e-5
    black[specks] = 0
    return black
