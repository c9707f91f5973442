"""A table of units inside a form: under (or beside) 参加单位 a head 序号｜单位名称｜任务分工 and a row for each unit."""

from collections.abc import Sequence
from dataclasses import dataclass

from chinese.punctuation import label_key
from extractors.labelled.labels import NAME_WORDS, Label, Labels
from extractors.layout.ink import union
from schemas.notice import FieldKind
from schemas.page import Cell, Line


@dataclass(frozen=True)
class Roster:
    """The column of names, and every cell that the table takes."""

    names: tuple[Cell, ...]
    taken: tuple[Cell, ...]


def roster(cells: Sequence[Cell], title: Cell, label: Label, labels: Labels) -> Roster | None:
    """Return the table of units that ``title`` asks for; None where a head that names its columns is missing."""
    if label.kind is not FieldKind.UNITS:
        return None
    beside = [c for c in cells if c.col >= title.col + title.col_span and title.row <= c.row < title.row + title.row_span]
    if beside and title.row_span < 2:
        return None
    inside = beside or [c for c in cells if c.row >= title.row + title.row_span]
    first = min((c.row for c in inside), default=0)
    row = [c for c in inside if c.row == first]
    head = next((c for c in row if _names_units(c, label, labels)), None)
    if head is None or len(row) < 2:
        return None
    rows = _rows_below(inside, row)
    if not rows or any(labels.match(c.text) for line in rows for c in line):
        return None
    names = tuple(_one_line(c) for line in rows for c in line if c.col == head.col and c.text.strip())
    return Roster(names, tuple(c for line in [row, *rows] for c in line))


def _names_units(cell: Cell, label: Label, labels: Labels) -> bool:
    known = labels.match(cell.text)
    return label_key(cell.text) in NAME_WORDS or (known is not None and known.field == label.field)


def _rows_below(inside: Sequence[Cell], head: Sequence[Cell]) -> list[list[Cell]]:
    """Rows that are ruled like their head; the first that is not ends the table."""
    ruled = [(c.col, c.col_span) for c in head]
    rows = []
    for number in sorted({c.row for c in inside if c.row > head[0].row}):
        line = [c for c in inside if c.row == number]
        if [(c.col, c.col_span) for c in line] != ruled:
            break
        rows.append(line)
    return rows


def _one_line(cell: Cell) -> Cell:
    """A name over two lines of its cell is one name."""
    if len(cell.lines) < 2:
        return cell
    box = union(line.bbox for line in cell.lines)
    whole = Line(
        text="".join(line.text for line in cell.lines),
        bbox=box,
        confidence=min(line.confidence for line in cell.lines),
        reader=cell.lines[0].reader,
        under_seal=any(line.under_seal for line in cell.lines),
    )
    return cell.model_copy(update={"lines": (whole,)})
