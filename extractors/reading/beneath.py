"""Lines under seals: read a second time without the seal's red, and joined with what was read in colour.

Red light makes red ink vanish, and with it every red heading, so only the surroundings of seals are read that way. What is left of
the ring is a light grey that still tears lines apart; pieces of one row are therefore read once more as one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.layout.seals import SealFound
from extractors.ocr.crops import char_boxes, crop
from extractors.ocr.engine import Box, OcrEngine, OcrLine, Quad, quad_of
from extractors.raster.image import Image, gray
from extractors.reading.boxes import around, gap, in_one_row, overlap, same_place

MARGIN = 0.35
"""How far around a seal lines may be disturbed, in seal widths: detection drops whole lines whose middle is under it."""
LEAST = 0.5
WIDEST_GAP = 3.2
"""Pieces of a row that are no further apart than this many times its height may be one line (a date with wide spaces)."""
_SEALS_OWN = 0.6
"""A line that lies in the seal to this share may be the seal's own text."""
_INKED = 0.012
"""Share of a line's place that black print fills at the least."""
_RULE, _UPRIGHT_RULE = 0.7, 0.95
"""A row or column of pixels that is dark to this share is the table's rule; strokes of characters stand upright, too."""
_AS_ONE = 0.72
_END = 0.6
"""Share of a piece that lies in another line's box."""
_AT_EDGE = 0.2
"""A line no further from the edge of what is read than this share of its height goes on beyond it."""


@dataclass(frozen=True)
class SealedLine:
    """A line, and what the other preparation of the same place gave."""

    line: OcrLine
    under_seal: bool = False
    second: str | None = None


@dataclass(frozen=True)
class _Place:
    """The surroundings of one seal, in red light."""

    seal: Box
    without_red: Image
    black: float
    """Darker than this is print; what is left of the seal is lighter."""
    engine: OcrEngine

    def touches(self, line: OcrLine) -> bool:
        return overlap(line.box, self.seal) > 0

    def is_print(self, line: OcrLine, others: Sequence[OcrLine]) -> bool:
        """Whether a line's place holds black ink of its own: neither a rule's nor that of other lines that run into it."""
        x0, y0, x1, y1 = (max(0, round(side)) for side in line.box)
        dark = gray(self.without_red[y0:y1, x0:x1]) < self.black
        if not dark.size:
            return False
        dark = dark & ~(dark.mean(axis=1) > _RULE)[:, None] & ~(dark.mean(axis=0) > _UPRIGHT_RULE)[None, :]
        for other in others:
            if overlap(line.box, other.box) < 0.5:
                left, top, right, bottom = (max(0, round(side)) for side in other.box)
                dark[max(0, top - y0) : max(0, bottom - y0), max(0, left - x0) : max(0, right - x0)] = False
        return bool(dark.mean() >= _INKED)


def read_beneath(without_red: Image, lines: Sequence[OcrLine], seals: Sequence[SealFound], engine: OcrEngine) -> tuple[SealedLine, ...]:
    """Return the page's lines, those near red seals replaced by their better reading."""
    rest = list(lines)
    joined: list[SealedLine] = []
    for seal in seals:
        near = [line for line in rest if overlap(line.box, seal.bbox) > 0]
        rest = [line for line in rest if line not in near]
        if seal.ink != "red":
            joined += [SealedLine(line, under_seal=True) for line in near]
            continue
        place = _Place(seal.bbox, without_red, _black(without_red, seal.bbox, rest or near), engine)
        region, found = _read_region(place, _surroundings(seal.bbox, near, without_red), rest)
        near += [line for line in rest if overlap(line.box, region) >= 0.8]
        rest = [line for line in rest if line not in near]
        plain, cut = _sorted_out(_read_without_red(place, _without_ends(found, rest, place), near, rest), near, rest, place)
        rest = [line for line in rest if line not in cut]
        joined += _joined([*near, *cut], plain, place)
    return (*(SealedLine(line) for line in rest), *joined)


def is_seals_own(line: OcrLine, seals: Sequence[SealFound]) -> bool:
    """Whether a line read from a picture lies in a seal: it is then the seal's own text, or its ring taken for letters."""
    return any(overlap(line.box, seal.bbox) >= _SEALS_OWN for seal in seals)


