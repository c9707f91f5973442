"""Labels in a ruled table: beside their value, above it, at its head, or over a group with labels of its own."""

from collections.abc import Sequence
from dataclasses import replace

from chinese.punctuation import label_key
from extractors.labelled.cells import all_under, cell_top, inner_table, rows_of
from extractors.labelled.entry import Entry, Loose, Source, Walk, person_of, piece_line, split_off
from extractors.labelled.grid_view import PART, SERIAL, GridView
from extractors.labelled.labels import LONGEST_LABEL, PERSON_FIELDS, Label, Labels
from extractors.labelled.people import PEOPLE, people
from extractors.labelled.roster import roster
from extractors.layout.ink import Ink, union
from schemas.notice import FieldKind
from schemas.page import Cell, Grid, Line


class GridWalk(GridView):
    """One table: every cell is a label, the value of one, or left over."""

    def __init__(self, grid: Grid, page: int, labels: Labels, walk: Walk, group: Label | None = None) -> None:
        super().__init__(grid, page, labels, group)
        self.walk = walk

    def run(self) -> None:
        """Take every cell once."""
        self._take_value_table()
        self._take_people()
        for cell in self.cells:
            if (cell.row, cell.col) in self.used:
                continue
            label = self._labels[(cell.row, cell.col)]
            if self._joint_cell(cell):
                continue
            if label is not None:
                self._label_cell(cell, label)
            elif not self._headed(cell) and not self._inline(cell):
                self._unlabelled(cell)

    def _take_value_table(self) -> None:
        """Take the rows that are the value of the heading right above the table: all up to the first that a label leads.

        The first row may consist of labels: it is the table's own head (起止时间, 主要工作内容).
        """
        if self.walk.open is None or self.cols < 2:
            return
        opened = self.walk.entries[self.walk.open]
        if opened.source is not Source.HEADING or opened.label.kind is not FieldKind.LONG or opened.text.strip():
            return
        rows: list[list[Cell]] = []
        for number in sorted({cell.row for cell in self.cells}):
            row = [cell for cell in self.cells if cell.row == number]
            if rows and self._starts_label(row[0]):
                break
            rows.append(row)
        taken = [cell for row in rows for cell in row]
        if len(rows) < 2 or len(rows[0]) < 2:
            return
        self.used.update((cell.row, cell.col) for cell in taken)
        ink = Ink(self.page, tuple(line for cell in taken for line in cell.lines), union(cell.bbox for cell in taken))
        self.walk.extend(ink, rows_of(taken), fresh=True)

    def _take_people(self) -> None:
        """Take the rows that tell of people: a column for each thing asked, a row for each person."""
        for found in people([cell for cell in self.cells if (cell.row, cell.col) not in self.used], self.labels):
            self.used.update((cell.row, cell.col) for cell in found.taken)
            for told in found.told:
                if told.label is not None and told.label.field is not None:
                    top = cell_top(told.value)
                    self.walk.add(Entry(told.label, Source.CELL, (self._ink(told.value),), beside=told.person, page=self.page, top=top))
            self.walk.close()

    def _joint_cell(self, cell: Cell) -> bool:
        """A cell that asks for two things at once gives its neighbour to both."""
        known = self._labels[(cell.row, cell.col)]
        exact = known is not None and known.field is not None and label_key(known.printed) == label_key(cell.text)
        joint = () if exact else self.labels.joint(cell.text)
        right = self._right(cell)
        if not joint or not right or self._is_label(right[0]):
            return False
        self.used.update({(cell.row, cell.col), (right[0].row, right[0].col)})
        person = next((label.field for label in joint if label.field in PEOPLE), None)
        plain, pieces = split_off(right[0].lines, self.labels)
        for label in joint:
            self.walk.add(Entry(label, Source.CELL, (self._ink(right[0], plain),), beside=person, page=self.page, top=cell_top(cell)))
        for label, lines in pieces:
            self.walk.add(Entry(label, Source.CELL, (self._ink(right[0], lines),), beside=person, page=self.page, top=cell_top(cell)))
        return True

    def _label_cell(self, cell: Cell, label: Label) -> None:
        """A cell that is a label and nothing else."""
        self.used.add((cell.row, cell.col))
        if (listed := roster(self.cells, cell, label, self.labels)) is not None:
            self.used.update((c.row, c.col) for c in listed.taken)
            self._value(cell, label, list(listed.names))
            return
        right = self._right(cell)
        if self._leads_group(cell, label, next((c for c in right if c.text.strip()), None)):
            self._group(cell, label)
            return
        if right and self._is_label(right[0]) and not self._is_value_of(cell, right[0]):
            self._value(cell, label, self._column_below(cell, label))
            return
        if right and not label.is_long and (inner := inner_table(right[0])):
            self.used.add((right[0].row, right[0].col))
            GridWalk(inner, self.page, self.labels, self.walk, label).run()
            return
        if right and not label.is_long and self._labelled_value(cell, label, right[0]):
            return
        if right:
            self._value(cell, label, [] if self._is_headed(right[0], label) else self._values(cell, right, label))
            return
        below = self._below(cell)
        if below is None or self._is_label(below):
            self._value(cell, label, [])
        elif label.is_long:
            self._value(cell, label, self._rows_below(cell))
        else:
            self._value(cell, label, [below])

    def _labelled_value(self, cell: Cell, label: Label, value: Cell) -> bool:
        """A value with labels of its own in it (联系方式 | 电话：… 手机：…)."""
        pieces = [(line, self.labels.pieces(line.text)) for line in value.lines]
        if not pieces or not pieces[0][1] or pieces[0][1][0].label is None:
            return False
        self.used.add((value.row, value.col))
        owner = self.labels.owner_of(label)
        person = owner if owner in (*PERSON_FIELDS, "contact_name") else self._person_before(cell)
        for line, found in pieces:
            if not found:
                self._append(line, value)
            for piece in found:
                meaning = self.labels.within(label, piece.label.printed) if piece.label else None
                if piece.label is None or meaning is None:
                    continue
                part = piece_line(line, piece.start, piece.text)
                ink = Ink(self.page, (part,) if part.text else (), value.bbox)
                self.walk.add(Entry(meaning, Source.CELL, (ink,), beside=person, page=self.page, top=cell_top(value)))
        self.walk.close()
        return True

    def _group(self, cell: Cell, label: Label) -> None:
        """A label over several rows with labels of their own to its right: 联系人 › 姓名, 电话, 手机."""
        bottom = cell.row + cell.row_span
        inner = [c for c in self.cells if c.col >= cell.col + cell.col_span and cell.row <= c.row < bottom]
        for child in inner:
            if (child.row, child.col) in self.used or self._joint_cell(child):
                continue
            self.used.add((child.row, child.col))
            meaning = self.labels.within(label, child.text)
            right = self._right(child)
            if not self._is_label(child) and meaning is None:
                continue
            value = right[0] if right and not self._is_label(right[0]) else self._below_value(child)
            if value is not None:
                self.used.add((value.row, value.col))
            if value is not None and meaning is not None and not meaning.is_long and self._labelled_value(child, meaning, value):
                continue
            if meaning is not None:
                ink = self._ink(value) if value is not None else Ink(self.page, (), child.bbox)
                owner = self.labels.owner_of(label)
                person = owner if owner in (*PERSON_FIELDS, "contact_name") else self._person_before(child)
                self.walk.add(Entry(meaning, Source.CELL, (ink,), beside=person, page=self.page, top=cell_top(child)))
        self.walk.close()

    def _value(self, cell: Cell, label: Label, values: list[Cell]) -> None:
        for value in values:
            self.used.add((value.row, value.col))
        lines = [line for value in values for line in value.lines]
        place = union(value.bbox for value in values) or cell.bbox
        table = rows_of(values) if label.kind is FieldKind.LONG else ()
        self.walk.add(
            Entry(
                label,
                Source.CELL,
                (Ink(self.page, tuple(lines), place),),
                table=table,
                beside=self._person_before(cell),
                box=union([place, cell.bbox]) if label.role else None,
                page=self.page,
                top=cell_top(cell),
                torn=any(self._is_shared(cell, value) and not all_under(cell, value) for value in values),
            )
        )

    def _headed(self, cell: Cell) -> bool:
        """A cell whose first line is a label: 「三、试点任务（可另附页）」 and the text under it."""
        if len(cell.lines) < 2:
            return False
        for start, count in ((0, 1), (0, 2), (1, 1), (1, 2), (2, 1)):  # a scrap of a seal or of a neighbour may stand before the heading
            text = "".join(line.text for line in cell.lines[start : start + count])
            if start == 0 and (joint := self.labels.joint(text)) and self.labels.match(text) not in joint:
                self._headed_jointly(cell, joint, count)
                return True
            label = self.labels.match(text) or (self.labels.guess(text) if self._may_head(cell, text, start) else None)
            if label is not None and (label.is_long or (label.kind is not None and start == 0)):
                ink = self._ink(cell, cell.lines[start + count :])
                box = cell.bbox if label.role else None
                self.walk.add(Entry(label, Source.CELL, (ink,), box=box, page=self.page, top=cell_top(cell), inside=True))
                return True
        return False

    def _headed_jointly(self, cell: Cell, joint: Sequence[Label], count: int) -> None:
        """A cell whose first line asks for two things at once: 「联系人及联系电话」 and both under it."""
        person = next((label.field for label in joint if label.field in PEOPLE), None)
        for label in joint:
            ink = self._ink(cell, cell.lines[count:])
            self.walk.add(Entry(label, Source.CELL, (ink,), beside=person, page=self.page, top=cell_top(cell), inside=True))
        self.walk.close()

    @staticmethod
    def _may_head(cell: Cell, text: str, start: int) -> bool:
        """Whether an unknown first line may head its cell: it counts the form's parts (四、), and no earlier page goes on in the cell."""
        return start == 0 and cell.row > 0 and PART.match(text) is not None

    def _inline(self, cell: Cell) -> bool:
        """A cell with 「label：value」 in it, once or several times."""
        taken = False
        person: str | None = self._person_before(cell)
        for index, line in enumerate(cell.lines):
            pieces = self.labels.pieces(line.text)
            if not pieces or (index == 0 and pieces[0].label is None):
                if not taken:
                    return False
                self._append(line, cell)
                continue
            for piece in pieces:
                if piece.label is None:
                    continue
                value = piece_line(line, piece.start, piece.text)
                ink = Ink(self.page, (value,) if value.text else (), cell.bbox)
                box = cell.bbox if piece.label.role else None
                self.walk.add(Entry(piece.label, Source.CELL, (ink,), beside=person, box=box, page=self.page, top=cell_top(cell)))
                person = person_of(piece.label, person)
                taken = True
        return taken

    def _append(self, line: Line, cell: Cell) -> None:
        """A further line of the cell's last inline value."""
        last = self.walk.entries[-1]
        ink = last.inks[-1]
        self.walk.entries[-1] = replace(last, inks=(*last.inks[:-1], replace(ink, lines=(*ink.lines, line), place=cell.bbox)))

    def _unlabelled(self, cell: Cell) -> None:
        """No label: the open long value goes on here, or nobody claims it."""
        ink = self._ink(cell)
        if not ink.text.strip() or (cell.col == 0 and SERIAL.fullmatch(ink.text.strip())):
            return
        if self._heads_rows(cell):
            self.walk.close()
        if cell.row == 0 or self._in_open_column(cell):
            row = [c for c in self.cells if c.row == cell.row]
            if self._goes_on(row):
                self.used.update((c.row, c.col) for c in row)
                row = self._without_tail(row)
                table = rows_of(row) if len(row) > 1 and self.walk.open is not None and self.walk.entries[self.walk.open].table else ()
                if self.walk.extend(Ink(self.page, tuple(line for c in row for line in c.lines), union(c.bbox for c in row)), table):
                    return
        right = self._right(cell)
        if right and not self._is_label(right[0]) and len(label_key(ink.text)) <= LONGEST_LABEL:
            self.used.add((right[0].row, right[0].col))
            self.walk.loose.append(Loose(label_key(ink.text), self._ink(right[0])))
            self.walk.close()
        elif len(self.cells) > 1 and not (right and self._is_label(right[0])):
            self.walk.loose.append(Loose("", ink))

    def _goes_on(self, row: list[Cell]) -> bool:
        """Whether a row without labels continues the value before it: its label column is empty, or it is one wide cell."""
        if self.walk.open is None or any(self._starts_label(cell) for cell in row):
            return False
        entry = self.walk.entries[self.walk.open]
        if entry.inside and row[0].row > 0 and len(self.cells) > 1:
            return False
        filled = [cell for cell in row if cell.text.strip()]
        return len(filled) <= 1 or bool(entry.table) or entry.label.kind is FieldKind.LONG

    def _without_tail(self, row: list[Cell]) -> list[Cell]:
        """A continued row without the last characters of its label, which is set upright and ran over the page's end (需求分｜析)."""
        label = label_key(self.walk.entries[self.walk.open].label.printed) if self.walk.open is not None else ""
        tail = label_key(row[0].text)
        is_tail = row[0].col == 0 and len(row) > 1 and tail and tail != label and label.endswith(tail)
        return row[1:] if is_tail else row

    def _in_open_column(self, cell: Cell) -> bool:
        """Below the continued first row nothing new begins without a label."""
        return self.walk.open is not None and cell.col_span >= max(1, self.cols - 1)
