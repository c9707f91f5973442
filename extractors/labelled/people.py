"""A table of people: rows for 项目负责人 and 联系人, columns for 姓名, 电话 and 邮箱; or the other way about."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chinese.punctuation import label_key
from extractors.labelled.labels import NAME_WORDS, PERSON_FIELDS, Label, Labels
from schemas.notice import FieldKind
from schemas.page import Cell

PEOPLE = frozenset({*PERSON_FIELDS, "contact_name"})
REACHED_BY = frozenset({FieldKind.PHONE, FieldKind.EMAIL})


@dataclass(frozen=True)
class Told:
    """One cell of such a table: what it asks for, whose it is, and where it stands."""

    label: Label | None
    person: str
    value: Cell


@dataclass(frozen=True)
class People:
    """What a table of people says, and every cell that it takes."""

    told: tuple[Told, ...]
    taken: tuple[Cell, ...]


def people(cells: Sequence[Cell], labels: Labels) -> Iterator[People]:
    """Find the tables of people among a table's cells."""
    rows = [[c for c in cells if c.row == number and c.row_span == 1] for number in sorted({c.row for c in cells})]
    for place, head in enumerate(rows):
        if len(head) < 3 or _person(head[0], labels) is not None:
            continue
        below = _ruled_alike(head, rows[place + 1 :])
        if found := _by_rows(head, below, labels) or _by_columns(head, below, labels):
            yield found


def _ruled_alike(head: Sequence[Cell], rows: Sequence[list[Cell]]) -> list[list[Cell]]:
    alike: list[list[Cell]] = []
    for row in rows:
        if [(c.col, c.col_span) for c in row] != [(c.col, c.col_span) for c in head]:
            break
        alike.append(row)
    return alike


def _by_rows(head: Sequence[Cell], below: Sequence[list[Cell]], labels: Labels) -> People | None:
    """A person a row: the head names what is asked of each."""
    if not _asks_for_names([c.text for c in head[1:]], labels):
        return None
    rows: list[tuple[Label, list[Cell]]] = []
    for row in below:
        person = _person(row[0], labels)
        if person is None:
            break
        rows.append((person, row))
    told = [_told(person, asked, value, labels) for person, row in rows for asked, value in zip(head[1:], row[1:], strict=True)]
    return People(tuple(told), (*head, *(c for _, row in rows for c in row))) if rows else None


def _by_columns(head: Sequence[Cell], below: Sequence[list[Cell]], labels: Labels) -> People | None:
    """A person a column: the first column names what is asked of each."""
    owners = [(person, number) for number, c in enumerate(head[1:], 1) if (person := _person(c, labels)) is not None]
    rows = [row for row in below if label_key(row[0].text) in NAME_WORDS or labels.match(row[0].text) is not None]
    if len(owners) < len(head) - 1 or rows != list(below[: len(rows)]) or not _asks_for_names([row[0].text for row in rows], labels):
        return None
    told = [_told(person, row[0], row[number], labels) for row in rows for person, number in owners]
    return People(tuple(told), (*head, *(c for row in rows for c in row)))


def _asks_for_names(texts: Sequence[str], labels: Labels) -> bool:
    """Whether headings ask for a name and how to reach its bearer."""
    kinds = {label.kind for text in texts if (label := labels.match(text)) is not None}
    return any(label_key(text) in NAME_WORDS for text in texts) and bool(kinds & REACHED_BY)


def _person(cell: Cell, labels: Labels) -> Label | None:
    label = labels.match(cell.text)
    return label if label is not None and label.field in PEOPLE else None


def _told(person: Label, asked: Cell, value: Cell, labels: Labels) -> Told:
    return Told(labels.within(person, asked.text), person.field or "", value)
