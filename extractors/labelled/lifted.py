"""Values of two lines beside a label that stands at the foot or in the middle of them, where no table rules the form.

The upper line comes before its label's row and would be taken for the end of the value above.
"""

from collections.abc import Iterable
from itertools import pairwise

from extractors.labelled.labels import Labels
from extractors.layout.ink import part, width
from schemas.evidence import BBox
from schemas.page import Grid, Line

Row = tuple[Line, ...]
LEVEL = 1.1
"""Lines of one value keep less than this many times a line's height between them, …"""
NEARER = 1.3
"""… and the value above is this many times further away."""
MEETS = 0.3
"""The lines of a value reach so near to the label in their middle."""


def lifted(items: Iterable[Grid | Row], labels: Labels) -> list[Grid | Row]:
    """Put the upper line of such a value into its label's row."""
    rows = list(items)
    kept: list[Grid | Row] = []
    while rows:
        first, *rest = rows
        joined = _joined(kept[-1] if kept else None, first, rest, labels)
        if joined is None:
            kept.append(first)
            rows = rest
        else:
            row, taken = joined
            rows = [row, *rest[taken:]]
    return kept


def _joined(above: Grid | Row | None, first: Grid | Row, rest: list[Grid | Row], labels: Labels) -> tuple[Row, int] | None:
    """The row of the label that ``first`` belongs to, with it, and how many rows that takes."""
    if not isinstance(first, tuple) or len(first) != 1 or not rest or not isinstance(rest[0], tuple) or not _is_plain(first[0], labels):
        return None
    row, line = tuple(piece for one in rest[0] for piece in _parted(one, labels)), first[0]
    for place, value in enumerate(row):
        if place and _asks(row[place - 1], labels) and _is_plain(value, labels) and _ends_in(line, value, above):
            return (*row[:place], line, *row[place:]), 1
    lower = rest[1][0] if len(rest) > 1 and isinstance(rest[1], tuple) and len(rest[1]) == 1 else None
    if lower is not None and _asks(row[-1], labels) and _is_plain(lower, labels) and _stands_between(line, row[-1], lower):
        return (*row, line, lower), 2
    return None


def _parted(line: Line, labels: Labels) -> tuple[Line, ...]:
    """Labels and the values behind them, where one line has both; a PDF file's own text does."""
    pieces = labels.pieces(line.text)
    if not pieces or line.bbox is None:
        return (line,)
    ends = [0, *(end for piece in pieces for end in (piece.start, piece.start + len(piece.text)))]
    stretches = pairwise(ends)
    parts = [part(line, start, end) for start, end in stretches if line.text[start:end].strip()]
    return (*parts[:-1], _at_the_end(parts[-1]))


def _at_the_end(line: Line) -> Line:
    """A line's last stretch, no wider than its characters are high: a gap before it may stand in the text as one space."""
    if line.bbox is None:
        return line
    x0, y0, x1, y1 = line.bbox
    return line.model_copy(update={"bbox": (max(x0, x1 - width(line.text) * (y1 - y0)), y0, x1, y1)})


def _is_plain(line: Line, labels: Labels) -> bool:
    """Whether a line has no label, nor is one; what stands in brackets, such as （法人）, belongs to what stands before it."""
    in_brackets = line.text.strip().startswith(("（", "("))
    return line.bbox is not None and not labels.pieces(line.text) and (in_brackets or labels.match(line.text) is None)


def _asks(line: Line, labels: Labels) -> bool:
    """Whether a line is a label with nothing behind it."""
    pieces = labels.pieces(line.text)
    label = pieces[-1].label if pieces and not pieces[-1].text.strip() else None
    return line.bbox is not None and label is not None and label.field is not None and not label.is_long


def _ends_in(line: Line, value: Line, above: Grid | Row | None) -> bool:
    """Whether a line and the value under it are one: they begin under each other, the upper one is full, and nothing above is as near."""
    upper, lower = line.bbox, value.bbox
    if upper is None or lower is None or not _aligned(upper, lower) or upper[2] < lower[2] - _height(upper):
        return False
    below = max(0.0, lower[1] - upper[3])
    return below < LEVEL * _height(upper) and _gap_above(upper, above) > NEARER * below


def _stands_between(line: Line, label: Line, value: Line) -> bool:
    upper, middle, lower = line.bbox, label.bbox, value.bbox
    if upper is None or middle is None or lower is None or not _aligned(upper, lower) or upper[0] < middle[2]:
        return False
    reach = MEETS * _height(middle)
    return upper[1] < middle[1] and lower[3] > middle[3] and upper[3] > middle[1] - reach and lower[1] < middle[3] + reach


def _gap_above(box: BBox, above: Grid | Row | None) -> float:
    if above is None:
        return float("inf")
    bottoms = [line.bbox[3] for line in above if line.bbox] if isinstance(above, tuple) else [above.bbox[3]] if above.bbox else []
    return box[1] - max(bottoms, default=0.0)


def _aligned(upper: BBox, lower: BBox) -> bool:
    """Whether two lines begin under each other, or are centred on one middle as on a cover."""
    near = _height(upper) / 2
    return abs(upper[0] - lower[0]) <= near or abs(upper[0] + upper[2] - lower[0] - lower[2]) <= 2 * near


def _height(box: BBox) -> float:
    return box[3] - box[1]
