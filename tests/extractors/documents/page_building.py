"""Pages made by hand, as the page reader would give them: tables as rows of text, free lines with places."""

from schemas.page import Cell, Grid, Line, Page, TextSource

READER = "text-layer"


def line(text: str, x: float = 60, y: float = 100, size: float = 12) -> Line:
    """One line of text at a place."""
    width = sum(1.0 if ord(c) > 0x2E7F else 0.5 for c in text) * size
    return Line(text=text, bbox=(x, y, x + width, y + size), reader=READER)


def table(rows: list[list[str | tuple[str, int] | tuple[str, int, int]]], y: float = 100, cols: int = 4, row_height: float = 30) -> Grid:
    """A table over the page's width. A cell is its text, (text, col_span) or (text, col_span, row_span); None-like '' is an empty cell."""
    step = 480 / cols
    taken: set[tuple[int, int]] = set()
    cells = []
    for r, row in enumerate(rows):
        c = 0
        for item in row:
            while (r, c) in taken:
                c += 1
            text, span, down = (item, 1, 1) if isinstance(item, str) else (*item, 1)[:3]
            box = (60 + c * step, y + r * row_height, 60 + (c + span) * step, y + (r + down) * row_height)
            lines = tuple(line(t, box[0] + 2, box[1] + 2 + 14 * i) for i, t in enumerate(text.split("\n")) if t)
            cells.append(Cell(row=r, col=c, row_span=down, col_span=span, bbox=box, lines=lines))
            taken |= {(r + dr, c + dc) for dr in range(down) for dc in range(span)}
            c += span
    return Grid(bbox=(60, y, 540, y + len(rows) * row_height), rows=len(rows), cols=cols, cells=tuple(cells))


def page(*items: Grid | Line, number: int = 1) -> Page:
    """A page of tables and free lines."""
    grids = tuple(item for item in items if isinstance(item, Grid))
    lines = [item for item in items if isinstance(item, Line)]
    for grid in grids:
        lines += [one for cell in grid.cells for one in cell.lines]
    ordered = sorted(lines, key=lambda one: (one.bbox[1], one.bbox[0]))
    return Page(number=number, width=595, height=842, source=TextSource.TEXT_LAYER, lines=tuple(ordered), grids=grids)
