"""Seals: round, red, a name along the arc, a star in the middle; pressed unevenly."""

import functools
import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from sample_docs.generator.fonts import Face, load

MM = 72 / 25.4
Mask = NDArray[np.float32]


@dataclass(frozen=True)
class SealSpec:
    """What a seal is carved like. ``diameter`` in millimetres."""

    text: str
    """The words along the arc."""
    diameter: float = 42.0
    line: str = ""
    """A straight line under the star: 合同专用章."""
    number: str = ""
    star: bool = True
    face: Face = Face.BOLD
    colour: tuple[int, int, int] = (205, 32, 38)
    owner: str = ""
    """Full name of the unit that the seal belongs to."""
    oval: float = 1.0
    """Height over width; round is 1."""

    @property
    def width(self) -> float:
        """Width in points."""
        return self.diameter * MM

    @property
    def height(self) -> float:
        """Height in points."""
        return self.diameter * MM * self.oval

    @property
    def words(self) -> str:
        """Everything that can be read on it, but the number."""
        return self.text + self.line


def _glyph(character: str, face: Face, width: int, height: int) -> Image.Image:
    size = max(16, height)
    font = load(face, size)
    left, top, right, bottom = font.getbbox(character)
    tile = Image.new("L", (max(1, int(right - left)), max(1, int(bottom - top))), 0)
    ImageDraw.Draw(tile).text((-left, -top), character, fill=255, font=font)
    # a character that is flat (一) must not be blown up to a square
    share_w, share_h = (right - left) / size, (bottom - top) / size
    grown = tile.resize(
        (max(2, int(width * min(1.0, share_w * 1.06))), max(2, int(height * min(1.0, share_h * 1.06)))), Image.Resampling.LANCZOS
    )
    cell = Image.new("L", (width, height), 0)
    cell.paste(grown, ((width - grown.width) // 2, (height - grown.height) // 2))
    return cell


def _place(canvas: Image.Image, tile: Image.Image, x: float, y: float, angle: float) -> None:
    turned = tile.rotate(-angle, expand=True, resample=Image.Resampling.BICUBIC)
    canvas.paste(255, (round(x - turned.width / 2), round(y - turned.height / 2)), turned)


def _arc(canvas: Image.Image, spec: SealSpec, r: float) -> None:
    n = len(spec.text)
    step = min(32.0, (238.0 if spec.line else 262.0 if spec.number else 285.0) / max(1, n - 1))
    height = int(r * (0.27 if n <= 14 else 0.24))
    radius = r * (0.915 if n <= 14 else 0.925) - height / 2
    width = int(min(height * 0.9, math.radians(step) * radius * 0.93))
    for i, c in enumerate(spec.text):
        angle = (i - (n - 1) / 2) * step
        a = math.radians(angle)
        _place(canvas, _glyph(c, spec.face, width, height), r + radius * math.sin(a), r - radius * math.cos(a), angle)


def _number(canvas: Image.Image, spec: SealSpec, r: float) -> None:
    n, height = len(spec.number), int(r * 0.09)
    radius = r * 0.89
    step = math.degrees(height * 0.68 / radius)
    for i, c in enumerate(spec.number):
        angle = ((n - 1) / 2 - i) * step
        a = math.radians(180 + angle)
        _place(canvas, _glyph(c, Face.SANS, int(height * 0.6), height), r + radius * math.sin(a), r - radius * math.cos(a), angle)


def _star(canvas: Image.Image, r: float, cy: float) -> None:
    outer, inner = 0.29 * r, 0.29 * r * 0.382
    points = [
        (
            r + (outer if k % 2 == 0 else inner) * math.sin(k * math.pi / 5),
            cy - (outer if k % 2 == 0 else inner) * math.cos(k * math.pi / 5),
        )
        for k in range(10)
    ]
    ImageDraw.Draw(canvas).polygon(points, fill=255)


def _line(canvas: Image.Image, spec: SealSpec, r: float) -> None:
    n = len(spec.line)
    height = int(r * 0.19)
    width = int(min(height * 0.8, 1.05 * r / n))
    y = r * (1.47 if spec.star else 1.05)
    for i, c in enumerate(spec.line):
        _place(canvas, _glyph(c, spec.face, int(width * 0.92), height), r + (i - (n - 1) / 2) * width, y, 0)


@functools.lru_cache(maxsize=64)
def carve(spec: SealSpec, pixels: int) -> Mask:
    """The seal's face as a mask in 0–1, ``pixels`` wide, before anyone presses it."""
    big = pixels * 2
    r = big / 2
    canvas = Image.new("L", (big, big), 0)
    ring = max(3, int(r * 0.05))
    ImageDraw.Draw(canvas).ellipse((1, 1, big - 2, big - 2), outline=255, width=ring)
    _arc(canvas, spec, r * 0.985)
    if spec.star:
        _star(canvas, r, r)
    if spec.line:
        _line(canvas, spec, r)
    if spec.number:
        _number(canvas, spec, r)
    small = canvas.resize((pixels, max(8, round(pixels * spec.oval))), Image.Resampling.LANCZOS)
    return np.asarray(np.asarray(small, dtype=np.float32) / 255, dtype=np.float32)


def _cloud(rng: np.random.Generator, shape: tuple[int, int], cells: int) -> Mask:
    coarse = rng.random((cells, cells), dtype=np.float32)
    return np.asarray(cv2.resize(coarse, (shape[1], shape[0]), interpolation=cv2.INTER_CUBIC).clip(0, 1), dtype=np.float32)


def press(mask: Mask, *, angle: float, strength: float, patchy: float, partial: float, side: float, seed: int) -> Mask:
    """How much ink a pressed seal leaves, in 0–1: turned, uneven, speckled, and cut where it did not touch."""
    rng = np.random.default_rng(seed)
    w = mask.shape[1]
    pad = int(0.12 * w)
    wide = cv2.copyMakeBorder(mask, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    turn = cv2.getRotationMatrix2D((wide.shape[1] / 2, wide.shape[0] / 2), -angle, 1.0)
    ink = cv2.warpAffine(wide, turn, (wide.shape[1], wide.shape[0]), flags=cv2.INTER_LINEAR)
    if rng.random() < 0.5:  # a soft pad swells the strokes a little
        ink = np.maximum(ink, 0.8 * cv2.GaussianBlur(ink, (0, 0), max(0.6, w / 500)))
    shape = (ink.shape[0], ink.shape[1])
    pressure = 1 - patchy * _cloud(rng, shape, 5) - 0.5 * patchy * _cloud(rng, shape, 14)
    speckle = cv2.GaussianBlur(rng.random(shape, dtype=np.float32), (0, 0), 0.8)
    speckle = np.where(speckle < 0.40 + 0.10 * patchy, 1 - 0.8 * patchy, 1.0).astype(np.float32)
    ink = ink * strength * 1.12 * pressure * speckle
    if partial > 0:
        ys, xs = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
        a = math.radians(side)
        along = ((xs / shape[1] - 0.5) * math.cos(a) + (ys / shape[0] - 0.5) * math.sin(a)) + 0.5
        ink = ink * np.clip((1 - partial - along) * 9 + 0.5, 0.04, 1)
    return np.asarray(ink.clip(0, 1), dtype=np.float32)
