"""What stands on an OFD page: characters, strokes and pictures, with their places in millimetres."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image as Pillow

from extractors.raster.image import Matrix, carried
from extractors.sources.radicals import as_characters
from extractors.sources.text_layer import Glyph
from extractors.sources.xml import Element, attribute, local
from schemas.evidence import BBox

_POINTS_PER_MM = 72 / 25.4
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP = re.compile(r"g\s+(\d+)\s+(\S+)|(\S+)")
_MOST_GLYPHS = 200_000
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM", b"GIF8")


@dataclass(frozen=True)
class Stroke:
    """A line, in millimetres on the page."""

    points: tuple[tuple[float, float], ...]
    width: float
    colour: tuple[int, int, int]


@dataclass(frozen=True)
class Picture:
    """A picture, and its box in millimetres on the page."""

    data: bytes
    box: BBox
    dpi: float

    @property
    def area(self) -> float:
        """Area in square millimetres."""
        return max(0.0, self.box[2] - self.box[0]) * max(0.0, self.box[3] - self.box[1])

    @property
    def points(self) -> BBox:
        """Its box in points."""
        x0, y0, x1, y1 = (side * _POINTS_PER_MM for side in self.box)
        return (x0, y0, x1, y1)


@dataclass(frozen=True)
class Content:
    """A page's content; characters in points, all else in millimetres."""

    size: tuple[float, float]
    glyphs: tuple[Glyph, ...]
    strokes: tuple[Stroke, ...]
    pictures: tuple[Picture, ...]


def gather(
    box: tuple[float, float, float, float], layers: Sequence[Element], media: dict[str, bytes], stamps: Sequence[tuple[str, bytes]]
) -> Content:
    """Gather a page's content from its templates and its own layers."""
    origin = np.array([[1.0, 0, -box[0]], [0, 1.0, -box[1]], [0, 0, 1.0]])
    things = [thing for layer in layers for thing in layer.iter()]
    glyphs = [glyph for thing in things if local(thing) == "TextObject" for glyph in _characters(thing, origin)]
    strokes = [stroke for thing in things if local(thing) == "PathObject" for stroke in _strokes(thing, origin)]
    pictures = [one for thing in things if local(thing) == "ImageObject" if (one := _placed(thing, media, origin)) is not None]
    sealed = [one for where, data in stamps if (one := _stamp(where, data)) is not None]
    return Content((box[2], box[3]), tuple(glyphs[:_MOST_GLYPHS]), tuple(strokes), (*pictures, *sealed))


def numbers(text: str) -> list[float]:
    """Return the numbers in an array attribute; junk between them is skipped."""
    return [value for found in _NUMBER.findall(text) if abs(value := float(found)) < 1e7]


def steps(text: str, count: int) -> list[float]:
    """Spell out an array of advances: ``g 3 2.5`` stands for three times 2.5. Never more than ``count``."""
    spelled: list[float] = []
    for times, repeated, single in _STEP.findall(text):
        value = numbers(repeated or single)
        spelled += value[:1] * (min(int(times[:9]), count) if times else 1)
        if len(spelled) >= count:
            break
    return spelled[:count]


def _matrix(thing: Element, origin: Matrix) -> Matrix:
    """Return the homography from an object's own coordinates to the page: its boundary's corner, then its matrix."""
    bounds = numbers(attribute(thing, "Boundary") or "")
    corner = np.array([[1.0, 0, bounds[0]], [0, 1.0, bounds[1]], [0, 0, 1.0]]) if len(bounds) == 4 else np.eye(3)
    own = numbers(attribute(thing, "CTM") or "")
    turn = np.array([[own[0], own[2], own[4]], [own[1], own[3], own[5]], [0, 0, 1.0]]) if len(own) == 6 else np.eye(3)
    return np.asarray(origin @ corner @ turn, dtype=np.float64)


