"""How well ruled tables were found: a page's tables are exact where every cell is there, and none that nobody drew."""

from collections.abc import Sequence

from bench.fields import iou
from schemas.page import Page

SAME = 0.6
"""Two boxes that share this much are one cell."""


def score_grids(page: Page, cells: Sequence[Sequence[float]]) -> dict[str, int]:
    """Counts for one page: tables' cells there and found, and whether all was exact."""
    true = [list(cell[1:]) for cell in cells]
    found = [list(cell.bbox) for grid in page.grids for cell in grid.cells if cell.bbox]
    hit = sum(any(iou(t, f) >= SAME for f in found) for t in true)
    more = sum(not any(iou(t, f) >= SAME for t in true) for f in found)
    return {"pages": 1, "exact": int(hit == len(true) and not more), "cells": len(true), "cells_found": hit, "cells_too_many": more}
