"""Lines and tables of a page from top to bottom, without page numbers, running heads and tables of contents."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from chinese.punctuation import label_key
from schemas.evidence import BBox
from schemas.page import Grid, Line, Page

PAGE_NUMBER = re.compile(
    r"^[\s\-—–－一·.]*(?:第\s*|[Pp](?:age)?[.:：\s]*)?\d{1,3}\s*(?:页)?(?:\s*[/／共]+\s*\d{1,3}\s*页?)?[\s\-—–－一·.]*$"
)


FURNITURE_MARGIN = 0.085
"""Share of the page's height at the top and bottom where page numbers and running heads stand."""


FAX_HEADER = re.compile(
    r"(?i)(?:from|fax|发件人|发送方|传真)\s*[:：].*?(?:\bt[o0]\s*[:：]|收件人|接收方|p(?:age)?[.:：\s]*\d|\d\s*[/／]\s*\d)"
)
"""What a fax machine writes over a sheet: the time, who sent it to whom, and which page it is."""
EDGE = 0.013
"""What stands so near to the sheet's left or right edge (as a share of its width) was cut by it: a slice of a seal over the pages' seam."""
SLICE = 5
"""Characters that a slice of a seal has at most."""
SLICE_WIDTH = 0.08
"""A slice of a seal lies within so much of the width from the edge; a label on a closely cut sheet reaches further in."""


CONTENTS = frozenset({"目录", "目次"})


LEADER = re.compile(r"(?:[.…·⋯﹒•_\-]\s*){4,}\s*\d{0,3}\s*$|…+\s*\d{0,3}\s*$")


NUMBERED = re.compile(r"\S\s*\d{1,3}\s*$")
"""A line of a table of contents: leader dots, or at least a page number at its end."""


TELLING = 6
"""Lines of so many characters tell how a page slants."""


def items(page: Page, heads: frozenset[str]) -> Iterator[Grid | tuple[Line, ...]]:
    """Grids and rows of free lines, from top to bottom."""
    free = [line for line in free_lines(page) if not is_furniture(line, page, heads)]
    free = _without_contents(free)
    if any(line.bbox is None for line in free) or any(grid.bbox is None for grid in page.grids):
        yield from _items_in_order(page, free)
        return
    slope = slope_of(page.lines)
    items: list[tuple[float, Grid | tuple[Line, ...]]] = [(_top(grid.bbox, slope), grid) for grid in page.grids if grid.bbox is not None]
    items += [(min(_levelled(line, slope)[0] for line in row), row) for row in baseline_rows(free, slope)]
    yield from (item for _, item in sorted(items, key=lambda pair: pair[0]))


def _items_in_order(page: Page, free: list[Line]) -> Iterator[Grid | tuple[Line, ...]]:
    """A page without places (DOCX): its lines are in order, and each table stands where its first line does."""
    grids = list(page.grids)
    skip = 0
    for line in page.lines:
        if skip:
            skip -= 1
            continue
        while grids and not any(cell.lines for cell in grids[0].cells):
            yield grids.pop(0)
        first = next((item for cell in grids[0].cells for item in cell.lines), None) if grids else None
        if first is not None and line is not None and line == first and _starts(page, line, grids[0]):
            grid = grids.pop(0)
            skip = sum(len(cell.lines) for cell in grid.cells) - 1
            yield grid
        else:
            yield (line,)
    yield from grids


def _starts(page: Page, line: Line, grid: Grid) -> bool:
    """Whether the table's lines follow from here (a title may repeat the words of its first cell)."""
    del page
    return any(cell.lines and cell.lines[0] == line for cell in grid.cells)


def running_heads(pages: Sequence[Page]) -> frozenset[str]:
    """Texts that stand in the margin of more than one page, on one of them perhaps with a note or a stamp behind."""
    margins = [{label_key(line.text) for line in page.lines if _in_margin(line, page)} for page in pages]
    seen = Counter(text for texts in margins for text in texts)
    for text in seen:
        seen[text] += sum(len(text) >= TELLING and any(text != other and text in other for other in texts) for texts in margins)
    return frozenset(text for text, times in seen.items() if times > 1 and text)


