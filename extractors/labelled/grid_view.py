"""A ruled table as its labels see it: what each cell asks for, and which cells stand beside and below it."""

import re
from collections.abc import Sequence

from chinese.punctuation import label_key
from extractors.labelled.cells import under
from extractors.labelled.entry import person_of
from extractors.labelled.labels import LONGEST_LABEL, PERSON_FIELDS, Label, Labels
from extractors.layout.ink import Ink
from schemas.notice import FieldKind
from schemas.page import Cell, Grid, Line

SERIAL = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[、.．]?")
"""A cell that only counts its row."""
PART = re.compile(r"\s*[一二三四五六七八九十]{1,3}[、．.]")


class GridView:
    """The cells of one table, those that are taken, and what each asks for."""

    def __init__(self, grid: Grid, page: int, labels: Labels, group: Label | None = None) -> None:
        self.group = group
        self.cells = sorted(grid.cells, key=lambda cell: (cell.row, cell.col))
        self.cols = grid.cols
        self.page = page
        self.labels = labels
        self.used: set[tuple[int, int]] = set()
        self._labels = {(cell.row, cell.col): self._meaning(cell) for cell in self.cells}

    def _meaning(self, cell: Cell) -> Label | None:
        """What a cell's words ask for; in a table within a group's cell they are the group's."""
        known = self.labels.match(cell.text)
        within = self.labels.within(self.group, cell.text) if self.group and cell.text.strip() else None
        return (
            within
            or known
            or self._grouped(cell)
            or (self.labels.guess(cell.text) if self._leads_row(cell) or self._heads_rows(cell) else None)
        )

    def _grouped(self, cell: Cell) -> Label | None:
        """What a cell's words ask for together with those of the tall cell before it: 项目概况 › 名称 is the 项目名称."""
        before = [
            c
            for c in self.cells
            if c.row <= cell.row < c.row + c.row_span and c.col + c.col_span == cell.col and c.row_span > cell.row_span
        ]
        return self.labels.joined(before[0].text, cell.text) if before and cell.text.strip() else None

    def _heads_rows(self, cell: Cell) -> bool:
        """Whether a row is one of the form's counted headings and nothing else: 「三、申报必要性」 over the whole width."""
        return (
            cell.col_span == self.cols > 1
            and len(cell.lines) == 1
            and len(label_key(cell.text)) <= LONGEST_LABEL
            and PART.match(cell.text) is not None
        )

    def _leads_row(self, cell: Cell) -> bool:
        """Whether a cell is all that stands before one wide cell, but for a number."""
        row = [c for c in self.cells if c.row == cell.row]
        before = [c for c in row if c.col < cell.col]
        after = [c for c in row if c.col > cell.col]
        return len(after) == 1 and after[0].col_span >= cell.col_span and all(SERIAL.fullmatch(c.text.strip()) for c in before)

    def _ink(self, cell: Cell, lines: Sequence[Line] | None = None) -> Ink:
        return Ink(self.page, tuple(cell.lines if lines is None else lines), cell.bbox)

    def _column_below(self, cell: Cell, label: Label) -> list[Cell]:
        """What stands under a heading in a row of headings: one cell, or for several units the whole column."""
        column: list[Cell] = []
        here = self._below(cell)
        while here is not None and not self._is_label(here):
            column.append(here)
            here = self._below(here) if label.kind is FieldKind.UNITS else None
        return column

    def _below_value(self, cell: Cell) -> Cell | None:
        below = self._below(cell)
        return below if below is not None and not self._is_label(below) else None

    def _right(self, cell: Cell) -> list[Cell]:
        """Cells to the right in the same rows, nearest first; a tall one at the table's edge began in a row above and is still the last."""
        beside = [
            c
            for c in self.cells
            if c.col >= cell.col + cell.col_span
            and c.row < cell.row + cell.row_span
            and c.row + c.row_span > cell.row
            and (c.row, c.col) not in self.used
        ]
        return sorted(beside, key=lambda c: (max(c.row, cell.row), c.col))

    def _below(self, cell: Cell) -> Cell | None:
        for c in self.cells:
            if c.row == cell.row + cell.row_span and c.col <= cell.col < c.col + c.col_span:
                if self._is_shared(cell, c):
                    return under(cell, c)
                return c if (c.row, c.col) not in self.used else None
        return None

    def _is_shared(self, head: Cell, below: Cell) -> bool:
        """Whether a cell lies under several headings: the rule between their values was not found."""
        heads = [c for c in self.cells if c.row == head.row and below.col <= c.col < below.col + below.col_span and self._is_label(c)]
        return len(heads) > 1 and not self._is_label(below) and all(line.bbox for line in (*below.lines, *head.lines))

    def _is_label(self, cell: Cell) -> bool:
        return self._labels[(cell.row, cell.col)] is not None

    def _starts_label(self, cell: Cell) -> bool:
        if self._is_label(cell):
            return True
        if cell.lines and len(cell.lines) > 1 and self.labels.match(cell.lines[0].text) is not None:
            return True
        pieces = self.labels.pieces(cell.lines[0].text) if cell.lines else ()
        return bool(pieces) and pieces[0].label is not None

    def _is_headed(self, cell: Cell, label: Label) -> bool:
        """Whether a cell has another field's label as its first line and the value under it: it is no other label's value."""
        head = self.labels.match(cell.lines[0].text) if len(cell.lines) > 1 else None
        return head is not None and head.field is not None and head.field != label.field and not label.is_long

    def _is_value_of(self, cell: Cell, right: Cell) -> bool:
        """A value may read like a label (单位类型: 单位): only where nothing else could be the value."""
        following = self._labels.get((right.row, right.col + right.col_span))
        return right.col + right.col_span >= self.cols and cell.col == 0 and following is None and right.col_span > cell.col_span

    def _person_before(self, cell: Cell) -> str | None:
        """The person whose row this is."""
        owner = self.labels.owner_of(self.group) if self.group else None
        person = owner if owner in (*PERSON_FIELDS, "contact_name") else None
        for c in self.cells:
            if c.row <= cell.row < c.row + c.row_span and c.col < cell.col:
                label = self._labels[(c.row, c.col)]
                person = person_of(label, person) if label else person
        return person

    def _values(self, cell: Cell, right: list[Cell], label: Label) -> list[Cell]:
        """The value cells to the right: the next one, or for a long field everything up to the edge of its rows or the next label there."""
        if not label.is_long:
            return right[:1]
        bottom = cell.row + cell.row_span
        edge = min((c.col for c in right[1:] if self._asks_beside(cell, c)), default=self.cols)
        return [
            c
            for c in self.cells
            if cell.col + cell.col_span <= c.col < edge and cell.row <= c.row < bottom and (c.row, c.col) not in self.used
        ]

    def _asks_beside(self, cell: Cell, other: Cell) -> bool:
        """Whether another label of a long text or an opinion stands in a label's own row, as high as that, and has a cell for its value."""
        label = self._labels[(other.row, other.col)]
        alike = (other.row, other.row_span) == (cell.row, cell.row_span)
        behind = next((c for c in self.cells if c.row == other.row and c.col == other.col + other.col_span), None)
        return label is not None and label.is_long and alike and behind is not None and not self._is_label(behind)

    def _rows_below(self, cell: Cell) -> list[Cell]:
        """Rows under a heading that runs over the whole width, up to the next label; under one of several headings its own cell."""
        taken: list[Cell] = []
        beside = any(c.row == cell.row and c is not cell and self._is_label(c) for c in self.cells)
        right = cell.col + cell.col_span if beside else self.cols
        for row in range(cell.row + cell.row_span, max(c.row for c in self.cells) + 1):
            line = [c for c in self.cells if c.row == row and (not beside or cell.col <= c.col < right)]
            if any(self._starts_label(c) or self._heads_rows(c) for c in line) or (beside and taken):
                break
            taken += line
        return taken

    def _leads_group(self, cell: Cell, label: Label, right: Cell | None) -> bool:
        """Whether a label over several rows has labels of its own beside it, known ones or such as 名称 and 性质."""
        if right is None or cell.row_span < 2 or right.row_span >= cell.row_span:
            return False
        if self._is_label(right):
            return not self._is_value_of(cell, right)
        return self.labels.within(label, right.text) is not None
