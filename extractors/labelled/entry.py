"""A labelled value, and what a walk over the pages has gathered."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from extractors.labelled.labels import PERSON_FIELDS, Label, Labels
from extractors.layout.ink import Ink, after, part
from schemas.evidence import BBox
from schemas.page import Line


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

    inside: bool = False
    """Whether the label is the first line of the value's own cell."""

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
    full_row: bool = False
    """Whether the open short value fills its row, so that it may go on at the left margin of the next."""

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


def piece_line(line: Line, start: int, text: str) -> Line:
    """Return what of a line stands behind a label, without the rule that a form prints under it."""
    cut = after(line, start)
    stripped = text.strip(" \u3000_＿")
    return cut.model_copy(update={"text": stripped})


def split_off(lines: Sequence[Line], labels: Labels) -> tuple[tuple[Line, ...], tuple[tuple[Label, tuple[Line, ...]], ...]]:
    """Part what has a label of its own (手机：…) from what stands before it; a line without a label goes on with the last one."""
    plain: list[Line] = []
    found: list[tuple[Label, tuple[Line, ...]]] = []
    for line in lines:
        pieces = labels.pieces(line.text)
        if not pieces and found:
            found[-1] = (found[-1][0], (*found[-1][1], line))
        elif not pieces:
            plain.append(line)
        for piece in pieces:
            words = part(line, piece.start, piece.start + len(piece.text))
            if piece.label is not None:
                found.append((piece.label, (words,) if words.text else ()))
            elif not found:
                plain.append(words)
    return tuple(plain), tuple(found)


def top_of(line: Line) -> float | None:
    """Return the upper edge of a line that has a place."""
    return line.bbox[1] if line.bbox else None


def person_of(label: Label, before: str | None) -> str | None:
    """Return the person that a label names, else the one before it in the row."""
    return label.field if label.field in (*PERSON_FIELDS, "contact_name") else before