def _black(without_red: Image, seal: Box, lines: Sequence[OcrLine]) -> float:
    """Return the brightness between print and what is left of the seal."""
    flat = gray(without_red)
    x0, y0, x1, y1 = (max(0, round(side)) for side in seal)
    inside = flat[y0:y1, x0:x1]
    left = inside[inside < 235]
    seal_level = float(np.median(left)) if left.size else 200.0
    prints = [float(np.percentile(crop(flat, line.quad), 4)) for line in lines[:40]]
    print_level = float(np.median(prints)) if prints else 60.0
    return min(170.0, (print_level + max(seal_level, print_level + 40)) / 2)


def _surroundings(seal: Box, near: Sequence[OcrLine], image: Image) -> Box:
    wide = (seal[2] - seal[0]) * MARGIN
    grown = (seal[0] - wide, seal[1] - wide / 3, seal[2] + wide, seal[3] + wide / 3)
    left, top, right, bottom = around([grown, *(line.box for line in near)])
    height, width = image.shape[:2]
    return (max(0.0, left - 8), max(0.0, top - 8), min(float(width), right + 8), min(float(height), bottom + 8))


def _read_region(place: _Place, region: Box, rest: Sequence[OcrLine]) -> tuple[Box, list[OcrLine]]:
    """Read a seal's surroundings, and more of the page to the side where they cut a line that nobody has read whole."""
    width = place.without_red.shape[1]
    while True:
        x0, y0, x1, y1 = (int(side) for side in region)
        found = [line.moved(x0, y0) for line in place.engine.read_page(np.ascontiguousarray(place.without_red[y0:y1, x0:x1]))]
        torn = [line for line in found if place.touches(line) and not any(same_place(line.box, other.box) for other in rest)]
        left = x0 > 0 and any(line.box[0] - x0 < _AT_EDGE * (line.box[3] - line.box[1]) for line in torn)
        right = x1 < width and any(x1 - line.box[2] < _AT_EDGE * (line.box[3] - line.box[1]) for line in torn)
        if not left and not right:
            return region, found
        more = place.seal[2] - place.seal[0]
        region = (max(0.0, region[0] - more * left), region[1], min(float(width), region[2] + more * right), region[3])


def _without_ends(found: Sequence[OcrLine], rest: Sequence[OcrLine], place: _Place) -> list[OcrLine]:
    """Leave out the ends of lines beside, which were read whole in colour: the end of a label would be read as its value's beginning."""
    return [line for line in found if place.touches(line) or not any(overlap(line.box, other.box) >= _END for other in rest)]


def _read_without_red(place: _Place, found: Sequence[OcrLine], near: Sequence[OcrLine], rest: Sequence[OcrLine]) -> list[OcrLine]:
    again = _read_quads(place, [line.quad for line in near])
    plain = [*found, *(line for line in again if line is not None and not any(same_place(line.box, other.box) for other in found))]
    printed = [line for line in plain if overlap(line.box, place.seal) < _SEALS_OWN or place.is_print(line, plain)]
    return _in_one_piece(printed, place, rest)


def _sorted_out(
    plain: Sequence[OcrLine], near: Sequence[OcrLine], rest: Sequence[OcrLine], place: _Place
) -> tuple[list[OcrLine], list[OcrLine]]:
    """Lines that the region's edge cuts in two were read whole in colour: their pieces go, unless the seal lies on them.

    Returns the lines that stay, and those read in colour that they stand for although they do not reach the seal.
    """
    stay: list[OcrLine] = []
    cut: list[OcrLine] = []
    for line in plain:
        whole = [other for other in rest if same_place(line.box, other.box)]
        beneath = place.touches(line) or any(same_place(line.box, other.box) for other in near)
        if beneath or not whole:
            stay.append(line)
            cut += [other for other in whole if other not in cut]
    return stay, cut


