"""From working pixels to the ``Page`` that everybody else reads: places in points of the upright page as delivered."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.layout.cells import FilledGrid
from extractors.layout.seals import SealFound
from extractors.ocr.engine import OcrLine, Quad, in_reading_order
from extractors.raster.image import carried
from extractors.raster.prepare import PreparedPage
from extractors.reading.beneath import SealedLine
from extractors.sources.source import SourcePage
from schemas.page import Cell, Grid, Line, Page, SealImpression, TextSource


@dataclass(frozen=True)
class Found:
    """What was found on a page, in working pixels."""

    source: TextSource = TextSource.NONE
    reader: str = ""
    lines: Sequence[SealedLine] = ()
    """As they were read; those in tables may have been cut at cell borders since."""
    grids: Sequence[FilledGrid] = ()
    free: Sequence[OcrLine] = ()
    """Lines outside all tables."""
    seals: Sequence[SealFound] = ()


def compose(source_page: SourcePage, page: PreparedPage, found: Found) -> Page:
    """Build the page."""
    lines, reader = found.lines, found.reader
    in_cells = [line for grid in found.grids for cell in grid.cells for line in cell.lines]
    return Page(
        number=source_page.number,
        width=round(page.width_pt, 2),
        height=round(page.height_pt, 2),
        rotation=page.rotation,
        source=found.source,
        dpi=source_page.native_dpi,
        blank=page.blank or (not lines and not found.seals and not found.grids),
        lines=tuple(_line(line, page, reader, lines) for line in in_reading_order([*found.free, *in_cells])),
        grids=tuple(_grid(grid, page, reader, lines) for grid in found.grids),
        seals=tuple(_seal(seal, page) for seal in found.seals),
        faults=page.faults,
    )


def _line(line: OcrLine, page: PreparedPage, reader: str, lines: Sequence[SealedLine]) -> Line:
    known = _known(line, lines)
    return Line(
        text=line.text,
        bbox=page.bbox_around(line.quad),
        quad=_quad(line.quad, page),
        centres=_centres(line),
        confidence=round(min(1.0, max(0.0, line.confidence)), 4),
        reader=reader,
        under_seal=known.under_seal if known else False,
        second=known.second if known else None,
    )


def _centres(line: OcrLine) -> tuple[float, ...]:
    """Give each character's middle as a share of the line's width."""
    x0, _, x1, _ = line.box
    if len(line.char_boxes) != len(line.text) or x1 <= x0:
        return ()
    return tuple(round(min(1.0, max(0.0, ((left + right) / 2 - x0) / (x1 - x0))), 4) for left, _, right, _ in line.char_boxes)


def _known(line: OcrLine, lines: Sequence[SealedLine]) -> SealedLine | None:
    """Return what is known of a line; a piece of one that ran over two cells has the whole line's."""
    x, y = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
    around = (one for one in lines if one.line is line or (one.under_seal and _holds(one.line, x, y)))
    known = next(around, None)
    return known if known is None or known.line is line else replace(known, second=None)


def _holds(line: OcrLine, x: float, y: float) -> bool:
    x0, y0, x1, y1 = line.box
    return x0 <= x <= x1 and y0 <= y <= y1


def _quad(quad: Quad, page: PreparedPage) -> Quad:
    a, b, c, d = ((round(float(x), 2), round(float(y), 2)) for x, y in carried(page.to_points, np.array(quad, dtype=np.float64)))
    return (a, b, c, d)


def _grid(grid: FilledGrid, page: PreparedPage, reader: str, lines: Sequence[SealedLine]) -> Grid:
    return Grid(
        bbox=page.bbox(grid.grid.box),
        rows=grid.grid.rows,
        cols=grid.grid.cols,
        cells=tuple(
            Cell(
                row=filled.cell.row,
                col=filled.cell.col,
                row_span=filled.cell.row_span,
                col_span=filled.cell.col_span,
                bbox=page.bbox(filled.cell.box),
                lines=tuple(_line(line, page, reader, lines) for line in filled.lines),
            )
            for filled in grid.cells
        ),
    )


def _seal(seal: SealFound, page: PreparedPage) -> SealImpression:
    return SealImpression(
        bbox=page.bbox(seal.bbox),
        shape=seal.shape,
        ink=seal.ink,
        readings=seal.readings,
        line_text=seal.line_text,
        line_unread=seal.line_unread,
        complete=seal.complete,
        confidence=seal.confidence,
    )
