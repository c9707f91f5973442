"""Ruled tables: where the lines run, and which cells they close.

Lines are taken from the ink that is not red (a seal's ring is no rule), made collinear, and clustered into rows and columns. Two
neighbouring elementary cells without enough rule between them are one merged cell. Everything is in working-image pixels.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.layout.dashes import with_dashes_drawn
from extractors.layout.merged_cells import RULE_COVER, PixelCell, cells_of, cover
from extractors.layout.ruled_ink import SHORTEST_ROW_MM, Image, Mask, dark_ink, rule_masks, with_outlined_bars
from extractors.layout.rules import LONG_MM, SAME_LINE_MM, Rule, ends_on, is_stroke, positions, rules_in, thickness, without
from extractors.layout.streaks import without_streaks

PAGE_FRAME = 0.5
ONE_CELL = 0.7
SMALLEST_GRID_MM = 20.0


@dataclass(frozen=True)
class PixelGrid:
    """A ruled table in working-image pixels."""

    box: tuple[float, float, float, float]
    rows: int
    cols: int
    cells: tuple[PixelCell, ...]


def find_grids(image: Image, pixels_per_mm: float) -> tuple[PixelGrid, ...]:
    """Find the ruled tables of an upright, straightened page, from top to bottom.

    ``image`` is BGR; ``pixels_per_mm`` is the working resolution (7.87 at 200 dpi).
    """
    ink = with_dashes_drawn(with_outlined_bars(dark_ink(image), image, pixels_per_mm), pixels_per_mm)
    across, down = rule_masks(ink, pixels_per_mm)
    down = without_streaks(across, down, pixels_per_mm)
    grids = [
        _shift(grid, region.x, region.y) for region in _regions(ink, across, down, pixels_per_mm) if (grid := _grid(region, pixels_per_mm))
    ]
    tables = [grid for grid in grids if not _is_frame(grid, image.shape[1], image.shape[0])]
    return tuple(sorted(tables, key=lambda g: (g.box[1], g.box[0])))


@dataclass(frozen=True)
class _Region:
    """Connected rules, cut out of the page without what else runs through their box."""

    x: int
    y: int
    across: Mask
    down: Mask
    ink: Mask


def _is_frame(grid: PixelGrid, width: int, height: int) -> bool:
    """Whether it frames the page (certificates have such borders) instead of ruling a table: one cell takes nearly all of it."""
    x0, y0, x1, y1 = grid.box
    area = (x1 - x0) * (y1 - y0)
    largest = max((c.box[2] - c.box[0]) * (c.box[3] - c.box[1]) for c in grid.cells)
    return area > PAGE_FRAME * width * height and largest > ONE_CELL * area


def _regions(ink: Mask, across: Mask, down: Mask, ppm: float) -> list[_Region]:
    """Connected rules that are large enough for a table and run both ways."""
    reach = max(3, round(1.2 * ppm)) | 1
    joined = cv2.dilate(cv2.bitwise_or(across, down), np.ones((reach, reach), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    smallest = SMALLEST_GRID_MM * ppm
    regions = []
    for number, (x, y, w, h, _area) in enumerate(stats[1:], 1):
        if w < smallest or h < SHORTEST_ROW_MM * ppm:
            continue
        part = (slice(y, y + h), slice(x, x + w))
        own = labels[part] == number
        one, other = np.where(own, across[part], 0).astype(np.uint8), np.where(own, down[part], 0).astype(np.uint8)
        if one.any() and other.any():
            regions.append(_Region(int(x), int(y), one, other, ink[part]))
    return regions


def _grid(region: _Region, ppm: float) -> PixelGrid | None:
    """Build the cells of one region; None where the rules close no cell."""
    across, down = region.across, region.down
    rows, columns = rules_in(across, ppm), rules_in(down.T, ppm)
    thin = thickness(columns, LONG_MM * ppm)
    strokes = [rule for rule in columns if is_stroke(rule, region.ink.T, thin, ppm)]
    down = without(down, strokes)
    columns = [rule for rule in columns if rule not in strokes and ends_on(rule, rows, LONG_MM * ppm, ppm)]
    rows = [rule for rule in rows if ends_on(rule, columns, 2 * LONG_MM * ppm, ppm)]
    ys, xs = positions(rows, ppm), positions(columns, ppm)
    if len(ys) < 2 or len(xs) < 2 or not _is_framed(across, down, xs, ys, ppm):
        return None
    ys = _with_open_ends(ys, [rule for rule in columns if min(abs(rule.at - xs[0]), abs(rule.at - xs[-1])) <= SAME_LINE_MM * ppm], xs, ppm)
    cells = cells_of(across, down, xs, ys, ppm)
    if not cells:
        return None
    return PixelGrid(box=(xs[0], ys[0], xs[-1], ys[-1]), rows=len(ys) - 1, cols=len(xs) - 1, cells=cells)


def _with_open_ends(ys: list[float], borders: list[Rule], xs: list[float], ppm: float) -> list[float]:
    """Add the row that the sheet's end cuts off: both side borders run on beyond the last level rule, or come from above the first."""
    left = [rule for rule in borders if abs(rule.at - xs[0]) <= abs(rule.at - xs[-1])]
    right = [rule for rule in borders if rule not in left]
    if not left or not right:
        return ys
    top = max(min(rule.start for rule in left), min(rule.start for rule in right))
    foot = min(max(rule.end for rule in left), max(rule.end for rule in right))
    least = SHORTEST_ROW_MM * ppm
    return [*([top] if ys[0] - top >= least else []), *ys, *([foot] if foot - ys[-1] >= least else [])]


def _is_framed(across: Mask, down: Mask, xs: list[float], ys: list[float], ppm: float) -> bool:
    """Whether at least three sides are ruled along their length: rows of bold text leave bits of rules, but no frame."""
    sides = (
        cover(across, ys[0], xs[0], xs[-1], ppm),
        cover(across, ys[-1], xs[0], xs[-1], ppm),
        cover(down.T, xs[0], ys[0], ys[-1], ppm),
        cover(down.T, xs[-1], ys[0], ys[-1], ppm),
    )
    return sum(side >= RULE_COVER for side in sides) >= 3


def _shift(grid: PixelGrid, dx: int, dy: int) -> PixelGrid:
    def moved(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)

    cells = tuple(PixelCell(c.row, c.col, c.row_span, c.col_span, moved(c.box)) for c in grid.cells)
    return PixelGrid(moved(grid.box), grid.rows, grid.cols, cells)
