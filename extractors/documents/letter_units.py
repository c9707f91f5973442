"""Which unit a letter names beside each project: in the column of an attached list, or in brackets behind the name."""

import re
from collections.abc import Iterator, Sequence

from chinese.punctuation import fold
from extractors.documents import values
from extractors.documents.second import SecondReader
from extractors.documents.text import join, settled
from extractors.labelled.labels import Labels
from extractors.layout.ink import Ink
from schemas.evidence import Reading
from schemas.page import Cell, Grid, Page

BEHIND = re.compile(
    r"[”\"』」〞’＂》〉]{0,2}\s*[（(](?:由)?(?:项目)?(?:承担|申报|实施|牵头|试点)单位(?:为)?[:：]?\s*([^（）()，,；;。]{4,40}(?:[（(][^（）()]{1,8}[）)][^（）()，,；;。]{0,20})?)"
)
"""「某某标准化试点」（承担单位：某某公司）."""


def span_behind(text: str, name_end: int) -> tuple[int, int] | None:
    """Return where the unit's name stands behind a project's name that ends at ``name_end``."""
    found = BEHIND.match(text, name_end)
    return (found.start(1), found.end(1)) if found else None


def beside(pages: Sequence[Page], labels: Labels, names: Sequence[Reading[str]], second: SecondReader) -> tuple[Reading[str] | None, ...]:
    """Return for each project the unit in its row of a table; None where no table names the project once."""
    rows = [pair for page in pages for grid in page.grids for pair in _rows(page.number, grid, labels)]
    found = []
    for name in names:
        units = [unit for listed, unit in rows if name.value and fold(listed) == fold(name.value)]
        found.append(_read(units[0], second) if len(units) == 1 else None)
    return tuple(found)


def _rows(page: int, grid: Grid, labels: Labels) -> Iterator[tuple[str, Ink]]:
    """A project's name and the ink of its unit, row by row."""
    heads = {label.field: cell for cell in grid.cells if (label := labels.match(cell.text)) is not None}
    name, unit = heads.get("project_name"), heads.get("undertaking_unit")
    if name is None or unit is None or name.row != unit.row:
        return
    below = {(cell.row, cell.col): cell for cell in grid.cells if cell.row > name.row and cell.text.strip()}
    for (row, col), cell in below.items():
        other = below.get((row, unit.col))
        if col == name.col and other is not None:
            yield join(line.text for line in cell.lines), _ink(page, other)


def _ink(page: int, cell: Cell) -> Ink:
    return Ink(page, cell.lines, cell.bbox)


def _read(ink: Ink, second: SecondReader) -> Reading[str]:
    seconds = second.read([(ink.page, line.quad) for line in ink.lines if line.quad is not None])
    return values.unit(settled([ink], seconds))
