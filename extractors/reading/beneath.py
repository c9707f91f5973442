"""Lines under seals: read a second time without the seal's red, and joined with what was read in colour.

Red light makes red ink vanish, and with it every red heading, so only the surroundings of seals are read that way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from extractors.layout.seals import SealFound
from extractors.ocr.crops import crop
from extractors.ocr.engine import Box, OcrEngine, OcrLine
from extractors.raster.image import Image

MARGIN = 0.35
"""How far around a seal lines may be disturbed, in seal widths: detection drops whole lines whose middle is under it."""
LEAST = 0.5
_SAME_ROW = 0.5
_SEALS_OWN = 0.6
"""A line that lies in the seal to this share and is gone in red light is the seal's own text."""


@dataclass(frozen=True)
class SealedLine:
    """A line, and what the other preparation of the same place gave."""

    line: OcrLine
    under_seal: bool = False
    second: str | None = None


def read_beneath(
    image: Image, without_red: Image, lines: Sequence[OcrLine], seals: Sequence[SealFound], engine: OcrEngine
) -> tuple[SealedLine, ...]:
    """Return the page's lines, those near red seals replaced by their better reading."""
    rest = list(lines)
    joined: list[SealedLine] = []
    for seal in seals:
        near = [line for line in rest if _overlap(line.box, seal.bbox) > 0]
        rest = [line for line in rest if line not in near]
        if seal.ink != "red":
            joined += [SealedLine(line, under_seal=True) for line in near]
            continue
        place = _around(seal.bbox, near, image)
        near += [line for line in rest if _overlap(line.box, place) >= 0.8]
        rest = [line for line in rest if line not in near]
        joined += _joined(near, _read_without_red(without_red, place, near, engine), seal)
    return (*(SealedLine(line) for line in rest), *joined)


def is_seals_own(line: OcrLine, seals: Sequence[SealFound]) -> bool:
    """Whether a line read from a picture lies in a seal: it is then the seal's own text, or its ring taken for letters."""
    return any(_overlap(line.box, seal.bbox) >= _SEALS_OWN for seal in seals)


def _around(seal: Box, near: Sequence[OcrLine], image: Image) -> Box:
    wide = (seal[2] - seal[0]) * MARGIN
    left = min([seal[0] - wide, *(line.box[0] for line in near)])
    right = max([seal[2] + wide, *(line.box[2] for line in near)])
    top = min([seal[1] - wide / 3, *(line.box[1] for line in near)])
    bottom = max([seal[3] + wide / 3, *(line.box[3] for line in near)])
    height, width = image.shape[:2]
    return (max(0.0, left - 8), max(0.0, top - 8), min(float(width), right + 8), min(float(height), bottom + 8))


def _read_without_red(without_red: Image, place: Box, near: Sequence[OcrLine], engine: OcrEngine) -> list[OcrLine]:
    x0, y0, x1, y1 = (int(side) for side in place)
    found = [line.moved(x0, y0) for line in engine.read_page(np.ascontiguousarray(without_red[y0:y1, x0:x1]))]
    again = engine.read_lines([crop(without_red, line.quad) for line in near])
    reread = [
        OcrLine(reading.text, line.quad, reading.confidence, line.char_boxes if len(reading.text) == len(line.text) else ())
        for line, reading in zip(near, again, strict=True)
        if reading.confidence >= LEAST and reading.text.strip()
    ]
    return [*found, *(line for line in reread if not any(_same_place(line, other) for other in found))]


def _joined(coloured: Sequence[OcrLine], plain: Sequence[OcrLine], seal: SealFound) -> list[SealedLine]:
    """Pair what was read in colour with what was read in red light; where they differ, keep the one that has more of the line."""
    left = list(coloured)
    joined = []
    for line in plain:
        twins = [other for other in left if _same_place(line, other)]
        left = [other for other in left if other not in twins]
        joined.append(_better(line, twins, touches=_overlap(line.box, seal.bbox) > 0))
    kept = [line for line in left if _overlap(line.box, seal.bbox) < _SEALS_OWN]
    return [*joined, *(SealedLine(line, under_seal=_overlap(line.box, seal.bbox) > 0) for line in kept)]


def _better(plain: OcrLine, coloured: Sequence[OcrLine], *, touches: bool) -> SealedLine:
    if not coloured:
        return SealedLine(plain, under_seal=touches)
    text = "".join(line.text for line in sorted(coloured, key=lambda one: one.box[0]))
    if _plain(text) == _plain(plain.text):
        best = max([plain, *coloured], key=lambda one: (len(one.text), one.confidence))
        return SealedLine(best, under_seal=touches)
    only = coloured[0] if len(coloured) == 1 else None
    if only is not None and _weight(only) > _weight(plain) + (1.0 if touches else 0.0):
        return SealedLine(only, under_seal=touches, second=plain.text)
    return SealedLine(plain, under_seal=touches, second=text)


def _weight(line: OcrLine) -> float:
    return len(_plain(line.text)) * line.confidence


def _plain(text: str) -> str:
    return "".join(text.split())


def _same_place(one: OcrLine, other: OcrLine) -> bool:
    a, b = one.box, other.box
    rows = min(a[3], b[3]) - max(a[1], b[1])
    columns = min(a[2], b[2]) - max(a[0], b[0])
    return rows > _SAME_ROW * min(a[3] - a[1], b[3] - b[1]) and columns > 0.3 * min(a[2] - a[0], b[2] - b[0])


def _overlap(inner: Box, outer: Box) -> float:
    """Return how much of the first box lies in the second."""
    across = min(inner[2], outer[2]) - max(inner[0], outer[0])
    down = min(inner[3], outer[3]) - max(inner[1], outer[1])
    area = max((inner[2] - inner[0]) * (inner[3] - inner[1]), 1e-6)
    return max(0.0, across) * max(0.0, down) / area
