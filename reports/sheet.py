"""A sheet before any spreadsheet program: columns, rows, and three kinds of value."""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Link:
    """A link to a picture of our own, by its path beside the workbook."""

    path: str


Value: TypeAlias = str | int | Link | None


@dataclass(frozen=True)
class Column:
    """A column's heading and its width in characters."""

    title: str
    width: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: a heading, a note, columns and rows."""

    name: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


def columns(text: str) -> tuple[Column, ...]:
    """Return the columns that ``标题 宽度, 标题 宽度`` describes."""
    pairs = (part.rsplit(" ", 1) for part in text.split(", "))
    return tuple(Column(title, int(width)) for title, width in pairs)