def is_furniture(line: Line, page: Page, heads: frozenset[str] = frozenset()) -> bool:
    """Whether a line is a page number, a running head, a fax machine's header, or a piece of a seal that the sheet's edge has cut."""
    if _is_slice(line, page):
        return True
    if not _in_margin(line, page):
        return False
    return bool(PAGE_NUMBER.match(line.text) or FAX_HEADER.search(line.text)) or label_key(line.text) in heads


def _is_slice(line: Line, page: Page) -> bool:
    if line.bbox is None or len(line.text.strip()) > SLICE:
        return False
    left, right = line.bbox[0] / page.width, line.bbox[2] / page.width
    return (left < EDGE and right < SLICE_WIDTH) or (right > 1 - EDGE and left > 1 - SLICE_WIDTH)


def _in_margin(line: Line, page: Page) -> bool:
    if line.bbox is None:
        return False
    middle = (line.bbox[1] + line.bbox[3]) / 2
    return middle < page.height * FURNITURE_MARGIN or middle > page.height * (1 - FURNITURE_MARGIN)


def _without_contents(lines: list[Line]) -> list[Line]:
    """Leave out a table of contents: its headings are no labels."""
    start = next((index for index, line in enumerate(lines) if label_key(line.text) in CONTENTS), None)
    if start is None:
        return lines
    after = lines[start + 1 :]
    listed = [line for line in after if LEADER.search(line.text) or NUMBERED.search(line.text)]
    if len(listed) < 3:
        return lines
    last = max(index for index, line in enumerate(lines) if line in listed)
    return lines[:start] + lines[last + 1 :]


def free_lines(page: Page) -> list[Line]:
    """Lines outside all tables."""
    inside = Counter(line for grid in page.grids for cell in grid.cells for line in cell.lines)
    free = []
    for line in page.lines:
        if inside[line]:
            inside[line] -= 1
        else:
            free.append(line)
    return free


def slope_of(lines: Iterable[Line]) -> float:
    """Return by how much the lines of a page fall for each point to the right: places are those on the sheet as it was delivered."""
    falls = sorted(
        (right[1] - left[1]) / (right[0] - left[0])
        for line in lines
        if line.quad and len(line.text) >= TELLING
        for left, right in [line.quad[:2]]
        if right[0] - left[0] > abs(right[1] - left[1])
    )
    return falls[len(falls) // 2] if falls else 0.0


def baseline_rows(lines: Iterable[Line], slope: float | None = None) -> list[tuple[Line, ...]]:
    """Group lines that stand side by side, left to right; ``slope`` is the page's where these are not all its lines."""
    placed = [line for line in lines if line.bbox]
    fall = slope_of(placed) if slope is None else slope
    rows: list[list[Line]] = []
    for line in sorted(placed, key=lambda item: sum(_levelled(item, fall))):
        if rows and _side_by_side(rows[-1][-1], line, fall):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [tuple(sorted(row, key=lambda item: item.bbox[0] if item.bbox else 0)) for row in rows]


def _levelled(line: Line, slope: float) -> tuple[float, float]:
    """Return where a line's top and foot would be at the sheet's left edge if the page had been laid level."""
    if line.bbox is None:
        return 0.0, 0.0
    x0, y0, x1, y1 = line.bbox
    middle, half = (y0 + y1) / 2 - slope * (x0 + x1) / 2, (y1 - y0 - abs(slope) * (x1 - x0)) / 2
    return middle - max(half, 0.0), middle + max(half, 0.0)


def _top(box: BBox, slope: float) -> float:
    """Return where the upper edge of a slanted table would be at the sheet's left edge."""
    return box[1] - slope * (box[0] if slope > 0 else box[2])


def _side_by_side(a: Line, b: Line, slope: float) -> bool:
    if a.bbox is None or b.bbox is None:
        return False
    (a_top, a_foot), (b_top, b_foot) = _levelled(a, slope), _levelled(b, slope)
    overlap = min(a_foot, b_foot) - max(a_top, b_top)
    height = min(a_foot - a_top, b_foot - b_top)
    slack = max(2.0, 0.7 * height)  # detectors draw their boxes generously
    apart = b.bbox[0] >= a.bbox[2] - slack or a.bbox[0] >= b.bbox[2] - slack
    return apart and overlap > 0.5 * height