def _characters(thing: Element, origin: Matrix) -> Iterator[Glyph]:
    size = (numbers(attribute(thing, "Size") or "") or [0.0])[0]
    matrix = _matrix(thing, origin)
    if not 0 < size < 500 or abs(np.linalg.det(matrix)) < 1e-9:
        return
    stretch = (numbers(attribute(thing, "HScale") or "") or [1.0])[0]
    pen = (0.0, 0.0)
    for code in (child for child in thing if local(child) == "TextCode"):
        text = (code.text or "").strip("\r\n")
        pen = ((numbers(attribute(code, "X") or "") or [pen[0]])[0], (numbers(attribute(code, "Y") or "") or [pen[1]])[0])
        across, down = steps(attribute(code, "DeltaX") or "", len(text)), steps(attribute(code, "DeltaY") or "", len(text))
        for index, char in enumerate(text):
            yield _glyph(as_characters(char), pen, size, stretch, matrix)
            natural = size * stretch * (0.5 if ord(char) < 0x2E80 else 1.0)
            moved = across[index] if index < len(across) else 0.0 if down else natural
            pen = (pen[0] + moved, pen[1] + (down[index] if index < len(down) else 0.0))


def _glyph(char: str, pen: tuple[float, float], size: float, stretch: float, matrix: Matrix) -> Glyph:
    wide = size * stretch * (0.5 if ord(char) < 0x2E80 else 1.0)
    x, y = pen
    corners = carried(
        matrix, np.array([(x, y - 0.86 * size), (x + wide, y - 0.86 * size), (x + wide, y + 0.14 * size), (x, y + 0.14 * size)])
    )
    (x0, y0), (x1, y1) = corners.min(axis=0) * _POINTS_PER_MM, corners.max(axis=0) * _POINTS_PER_MM
    along = corners[1] - corners[0]
    degrees = round(float(np.degrees(np.arctan2(-along[1], along[0]))))
    turn = round(degrees / 90) * 90 % 360 if abs(degrees - round(degrees / 90) * 90) <= 5 else -1
    return Glyph(char, (float(x0), float(y0), float(x1), float(y1)), turn)


def _strokes(thing: Element, origin: Matrix) -> Iterator[Stroke]:
    data = next((child.text for child in thing if local(child) == "AbbreviatedData" and child.text), None)
    if not data or (attribute(thing, "Stroke") or "true").lower() == "false":
        return
    matrix = _matrix(thing, origin)
    width = (numbers(attribute(thing, "LineWidth") or "") or [0.353])[0] * float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))
    tint = next((numbers(attribute(child, "Value") or "") for child in thing if local(child) == "StrokeColor"), [])
    colour = (int(tint[0]) & 255, int(tint[1]) & 255, int(tint[2]) & 255) if len(tint) == 3 else (0, 0, 0)
    for path in _paths(data):
        if len(path) > 1:
            points = carried(matrix, np.array(path))
            yield Stroke(tuple((float(x), float(y)) for x, y in points), width, colour)


def _paths(data: str) -> Iterator[list[tuple[float, float]]]:
    """Give the polygons of a path; of curves the end points, which is near enough for tables."""
    path: list[tuple[float, float]] = []
    for letter, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", data):
        values = numbers(rest)
        if letter in "SM":
            if path:
                yield path
            path = []
        if letter == "C" and path:
            path.append(path[0])
        elif len(values) >= 2:
            path.append((values[-2], values[-1]))
    if path:
        yield path


def _placed(thing: Element, media: dict[str, bytes], origin: Matrix) -> Picture | None:
    data = media.get(attribute(thing, "ResourceID") or "")
    if data is None:
        return None
    corners = carried(_matrix(thing, origin), np.array([(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)]))
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    return _picture(data, (float(x0), float(y0), float(x1), float(y1)))


def _stamp(where: str, data: bytes) -> Picture | None:
    """Find the picture in a signature's binary file: it stands there as a whole PNG or JPEG."""
    place = numbers(where)
    starts = [at for magic in _MAGIC[:2] if (at := data.find(magic)) >= 0]
    if len(place) != 4 or not starts:
        return None
    return _picture(data[min(starts) :], (place[0], place[1], place[0] + place[2], place[1] + place[3]))


def _picture(data: bytes, box: BBox) -> Picture | None:
    if not data.startswith(_MAGIC) or box[2] <= box[0]:
        return None
    try:
        with Pillow.open(io.BytesIO(data), formats=["PNG", "JPEG", "BMP"]) as picture:
            width, height = picture.size
    except (OSError, ValueError, SyntaxError, Pillow.DecompressionBombError):
        return None
    return Picture(data, box, width / (box[2] - box[0]) * 25.4) if width * height <= 60_000_000 else None
