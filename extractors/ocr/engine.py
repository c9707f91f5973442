"""What every OCR engine can do, and the shapes in which it says what it read. All places are pixels of the image that was given."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

import numpy as np

from extractors.raster.image import Image

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]
"""Corners of a line: top left, top right, bottom right, bottom left as the text runs."""

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1."""


def quad_of(box: Box) -> Quad:
    """Return a box as its four corners."""
    x0, y0, x1, y1 = box
    return ((x0, y0), (x1, y0), (x1, y1), (x0, y1))


@dataclass(frozen=True)
class OcrLine:
    """One line as an engine read it."""

    text: str
    quad: Quad
    confidence: float
    char_boxes: tuple[Box, ...] = ()
    """One box for each character of ``text``, or none at all where the engine gives none."""

    @property
    def box(self) -> Box:
        """The upright box around the line."""
        xs, ys = zip(*self.quad, strict=True)
        return (min(xs), min(ys), max(xs), max(ys))

    def moved(self, dx: float, dy: float) -> "OcrLine":
        """Return the line as it stands on the page that its crop was cut from."""
        (a, b, c, d) = ((x + dx, y + dy) for x, y in self.quad)
        boxes = tuple((x0 + dx, y0 + dy, x1 + dx, y1 + dy) for x0, y0, x1, y1 in self.char_boxes)
        return replace(self, quad=(a, b, c, d), char_boxes=boxes)


@dataclass(frozen=True)
class Reading:
    """What an engine read in a crop that holds one line."""

    text: str
    confidence: float
    centres: tuple[float, ...] = ()
    """Where each character's middle stands, as a share of the crop's width; none where the engine does not say."""


class Script(StrEnum):
    """What a line is written in, where that is known: an engine that tries two scripts takes one for the other now and then."""

    ANY = "any"
    CHINESE = "chinese"
    LATIN = "latin"


class OcrEngine(Protocol):
    """An engine. It never raises for what it sees: what can't be read is no line."""

    name: str
    version: str

    def detect(self, image: Image) -> tuple[Quad, ...]:
        """Find the lines of a page without reading them."""

    def read_lines(self, crops: Sequence[Image], script: Script = Script.ANY) -> tuple[Reading, ...]:
        """Read crops that hold one upright line each; one reading per crop, ``Reading("", 0)`` where nothing stands."""

    def read_page(self, image: Image) -> tuple[OcrLine, ...]:
        """Find and read the lines of an upright page, in reading order."""

    def read_line(self, image: Image) -> tuple[str, float]:
        """Read one line or one cell, and say how sure that is (0–1)."""


def in_reading_order(lines: Sequence[OcrLine]) -> tuple[OcrLine, ...]:
    """Sort lines into rows from the top, each row from the left.

    Two lines are in one row when the middle of the later one lies within the body of the row's first line: a fixed pixel distance would
    tear the rows of a large heading apart and join the rows of small print.
    """
    rows: list[list[OcrLine]] = []
    for line in sorted(lines, key=lambda one: (one.box[1] + one.box[3]) / 2):
        middle = (line.box[1] + line.box[3]) / 2
        row = rows[-1] if rows else None
        if row is not None and _body(row[0])[0] <= middle <= _body(row[0])[1]:
            row.append(line)
        else:
            rows.append([line])
    return tuple(line for row in rows for line in sorted(row, key=lambda one: one.box[0]))


def _body(line: OcrLine) -> tuple[float, float]:
    _, top, _, bottom = line.box
    margin = (bottom - top) * 0.2
    return top + margin, bottom - margin


def side_lengths(quad: Quad) -> tuple[float, float]:
    """Return width and height of a line, whichever way it lies."""
    corners = np.array(quad, dtype=float)
    width = max(float(np.linalg.norm(corners[1] - corners[0])), float(np.linalg.norm(corners[2] - corners[3])))
    height = max(float(np.linalg.norm(corners[3] - corners[0])), float(np.linalg.norm(corners[2] - corners[1])))
    return width, height
