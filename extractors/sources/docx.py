"""DOCX files: one page without places, its paragraphs as lines and its tables as grids.

The parts are read directly: python-docx leaves out text boxes, content controls, headers and notes. Words that the walk through
the body has not seen are added at the end, so that none is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractors.intake.container import Container
from extractors.intake.limits import LIMITS, Limits
from extractors.raster.image import Image
from extractors.sources import docx_text
from extractors.sources.source import Closing, SourcePage, TextPage
from extractors.sources.xml import Element, attribute, local, parse
from schemas.errors import Quarantine, Reason
from schemas.page import Cell, Grid, Line, Page, TextSource

READER = "docx"
_A4 = (595.0, 842.0)
_BODY = "word/document.xml"


@dataclass(frozen=True)
class DocxPage:
    """The only page of a DOCX file."""

    page: Page
    number: int = 1
    width: float = _A4[0]
    height: float = _A4[1]
    native_dpi: float | None = None
    photographed: bool = False
    damaged: bool = False

    def image(self, dpi: float) -> Image:
        """A DOCX file has no picture."""
        raise Quarantine(Reason.INTERNAL_ERROR, f"a DOCX page was asked for a picture at {dpi} dpi")

    def text_page(self) -> TextPage | None:
        """Everything is in the finished page."""
        return None

    def finished(self) -> Page | None:
        """Give the page."""
        return self.page


class DocxSource(Closing):
    """A DOCX file."""

    page_count = 1

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        with Container(path, limits) as container:
            self._page = _page(container, limits)

    def page(self, number: int) -> SourcePage:
        """Give the page."""
        if number != 1:
            msg = f"a DOCX file has one page, not {number}"
            raise IndexError(msg)
        return DocxPage(self._page)

    def close(self) -> None:
        """Nothing stays open."""


def _page(container: Container, limits: Limits) -> Page:
    body = _part(container, _BODY, limits)
    if body is None or all(entry.name != "[Content_Types].xml" for entry in container.entries):
        raise Quarantine(Reason.DAMAGED_UNREADABLE, "no main part")
    walk = _Walk(limits)
    heads = [line for name in _parts(container, "header") for line in walk.lines_of(_part(container, name, limits))]
    walk.body(body)
    tails = [
        line
        for kind in ("footer", "footnotes", "endnotes")
        for name in _parts(container, kind)
        for line in walk.lines_of(_part(container, name, limits))
    ]
    lines = (*_once(heads), *walk.lines, *_once(tails))
    return Page(
        number=1,
        width=_A4[0],
        height=_A4[1],
        source=TextSource.DOCX if lines else TextSource.NONE,
        blank=not lines,
        lines=lines,
        grids=tuple(walk.grids),
    )


def _part(container: Container, name: str, limits: Limits) -> Element | None:
    data = container.read(name, limits.document_xml)
    return None if data is None else parse(data, limits)


def _parts(container: Container, kind: str) -> list[str]:
    return sorted(entry.name for entry in container.entries if entry.name.startswith(f"word/{kind}") and entry.name.endswith(".xml"))


def _once(lines: list[Line]) -> tuple[Line, ...]:
    return tuple({line.text: line for line in lines}.values())


def _line(text: str) -> Line:
    return Line(text=text.rstrip(), reader=READER)


@dataclass
class _Walk:
    """A walk through the body that remembers what it has seen."""

    limits: Limits
    lines: list[Line] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    def body(self, document: Element) -> None:
        """Walk through the whole body."""
        for body in (child for child in document if local(child) == "body"):
            self._blocks(body)
        self.lines += [_line(text) for text in _missed(document, "".join(line.text for line in self.lines))]

    def lines_of(self, part: Element | None) -> list[Line]:
        """Return all lines of a header, a footer or the notes."""
        return [] if part is None else [_line(text) for text in _flat(part, self.limits, 0)]

    def _blocks(self, parent: Element) -> None:
        for block in docx_text.blocks(parent):
            if local(block) == "tbl":
                self._table(block)
            else:
                self.lines += [_line(text) for text in docx_text.paragraph(block)]
                for box in docx_text.boxes(block):
                    self._blocks(box)

    def _table(self, table: Element) -> None:
        grid = _grid(table, self.limits)
        self.grids.append(grid)
        self.lines += [line for cell in grid.cells for line in cell.lines]


def _missed(document: Element, seen: str) -> Iterator[str]:
    """Give the words in the file that are not among those seen: a structure that the walk does not know."""
    known = "".join(seen.split())
    for text in docx_text.visible(document):
        if "".join(text.split()) not in known:
            yield text


@dataclass(frozen=True)
class _Slot:
    row: int
    col: int
    rows: int
    cols: int
    lines: tuple[Line, ...]


def _grid(table: Element, limits: Limits) -> Grid:
    slots: list[_Slot] = []
    open_above: dict[int, int] = {}
    rows = list(docx_text.within(table, "tr"))
    for number, row in enumerate(rows):
        open_above = _row(row, number, slots, open_above, limits)
    cells = tuple(Cell(row=slot.row, col=slot.col, row_span=slot.rows, col_span=slot.cols, lines=slot.lines) for slot in slots)
    return Grid(rows=len(rows), cols=max((slot.col + slot.cols for slot in slots), default=0), cells=cells)


def _row(row: Element, number: int, slots: list[_Slot], above: dict[int, int], limits: Limits) -> dict[int, int]:
    """Add a row's cells; returns which cell each column can be continued from in the next row."""
    column = _span(row, "trPr", "gridBefore", limits, 0)
    below: dict[int, int] = {}
    for cell in docx_text.within(row, "tc"):
        span = _span(cell, "tcPr", "gridSpan", limits, 1)
        if _continues(cell) and column in above:
            index = above[column]
            slots[index] = replace(slots[index], rows=number - slots[index].row + 1, lines=slots[index].lines + _cell_lines(cell, limits))
        else:
            index = len(slots)
            slots.append(_Slot(number, column, 1, span, _cell_lines(cell, limits)))
        below[column] = index
        column += span
    return below


def _cell_lines(cell: Element, limits: Limits) -> tuple[Line, ...]:
    return tuple(_line(text) for text in _flat(cell, limits, 1))


def _flat(parent: Element, limits: Limits, depth: int) -> Iterator[str]:
    """Give the lines of a cell or a part; a table in it becomes text, rows by lines and cells by tabs."""
    if depth > limits.paragraphs_deep:
        raise Quarantine(Reason.DOCX_LIMITS, "tables within tables within tables")
    for block in docx_text.blocks(parent):
        if local(block) == "tbl":
            for row in docx_text.within(block, "tr"):
                yield "\t".join(" ".join(_flat(cell, limits, depth + 1)) for cell in docx_text.within(row, "tc"))
        else:
            yield from docx_text.paragraph(block)
            for box in docx_text.boxes(block):
                yield from _flat(box, limits, depth + 1)


def _properties(element: Element, holder: str, name: str) -> Element | None:
    return next((found for properties in element if local(properties) == holder for found in properties if local(found) == name), None)


def _span(element: Element, holder: str, name: str, limits: Limits, default: int) -> int:
    found = _properties(element, holder, name)
    value = (attribute(found, "val") or "") if found is not None else ""
    span = int(value) if value.isascii() and value.isdigit() and len(value) <= 12 else default
    if span > limits.grid_span:
        raise Quarantine(Reason.DOCX_LIMITS, "a cell spans too many columns")
    return max(span, default)


def _continues(cell: Element) -> bool:
    merge = _properties(cell, "tcPr", "vMerge")
    return merge is not None and (attribute(merge, "val") or "continue") == "continue"