def _read_quads(place: _Place, quads: Sequence[Quad]) -> list[OcrLine | None]:
    readings = place.engine.read_lines([crop(place.without_red, quad) for quad in quads])
    return [
        OcrLine(one.text, quad, one.confidence, char_boxes(quad, one.centres, one.text))
        if one.confidence >= LEAST and one.text.strip()
        else None
        for quad, one in zip(quads, readings, strict=True)
    ]


def _in_one_piece(lines: Sequence[OcrLine], place: _Place, rest: Sequence[OcrLine]) -> list[OcrLine]:
    """Read the pieces of one row as one line, where that gives at least as much; ``rest`` was read whole and is no part of it."""
    whole: list[OcrLine] = []
    for row in _rows(lines):
        if not any(place.touches(line) for line in row):
            whole += row
            continue
        box = _with_stray_ink(around(line.box for line in row), place, rest)
        (one,) = _read_quads(place, [quad_of(box)])
        pieces = sum(len(_solid(line.text)) for line in row)
        whole += [one] if one is not None and one.confidence >= _AS_ONE and len(_solid(one.text)) >= pieces else row
    return whole


def _rows(lines: Sequence[OcrLine]) -> list[list[OcrLine]]:
    rows: list[list[OcrLine]] = []
    for line in sorted(lines, key=lambda one: one.box[0]):
        height = line.box[3] - line.box[1]
        for row in rows:
            if in_one_row(row[-1].box, line.box) and gap(row[-1].box, line.box) <= WIDEST_GAP * height:
                row.append(line)
                break
        else:
            rows.append([line])
    return rows


def _with_stray_ink(box: Box, place: _Place, rest: Sequence[OcrLine]) -> Box:
    """Widen a row's box by the print beside it that nobody detected; rules and arcs, which are taller than the row, do not count."""
    x0, y0, x1, y1 = (max(0, round(side)) for side in box)
    height = y1 - y0
    band = gray(place.without_red)[y0:y1] < place.black
    filled = band.any(axis=0) & ~(band.mean(axis=0) > 0.85)
    for other in rest:
        if in_one_row(box, other.box):
            filled[max(0, round(other.box[0])) : max(0, round(other.box[2]) + 1)] = False
    left, right = x0, min(x1, filled.size)
    reach = round(WIDEST_GAP * height)
    while (more := np.flatnonzero(filled[max(0, left - reach) : left])).size and left > place.seal[0] - height:
        left = max(0, left - reach) + int(more[0])
    while (more := np.flatnonzero(filled[right : right + reach])).size and right < place.seal[2] + height:
        right = right + int(more[-1]) + 1
    return (float(max(0, left - 3)), box[1], float(right + 3), box[3]) if (left, right) != (x0, x1) else box


def _joined(coloured: Sequence[OcrLine], plain: Sequence[OcrLine], place: _Place) -> list[SealedLine]:
    """Pair what was read in colour with what was read in red light; where they differ, keep the one that has more of the line."""
    left = list(coloured)
    joined = []
    for line in plain:
        twins = [other for other in left if same_place(line.box, other.box)]
        left = [other for other in left if other not in twins]
        joined.append(_better(line, twins, touches=place.touches(line)))
    kept = [line for line in left if overlap(line.box, place.seal) < _SEALS_OWN or (place.is_print(line, plain) and line.confidence > 0.8)]
    return [*joined, *(SealedLine(line, under_seal=place.touches(line)) for line in kept)]


def _better(plain: OcrLine, coloured: Sequence[OcrLine], *, touches: bool) -> SealedLine:
    if not coloured:
        return SealedLine(plain, under_seal=touches)
    text = "".join(line.text for line in sorted(coloured, key=lambda one: one.box[0]))
    if _solid(text) == _solid(plain.text):
        return SealedLine(replace(plain, confidence=max(plain.confidence, *(one.confidence for one in coloured))), under_seal=touches)
    only = coloured[0] if len(coloured) == 1 else None
    if only is not None and _weight(only) > _weight(plain) + (1.0 if touches else 0.0):
        return SealedLine(only, under_seal=touches, second=plain.text)
    return SealedLine(plain, under_seal=touches, second=text)


def _weight(line: OcrLine) -> float:
    return len(_solid(line.text)) * line.confidence


def _solid(text: str) -> str:
    return "".join(text.split())
