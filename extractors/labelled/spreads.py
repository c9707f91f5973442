"""Two pages on one sheet: an A3 scan of an open booklet is read left half first."""

from collections.abc import Sequence

from schemas.evidence import BBox
from schemas.page import Grid, Line, Page

WIDE = 1.25
"""A sheet this much wider than high may hold two pages side by side."""
FEWEST_LINES = 3


def halves(page: Page) -> tuple[Page, ...]:
    """Return the two pages of a sheet, or the sheet itself: text and tables that run over its middle make it one page."""
    if page.width < WIDE * page.height or not page.lines or any(line.bbox is None for line in page.lines):
        return (page,)
    middle = page.width / 2
    items: tuple[Line | Grid, ...] = (*page.lines, *page.grids)
    crossing = [item for item in items if _side(item, middle) == 0]
    left, right = (_half(page, side, middle) for side in (-1, 1))
    if crossing or min(len(left.lines), len(right.lines)) < FEWEST_LINES:
        return (page,)
    return (left, right)


def paged(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Return all pages in reading order, sheets of two as two."""
    return tuple(half for page in pages for half in halves(page))


def _half(page: Page, side: int, middle: float) -> Page:
    """Places and the page's number stay those of the sheet."""
    lines = tuple(line for line in page.lines if _side(line, middle) == side)
    grids = tuple(grid for grid in page.grids if _side(grid, middle) == side)
    return page.model_copy(update={"lines": lines, "grids": grids})


def _side(item: Line | Grid, middle: float) -> int:
    """-1 left of the middle, 1 right of it, 0 across it."""
    box: BBox | None = item.bbox
    if box is None:
        return 0
    return -1 if box[2] <= middle else 1 if box[0] >= middle else 0
