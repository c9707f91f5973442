"""Which text stands in which cell: lines that a detector drew over two cells are cut, cells that it missed are read by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.layout.borders import without_strokes
from extractors.layout.grid import PixelGrid
from extractors.layout.ink import width
from extractors.layout.merged_cells import PixelCell
from extractors.layout.strokes import lone_stroke, text_rows
from extractors.ocr.engine import Box, OcrEngine, OcrLine, quad_of
from extractors.raster.image import Image, scaled

NARROW_MM = 15.0
"""Columns with one character a line are narrower than this."""
READ_FOR_SLASH = "1lI|丨丿/／"
SCATTERED = 2
"""Words of so many characters are set far apart."""
LEAST_CHARACTER_MM, LOST_SURE = 2.0, 0.8


@dataclass(frozen=True)
class FilledCell:
    """A cell and its lines, top to bottom."""

    cell: PixelCell
    lines: tuple[OcrLine, ...]


@dataclass(frozen=True)
class FilledGrid:
    """A table with its text."""

    grid: PixelGrid
    cells: tuple[FilledCell, ...]


def fill(
    image: Image, grids: Sequence[PixelGrid], lines: Sequence[OcrLine], engine: OcrEngine, pixels_per_mm: float
) -> tuple[tuple[FilledGrid, ...], tuple[OcrLine, ...]]:
    """Put the lines of a page into its cells; returns the filled tables and the lines outside all of them.

    ``image`` is the working image that grids and lines were found on.
    """
    grids = [without_strokes(grid, lines) for grid in grids]
    free: list[OcrLine] = []
    held: dict[tuple[int, int], list[OcrLine]] = {}
    for line in lines:
        number = next((n for n, grid in enumerate(grids) if _inside(_centre(line.box), grid.box)), None)
        if number is None:
            free.append(line)
            continue
        for index, piece in _split(line, grids[number]):
            held.setdefault((number, index), []).append(piece)
    filled = []
    for number, grid in enumerate(grids):
        cells = [FilledCell(cell, _ordered(held.get((number, index), []))) for index, cell in enumerate(grid.cells)]
        filled.append(FilledGrid(grid, tuple(_read_again(image, cell, engine, pixels_per_mm) for cell in cells)))
    return tuple(filled), tuple(free)


def _split(line: OcrLine, grid: PixelGrid) -> list[tuple[int, OcrLine]]:
    """Cut a line at the cell borders it runs over; each character goes to the cell its middle lies in."""
    boxes = line.char_boxes or _even_boxes(line)
    runs: list[tuple[int, list[int]]] = []
    for position, box in enumerate(boxes):
        cell = _cell_at(grid, _centre(box), runs[-1][0] if runs else None)
        if runs and runs[-1][0] == cell:
            runs[-1][1].append(position)
        else:
            runs.append((cell, [position]))
    if len(runs) == 1:
        return [(runs[0][0], line)]
    return [(cell, _part(line, boxes, places)) for cell, places in runs if "".join(line.text[p] for p in places).strip()]


def _part(line: OcrLine, boxes: Sequence[Box], places: Sequence[int]) -> OcrLine:
    chosen = tuple(boxes[p] for p in places)
    box = (min(b[0] for b in chosen), min(b[1] for b in chosen), max(b[2] for b in chosen), max(b[3] for b in chosen))
    return replace(
        line, text="".join(line.text[p] for p in places).strip(), quad=quad_of(box), char_boxes=chosen if line.char_boxes else ()
    )


def _even_boxes(line: OcrLine) -> tuple[Box, ...]:
    """Boxes by character width, where the engine gives none."""
    x0, y0, x1, y1 = line.box
    if y1 - y0 > 1.5 * (x1 - x0):
        step = (y1 - y0) / max(1, len(line.text))
        return tuple((x0, y0 + i * step, x1, y0 + (i + 1) * step) for i in range(len(line.text)))
    scale = (x1 - x0) / (width(line.text) or 1)
    places = [x0 + width(line.text[:i]) * scale for i in range(len(line.text) + 1)]
    return tuple((places[i], y0, places[i + 1], y1) for i in range(len(line.text)))


def _cell_at(grid: PixelGrid, point: tuple[float, float], before: int | None) -> int:
    """Index of the cell around a point; the nearest one for a point on a rule, the line's own before a neighbour."""
    if before is not None and _inside(point, _grown(grid.cells[before].box, 2)):
        return before
    hit = next((i for i, cell in enumerate(grid.cells) if _inside(point, cell.box)), None)
    if hit is not None:
        return hit
    return min(range(len(grid.cells)), key=lambda i: _distance(point, grid.cells[i].box))


