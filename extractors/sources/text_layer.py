"""Lines out of single placed characters: the text layers of PDF and OFD."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pdfplumber
import pypdfium2 as pdfium
from pypdfium2 import raw

from extractors.sources.pdf_objects import Survey, shown_box
from extractors.sources.radicals import as_characters
from extractors.sources.source import TextLine, TextPage
from schemas.evidence import BBox

GAP = 1.6
"""Two characters further apart than this many character sizes are not on one line: two columns, or two cells."""
SPACE = 0.28
"""From this gap on there is a space between them."""
SLANT = 5.0
SLANTED = -1
"""Turn of a character that stands askew: a watermark's, or one of a drawn seal's. Such characters make no lines."""
UNKNOWN_SHARE = 0.03
"""More characters than this without a known meaning make a text layer worthless."""


@dataclass(frozen=True)
class Glyph:
    """A placed character, in points on the page as shown."""

    text: str
    box: BBox
    turn: int = 0
    """Degrees clockwise by which the page must be turned for it to stand upright."""

    @property
    def size(self) -> float:
        """Height of the character's box."""
        return self.box[3] - self.box[1]

    @property
    def middle(self) -> float:
        """Height at which its middle stands."""
        return (self.box[1] + self.box[3]) / 2


def from_plumber(page: pdfplumber.page.Page, width: float, height: float) -> tuple[Glyph, ...]:
    """Take pdfplumber's characters; none where it fails, or where it sees another page than PDFium shows (crop boxes, odd origins)."""
    from extractors.sources.pdf import PLUMBER_TROUBLE  # noqa: PLC0415

    try:
        left, top, right, bottom = page.cropbox
        if page.cropbox != page.mediabox or abs(right - left - width) > 1 or abs(bottom - top - height) > 1:
            return ()
        return tuple(_plumbed(char, float(left), float(top)) for char in page.chars)
    except PLUMBER_TROUBLE:
        return ()


def from_pdfium(page: pdfium.PdfPage) -> tuple[Glyph, ...]:
    """Take PDFium's characters."""
    try:
        layer = page.get_textpage()
    except pdfium.PdfiumError:
        return ()
    try:
        return tuple(glyph for index in range(layer.count_chars()) if (glyph := _from_layer(page, layer, index)) is not None)
    finally:
        layer.close()


def compose(glyphs: Sequence[Glyph], size: tuple[float, float], objects: Survey) -> TextPage | None:
    """Make lines on the page turned upright; None where there are no characters, or too many whose meaning the font hides."""
    known = [glyph for glyph in glyphs if not _is_unknown(glyph.text)]
    if not known or (len(glyphs) - len(known)) > UNKNOWN_SHARE * len(glyphs):
        return None
    turns = Counter(glyph.turn for glyph in known if glyph.turn != SLANTED and not glyph.text.isspace())
    turn = turns.most_common(1)[0][0] if turns else 0
    upright = [replace(glyph, box=_turned(glyph.box, turn, size)) for glyph in known if glyph.turn == turn]
    pictures = tuple(_turned(box, turn, size) for box in (*objects.pictures, *objects.written_on))
    return TextPage(lines=tuple(_lines(upright)), pictures=pictures, scanned=objects.scanned, turn=turn)


def _plumbed(char: dict[str, object], left: float, top: float) -> Glyph:
    box = tuple(float(str(char[side])) - shift for side, shift in (("x0", left), ("top", top), ("x1", left), ("bottom", top)))
    matrix = char.get("matrix")
    turn = _turn(float(matrix[0]), float(matrix[1])) if isinstance(matrix, tuple) else 0
    return Glyph(as_characters(str(char["text"])), (box[0], box[1], box[2], box[3]), turn)


def _from_layer(page: pdfium.PdfPage, layer: pdfium.PdfTextPage, index: int) -> Glyph | None:
    code = raw.FPDFText_GetUnicode(layer, index)
    if code < 32:
        return None
    try:
        box = shown_box(page, *layer.get_charbox(index, loose=True))
    except pdfium.PdfiumError:
        return None
    matrix = raw.FS_MATRIX()
    turn = _turn(matrix.a, matrix.b) if raw.FPDFText_GetMatrix(layer, index, ctypes.byref(matrix)) else 0
    shown = turn if turn == SLANTED else (turn - page.get_rotation()) % 360
    return Glyph(as_characters(chr(code) if code < 0x110000 else "\ufffd"), box, shown)


def _turn(a: float, b: float) -> int:
    angle = math.degrees(math.atan2(b, a))
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) <= SLANT else SLANTED


def _is_unknown(text: str) -> bool:
    return text.startswith("(cid:") or any(char == "\ufffd" or unicodedata.category(char) in {"Co", "Cn", "Cs"} for char in text)


def _lines(glyphs: Sequence[Glyph]) -> Iterable[TextLine]:
    for row in _rows(glyphs):
        for run in _runs(row):
            line = _line(run)
            if line.text.strip():
                yield line


def _turned(box: BBox, turn: int, size: tuple[float, float]) -> BBox:
    """Carry a box along when a page of that size is turned clockwise."""
    (x0, y0, x1, y1), (width, height) = box, size
    match turn:
        case 90:
            return (height - y1, x0, height - y0, x1)
        case 180:
            return (width - x1, height - y1, width - x0, height - y0)
        case 270:
            return (y0, width - x1, y1, width - x0)
        case _:
            return box


def _rows(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.middle, one.box[0])):
        row = rows[-1] if rows else None
        if row is not None and abs(glyph.middle - row[-1].middle) <= 0.35 * min(max(glyph.size, 1.0), max(row[-1].size, 1.0)):
            row.append(glyph)
        else:
            rows.append([glyph])
    return rows


def _runs(row: list[Glyph]) -> Iterable[list[Glyph]]:
    run: list[Glyph] = []
    for glyph in sorted(row, key=lambda one: one.box[0]):
        if run and _is_double(run[-1], glyph):
            continue
        if run and glyph.box[0] - run[-1].box[2] > GAP * max(run[-1].size, glyph.size, 1.0):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _is_double(left: Glyph, right: Glyph) -> bool:
    # Poor man's bold: the same character twice, a hair apart.
    return left.text == right.text and abs(right.box[0] - left.box[0]) < 0.2 * max(left.size, 1.0)


def _line(run: list[Glyph]) -> TextLine:
    texts: list[str] = []
    boxes: list[BBox] = []
    for index, glyph in enumerate(run):
        gap = glyph.box[0] - run[index - 1].box[2] if index else 0.0
        if index and gap > SPACE * max(glyph.size, 1.0) and not (glyph.text.isspace() or run[index - 1].text.isspace()):
            texts.append(" ")
            boxes.append((run[index - 1].box[2], glyph.box[1], glyph.box[0], glyph.box[3]))
        texts += list(glyph.text)
        boxes += [glyph.box] * len(glyph.text)
    solid = [glyph.box for glyph in run if not glyph.text.isspace()] or [glyph.box for glyph in run]
    x0, y0, x1, y1 = zip(*solid, strict=True)
    return TextLine("".join(texts), (min(x0), min(y0), max(x1), max(y1)), tuple(boxes))
