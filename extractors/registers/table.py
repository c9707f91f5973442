"""A register's columns found under the names that people give them, and its rows turned into entries, one by one."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from chinese.punctuation import label_key
from extractors.registers.sheet import MAX_ROWS, Row, Sheet, clean_cell
from schemas.errors import RegisterError

EntryT = TypeVar("EntryT")

HEADER_WITHIN = 15
"""Titles and notes may stand above the header."""
PROBLEMS_SHOWN = 100
_REPLACED = "\ufffd"
_COMMAS = re.compile("[,，]")


@dataclass(frozen=True)
class Column:
    """A column: what it is called here, its official title, and other titles it goes by, the surest first."""

    name: str
    title: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    """The register is of no use without it, nor is a row that leaves it empty."""
    expected: bool = False
    """Its absence is worth a word."""


class RowFault(Exception):  # noqa: N818
    """A row that cannot be used, because of one cell; never leaves this folder."""

    def __init__(self, title: str, what: str) -> None:
        super().__init__(what)
        self.title = title
        self.what = what


@dataclass
class Cells:
    """One row by column names; ``notes`` collects what is odd about it and still usable."""

    number: int
    values: dict[str, str]
    titles: dict[str, str]
    notes: list[tuple[str, str]] = field(default_factory=list)

    def get(self, name: str) -> str:
        """Return a cell's text; '' where the column or the text is missing."""
        return self.values.get(name, "")

    def need(self, name: str) -> str:
        """Return a cell's text; the row is of no use where it is empty."""
        text = self.get(name)
        if not text:
            raise RowFault(self.titles[name], "为空")
        return text

    def fault(self, name: str, what: str) -> RowFault:
        """Return the fault of one cell, to be raised."""
        return RowFault(self.titles[name], f"“{shorten(self.get(name))}”{what}")

    def note(self, name: str, what: str) -> None:
        """Keep the row, and say what is odd about a cell."""
        self.notes.append((self.titles[name], f"“{shorten(self.get(name))}”{what}"))


def shorten(text: str) -> str:
    """Return the text in one short line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= 30 else f"{flat[:30]}…"


@dataclass(frozen=True)
class Register(Generic[EntryT]):
    """A kind of register: its file's name, its columns, and what makes a row an entry."""

    name: str
    columns: tuple[Column, ...]
    entry: Callable[[Cells], EntryT]

    def read(self, file: str, sheets: Sequence[Sheet]) -> tuple[tuple[EntryT, ...], tuple[str, ...]]:
        """Return the entries, and what is wrong with the rest in Chinese; RegisterError where no sheet has the columns."""
        sheet, header, places = self._best(sheets)
        rows = sheet.rows()
        problems = _Problems(file)
        for column in self.columns:
            if column.expected and column.name not in places:
                problems.say(f"没有“{column.title}”一列")
        entries = tuple(self._entries(rows[header + 1 : MAX_ROWS], places, rows[header], problems))
        if len(rows) > MAX_ROWS:
            problems.say(f"超过 {MAX_ROWS} 行，其余未读")
        return entries, problems.lines()

    def _best(self, sheets: Sequence[Sheet]) -> tuple[Sheet, int, dict[str, int]]:
        """Take the sheet and the row that know most of the columns; the earlier one where two know as many."""
        heads = [(sheet, index, row) for sheet in sheets for index, row in enumerate(sheet.head(HEADER_WITHIN))]
        found = [(sheet, index, places) for sheet, index, row in heads if (places := self._places(row))]
        if not found:
            needed = "、".join(column.title for column in self.columns if column.required)
            raise RegisterError("找不到表头，未采用。", f"第一行应写明各列名称，至少有：{needed}；请另存为 CSV（UTF-8）或 XLSX。")
        return max(found, key=lambda option: len(option[2]))

    def _places(self, row: Row) -> dict[str, int]:
        """Return where each column stands; {} where a required one is missing."""
        keys = [label_key(cell) if len(cell) <= 40 else "" for cell in row.cells]
        places: dict[str, int] = {}
        for column in self.columns:
            options = [keys.index(title) for title in (column.title, *column.synonyms) if title in keys]
            place = next((option for option in options if option not in places.values()), None)
            if place is not None:
                places[column.name] = place
            elif column.required:
                return {}
        return places

    def _entries(self, rows: Sequence[Row], places: dict[str, int], header: Row, problems: "_Problems") -> Iterator[EntryT]:
        seen: dict[tuple[str, ...], int] = {}
        for row in rows:
            if row.is_blank or row.cells == header.cells:
                continue
            if (first := seen.setdefault(row.cells, row.number)) != row.number:
                problems.say(f"第{row.number}行与第{first}行完全相同，只采用一次")
                continue
            try:
                cells, entry = self._entry(row, places, len(header.cells))
            except RowFault as fault:
                problems.say_of(row.number, fault.title, f"{fault.what}，该行未采用")
                continue
            self._warn(cells, problems)
            yield entry

    def _entry(self, row: Row, places: dict[str, int], width: int) -> tuple[Cells, EntryT]:
        """Make an entry; in a row that is too short, somebody may have typed the other kind of comma."""
        either = tuple(clean_cell(part) for cell in row.cells for part in _COMMAS.split(cell))
        texts = either if len(row.cells) < width == len(either) else row.cells
        values = {name: texts[place] for name, place in places.items() if place < len(texts)}
        cells = Cells(row.number, values, {column.name: column.title for column in self.columns})
        return cells, self.entry(cells)

    def _warn(self, cells: Cells, problems: "_Problems") -> None:
        for title, what in cells.notes:
            problems.say_of(cells.number, title, what)
        for name, text in cells.values.items():
            if _REPLACED in text:
                problems.say_of(cells.number, cells.titles[name], f"“{shorten(text)}”含有无法识别的字符，请核对")


@dataclass
class _Problems:
    """Problems of one file, in Chinese; the first hundred are kept, the rest counted."""

    file: str
    said: list[str] = field(default_factory=list)
    more: int = 0

    def say(self, what: str) -> None:
        if len(self.said) >= PROBLEMS_SHOWN:
            self.more += 1
            return
        self.said.append(f"{self.file}：{what}。")

    def say_of(self, row: int, title: str, what: str) -> None:
        self.say(f"第{row}行“{title}”{what}")

    def lines(self) -> tuple[str, ...]:
        more = (f"{self.file}：另有 {self.more} 处问题未列出。",) if self.more else ()
        return (*self.said, *more)
