"""The typesetter: running text and ruled tables that flow over sheets."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sample_docs.generator.fonts import Face, measure, wrap
from sample_docs.generator.sheet import Box, Sheet, ink_box

Drawer = Callable[[Sheet, Box], None]
"""Draws into a cell whose box it is given."""


@dataclass(frozen=True)
class Style:
    """Faces and sizes of one document."""

    body: Face = Face.SONG
    label: Face = Face.SONG
    head: Face = Face.HEI
    title: Face = Face.BOLD
    size: float = 10.5
    leading: float = 1.62
    rule: float = 0.6
    margin: float = 62
    top: float = 62
    bottom: float = 64
    footer: str = ""
    """{} takes the page number; empty for none."""

    @property
    def pitch(self) -> float:
        """Distance between baselines."""
        return self.size * self.leading


@dataclass(frozen=True)
class Cell:
    """One cell of a table."""

    text: str | Sequence[str] = ""
    field: str | None = None
    """The field whose value stands here; its box is remembered."""
    span: int = 1
    down: int = 1
    label: bool = False
    centre: bool = False
    upright: bool = False
    """One character to a line."""
    indent: bool = False
    bold: bool = False
    height: float = 0
    draw: Drawer | None = None


Row = Sequence[Cell]


@dataclass
class Flow:
    """A pen that goes down the sheets."""

    style: Style
    sheets: list[Sheet] = field(default_factory=list)
    y: float = 0.0
    numbered_from: int = 0

    @property
    def sheet(self) -> Sheet:
        """The sheet being set."""
        return self.sheets[-1]

    @property
    def left(self) -> float:
        """Left edge of the text."""
        return self.style.margin

    @property
    def right(self) -> float:
        """Right edge of the text."""
        return self.sheet.size[0] - self.style.margin

    @property
    def width(self) -> float:
        """Width of the text."""
        return self.right - self.left

    @property
    def floor(self) -> float:
        """Where the page ends."""
        return self.sheet.size[1] - self.style.bottom

    def new_sheet(self, *, numbered: bool = True) -> Sheet:
        """Begin a sheet."""
        self.sheets.append(Sheet())
        self.y = self.style.top
        if self.style.footer and numbered:
            self.numbered_from = self.numbered_from or len(self.sheets)
            number = self.style.footer.format(len(self.sheets) - self.numbered_from + 1)
            self.sheet.centred(self.sheet.size[0] / 2, self.sheet.size[1] - 36, number, self.style.body, 9)
        return self.sheet

    def need(self, height: float) -> None:
        """Go to a new sheet where less than ``height`` is left."""
        if self.y + height > self.floor:
            self.new_sheet()

    def heading(self, text: str, *, size: float = 0, centre: bool = False, gap: float = 6) -> None:
        """Set a heading."""
        size = size or self.style.size + 2
        lines = wrap(text, self.style.head, size, self.width)
        self.need(size * 1.4 * len(lines) + 5 * self.style.pitch)
        self.y += gap - size * 0.4
        for line in lines:
            self.y += size * 1.4
            if centre:
                self.sheet.centred(self.sheet.size[0] / 2, self.y, line, self.style.head, size)
            else:
                self.sheet.text(self.left, self.y, line, self.style.head, size)
        self.y += gap + size * 0.2

    def paragraph(
        self,
        text: str,
        name: str | None = None,
        *,
        indent: bool = True,
        begun: Sheet | None = None,
        size: float = 0,
        face: Face | None = None,
    ) -> None:
        """Set a paragraph; the box of a named one is remembered on the sheet where its text began."""
        size, face = size or self.style.size, face or self.style.body
        pitch = size * self.style.leading
        lead = 2 * size if indent else 0
        begun = begun or self.sheet
        for i, line in enumerate(wrap(text, face, size, self.width, indent=lead)):
            self.need(pitch)
            self.y += pitch
            box = self.sheet.text(self.left + (lead if i == 0 else 0), self.y - 0.32 * pitch, line, face, size)
            if begun is self.sheet:
                self.sheet.note(name, box)

    def table(self, columns: Sequence[float], rows: Sequence[Row]) -> None:
        """Set a ruled table; ``columns`` are shares of the width. Cells that reach down keep their rows on one sheet."""
        edges = [self.left]
        total = sum(columns)
        for share in columns:
            edges.append(edges[-1] + self.width * share / total)
        i = 0
        while i < len(rows):
            n = max((c.down for c in rows[i]), default=1)
            group = rows[i : i + n]
            heights = self._heights(edges, group)
            if n == 1 and _splits(group[0]) and self.y + heights[0] > self.floor:
                self._split(edges, group[0])
            else:
                self.need(sum(heights))
                self._rows(edges, group, heights)
            i += n

    def _heights(self, edges: Sequence[float], group: Sequence[Row]) -> list[float]:
        heights = [0.0] * len(group)
        for r, row in enumerate(group):
            for c, cell in _placed(group, r, row):
                if cell.down == 1:
                    heights[r] = max(heights[r], self._height(edges[c + cell.span] - edges[c], cell))
        for r, row in enumerate(group):
            for c, cell in _placed(group, r, row):
                if cell.down > 1:
                    want = self._height(edges[c + cell.span] - edges[c], cell)
                    have = sum(heights[r : r + cell.down])
                    if want > have:
                        heights[r + cell.down - 1] += want - have
        return heights

    def _height(self, width: float, cell: Cell) -> float:
        return max(cell.height, len(self._lines(width, cell)) * self.style.pitch + 7)

    def _lines(self, width: float, cell: Cell) -> list[tuple[str, float]]:
        s = self.style
        if cell.upright:
            return [(c, 0.0) for c in "".join(cell.text)]
        out: list[tuple[str, float]] = []
        for text in [cell.text] if isinstance(cell.text, str) else cell.text:
            lead = 2 * s.size if cell.indent else 0.0
            for i, line in enumerate(wrap(text, self._face(cell), s.size, width - 8, indent=lead)):
                out.append((line, lead if i == 0 else 0.0))
        return out

    def _face(self, cell: Cell) -> Face:
        return self.style.head if cell.bold else self.style.label if cell.label else self.style.body

    def _rows(self, edges: Sequence[float], group: Sequence[Row], heights: Sequence[float]) -> None:
        top = self.y
        for r, row in enumerate(group):
            y = top + sum(heights[:r])
            for c, cell in _placed(group, r, row):
                box = (edges[c], y, edges[c + cell.span], y + sum(heights[r : r + cell.down]))
                self._cell(box, cell)
        self.y = top + sum(heights)

    def _cell(self, box: Box, cell: Cell) -> None:
        x0, y0, x1, y1 = box
        self.sheet.frame(box, self.style.rule)
        self.sheet.cells.append(box)
        if cell.draw:
            cell.draw(self.sheet, box)
        lines = self._lines(x1 - x0, cell)
        if not any(t for t, _ in lines):
            self.sheet.note(cell.field, box) if not cell.draw else None
            return
        block = len(lines) * self.style.pitch
        tall = cell.indent or (cell.draw is not None)
        y = y0 + 3.5 if tall else y0 + (y1 - y0 - block) / 2
        self._print(lines, cell, box, y)

    def _print(self, lines: Sequence[tuple[str, float]], cell: Cell, box: Box, y: float) -> None:
        s, face = self.style, self._face(cell)
        for line, lead in lines:
            base = y + 0.68 * s.pitch
            middle = cell.centre or cell.upright
            x = (box[0] + box[2] - measure(line, face, s.size)) / 2 if middle else box[0] + 4 + lead
            self.sheet.text(x, base, line, face, s.size)
            self.sheet.note(cell.field, ink_box(x, base, measure(line, face, s.size), s.size))
            y += s.pitch

    def _split(self, edges: Sequence[float], row: Row) -> None:
        """A tall row that runs over sheets: each piece has its own frame, the labels stand on the first only."""
        s = self.style
        placed = list(_placed([row], 0, row))
        rest = {c: self._lines(edges[c + cell.span] - edges[c], cell) for c, cell in placed}
        first = True
        while any(rest.values()):
            room = int((self.floor - self.y - 7) // s.pitch)
            if room < 4:
                self.new_sheet()
                continue
            piece = {c: lines[:room] for c, lines in rest.items()}
            rest = {c: lines[room:] for c, lines in rest.items()}
            height = max(len(p) for p in piece.values()) * s.pitch + 7
            if not any(rest.values()) and not first:
                height = max(height, 30)
            for c, cell in placed:
                box = (edges[c], self.y, edges[c + cell.span], self.y + height)
                self.sheet.frame(box, s.rule)
                self.sheet.cells.append(box)
                shown = cell if first or cell.label else Cell(text=cell.text, span=cell.span, indent=cell.indent)
                y = self.y + 3.5 if cell.indent else self.y + (height - len(piece[c]) * s.pitch) / 2
                self._print(piece[c], shown, box, y)
            self.y += height
            first = False


def _splits(row: Row) -> bool:
    return any(c.indent for c in row) and not any(c.draw for c in row)


def _placed(group: Sequence[Row], r: int, row: Row) -> list[tuple[int, Cell]]:
    """Cells with their columns, counting the ones that reach down from above."""
    taken: set[int] = set()
    for above in range(r):
        for c, cell in _placed(group, above, group[above]):
            if above + cell.down > r:
                taken.update(range(c, c + cell.span))
    out, c = [], 0
    for cell in row:
        while c in taken:
            c += 1
        out.append((c, cell))
        c += cell.span
    return out
