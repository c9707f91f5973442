"""Rules that were not found in a table's first column: several labels then stand in one cell, each beside its own row."""

from collections.abc import Sequence

from extractors.labelled.labels import Labels
from extractors.layout.ink import union
from schemas.page import Cell, Grid


def ruled(grid: Grid, labels: Labels) -> Grid:
    """Part such a cell at the rules beside it."""
    cells = tuple(part for cell in grid.cells for part in _parts(cell, grid.cells, labels))
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
