"""What stands alone behind a label outside all tables, where detectors overlook it: a dash, a slash, a single character (参与单位：无)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from extractors.layout.grid import PixelGrid
from extractors.layout.strokes import lone_stroke, text_rows
from extractors.ocr.engine import Box, OcrEngine, OcrLine, quad_of
from extractors.raster.image import Image

LABEL_ENDS = ("：", ":")
SHORTEST_LABEL = 3
"""Characters, the colon among them."""
DASH = 3.5
"""A dash is no longer, by the line's height; a rule to write on is."""
SURE = 0.9
_REACH = 12.0
"""How far to look behind the colon, by the line's height."""
_ONE_WIDE, _ROOM = 1.4, 0.2
_COLON = 0.1
"""From a colon's middle to its end, by the line's height: its two points are narrow."""


def with_overlooked(
    image: Image, lines: Sequence[OcrLine], grids: Sequence[PixelGrid], engine: OcrEngine, pixels_per_mm: float
) -> tuple[OcrLine, ...]:
    """Return free lines with what stands behind their labels where nothing was read there."""
    told: list[OcrLine] = []
    for line in lines:
        place = _behind(line, lines, grids, image.shape[1])
        found = tuple(_seen(image, place, engine, pixels_per_mm)) if place else ()
        told += [_ended(line, found[0].box[0]), *found] if found else [line]
    return tuple(told)


def _ended(label: OcrLine, end: float) -> OcrLine:
    """Return a label that ends where its value begins."""
    x0, y0, x1, y1 = label.box
    return label if x1 <= end else replace(label, quad=quad_of((x0, y0, end, y1)))


def _behind(line: OcrLine, lines: Sequence[OcrLine], grids: Sequence[PixelGrid], width: int) -> Box | None:
    """Return the place behind a label, as high as its line; None where something was read there or a table lies."""
    text = line.text.rstrip()
    _, y0, _, y1 = line.box
    height = y1 - y0
    if not text.endswith(LABEL_ENDS) or len(text) < SHORTEST_LABEL or height <= 0:
        return None
    end = _colon(line)
    place = (end, y0, min(float(width), end + _REACH * height), y1)
    taken = [other.box for other in lines if other is not line] + [grid.box for grid in grids]
    return place if place[2] - place[0] > height and not any(_meet(place, box) for box in taken) else None


def _colon(line: OcrLine) -> float:
    """Return where the label's colon ends: detectors' boxes reach over what stands behind it."""
    if not line.char_boxes:
        return line.box[2]
    left, top, right, foot = line.char_boxes[-1]
    return min(line.box[2], (left + right) / 2 + _COLON * (foot - top))


def _meet(place: Box, box: Box) -> bool:
    """Whether a box reaches into the middle of the place's height."""
    third = (place[3] - place[1]) / 3
    return box[0] < place[2] and place[0] < box[2] and box[1] < place[3] - third and place[1] + third < box[3]


def _seen(image: Image, place: Box, engine: OcrEngine, ppm: float) -> Iterator[OcrLine]:
    height = place[3] - place[1]
    stroke = lone_stroke(image, place, ppm)
    if stroke:
        yield from (one for one in stroke if one.box[2] - one.box[0] <= DASH * height)
        return
    room = _ROOM * height  # a character as high as its place would pass for an upright rule
    rows = text_rows(image, (place[0], place[1] - room, place[2], place[3] + room), ppm)
    if len(rows) == 1 and rows[0][2] - rows[0][0] <= _ONE_WIDE * height:
        x0, y0, x1, y1 = (int(side) for side in rows[0])
        pad = max(2, round(0.15 * height))
        crop = np.ascontiguousarray(image[max(0, y0 - pad) : y1 + pad, max(0, x0 - pad) : x1 + pad])
        text, confidence = engine.read_line(crop)
        if len(text.strip()) == 1 and text.strip().isalnum() and confidence >= SURE:
            yield OcrLine(text.strip(), quad_of(rows[0]), confidence)
