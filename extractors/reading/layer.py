"""Pages with a text layer: whether the layer says what stands on the page, and what stands there besides."""

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz

from extractors.ocr.engine import Box, OcrEngine, OcrLine, quad_of
from extractors.raster.image import Image
from extractors.raster.ink import ink
from extractors.raster.prepare import PreparedPage
from extractors.sources.source import TextPage

SAMPLES = 4
AGREES = 62.0
"""A line of the layer and its picture, read by the engine, are this alike (0–100) when the layer is true."""
_LONGEST = 45
_SMALLEST_PT = 24.0
_MOST_PLACES = 6


def lines_of(layer: TextPage, page: PreparedPage) -> tuple[OcrLine, ...]:
    """Return the layer's lines in the page's working pixels."""
    return tuple(
        OcrLine(line.text, quad_of(page.pixels(line.bbox)), 1.0, tuple(page.pixels(box) for box in line.char_boxes)) for line in layer.lines
    )


def is_true(lines: Sequence[OcrLine], image: Image, engine: OcrEngine) -> bool:
    """Whether the layer says what the picture shows: fonts may hide what a character means, and text may be white or covered.

    The longest lines are read by the engine and compared. An engine that reads nothing where there is ink cannot contradict.
    """
    sample = sorted((line for line in lines if len(line.text) <= _LONGEST), key=lambda line: len(_plain(line.text)), reverse=True)[:SAMPLES]
    crops = [_crop(image, line.box) for line in sample]
    if not crops:
        return True
    read = [reading.text for reading in engine.read_lines(crops)]
    if not any(read):
        return any((ink(piece) > 0).mean() > 0.01 for piece in crops)
    alike = [fuzz.ratio(_plain(line.text), _plain(text)) for line, text in zip(sample, read, strict=True)]
    return float(np.median(alike)) >= AGREES


def read_pictures(layer: TextPage, page: PreparedPage, lines: Sequence[OcrLine], engine: OcrEngine) -> tuple[OcrLine, ...]:
    """Read the places of which the layer says nothing: pasted pictures, filled-in form fields, stamps."""
    places = [page.pixels(box) for box in layer.pictures if _is_worth(box)]
    if len(places) > _MOST_PLACES:
        height, width = page.image.shape[:2]
        places = [(0.0, 0.0, float(width), float(height))]
    found = [line for place in places for line in _read(page.image, place, engine)]
    return tuple(line for line in found if not any(_covers(known.box, line.box) for known in lines))


def _read(image: Image, place: Box, engine: OcrEngine) -> list[OcrLine]:
    x0, y0, x1, y1 = (max(0, int(side)) for side in (place[0] - 6, place[1] - 6, place[2] + 6, place[3] + 6))
    piece = np.ascontiguousarray(image[y0:y1, x0:x1])
    return [line.moved(x0, y0) for line in engine.read_page(piece)] if piece.size else []


def _is_worth(box: Box) -> bool:
    return box[2] - box[0] >= _SMALLEST_PT and box[3] - box[1] >= _SMALLEST_PT / 3


def _covers(known: Box, found: Box) -> bool:
    across = min(known[2], found[2]) - max(known[0], found[0])
    down = min(known[3], found[3]) - max(known[1], found[1])
    area = max((found[2] - found[0]) * (found[3] - found[1]), 1e-6)
    return across > 0 and down > 0 and across * down > 0.3 * area


def _crop(image: Image, box: Box) -> Image:
    pad = max(2, round((box[3] - box[1]) * 0.12))
    x0, y0, x1, y1 = round(box[0]) - pad, round(box[1]) - pad, round(box[2]) + pad, round(box[3]) + pad
    return np.ascontiguousarray(image[max(0, y0) : max(1, y1), max(0, x0) : max(1, x1)])


def _plain(text: str) -> str:
    # Leader dots, rules and gaps to write in are read as anything.
    return "".join(char for char in text if char.isalnum())
