"""The cells that rules close: neighbouring ones without enough rule between them are one merged cell."""

from dataclasses import dataclass
from itertools import pairwise

from extractors.layout.ruled_ink import Mask
from extractors.layout.rules import SAME_LINE_MM

SLIVER_MM = 2.8
"""No character has room in less: a bent rule that was taken for two leaves such a strip between a label and its value."""
RULE_COVER = 0.55
"""Share of an elementary border that must be inked to separate two cells: rules break up in faint copies, and seals cross them."""


@dataclass(frozen=True)
class PixelCell:
    """A cell in working-image pixels; rows and columns count from 0."""

    row: int
    col: int
    row_span: int
    col_span: int
    box: tuple[float, float, float, float]


def cells_of(across: Mask, down: Mask, xs: list[float], ys: list[float], ppm: float) -> tuple[PixelCell, ...]:
    """Return the cells between the borders ``xs`` and ``ys``, row by row; what is no wider than a bent rule is none."""
    rows, cols = len(ys) - 1, len(xs) - 1
    groups = _merge(across, down, xs, ys, ppm)
    members: dict[int, list[tuple[int, int]]] = {}
    for r in range(rows):
        for c in range(cols):
            members.setdefault(groups[r][c], []).append((r, c))
    cells = []
    for places in members.values():
        for r0, c0, r1, c1 in _rectangles(places):
            box = (xs[c0], ys[r0], xs[c1 + 1], ys[r1 + 1])
            if min(box[2] - box[0], box[3] - box[1]) >= SLIVER_MM * ppm:
                cells.append(PixelCell(r0, c0, r1 - r0 + 1, c1 - c0 + 1, box))
    return tuple(sorted(cells, key=lambda cell: (cell.row, cell.col)))


def _merge(across: Mask, down: Mask, xs: list[float], ys: list[float], ppm: float) -> list[list[int]]:
    """Union neighbouring elementary cells that no rule parts; returns a group number for each."""
    rows, cols = len(ys) - 1, len(xs) - 1
    parent = list(range(rows * cols))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for r in range(rows):
        for c in range(cols):
            if c + 1 < cols and cover(down.T, xs[c + 1], ys[r], ys[r + 1], ppm) < RULE_COVER:
                parent[root(r * cols + c)] = root(r * cols + c + 1)
            if r + 1 < rows and cover(across, ys[r + 1], xs[c], xs[c + 1], ppm) < RULE_COVER:
                parent[root(r * cols + c)] = root((r + 1) * cols + c)
    return [[root(r * cols + c) for c in range(cols)] for r in range(rows)]


def cover(mask: Mask, at: float, start: float, end: float, ppm: float) -> float:
    """Share of the stretch ``start``–``end`` along ``at`` that is ruled, looking a little to both sides."""
    slack = max(2, round(SAME_LINE_MM * ppm))  # a photographed sheet bends its rules away from their mean place
    low, high = max(0, round(at) - slack), min(mask.shape[0], round(at) + slack + 1)
    trim = min((end - start) * 0.1, 0.8 * ppm)
    band = mask[low:high, round(start + trim) : max(round(start + trim) + 1, round(end - trim))]
    return float((band.max(axis=0) > 0).mean()) if band.size else 0.0


def _rectangles(places: list[tuple[int, int]]) -> list[tuple[int, int, int, int]]:
    """Cover a group by rectangles: itself where it is one, else its row runs (a rule was lost in the scan)."""
    rows = sorted({r for r, _ in places})
    cols = sorted({c for _, c in places})
    if len(rows) * len(cols) == len(places) and _unbroken(rows) and _unbroken(cols):
        return [(rows[0], cols[0], rows[-1], cols[-1])]
    runs: list[tuple[int, int, int, int]] = []
    for row in rows:
        line = sorted(c for r, c in places if r == row)
        start = line[0]
        for before, here in pairwise([*line, line[-1] + 2]):
            if here != before + 1:
                runs.append((row, start, row, before))
                start = here
    return _stack(runs)


def _stack(runs: list[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Join runs of the same columns in consecutive rows."""
    stacked: list[tuple[int, int, int, int]] = []
    for r0, c0, r1, c1 in sorted(runs, key=lambda run: (run[1], run[3], run[0])):
        if stacked and stacked[-1][1] == c0 and stacked[-1][3] == c1 and stacked[-1][2] + 1 == r0:
            stacked[-1] = (stacked[-1][0], c0, r1, c1)
        else:
            stacked.append((r0, c0, r1, c1))
    return stacked


def _unbroken(numbers: list[int]) -> bool:
    return numbers[-1] - numbers[0] + 1 == len(numbers)
