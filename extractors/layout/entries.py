"""From pages to labelled values: 「项目名称 → 某某标准化试点」, wherever the label stands.

A label may stand in a table cell beside or above its value, at the head of its own cell, in a line with a colon, on a cover line, or as a
heading over paragraphs; a long value may run on over the next pages. What no label claims is kept as a leftover.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from chinese.punctuation import label_key
from extractors.layout.ink import Ink, after, union
from extractors.layout.labels import LONGEST_LABEL, PERSON_FIELDS, Label, Labels, Piece
from extractors.layout.spreads import paged
from schemas.evidence import BBox
from schemas.notice import FieldKind
from schemas.page import Cell, Grid, Line, Page

PAGE_NUMBER = re.compile(r"^[\s\-—–－一·.]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:\s*[/／共]+\s*\d{1,3}\s*页?)?[\s\-—–－一·.]*$")
LEVELS = (
    re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十]{1,3}[部章])"),
    re.compile(r"^\s*[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"^\s*\d{1,2}(?:[、．]|[.](?!\d))"),
    re.compile(r"^\s*(?:[（(]\d{1,2}[）)]|[①-⑳]|\d{1,2}[.]\d)"),
)
"""Numbering of headings from the highest rank down: 一、 （一） 1. （1）."""
CONTENTS = frozenset({"目录", "目次"})
LEADER = re.compile(r"(?:[.…·⋯﹒•_\-]\s*){4,}\s*\d{0,3}\s*$|…+\s*\d{0,3}\s*$")
SERIAL = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]?[、.．]?")
"""A cell that only counts its row."""
NUMBERED = re.compile(r"\S\s*\d{1,3}\s*$")
"""A line of a table of contents: leader dots, or at least a page number at its end."""
LAST_COLUMN = 0.68
"""A label that ends behind this share of the text's width may have its value on the next line."""
FURNITURE_MARGIN = 0.085
"""Share of the page's height at the top and bottom where page numbers and running heads stand."""


class Source(StrEnum):
    """How the value was found, the surest first."""

    CELL = "cell"
    INLINE = "inline"
    HEADING = "heading"
    COVER = "cover"


@dataclass(frozen=True)
class Entry:
    """One labelled value; ``inks`` has one item a page."""

    label: Label
    source: Source
    inks: tuple[Ink, ...]
    table: tuple[tuple[str, ...], ...] = ()
    """Rows of cells, where the value is a table of its own."""
    beside: str | None = None
    """The person field (contact_name, project_leader, …) that stands before it in the same row."""
    box: BBox | None = None
    """The whole box of an opinion (its cell), for the seals in it."""
    page: int = 1
    """Page of the label."""
    level: int = 0
    """Rank of the label's numbering: 1 for 一、, 2 for （一）, 0 for none."""
    top: float | None = None
    """Upper edge of the label on that page, where it has a place."""

    torn: bool = False
    """Whether only a piece of the label was read."""

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join(ink.text for ink in self.inks)


@dataclass(frozen=True)
class Loose:
    """A short text followed by a value, known to no label."""

    label: str
    ink: Ink


@dataclass
class Walk:
    """What a walk over the pages has gathered so far."""

    entries: list[Entry] = field(default_factory=list)
    loose: list[Loose] = field(default_factory=list)
    open: int | None = None
    """Index of the long entry that text without a label belongs to."""

    def add(self, entry: Entry) -> None:
        """Append an entry; a long one stays open for what follows."""
        self.entries.append(entry)
        self.open = len(self.entries) - 1 if entry.label.is_long else None

    def extend(self, ink: Ink, rows: tuple[tuple[str, ...], ...] = (), *, fresh: bool = False) -> bool:
        """Append text to the open entry, if there is one; ``fresh`` makes a table of it."""
        if self.open is None or not (ink.lines or rows):
            return False
        entry = self.entries[self.open]
        inks = list(entry.inks)
        if inks and inks[-1].page == ink.page:
            inks[-1] = replace(inks[-1], lines=inks[-1].lines + ink.lines)
        else:
            inks.append(ink)
        self.entries[self.open] = replace(entry, inks=tuple(inks), table=entry.table + rows if entry.table or fresh else ())
        return True

    def close(self) -> None:
        """No text without a label belongs to anything any more."""
        self.open = None


