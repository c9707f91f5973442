"""Lines and tables of a page from top to bottom, without page numbers, running heads and tables of contents."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from chinese.punctuation import label_key
from schemas.page import Grid, Line, Page

PAGE_NUMBER = re.compile(r"^[\s\-—–－一·.]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:\s*[/／共]+\s*\d{1,3}\s*页?)?[\s\-—–－一·.]*$")


FURNITURE_MARGIN = 0.085
"""Share of the page's height at the top and bottom where page numbers and running heads stand."""


CONTENTS = frozenset({"目录", "目次"})


LEADER = re.compile(r"(?:[.…·⋯﹒•_\-]\s*){4,}\s*\d{0,3}\s*$|…+\s*\d{0,3}\s*$")


NUMBERED = re.compile(r"\S\s*\d{1,3}\s*$")
"""A line of a table of contents: leader dots, or at least a page number at its end."""


def items(page: Page, heads: frozenset[str]) -> Iterator[Grid | tuple[Line, ...]]:
    """Grids and rows of free lines, from top to bottom."""
    free = [line for line in free_lines(page) if not is_furniture(line, page, heads)]
    free = _without_contents(free)
    if any(line.bbox is None for line in free) or any(grid.bbox is None for grid in page.grids):
        yield from _items_in_order(page, free)
        return
    items: list[tuple[float, Grid | tuple[Line, ...]]] = [(grid.bbox[1], grid) for grid in page.grids if grid.bbox is not None]
    items += [(min(line.bbox[1] for line in row if line.bbox), row) for row in baseline_rows(free)]
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
    """Texts that stand in the margin of more than one page."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({label_key(line.text) for line in page.lines if _in_margin(line, page)})
    return frozenset(text for text, times in seen.items() if times > 1 and text)


def is_furniture(line: Line, page: Page, heads: frozenset[str] = frozenset()) -> bool:
    """Whether a line is a page number or a running head."""
    if not _in_margin(line, page):
        return False
    return bool(PAGE_NUMBER.match(line.text)) or label_key(line.text) in heads


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


def baseline_rows(lines: Iterable[Line]) -> list[tuple[Line, ...]]:
    """Group lines that stand side by side, left to right."""
    rows: list[list[Line]] = []
    for line in sorted((item for item in lines if item.bbox), key=lambda item: (item.bbox[1] + item.bbox[3]) if item.bbox else 0):
        if rows and _side_by_side(rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [tuple(sorted(row, key=lambda item: item.bbox[0] if item.bbox else 0)) for row in rows]


def _side_by_side(a: Line, b: Line) -> bool:
    if a.bbox is None or b.bbox is None:
        return False
    overlap = min(a.bbox[3], b.bbox[3]) - max(a.bbox[1], b.bbox[1])
    height = min(a.bbox[3] - a.bbox[1], b.bbox[3] - b.bbox[1])
    slack = max(2.0, 0.7 * height)  # detectors draw their boxes generously
    apart = b.bbox[0] >= a.bbox[2] - slack or a.bbox[0] >= b.bbox[2] - slack
    return apart and overlap > 0.5 * height