def _read_again(image: Image, cell: FilledCell, engine: OcrEngine, ppm: float) -> FilledCell:
    """Read a cell by itself where the detector saw nothing in it, or turned a column of characters on its side."""
    x0, y0, x1, y1 = cell.cell.box
    narrow = x1 - x0 < NARROW_MM * ppm and y1 - y0 > 1.5 * (x1 - x0)
    sideways = any(_is_tall(line) for line in cell.lines)
    said = "".join(line.text for line in cell.lines).strip()
    if said in READ_FOR_SLASH and said:
        stroke = lone_stroke(image, cell.cell.box, ppm)
        return FilledCell(cell.cell, stroke) if stroke and stroke[0].text == "/" else cell
    if cell.lines and not (narrow and sideways):
        return cell if narrow or sideways else _with_lost_characters(image, cell, engine, ppm)
    stroke = lone_stroke(image, cell.cell.box, ppm)
    rows = () if stroke else text_rows(image, cell.cell.box, ppm)
    if not rows:
        return FilledCell(cell.cell, cell.lines or stroke)
    if narrow and len(rows) > 1:
        column = _read_column(image, rows, engine)
        return FilledCell(cell.cell, (column,)) if column.text else cell
    crops = [_crop(image, box, ppm) for box in rows]
    read = engine.read_lines(crops)
    found = tuple(
        OcrLine(r.text, quad_of(box), r.confidence) for box, r in zip(rows, read, strict=True) if r.text.strip() and r.confidence >= 0.5
    )
    return FilledCell(cell.cell, found or cell.lines)


def _with_lost_characters(image: Image, cell: FilledCell, engine: OcrEngine, ppm: float) -> FilledCell:
    """Read the row of a short word once more where ink stands beside it: detectors overlook a character set far apart (领　　域)."""
    if len(cell.lines) > SCATTERED or max(len(line.text.strip()) for line in cell.lines) > SCATTERED:
        return cell
    rows = text_rows(image, cell.cell.box, ppm)
    top, bottom = min(line.box[1] for line in cell.lines), max(line.box[3] for line in cell.lines)
    left, right = min(line.box[0] for line in cell.lines), max(line.box[2] for line in cell.lines)
    if len(rows) != 1 or not top <= (rows[0][1] + rows[0][3]) / 2 <= bottom:
        return cell
    beside = max(left - rows[0][0], rows[0][2] - right)
    if beside < LEAST_CHARACTER_MM * ppm:
        return cell
    (again,) = engine.read_lines([_crop(image, rows[0], ppm)])
    known = sum(len(line.text.strip()) for line in cell.lines)
    if again.confidence < LOST_SURE or len("".join(again.text.split())) <= known:
        return cell
    return FilledCell(cell.cell, (OcrLine(again.text, quad_of(rows[0]), again.confidence),))


def _read_column(image: Image, rows: Sequence[Box], engine: OcrEngine) -> OcrLine:
    """Set characters that stand under each other side by side, and read them as one line."""
    tiles = []
    for x0, y0, x1, y1 in rows:
        tile = image[max(0, int(y0) - 2) : int(y1) + 3, max(0, int(x0) - 2) : int(x1) + 3]
        scale = 40 / max(tile.shape[0], tile.shape[1] / 1.3)
        tile = scaled(tile, scale)
        above = max(0, (48 - tile.shape[0]) // 2)
        tiles.append(cv2.copyMakeBorder(tile, above, max(0, 48 - tile.shape[0] - above), 3, 3, cv2.BORDER_REPLICATE))
    text, confidence = engine.read_line(np.ascontiguousarray(np.hstack(tiles)))
    around = (min(b[0] for b in rows), rows[0][1], max(b[2] for b in rows), rows[-1][3])
    return OcrLine(text, quad_of(around), confidence)


def _crop(image: Image, box: Box, ppm: float) -> Image:
    pad = max(2, round(0.6 * ppm))
    x0, y0, x1, y1 = box
    return np.ascontiguousarray(image[max(0, int(y0) - pad) : int(y1) + pad, max(0, int(x0) - pad) : int(x1) + pad])


def _ordered(lines: list[OcrLine]) -> tuple[OcrLine, ...]:
    """Top to bottom; lines side by side from left to right."""
    rows: list[list[OcrLine]] = []
    for line in sorted(lines, key=lambda item: item.box[1] + item.box[3]):
        middle = (line.box[1] + line.box[3]) / 2
        if rows and rows[-1][0].box[1] + 0.25 * _height(rows[-1][0]) < middle < rows[-1][0].box[3] - 0.25 * _height(rows[-1][0]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return tuple(line for row in rows for line in sorted(row, key=lambda item: item.box[0]))


def _height(line: OcrLine) -> float:
    return line.box[3] - line.box[1]


def _is_tall(line: OcrLine) -> bool:
    return _height(line) > 1.5 * (line.box[2] - line.box[0])


def _centre(box: Box) -> tuple[float, float]:
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def _inside(point: tuple[float, float], box: Box) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _grown(box: Box, by: float) -> Box:
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def _distance(point: tuple[float, float], box: Box) -> float:
    dx = max(box[0] - point[0], 0.0, point[0] - box[2])
    dy = max(box[1] - point[1], 0.0, point[1] - box[3])
    return dx * dx + dy * dy
