"""Text at a place: the lines of one cell, one paragraph, or a part of a line, with what is known of how they were read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from schemas.evidence import BBox, Quad, Region
from schemas.page import Line


@dataclass(frozen=True)
class Ink:
    """Lines on one page, in reading order."""

    page: int
    lines: tuple[Line, ...]
    place: BBox | None = None
    """Where the value may stand (the cell), also when nothing stands there."""

    @property
    def text(self) -> str:
        """The lines, one per row."""
        return "\n".join(line.text for line in self.lines)

    @property
    def confidence(self) -> float:
        """The least sure line decides."""
        return min((line.confidence for line in self.lines), default=1.0)

    @property
    def bbox(self) -> BBox | None:
        """Box of the ink itself, else of the place."""
        return union(line.bbox for line in self.lines) or self.place

    @property
    def region(self) -> Region:
        """Place in the document."""
        return Region(page=self.page, bbox=self.bbox)

    @property
    def reader(self) -> str:
        """Who read it."""
        return next((line.reader for line in self.lines if line.reader), "")

    def with_lines(self, lines: Iterable[Line]) -> "Ink":
        """Return the same place with other lines."""
        return replace(self, lines=tuple(lines))


def union(boxes: Iterable[BBox | None]) -> BBox | None:
    """Smallest box around all; None where there is none."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    return (min(b[0] for b in known), min(b[1] for b in known), max(b[2] for b in known), max(b[3] for b in known))


def width(text: str) -> float:
    """Width of a text in ems, as a printer sets it: Chinese one, Latin and digits half."""
    return sum(1.0 if ord(char) > 0x2E7F else 0.5 for char in text)


def after(line: Line, offset: int) -> Line:
    """Return the rest of a line from character ``offset`` on, its box cut in proportion."""
    return part(line, offset, len(line.text))


def part(line: Line, start: int, end: int) -> Line:
    """Return characters ``start`` to ``end`` of a line, without the spaces around them, its places cut to them."""
    text = line.text[start:end]
    start += len(text) - len(text.lstrip(" \u3000"))
    text = text.strip(" \u3000")
    end = start + len(text)
    return line.model_copy(
        update={"text": text, "bbox": _cut(line, start, end), "quad": cut_quad(line, start, end), "centres": _cut_centres(line, start, end)}
    )


def shares(line: Line, start: int, end: int) -> tuple[float, float]:
    """Where a stretch of a line begins and ends, as shares of its width: by the characters' own places, else by their widths."""
    if len(line.centres) == len(line.text) and 0 <= start < end:
        return edge(line, start), edge(line, end)
    whole = width(line.text) or 1.0
    return min(1.0, width(line.text[:start]) / whole), min(1.0, width(line.text[:end]) / whole)


def edge(line: Line, index: int) -> float:
    """Left edge of a character: half-way to the one before it, but no further away than half a character."""
    if index <= 0:
        return 0.0
    if index >= len(line.text):
        return 1.0
    before, here = line.centres[index - 1], line.centres[index]
    return max((before + here) / 2, here - 0.6 * em(line))


def em(line: Line) -> float:
    """Width of a full character as a share of the line's width."""
    steps = [
        b - a
        for a, b, char, after_it in zip(line.centres, line.centres[1:], line.text, line.text[1:], strict=False)
        if _wide(char) and _wide(after_it)
    ]
    if steps:
        return sorted(steps)[len(steps) // 2]
    return 1.0 / (width(line.text) or 1.0)


def _wide(char: str) -> bool:
    return ord(char) > 0x2E7F


def _cut_centres(line: Line, start: int, end: int) -> tuple[float, ...]:
    if len(line.centres) != len(line.text) or end <= start:
        return ()
    left, right = shares(line, start, end)
    span = (right - left) or 1.0
    return tuple(round(min(1.0, max(0.0, (centre - left) / span)), 4) for centre in line.centres[start:end])


def cut_quad(line: Line, start: int, end: int) -> Quad | None:
    """The corners of a stretch of a line."""
    if line.quad is None:
        return None
    return between(line.quad, *shares(line, start, end))


def between(quad: Quad, left: float, right: float) -> Quad:
    """The corners of a stretch of a quad; shares beyond 0 and 1 reach outside it."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = quad
    top = ((ax + (bx - ax) * left, ay + (by - ay) * left), (ax + (bx - ax) * right, ay + (by - ay) * right))
    bottom = ((dx + (cx - dx) * right, dy + (cy - dy) * right), (dx + (cx - dx) * left, dy + (cy - dy) * left))
    return (*top, *bottom)


def _cut(line: Line, start: int, end: int) -> BBox | None:
    if line.bbox is None:
        return None
    if line.quad is not None:
        return bounds(between(line.quad, *shares(line, start, end)))
    left, right = shares(line, start, end)
    x0, y0, x1, y1 = line.bbox
    return (x0 + (x1 - x0) * left, y0, x0 + (x1 - x0) * right, y1)


def bounds(quad: Quad) -> BBox:
    """The upright box around a quad."""
    xs, ys = zip(*quad, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))
