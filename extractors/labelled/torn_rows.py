"""A row that runs over the end of a page may tear its label: 「推荐」 at the foot, 「单位意见」 at the head of the next page."""

from collections.abc import Sequence

from extractors.labelled.labels import Labels
from extractors.labelled.lost_rules import ruled
from schemas.page import Cell, Grid, Line, Page


def mended(pages: Sequence[Page], labels: Labels) -> tuple[Page, ...]:
    """Put the second half of such a label back to the first; the row's rest then goes on without one."""
    found = [page.model_copy(update={"grids": tuple(ruled(grid, labels) for grid in page.grids)}) for page in pages]
    for at in range(1, len(found)):
        foot, head = _foot(found[at - 1]), _head(found[at])
        if foot and head and _is_torn(foot[1].text, head[1].text, labels):
            found[at - 1] = _with_cell(found[at - 1], *foot, (*foot[1].lines, *(_placeless(head[1]))))
            found[at] = _with_cell(found[at], *head, ())
    return tuple(found)


def _foot(page: Page) -> tuple[Grid, Cell] | None:
    """The first cell of the last row of a page's last table."""
    grid = max(page.grids, key=lambda item: item.bbox[3] if item.bbox else 0.0, default=None)
    cells = [cell for cell in grid.cells if cell.col == 0 and cell.row + cell.row_span == grid.rows] if grid else []
    return (grid, cells[0]) if grid and cells else None


def _head(page: Page) -> tuple[Grid, Cell] | None:
    """The first cell of a page's first table."""
    grid = min(page.grids, key=lambda item: item.bbox[1] if item.bbox else 0.0, default=None)
    cells = [cell for cell in grid.cells if cell.col == 0 and cell.row == 0] if grid else []
    return (grid, cells[0]) if grid and cells else None


def _is_torn(foot: str, head: str, labels: Labels) -> bool:
    """Whether two texts are one label, and not each a label of its own."""
    if not foot.strip() or not head.strip() or labels.match(foot + head) is None:
        return False
    return labels.match(foot) is None or labels.match(head) is None


def _placeless(cell: Cell) -> tuple[Line, ...]:
    """A cell's lines without their places, which are on another page."""
    return tuple(line.model_copy(update={"bbox": None, "quad": None, "centres": ()}) for line in cell.lines)


def _with_cell(page: Page, grid: Grid, cell: Cell, lines: tuple[Line, ...]) -> Page:
    """Return the page with other lines in one cell, and without those that are no longer in it."""
    cells = tuple(cell.model_copy(update={"lines": lines}) if item is cell else item for item in grid.cells)
    grids = tuple(grid.model_copy(update={"cells": cells}) if item is grid else item for item in page.grids)
    kept = tuple(line for line in page.lines if lines or line not in cell.lines)
    return page.model_copy(update={"grids": grids, "lines": kept})
