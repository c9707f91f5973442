"""The printer: a sheet becomes a picture, then the pen writes on it and the seals are pressed over."""

import math

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from sample_docs.generator.fonts import Face, advance, load, runs
from sample_docs.generator.seal import carve, press
from sample_docs.generator.sheet import Fill, Hand, Sheet, Stamp, Stroke, Text

PRINT_DPI = 300
Picture = NDArray[np.uint8]


def print_sheet(sheet: Sheet, dpi: int = PRINT_DPI) -> Picture:
    """An RGB picture of the sheet with everything on it."""
    scale = dpi / 72
    image = Image.new("RGB", (round(sheet.size[0] * scale), round(sheet.size[1] * scale)), (255, 255, 255))
    draw = ImageDraw.Draw(image)
    for op in sheet.ops:
        match op:
            case Text():
                _text(draw, op, scale)
            case Hand():
                _hand(image, op, scale)
            case Stroke():
                _stroke(draw, op, scale)
            case Fill():
                _fill(draw, op, scale)
    picture = np.asarray(image).copy()
    for stamp in sheet.stamps:
        _press(picture, stamp, scale)
    return picture


def _text(draw: ImageDraw.ImageDraw, op: Text, scale: float) -> None:
    x = op.x
    for face, run in runs(op.text, op.face):
        for c in run:
            if not c.isspace():
                draw.text((x * scale, op.base * scale), c, fill=op.colour, font=load(face, round(op.size * scale)), anchor="ls")
            x += advance(op.face, c) * op.size


def _hand(image: Image.Image, op: Hand, scale: float) -> None:
    rng = np.random.default_rng(op.seed)
    x, slope = op.x, rng.normal(0, 0.03)
    for c in op.text:
        size = op.size * rng.uniform(0.9, 1.15)
        if not c.isspace():
            at = (x * scale, (op.base + slope * (x - op.x) + rng.normal(0, 0.6)) * scale)
            _scribble(image, c, at, pixels=round(size * scale), op=op, rng=rng)
        x += advance(Face.WENKAI, c) * op.size * rng.uniform(0.86, 1.0)


def _scribble(image: Image.Image, c: str, at: tuple[float, float], *, pixels: int, op: Hand, rng: np.random.Generator) -> None:
    side = pixels * 2
    tile = Image.new("L", (side, side), 0)
    face = Face.WENKAI if op.seed % 3 else Face.KAI
    ImageDraw.Draw(tile).text(
        (side * 0.25, side * 0.7), c, fill=255, font=load(face, pixels), anchor="ls", stroke_width=1 if pixels > 50 else 0
    )
    shear = rng.normal(-0.14, 0.05)
    tile = tile.transform(
        tile.size, Image.Transform.AFFINE, (1, -shear, shear * side * 0.7, rng.normal(0, 0.03), 1, 0), Image.Resampling.BICUBIC
    )
    tile = tile.rotate(rng.normal(0, 3.5), resample=Image.Resampling.BICUBIC)
    image.paste(op.colour, (round(at[0] - side * 0.25), round(at[1] - side * 0.7)), tile.point(lambda v: int(v * 0.92)))


def _stroke(draw: ImageDraw.ImageDraw, op: Stroke, scale: float) -> None:
    draw.line([(x * scale, y * scale) for x, y in op.points], fill=op.colour, width=max(1, round(op.width * scale)), joint="curve")


def _fill(draw: ImageDraw.ImageDraw, op: Fill, scale: float) -> None:
    box = tuple(v * scale for v in op.box)
    if op.round:
        draw.ellipse(box, fill=op.colour)
    else:
        draw.rectangle(box, fill=op.colour)


def _press(picture: Picture, stamp: Stamp, scale: float) -> None:
    ink = press(
        carve(stamp.spec, round(stamp.spec.width * scale)),
        angle=stamp.angle,
        strength=stamp.strength,
        patchy=stamp.patchy,
        partial=stamp.partial,
        side=stamp.side,
        seed=stamp.seed,
    )
    top, left = math.floor(stamp.cy * scale - ink.shape[0] / 2), math.floor(stamp.cx * scale - ink.shape[1] / 2)
    y0, x0 = max(0, top), max(0, left)
    y1, x1 = min(picture.shape[0], top + ink.shape[0]), min(picture.shape[1], left + ink.shape[1])
    if y1 <= y0 or x1 <= x0:
        return
    a = ink[y0 - top : y1 - top, x0 - left : x1 - left, None]
    under = picture[y0:y1, x0:x1].astype(np.float32)
    tint = np.array(stamp.spec.colour, dtype=np.float32) / 255
    picture[y0:y1, x0:x1] = (under * (1 - a) + under * tint * a).round().astype(np.uint8)