def find_entries(pages: Sequence[Page], labels: Labels) -> tuple[tuple[Entry, ...], tuple[Loose, ...]]:
    """Walk the pages of one form in reading order."""
    walk = Walk()
    heads = running_heads(pages)
    for page in paged(pages):
        if page.blank:
            continue
        for item in _items(page, heads):
            if isinstance(item, Grid):
                GridWalk(item, page.number, labels, walk).run()
            else:
                _free_row(item, page, labels, walk)
    return tuple(walk.entries), tuple(walk.loose)


# ── free text ────────────────────────────────────────────────────────────────────────────────────────────────────────────


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


def _items(page: Page, heads: frozenset[str]) -> Iterator[Grid | tuple[Line, ...]]:
    """Grids and rows of free lines, from top to bottom."""
    free = [line for line in free_lines(page) if not is_furniture(line, page, heads)]
    free = _without_contents(free)
    if any(line.bbox is None for line in free) or any(grid.bbox is None for grid in page.grids):
        yield from _items_in_order(page, free)
        return
    items: list[tuple[float, Grid | tuple[Line, ...]]] = [(grid.bbox[1], grid) for grid in page.grids if grid.bbox is not None]
    items += [(min(line.bbox[1] for line in row if line.bbox), row) for row in baseline_rows(free)]
    yield from (item for _, item in sorted(items, key=lambda pair: pair[0]))


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


def _free_row(row: tuple[Line, ...], page: Page, labels: Labels, walk: Walk) -> None:
    """One row of free text: label and value in it, a heading, or the next line of the open value."""
    if labels.is_notes_heading(row[0].text):
        walk.add(Entry(Label(row[0].text, kind=FieldKind.LONG), Source.HEADING, (), page=page.number, top=_top(row[0])))
        return
    if _labelled(row, page, labels, walk):
        return
    ink = Ink(page.number, row)
    heading = (labels.match(ink.text) or (labels.guess(ink.text) if 0 < level(ink.text) < 3 else None)) if len(row) == 1 else None
    if heading is not None and not _is_inner(heading, ink.text, walk):
        walk.add(Entry(heading, Source.HEADING, (), page=page.number, top=_top(row[0]), level=level(ink.text)))
        walk.open = len(walk.entries) - 1
        return
    if _ends_open(ink, walk) or not _continues(ink, walk):
        walk.close()
    walk.extend(ink)
    if walk.open is not None and walk.entries[walk.open].source is Source.HEADING and not walk.entries[walk.open].label.is_long:
        walk.close()


def level(text: str) -> int:
    """Rank of a heading's numbering, 1 the highest; 0 where it has none."""
    return next((rank for rank, pattern in enumerate(LEVELS, 1) if pattern.match(text)), 0)


def _is_inner(heading: Label, text: str, walk: Walk) -> bool:
    """Whether a heading belongs inside the open value: a lower rank than its own, or another word for the same field."""
    if walk.open is None:
        return False
    opened = walk.entries[walk.open]
    if not opened.label.is_long or heading.role is not None:
        return False
    if heading.field is not None and heading.field == opened.label.field:
        return True
    return 0 < opened.level < level(text)


def _continues(ink: Ink, walk: Walk) -> bool:
    """Whether a row goes on with a short value: it begins under it, close by. Long text takes whatever comes."""
    if walk.open is None:
        return False
    opened = walk.entries[walk.open]
    before = opened.inks[-1].bbox if opened.inks else None
    if opened.label.is_long or opened.source is Source.HEADING or not opened.text.strip():
        return True
    here = ink.bbox
    if before is None or here is None or opened.inks[-1].page != ink.page:
        return False
    height = before[3] - before[1]
    return here[0] >= before[0] - 1.5 * height and here[1] - before[3] < 1.2 * height


