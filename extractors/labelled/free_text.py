"""Labels in free text: a line with a colon, a cover line, a heading over paragraphs."""

import re
from dataclasses import replace

from extractors.labelled.entry import Entry, Source, Walk, person_of, piece_line, top_of
from extractors.labelled.labels import LONGEST_LABEL, Label, Labels, Piece
from extractors.layout.ink import Ink, em, union
from schemas.notice import FieldKind
from schemas.page import Line, Page

LEVELS = (
    re.compile(r"^\s*(?:[一二三四五六七八九十]{1,3}[、．.]|第[一二三四五六七八九十]{1,3}[部章])"),
    re.compile(r"^\s*[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"^\s*\d{1,2}(?:[、．]|[.](?!\d))"),
    re.compile(r"^\s*(?:[（(]\d{1,2}[）)]|[①-⑳]|\d{1,2}[.]\d)"),
)
"""Numbering of headings from the highest rank down: 一、 （一） 1. （1）."""


OPTION = re.compile(r"\s*[□☐☑☒■√✓✔○●◯◉口]")
"""A row that begins with a box goes on with the options of the row above it."""
FULL_ROW = 0.93
"""A row that fills this share of the text's width may go on at the left margin."""
FAR_IN = 4.0
"""What begins so many lines' heights further in than the value above it stands in another column."""
GAP_EMS = 1.9
"""From one character's middle to the next, where more than a word's space stands between them."""
LAST_COLUMN = 0.68
"""A label that ends behind this share of the text's width may have its value on the next line."""


def free_row(row: tuple[Line, ...], page: Page, labels: Labels, walk: Walk) -> None:
    """One row of free text: label and value in it, a heading, or the next line of the open value."""
    if labels.is_notes_heading(row[0].text):
        walk.add(Entry(Label(row[0].text, kind=FieldKind.LONG), Source.HEADING, (), page=page.number, top=top_of(row[0])))
        return
    if _labelled(row, page, labels, walk):
        return
    row = _with_its_number(row)
    ink = Ink(page.number, row)
    heading = (labels.match(ink.text) or (labels.guess(ink.text) if 0 < level(ink.text) < 3 else None)) if len(row) == 1 else None
    if heading is not None and not _is_inner(heading, ink.text, walk) and not _is_rest(heading, ink, walk):
        walk.add(Entry(heading, Source.HEADING, (), page=page.number, top=top_of(row[0]), level=level(ink.text)))
        walk.open = len(walk.entries) - 1
        return
    if _ends_open(ink, walk) or not _continues(ink, walk):
        walk.close()
    walk.extend(ink)
    walk.full_row = walk.full_row and _reaches_margin(row, page, FULL_ROW)
    if walk.open is not None and walk.entries[walk.open].source is Source.HEADING and not walk.entries[walk.open].label.is_long:
        walk.close()


def _with_its_number(row: tuple[Line, ...]) -> tuple[Line, ...]:
    """Join a heading with its number where the gap between them was taken for the end of a line: 二、｜单位基本情况."""
    if len(row) != 2 or not any(pattern.fullmatch(row[0].text.strip()) for pattern in LEVELS):
        return row
    number, words = row
    return (
        words.model_copy(
            update={"text": number.text.strip() + words.text, "bbox": union((number.bbox, words.bbox)), "quad": None, "centres": ()}
        ),
    )


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


def _is_rest(heading: Label, ink: Ink, walk: Walk) -> bool:
    """Whether what could be a field's label is the end of its value: a name's second line may be no more than 标准化试点项目."""
    opened = walk.entries[walk.open] if walk.open is not None else None
    return opened is not None and heading.field == opened.label.field and bool(opened.text.strip()) and _continues(ink, walk)


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
    if here[1] - before[3] >= 1.2 * height:
        return False
    if opened.label.kind is FieldKind.CHOICE and OPTION.match(ink.text):
        return True
    centred = abs(here[0] + here[2] - before[0] - before[2]) <= 2 * height
    under = before[0] - 1.5 * height <= here[0] <= before[0] + FAR_IN * height
    return under or centred or (walk.full_row and not level(ink.text))


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
        torn = labels.torn(line.text) if position == 0 and len(row) == 2 and _is_cover(page) and not (pieces or prefix or whole) else None
        if pieces and pieces[0].label is None and not found:
            return False
        for piece in pieces or ((prefix,) if prefix else ()):
            if piece.label is None:
                continue
            value = piece_line(line, piece.start, piece.text)
            source = Source.COVER if _is_cover(page) else Source.INLINE
            ink = Ink(page.number, (value,) if value.text else ())
            found.append(Entry(piece.label, source, (ink,), beside=person, page=page.number, top=top_of(line)))
            person = person_of(piece.label, person)
        if alone := whole or torn:
            source = Source.COVER if _is_cover(page) else Source.INLINE
            ink = Ink(page.number, ())
            found.append(Entry(alone, source, (ink,), beside=person, page=page.number, top=top_of(line), torn=torn is not None))
            person = person_of(alone, person)
        elif not pieces and prefix is None and found:
            last = found[-1]
            found[-1] = replace(last, inks=(replace(last.inks[0], lines=(*last.inks[0].lines, line)),))
    if not found or (long_open and not _may_interrupt(found, walk)):
        return False
    for entry in found:
        walk.add(entry)
    last = found[-1]
    if not last.label.is_long:
        _expect_more(last, walk, wraps=_reaches_margin(row, page, LAST_COLUMN))
        walk.full_row = _reaches_margin(row, page, FULL_ROW)
    return True


def _reaches_margin(row: tuple[Line, ...], page: Page, share: float) -> bool:
    """Whether a row runs so far to the right that its last value may stand on the next one."""
    left = min((line.bbox[0] for line in page.lines if line.bbox), default=0.0)
    widest = max((line.bbox[2] for line in page.lines if line.bbox), default=0.0)
    return max((line.bbox[2] for line in row if line.bbox), default=0.0) - left > share * (widest - left)


def _prefix(line: Line, page: Page, labels: Labels) -> Piece | None:
    """A label with a gap or a rule behind it; on a cover the gap may have been lost."""
    found = labels.prefix(line.text) or labels.dated(line.text) or _gapped(line, labels)
    return found or (labels.glued(line.text) if _is_cover(page) and labels.match(line.text) is None else None)


def _gapped(line: Line, labels: Labels) -> Piece | None:
    """A label with a gap behind it that the text has as one space, as a PDF or OFD file's own text does."""
    if len(line.centres) != len(line.text):
        return None
    widest = [
        at
        for at in range(1, len(line.text) - 1)
        if line.text[at].isspace() and line.centres[at + 1] - line.centres[at - 1] > GAP_EMS * em(line)
    ]
    found = ((at, label) for at in widest if (label := labels.match(line.text[:at])) is not None)
    return next((Piece(label, line.text[at + 1 :], at + 1) for at, label in found), None)


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


def _is_cover(page: Page) -> bool:
    return not page.grids and len(page.lines) <= 30
