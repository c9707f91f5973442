"""Borders that no rule drew: an upright stroke that fills a low row looks like one, but words run on across it.

A character stands as close to its neighbour across such a stroke as everywhere else in the table; across a true rule both cells keep
their words away from it. And no rule runs through the middle of a character.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.layout.grid import PixelGrid
from extractors.layout.ink import width
from extractors.layout.merged_cells import PixelCell
from extractors.ocr.engine import Box, OcrLine

FEWEST = 5
"""A line of so many characters has a step of its own."""
RUNS_ON = 1.2
"""Two neighbours stand this many usual steps apart at the most; a rule and its paddings take half a character more."""
LOW_ROW = 2.2
"""A row that strokes fill is no higher than so many lines."""
LIKE_SIZE = 0.15
"""Lines whose heights differ by less than this share are set in one size."""
TOUCHES = 0.7
"""A border so near (in usual steps) behind a character's middle is a stroke of it, where nothing stands behind and no other row has it."""
MIDDLE_PART = 0.25
"""A border that comes nearer to a character's middle than this share of its width runs through it."""


def without_strokes(grid: PixelGrid, lines: Sequence[OcrLine]) -> PixelGrid:
    """Join the cells of a row between which a word runs on."""
    cells = list(grid.cells)
    inside = [line for line in lines if len(line.char_boxes) == len(line.text) and _around(cells, line.box)]
    running = [(line, pair) for line in inside for pair in _running_on(line, inside)]
    cut = [(line, pair) for line in inside for pair in _cut_through(line, cells)]
    for line, (left, right) in (*running, *cut):
        first, second = _around(cells, left), _around(cells, right)
        if first is None or second is None or not _share_a_row(first, second):
            continue
        if (line, (left, right)) in running or _is_low(first, line) or _crossed_by_another(first, line, cut):
            cells[cells.index(first)] = _joined(first, second)
            cells.remove(second)
    for line in inside:
        _join_empty(line, inside, cells)
    return replace(grid, cells=tuple(cells)) if len(cells) < len(grid.cells) else grid


def _is_low(cell: PixelCell, line: OcrLine) -> bool:
    """Whether the cell has room for little more than the line: no stroke of a character is higher, and where one stands is an estimate."""
    return cell.box[3] - cell.box[1] <= LOW_ROW * (line.box[3] - line.box[1])


def _crossed_by_another(cell: PixelCell, line: OcrLine, crossing: Sequence[tuple[OcrLine, tuple[Box, Box]]]) -> bool:
    """Whether another line runs on over the same border: what words of several lines cross is a streak, whatever its height."""
    return any(other is not line and _around([cell], left) and right[2] > cell.box[2] for other, (left, right) in crossing)


def _join_empty(line: OcrLine, others: Sequence[OcrLine], cells: list[PixelCell]) -> None:
    """Join the empty cell behind a line whose last character touches the border between them."""
    usual, first = _usual_of(line, others), _around(cells, line.char_boxes[-1])
    if usual is None or first is None or first.box[2] - _middle(line.char_boxes[-1]) > TOUCHES * usual:
        return
    second = next((cell for cell in cells if _share_a_row(first, cell)), None)
    empty = second is not None and not any(_around([second], other.box) for other in others)
    edge = first.col + first.col_span
    shared = any(cell.row != first.row and edge in (cell.col, cell.col + cell.col_span) for cell in cells)
    if second is not None and empty and not shared:
        cells[cells.index(first)] = _joined(first, second)
        cells.remove(second)


def _usual_of(line: OcrLine, others: Sequence[OcrLine]) -> float | None:
    return _usual(line) or next((step for other in others if _alike(line, other) and (step := _usual(other))), None)


def _running_on(line: OcrLine, others: Sequence[OcrLine]) -> Iterator[tuple[Box, Box]]:
    """Pairs of neighbours as close as characters stand everywhere in the line, or for a short one in lines of its size."""
    usual = _usual_of(line, others)
    if usual:
        yield from (pair for pair, size in _steps(line) if size <= RUNS_ON * usual)


def _cut_through(line: OcrLine, cells: Sequence[PixelCell]) -> Iterator[tuple[Box, Box]]:
    """For a character that a border runs through, the halves on either side of it."""
    for char, (x0, y0, x1, y1) in zip(line.text, line.char_boxes, strict=True):
        middle, reach = (x0 + x1) / 2, MIDDLE_PART * (x1 - x0)
        if width(char) == 1 and any(abs(cell.box[0] - middle) < reach for cell in cells):
            yield (x0, y0, middle - reach, y1), (middle + reach, y0, x1, y1)


def _usual(line: OcrLine) -> float | None:
    sizes = sorted(size for _, size in _steps(line))
    return sizes[len(sizes) // 2] if len(line.text) >= FEWEST and len(sizes) >= FEWEST - 1 else None


def _steps(line: OcrLine) -> list[tuple[tuple[Box, Box], float]]:
    """Neighbours without a space between them, and how far apart they stand in units of a full character."""
    pairs = zip(pairwise(line.char_boxes), pairwise(line.text), strict=True)
    return [
        (boxes, 2 * (_middle(boxes[1]) - _middle(boxes[0])) / width(one + other))
        for boxes, (one, other) in pairs
        if not one.isspace() and not other.isspace()
    ]


def _alike(line: OcrLine, other: OcrLine) -> bool:
    height, theirs = line.box[3] - line.box[1], other.box[3] - other.box[1]
    return abs(height - theirs) <= LIKE_SIZE * theirs


def _middle(box: Box) -> float:
    return (box[0] + box[2]) / 2


def _around(cells: Sequence[PixelCell], box: Box) -> PixelCell | None:
    x, y = _middle(box), (box[1] + box[3]) / 2
    return next((c for c in cells if c.box[0] <= x <= c.box[2] and c.box[1] <= y <= c.box[3]), None)


def _share_a_row(left: PixelCell, right: PixelCell) -> bool:
    return (left.row, left.row_span, left.col + left.col_span) == (right.row, right.row_span, right.col)


def _joined(left: PixelCell, right: PixelCell) -> PixelCell:
    box = (left.box[0], left.box[1], right.box[2], right.box[3])
    return PixelCell(left.row, left.col, left.row_span, left.col_span + right.col_span, box)