def _ends_open(ink: Ink, walk: Walk) -> bool:
    """A short heading of the open value's own rank that is no label ends it."""
    if walk.open is None or len(ink.text) > LONGEST_LABEL + 4:
        return False
    opened = walk.entries[walk.open]
    return opened.source is Source.HEADING and opened.level > 0 and level(ink.text) == opened.level


def _labelled(row: tuple[Line, ...], page: Page, labels: Labels, walk: Walk) -> bool:
    """Take the labelled values of one row; False where it has none."""
    long_open = walk.open is not None and walk.entries[walk.open].label.is_long
    found: list[Entry] = []
    person: str | None = None
    for position, line in enumerate(row):
        pieces = labels.pieces(line.text)
        prefix = None if pieces or long_open else _prefix(line, page, labels)
        whole = None if pieces or prefix else (labels.match(line.text) if position + 1 < len(row) else None)
        if pieces and pieces[0].label is None and not found:
            return False
        for piece in pieces or ((prefix,) if prefix else ()):
            if piece.label is None:
                continue
            value = _piece_line(line, piece.start, piece.text)
            source = Source.COVER if _is_cover(page) else Source.INLINE
            ink = Ink(page.number, (value,) if value.text else ())
            found.append(Entry(piece.label, source, (ink,), beside=person, page=page.number, top=_top(line)))
            person = _person(piece.label, person)
        if whole is not None:
            source = Source.COVER if _is_cover(page) else Source.INLINE
            found.append(Entry(whole, source, (Ink(page.number, ()),), beside=person, page=page.number, top=_top(line)))
            person = _person(whole, person)
        elif not pieces and prefix is None and found:
            last = found[-1]
            found[-1] = replace(last, inks=(replace(last.inks[0], lines=(*last.inks[0].lines, line)),))
    if not found or (long_open and not _may_interrupt(found, walk)):
        return False
    for entry in found:
        walk.add(entry)
    last = found[-1]
    if not last.label.is_long:
        _expect_more(last, walk, wraps=_reaches_margin(row, page))
    return True


def _reaches_margin(row: tuple[Line, ...], page: Page) -> bool:
    """Whether a row runs so far to the right that its last value may stand on the next one."""
    left = min((line.bbox[0] for line in page.lines if line.bbox), default=0.0)
    widest = max((line.bbox[2] for line in page.lines if line.bbox), default=0.0)
    return max((line.bbox[2] for line in row if line.bbox), default=0.0) - left > LAST_COLUMN * (widest - left)


def _prefix(line: Line, page: Page, labels: Labels) -> Piece | None:
    """A label with a gap or a rule behind it; on a cover the gap may have been lost."""
    found = labels.prefix(line.text)
    return found or (labels.glued(line.text) if _is_cover(page) and labels.match(line.text) is None else None)


def _expect_more(entry: Entry, walk: Walk, *, wraps: bool) -> None:
    """A value beside its label may wrap: what follows right under it without a label of its own belongs to it.

    Where nothing stands beside the label, options to tick may stand below it, a cover's value, or one that had no room in the row.
    """
    placed = bool(entry.inks) and entry.inks[-1].bbox is not None
    below = not entry.text.strip() and (wraps or entry.source is Source.COVER or entry.label.kind is FieldKind.CHOICE)
    walk.open = len(walk.entries) - 1 if placed or below else None


def _may_interrupt(found: list[Entry], walk: Walk) -> bool:
    """Inside long text a colon is no proof of a label: only a field that has not been seen, at the line's start, ends it."""
    seen = {entry.label.field for entry in walk.entries}
    first = found[0].label
    return (first.role is not None or (first.field is not None and first.field not in seen)) and len(found[0].label.printed) > 2


