"""Rules that were not found: several labels then stand in one cell, below each other beside their own rows, or side by side."""

from collections.abc import Sequence

from extractors.labelled.labels import Labels
from extractors.layout.ink import union
from schemas.page import Cell, Grid, Line

SLACK = 6.0
"""Points by which a box's border may lie behind the beginning of its label."""


def ruled(grid: Grid, labels: Labels) -> Grid:
    """Part such a cell at the rules beside it, or above and below it."""
    parted = tuple(part for cell in grid.cells for part in _parts(cell, grid.cells, labels))
    cells = tuple(part for cell in parted for part in _boxes(cell, parted, labels))
    return grid.model_copy(update={"cells": cells}) if len(cells) > len(grid.cells) else grid


def _parts(cell: Cell, cells: Sequence[Cell], labels: Labels) -> tuple[Cell, ...]:
    """One cell a row, where that makes labels of all but the first of them, whose beginning may stand on the page before."""
    if cell.col or cell.row_span < 2 or not cell.lines or labels.match(cell.text) is not None:
        return (cell,)
    rows = [_beside(cell, row, cells) for row in range(cell.row, cell.row + cell.row_span)]
    if any(row is None for row in rows):
        return (cell,)
    parts = tuple(_part(cell, row) for row in rows if row is not None)
    telling = [labels.match(part.text) is not None for part in parts]
    told = len(parts) > 1 and all(telling[1:]) and (telling[0] or cell.row == 0)
    whole = sum(len(part.lines) for part in parts) == len(cell.lines)
    return parts if told and whole else (cell,)


def _beside(cell: Cell, row: int, cells: Sequence[Cell]) -> Cell | None:
    """The cell to the right that stands in one row alone."""
    return next((c for c in cells if c.col == cell.col_span and c.row == row and c.row_span == 1 and c.bbox), None)


def _part(cell: Cell, beside: Cell) -> Cell:
    top, foot = (beside.bbox[1], beside.bbox[3]) if beside.bbox else (0.0, 0.0)
    lines = tuple(line for line in cell.lines if line.bbox and top <= (line.bbox[1] + line.bbox[3]) / 2 < foot)
    place = union(line.bbox for line in lines)
    box = (place[0], top, place[2], foot) if place else None
    return cell.model_copy(update={"row": beside.row, "row_span": 1, "lines": lines, "bbox": box})


def _boxes(cell: Cell, cells: Sequence[Cell], labels: Labels) -> tuple[Cell, ...]:
    """Two opinion boxes side by side that a seal over the rule between them has made one."""
    heads = sorted((line.bbox for line in cell.lines if line.bbox and _is_box(line, labels)), key=lambda place: place[0])
    if len(heads) != 2 or cell.bbox is None or min(heads[0][3], heads[1][3]) <= max(heads[0][1], heads[1][1]):
        return (cell,)
    inside = range(cell.col + 1, cell.col + cell.col_span)
    edges = {(c.bbox[0], c.col) for c in cells if c.bbox and c.col in inside and heads[0][2] - SLACK < c.bbox[0] < heads[1][0] + SLACK}
    if not edges:
        return (cell,)
    edge, col = max(edges)
    x0, y0, x1, y1 = cell.bbox
    left = tuple(line for line in cell.lines if line.bbox is None or line.bbox[0] + line.bbox[2] < 2 * edge)
    right = tuple(line for line in cell.lines if line not in left)
    before = {"col_span": col - cell.col, "lines": left, "bbox": (x0, y0, edge, y1)}
    behind = {"col": col, "col_span": cell.col + cell.col_span - col, "lines": right, "bbox": (edge, y0, x1, y1)}
    return cell.model_copy(update=before), cell.model_copy(update=behind)


def _is_box(line: Line, labels: Labels) -> bool:
    label = labels.match(line.text) or labels.guess(line.text)
    return label is not None and label.role is not None
