"""What stands in a cell, and under which heading."""

from schemas.page import Cell, Grid, Line


def under(head: Cell, below: Cell) -> Cell:
    """What of a cell stands under one of its headings; all of it where that cannot be told."""
    own = tuple(line for line in below.lines if _is_under(head, line))
    return below.model_copy(update={"lines": own}) if own else below


def _is_under(head: Cell, line: Line) -> bool:
    if head.bbox is None or line.bbox is None:
        return False
    return head.bbox[0] <= (line.bbox[0] + line.bbox[2]) / 2 <= head.bbox[2]


def all_under(head: Cell, below: Cell) -> bool:
    """Whether everything in a cell stands under that heading."""
    return all(_is_under(head, line) for line in below.lines)


def inner_table(cell: Cell) -> Grid | None:
    """The table within a cell that came as lines with tabs (DOCX)."""
    rows = [line.text.split("\t") for line in cell.lines]
    if len(rows) < 2 or len(rows[0]) < 2 or len({len(row) for row in rows}) > 1:
        return None
    cells = tuple(
        Cell(row=r, col=c, lines=(line.model_copy(update={"text": text}),) if text.strip() else ())
        for r, (row, line) in enumerate(zip(rows, cell.lines, strict=True))
        for c, text in enumerate(row)
    )
    return Grid(rows=len(rows), cols=max(len(row) for row in rows), cells=cells)


def rows_of(cells: list[Cell]) -> tuple[tuple[str, ...], ...]:
    """Rows of text, where several cells stand side by side; () for a single column."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    if max((len(row) for row in rows.values()), default=0) < 2:
        return ()
    return tuple(tuple("".join(line.text for line in cell.lines) for cell in sorted(row, key=lambda c: c.col)) for row in rows.values())


def cell_top(cell: Cell) -> float | None:
    """Return the upper edge of a cell that has a place."""
    return cell.bbox[1] if cell.bbox else None