def _piece_line(line: Line, start: int, text: str) -> Line:
    cut = after(line, start)
    stripped = text.strip(" \u3000_＿")
    return cut.model_copy(update={"text": stripped})


def _is_cover(page: Page) -> bool:
    return not page.grids and len(page.lines) <= 30


def _top(line: Line) -> float | None:
    return line.bbox[1] if line.bbox else None


def _cell_top(cell: Cell) -> float | None:
    return cell.bbox[1] if cell.bbox else None


def _person(label: Label, before: str | None) -> str | None:
    return label.field if label.field in (*PERSON_FIELDS, "contact_name") else before


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


class GridWalk:
    """One table: every cell is a label, the value of one, or left over."""

    def __init__(self, grid: Grid, page: int, labels: Labels, walk: Walk, group: Label | None = None) -> None:
        self.group = group
        self.cells = sorted(grid.cells, key=lambda cell: (cell.row, cell.col))
        self.cols = grid.cols
        self.page = page
        self.labels = labels
        self.walk = walk
        self.used: set[tuple[int, int]] = set()
        self._labels = {(cell.row, cell.col): self._meaning(cell) for cell in self.cells}

    def run(self) -> None:
        """Take every cell once."""
        self._take_value_table()
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

    def _meaning(self, cell: Cell) -> Label | None:
        """What a cell's words ask for; in a table within a group's cell they are the group's."""
        known = self.labels.match(cell.text)
        within = self.labels.within(self.group, cell.text) if self.group and cell.text.strip() else None
        return within or known or (self.labels.guess(cell.text) if self._leads_row(cell) else None)

    def _leads_row(self, cell: Cell) -> bool:
        """Whether a cell is all that stands before one wide cell, but for a number."""
        row = [c for c in self.cells if c.row == cell.row]
        before = [c for c in row if c.col < cell.col]
        after = [c for c in row if c.col > cell.col]
        return len(after) == 1 and after[0].col_span >= cell.col_span and all(SERIAL.fullmatch(c.text.strip()) for c in before)

    def _ink(self, cell: Cell, lines: Sequence[Line] | None = None) -> Ink:
        return Ink(self.page, tuple(cell.lines if lines is None else lines), cell.bbox)

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
        self.walk.extend(ink, _table(taken), fresh=True)

    def _joint_cell(self, cell: Cell) -> bool:
        """A cell that asks for two things at once gives its neighbour to both."""
        known = self._labels[(cell.row, cell.col)]
        exact = known is not None and known.field is not None and label_key(known.printed) == label_key(cell.text)
        joint = () if exact else self.labels.joint(cell.text)
        right = self._right(cell)
        if not joint or not right or self._is_label(right[0]):
            return False
        self.used.update({(cell.row, cell.col), (right[0].row, right[0].col)})
        person = next((label.field for label in joint if label.field in (*PERSON_FIELDS, "contact_name")), None)
        for label in joint:
            self.walk.add(Entry(label, Source.CELL, (self._ink(right[0]),), beside=person, page=self.page, top=_cell_top(cell)))
        return True

    def _label_cell(self, cell: Cell, label: Label) -> None:
        """A cell that is a label and nothing else."""
        self.used.add((cell.row, cell.col))
        right = self._right(cell)
        if self._leads_group(cell, label, next((c for c in right if c.text.strip()), None)):
            self._group(cell, label)
            return
        if right and self._is_label(right[0]) and not self._is_value_of(cell, right[0]):
            self._value(cell, label, self._column_below(cell, label))
            return
        if right and not label.is_long and (inner := _inner_table(right[0])):
            self.used.add((right[0].row, right[0].col))
            GridWalk(inner, self.page, self.labels, self.walk, label).run()
            return
        if right and not label.is_long and self._labelled_value(cell, label, right[0]):
            return
        if right:
            self._value(cell, label, self._values(cell, right, label))
            return
        below = self._below(cell)
        if below is None or self._is_label(below):
            self._value(cell, label, [])
        elif label.is_long:
            self._value(cell, label, self._rows_below(cell))
        else:
            self._value(cell, label, [below])

    def _values(self, cell: Cell, right: list[Cell], label: Label) -> list[Cell]:
        """The value cells to the right: the next one, or for a long field everything up to the edge of its rows."""
        if not label.is_long:
            return right[:1]
        bottom = cell.row + cell.row_span
        return [
            c for c in self.cells if c.col >= cell.col + cell.col_span and cell.row <= c.row < bottom and (c.row, c.col) not in self.used
        ]

    def _column_below(self, cell: Cell, label: Label) -> list[Cell]:
        """What stands under a heading in a row of headings: one cell, or for several units the whole column."""
        column: list[Cell] = []
        here = self._below(cell)
        while here is not None and not self._is_label(here):
            column.append(here)
            here = self._below(here) if label.kind is FieldKind.UNITS else None
        return column

    def _rows_below(self, cell: Cell) -> list[Cell]:
        """Rows under a heading that runs over the whole width, up to the next label; under one of several headings its own cell."""
        taken: list[Cell] = []
        beside = any(c.row == cell.row and c is not cell and self._is_label(c) for c in self.cells)
        right = cell.col + cell.col_span if beside else self.cols
        for row in range(cell.row + cell.row_span, max(c.row for c in self.cells) + 1):
            line = [c for c in self.cells if c.row == row and (not beside or cell.col <= c.col < right)]
            if any(self._starts_label(c) for c in line) or (beside and taken):
                break
            taken += line
        return taken

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
                part = _piece_line(line, piece.start, piece.text)
                ink = Ink(self.page, (part,) if part.text else (), value.bbox)
                self.walk.add(Entry(meaning, Source.CELL, (ink,), beside=person, page=self.page, top=_cell_top(value)))
        self.walk.close()
        return True

    def _leads_group(self, cell: Cell, label: Label, right: Cell | None) -> bool:
        """Whether a label over several rows has labels of its own beside it, known ones or such as 名称 and 性质."""
        if right is None or cell.row_span < 2 or right.row_span >= cell.row_span:
            return False
        if self._is_label(right):
            return not self._is_value_of(cell, right)
        return self.labels.within(label, right.text) is not None

    def _group(self, cell: Cell, label: Label) -> None:
        """A label over several rows with labels of their own to its right: 联系人 › 姓名, 电话, 手机."""
        bottom = cell.row + cell.row_span
        inner = [c for c in self.cells if c.col >= cell.col + cell.col_span and cell.row <= c.row < bottom]
        for child in inner:
            if (child.row, child.col) in self.used:
                continue
            self.used.add((child.row, child.col))
            meaning = self.labels.within(label, child.text)
            right = self._right(child)
            if not self._is_label(child) and meaning is None:
                continue
            value = right[0] if right and not self._is_label(right[0]) else self._below_value(child)
            if value is not None:
                self.used.add((value.row, value.col))
            if meaning is not None:
                ink = self._ink(value) if value is not None else Ink(self.page, (), child.bbox)
                owner = self.labels.owner_of(label)
                person = owner if owner in (*PERSON_FIELDS, "contact_name") else self._person_before(child)
                self.walk.add(Entry(meaning, Source.CELL, (ink,), beside=person, page=self.page, top=_cell_top(child)))
        self.walk.close()

    def _below_value(self, cell: Cell) -> Cell | None:
        below = self._below(cell)
        return below if below is not None and not self._is_label(below) else None

    def _value(self, cell: Cell, label: Label, values: list[Cell]) -> None:
        for value in values:
            self.used.add((value.row, value.col))
        lines = [line for value in values for line in value.lines]
        place = union(value.bbox for value in values) or cell.bbox
        table = _table(values) if label.kind is FieldKind.LONG else ()
        self.walk.add(
            Entry(
                label,
                Source.CELL,
                (Ink(self.page, tuple(lines), place),),
                table=table,
                beside=self._person_before(cell),
                box=union([place, cell.bbox]) if label.role else None,
                page=self.page,
                top=_cell_top(cell),
                torn=any(self._is_shared(cell, value) and not _all_under(cell, value) for value in values),
            )
        )

    def _headed(self, cell: Cell) -> bool:
        """A cell whose first line is a label: 「三、试点任务（可另附页）」 and the text under it."""
        if len(cell.lines) < 2:
            return False
        for start, count in ((0, 1), (0, 2), (1, 1), (1, 2), (2, 1)):  # a scrap of a seal or of a neighbour may stand before the heading
            label = self.labels.match("".join(line.text for line in cell.lines[start : start + count]))
            if label is not None and (label.is_long or (label.kind is not None and start == 0)):
                ink = self._ink(cell, cell.lines[start + count :])
                box = cell.bbox if label.role else None
                self.walk.add(Entry(label, Source.CELL, (ink,), box=box, page=self.page, top=_cell_top(cell)))
                return True
        return False

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
                value = _piece_line(line, piece.start, piece.text)
                ink = Ink(self.page, (value,) if value.text else (), cell.bbox)
                box = cell.bbox if piece.label.role else None
                self.walk.add(Entry(piece.label, Source.CELL, (ink,), beside=person, box=box, page=self.page, top=_cell_top(cell)))
                person = _person(piece.label, person)
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
        if cell.row == 0 or self._in_open_column(cell):
            row = [c for c in self.cells if c.row == cell.row]
            if self._goes_on(row):
                self.used.update((c.row, c.col) for c in row)
                table = _table(row) if len(row) > 1 and self.walk.open is not None and self.walk.entries[self.walk.open].table else ()
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
        filled = [cell for cell in row if cell.text.strip()]
        return len(filled) <= 1 or bool(entry.table) or entry.label.kind is FieldKind.LONG

    def _in_open_column(self, cell: Cell) -> bool:
        """Below the continued first row nothing new begins without a label."""
        return self.walk.open is not None and cell.col_span >= max(1, self.cols - 1)

    def _right(self, cell: Cell) -> list[Cell]:
        """Cells to the right in the same rows, nearest first."""
        return [
            c
            for c in self.cells
            if c.col >= cell.col + cell.col_span
            and c.row < cell.row + cell.row_span
            and c.row + c.row_span > cell.row
            and (c.row, c.col) not in self.used
        ]

    def _below(self, cell: Cell) -> Cell | None:
        for c in self.cells:
            if c.row == cell.row + cell.row_span and c.col <= cell.col < c.col + c.col_span:
                if self._is_shared(cell, c):
                    return _under(cell, c)
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
                person = _person(label, person) if label else person
        return person


def _under(head: Cell, below: Cell) -> Cell:
    """What of a cell stands under one of its headings; all of it where that cannot be told."""
    own = tuple(line for line in below.lines if _is_under(head, line))
    return below.model_copy(update={"lines": own}) if own else below


def _is_under(head: Cell, line: Line) -> bool:
    if head.bbox is None or line.bbox is None:
        return False
    return head.bbox[0] <= (line.bbox[0] + line.bbox[2]) / 2 <= head.bbox[2]


def _all_under(head: Cell, below: Cell) -> bool:
    return all(_is_under(head, line) for line in below.lines)


def _inner_table(cell: Cell) -> Grid | None:
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


def _table(cells: list[Cell]) -> tuple[tuple[str, ...], ...]:
    """Rows of text, where several cells stand side by side; () for a single column."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    if max((len(row) for row in rows.values()), default=0) < 2:
        return ()
    return tuple(tuple("".join(line.text for line in cell.lines) for cell in sorted(row, key=lambda c: c.col)) for row in rows.values())
