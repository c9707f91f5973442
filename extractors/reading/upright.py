"""Stand a page on its feet, by reading a few of its lines both ways.

Tesseract's own orientation test is wrong too often on forms, and PP-OCR's angle classifier judges one line at a time; how surely
a line is read is the better witness, and costs the reading of four lines.
"""

from collections.abc import Sequence

import numpy as np

from extractors.ocr.crops import TALL, crop
from extractors.ocr.engine import OcrEngine, Point, Quad, side_lengths
from extractors.raster.image import Image, Matrix, carried, turned, turning
from extractors.raster.prepare import PreparedPage

WITNESSES = 4
SURE = 0.9
"""Lines that are read this surely stand upright, and are not read the other way."""
LONGEST = 8
"""Length in line heights up to which a line tells by its length which way the page lies."""
_CJK = ("\u4e00", "\u9fff")


def stand_upright(page: PreparedPage, quads: tuple[Quad, ...], engine: OcrEngine) -> tuple[PreparedPage, tuple[Quad, ...]]:
    """Return the page with its text upright, and its lines as they lie there."""
    if not quads:
        return page, quads
    if _lie_sideways(quads):
        page, quads = _turn(page, quads, 90)
    return _turn(page, quads, 180) if _is_upside_down(page.image, quads, engine) else (page, quads)


def is_mirrored(image: Image, quads: Sequence[Quad], engine: OcrEngine) -> bool:
    """Whether the print is read more surely in a mirror: it shines through from the other side of the sheet."""
    crops = [crop(image, quad) for quad in _witnesses(quads)]
    as_is = sum(_witness(one.text, one.confidence) for one in engine.read_lines(crops))
    return (
        sum(_witness(one.text, one.confidence) for one in engine.read_lines([np.ascontiguousarray(piece[:, ::-1]) for piece in crops]))
        > as_is
    )


def _lie_sideways(quads: Sequence[Quad]) -> bool:
    """Whether most of the long lines run down the page; none counts for much more than others, for detectors run dense ones together."""
    sizes = [side_lengths(quad) for quad in quads]
    down = sum(min(height, LONGEST * width) for width, height in sizes if height >= width * TALL * 1.5)
    across = sum(min(width, LONGEST * height) for width, height in sizes if width >= height * TALL * 1.5)
    return down > across * 1.5


def _is_upside_down(image: Image, quads: Sequence[Quad], engine: OcrEngine) -> bool:
    crops = [crop(image, quad) for quad in _witnesses(quads)]
    as_is = [_witness(reading.text, reading.confidence) for reading in engine.read_lines(crops)]
    if not as_is or np.median(as_is) >= SURE:
        return False
    over = [
        _witness(reading.text, reading.confidence)
        for reading in engine.read_lines([np.ascontiguousarray(turned(piece, 180)) for piece in crops])
    ]
    return float(np.sum(over)) > float(np.sum(as_is)) + 0.1


def _witnesses(quads: Sequence[Quad]) -> list[Quad]:
    across = [quad for quad in quads if side_lengths(quad)[0] >= 2 * side_lengths(quad)[1]]
    return sorted(across or quads, key=_distance_from_usual)[:WITNESSES]


def _distance_from_usual(quad: Quad) -> float:
    # A handful of characters is enough to tell, and costs a fraction of a whole line of print.
    width, height = side_lengths(quad)
    return abs(width / max(height, 1.0) - 8)


def _witness(text: str, confidence: float) -> float:
    # Digits and Latin letters are read on their head as others of their kind; Chinese characters are not.
    solid = [char for char in text if not char.isspace()]
    chinese = sum(_CJK[0] <= char <= _CJK[1] for char in solid)
    return confidence * (0.4 + 0.6 * chinese / len(solid)) if solid else 0.0


def _turn(page: PreparedPage, quads: tuple[Quad, ...], degrees: int) -> tuple[PreparedPage, tuple[Quad, ...]]:
    height, width = page.image.shape[:2]
    matrix = turning(degrees, width, height)
    return page.turned(degrees), tuple(_carried(matrix, quad) for quad in quads)


def _carried(matrix: Matrix, quad: Quad) -> Quad:
    """Carry a line, its corners named anew from the top left as it lies now."""
    places: list[Point] = [(float(x), float(y)) for x, y in carried(matrix, np.array(quad))]
    left = sorted(sorted(places)[:2], key=lambda point: point[1])
    right = sorted(sorted(places)[2:], key=lambda point: point[1])
    return (left[0], right[0], right[1], left[1])
