"""Which text stands in which cell: lines that a detector drew over two cells are cut, cells that it missed are read by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from extractors.layout.borders import without_strokes
from extractors.layout.grid import PixelCell, PixelGrid, dark_ink
from extractors.layout.ink import width
from extractors.ocr.engine import Box, OcrEngine, OcrLine, quad_of
from extractors.raster.image import Image, scaled

NARROW_MM = 15.0
"""Columns with one character a line are narrower than this."""
SMALLEST_TEXT_MM = 1.6
SPECK_MM2 = 0.25
STROKE_SURE = 0.95
STROKE_MM, STROKE_LEAST_MM = 0.8, 1.5
LEVEL_DEGREES, STEEP_DEGREES = 12, (40, 80)
STROKE_SHARE = 0.2
READ_FOR_SLASH = "1lI|丨丿/／"
SCATTERED = 2
"""Words of so many characters are set far apart."""
LEAST_CHARACTER_MM, LOST_SURE = 2.0, 0.8
INK_SHARE = 0.004
"""A cell with less ink than this holds dust."""


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
        stroke = _lone_stroke(image, cell.cell.box, ppm)
        return FilledCell(cell.cell, stroke) if stroke and stroke[0].text == "/" else cell
    if cell.lines and not (narrow and sideways):
        return cell if narrow or sideways else _with_lost_characters(image, cell, engine, ppm)
    stroke = _lone_stroke(image, cell.cell.box, ppm)
    rows = () if stroke else _text_rows(image, cell.cell.box, ppm)
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
    rows = _text_rows(image, cell.cell.box, ppm)
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


def _lone_stroke(image: Image, box: Box, ppm: float) -> tuple[OcrLine, ...]:
    """A dash or a slash alone in a cell says 「无」, and engines overlook it; a rule to write on runs along the cell's foot."""
    x0, y0, x1, y1 = (int(side) for side in box)
    inset = max(2, round(0.8 * ppm))
    ink = _largest(_without_specks_and_rules(dark_ink(image[y0 + inset : y1 - inset, x0 + inset : x1 - inset]), ppm))
    ys, xs = np.nonzero(ink)
    if len(ys) < 4:
        return ()
    left, right, top, bottom = int(xs.min()), int(xs.max()) + 1, int(ys.min()), int(ys.max()) + 1
    sign = _sign(xs, ys, ppm)
    middle = (top + bottom) / 2 / max(1, ink.shape[0])
    if not sign or not 0.2 < middle < 0.8 or (sign == "—" and right - left >= 0.5 * (x1 - x0)):
        return ()
    pad = max(0.0, ppm - (bottom - top) / 2)
    place = (float(x0 + inset + left), y0 + inset + top - pad, float(x0 + inset + right), y0 + inset + bottom + pad)
    return (OcrLine(sign, quad_of(place), STROKE_SURE),)


def _sign(xs: np.ndarray, ys: np.ndarray, ppm: float) -> str:
    """「—」 for ink along one level straight line, 「/」 for ink along one that rises steeply to the right, else nothing."""
    spread = np.cov(np.stack([xs, ys]).astype(np.float64))
    across, along = np.linalg.eigh(spread)
    thickness, length = (float(np.sqrt(12 * max(0.0, value))) / ppm for value in across)
    dx, dy = along[:, 1]
    slope = float(np.degrees(np.arctan2(-dy, dx))) % 180
    if thickness > STROKE_MM or length < STROKE_LEAST_MM:
        return ""
    if min(slope, 180 - slope) < LEVEL_DEGREES:
        return "—"
    return "/" if STEEP_DEGREES[0] < slope < STEEP_DEGREES[1] else ""


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


def _text_rows(image: Image, box: Box, ppm: float) -> list[Box]:
    """Boxes of the rows of dark ink inside a cell, without its rules and without specks."""
    inset = max(2, round(0.5 * ppm))
    x0, y0, x1, y1 = (int(box[0]) + inset, int(box[1]) + inset, int(box[2]) - inset, int(box[3]) - inset)
    if x1 - x0 < 4 or y1 - y0 < 4:
        return []
    ink = _without_specks_and_rules(dark_ink(image[y0:y1, x0:x1]), ppm)
    if (ink > 0).mean() < INK_SHARE:
        return []
    filled = np.asarray((ink > 0).any(axis=1))
    gap = max(1, round(0.35 * ppm))
    rows = []
    for top, bottom in _runs(filled, gap):
        if bottom - top < SMALLEST_TEXT_MM * ppm:
            continue
        columns = np.flatnonzero((ink[top:bottom] > 0).any(axis=0))
        rows.append((float(x0 + columns[0]), float(y0 + top), float(x0 + columns[-1] + 1), float(y0 + bottom)))
    return rows


def _without_specks_and_rules(ink: np.ndarray, ppm: float) -> np.ndarray:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    kept = np.zeros(count, bool)
    height, width_ = ink.shape
    for number, (x, y, w, h, area) in enumerate(stats):
        touches = x == 0 or y == 0 or x + w == width_ or y + h == height
        rule = touches and (w > 0.8 * width_ or h > 0.8 * height or min(w, h) < 0.6 * ppm)
        kept[number] = number > 0 and area >= SPECK_MM2 * ppm * ppm * 0.2 and not rule
    return np.where(kept[labels], 255, 0).astype(np.uint8)


def _largest(ink: np.ndarray) -> np.ndarray:
    """Without whatever is small beside the largest thing: a black-and-white scan is full of specks."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    areas = stats[:, cv2.CC_STAT_AREA]
    kept = np.array([number > 0 and areas[number] >= STROKE_SHARE * areas[1:].max() for number in range(count)])
    return np.where(kept[labels], 255, 0).astype(np.uint8)


def _runs(filled: np.ndarray, gap: int) -> list[tuple[int, int]]:
    """Stretches of True, closed over gaps of at most ``gap``."""
    runs: list[tuple[int, int]] = []
    for index in np.flatnonzero(filled):
        if runs and index - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], int(index) + 1)
        else:
            runs.append((int(index), int(index) + 1))
    return runs


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
