"""The page reader: one page of a source in, one ``Page`` out.

Everything is found in pixels of the working picture (upright, level, evenly lit) and carried to points of the upright page at the very end.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from extractors.layout import cells
from extractors.layout.behind_labels import with_overlooked
from extractors.layout.grid import find_grids
from extractors.layout.seals import SealFound, find_seals, without_red
from extractors.ocr.crops import char_boxes, crop
from extractors.ocr.engine import OcrEngine, OcrLine, in_reading_order
from extractors.raster.image import Image, jpeg, scaled
from extractors.raster.prepare import PreparedPage, delivered, prepare
from extractors.reading import layer as text_layer
from extractors.reading.beneath import SealedLine, is_seals_own, read_beneath
from extractors.reading.compose import Found, compose
from extractors.reading.permille import with_permille
from extractors.reading.upright import is_mirrored, stand_upright
from extractors.sources.source import SourcePage
from schemas.page import Page, PageFault, TextSource

WORKING_DPI = 200.0
PICTURE_DPI = 130.0
PICTURE_SIDE = 2200
LEAST_CONFIDENCE = 0.5
WORDS_CONFIDENCE, WORDS = 0.85, 4
UNREADABLE = 0.62
UNSURE, SURE_LINE, LEAST_TEXT = 0.15, 0.8, 30
"""A page is unsure where more than this share of its characters stands in lines read with less than this confidence."""
EDGE, CUT_LINE = 0.003, 4
"""Print that comes nearer to the picture's edge than this share of the page's width is cut; so many characters along an edge are a line."""
MM_PER_POINT = 25.4 / 72


@dataclass(frozen=True)
class PageRead:
    """A page that was read."""

    page: Page
    picture: bytes | None
    """The upright page as JPEG, for people; None where the format has no picture (DOCX)."""
    prepared: PreparedPage | None


@dataclass(frozen=True)
class _Text:
    page: PreparedPage
    lines: tuple[OcrLine, ...]
    source: TextSource
    reader: str


class PageReader:
    """Reads pages with one engine."""

    def __init__(self, engine: OcrEngine) -> None:
        self._engine = engine

    def read(self, source_page: SourcePage) -> PageRead:
        """Read one page; raises ``Quarantine`` where it cannot even be shown."""
        finished = source_page.finished()
        if finished is not None:
            return PageRead(finished, None, None)
        shown = source_page.image(WORKING_DPI)
        text = self._from_layer(source_page, shown) or self._by_eye(source_page, shown)
        if source_page.damaged:
            text = replace(text, page=replace(text.page, faults=(*text.page.faults, PageFault.DAMAGED)))
        page = self._composed(source_page, text)
        return PageRead(page, _picture(text.page), text.page)

    def _from_layer(self, source_page: SourcePage, shown: Image) -> _Text | None:
        """Take the text layer where it is the page's own words; None where the page has to be read by eye."""
        layer = source_page.text_page()
        if layer is None or layer.scanned:
            return None
        page = delivered(shown, source_page.width, source_page.height).turned(layer.turn)
        lines = text_layer.lines_of(layer, page)
        if not lines or not (layer.vouched or text_layer.is_true(lines, page.image, self._engine)):
            return None
        return _Text(page, (*lines, *text_layer.read_pictures(layer, page, lines, self._engine)), TextSource.TEXT_LAYER, "text-layer")

    def _by_eye(self, source_page: SourcePage, shown: Image) -> _Text:
        page = prepare(
            shown, source_page.width, source_page.height, native_dpi=source_page.native_dpi, photographed=source_page.photographed
        )
        if page.blank:
            return _Text(page, (), TextSource.NONE, "")
        page, quads = stand_upright(page, self._engine.detect(page.image), self._engine)
        readings = self._engine.read_lines([crop(page.image, quad) for quad in quads])
        lines = [
            OcrLine(reading.text, quad, reading.confidence, char_boxes(quad, reading.centres, reading.text))
            for quad, reading in zip(quads, readings, strict=True)
            if reading.confidence >= LEAST_CONFIDENCE and reading.text.strip()
        ]
        if page.doubtful and (not _makes_words(lines) or is_mirrored(page.image, quads, self._engine)):
            return _Text(replace(page, blank=True), (), TextSource.NONE, "")
        lines = with_permille(page.image, lines)
        return _Text(page, in_reading_order(lines), TextSource.OCR if lines else TextSource.NONE, self._engine.name)

    def _composed(self, source_page: SourcePage, text: _Text) -> Page:
        page = text.page
        if page.blank:
            return compose(source_page, page, Found())
        printed = [line.quad for line in text.lines if line.confidence >= SURE_LINE and len(line.text) > 1]
        seals = find_seals(page.image, page.points_per_pixel, lambda strip: self._engine.read_lines([strip])[0], printed)
        sealed = self._without_seals(text, seals)
        pixels_per_mm = 1 / (page.points_per_pixel * MM_PER_POINT)
        ruled = find_grids(page.image, pixels_per_mm)
        grids, free = cells.fill(page.image, ruled, [one.line for one in sealed], self._engine, pixels_per_mm)
        if text.source is TextSource.OCR:
            free = with_overlooked(page.image, free, ruled, self._engine, pixels_per_mm)
        faults = (*page.faults, *_reading_faults(text))
        found = Found(text.source, text.reader, sealed, grids, free, seals)
        return compose(source_page, replace(page, faults=faults), found)

    def _without_seals(self, text: _Text, seals: Sequence[SealFound]) -> tuple[SealedLine, ...]:
        if text.source is TextSource.TEXT_LAYER:
            return tuple(SealedLine(line) for line in text.lines if line.confidence == 1 or not is_seals_own(line, seals))
        if not seals:
            return tuple(SealedLine(line) for line in text.lines)
        return read_beneath(without_red(text.page.image), text.lines, seals, self._engine)


def _makes_words(lines: Sequence[OcrLine]) -> bool:
    """Whether faint marks are print: what shines through from the back is mirrored, and read as a stammer if at all."""
    return sum(len(line.text) for line in lines if line.confidence >= WORDS_CONFIDENCE) >= WORDS


def _reading_faults(text: _Text) -> tuple[PageFault, ...]:
    """Name what only the reading shows: print that runs off the sheet, and text that is unsure in places or throughout."""
    if text.source is not TextSource.OCR:
        return ()
    found = {
        PageFault.CROPPED: _is_cropped(text),
        PageFault.UNSURE: _unsure_share(text.lines) > UNSURE,
        PageFault.UNREADABLE: float(np.median([line.confidence for line in text.lines])) < UNREADABLE,
    }
    return tuple(fault for fault, there in found.items() if there)


def _unsure_share(lines: Sequence[OcrLine]) -> float:
    """Share of the page's characters that stand in lines read without certainty; single characters are often ornaments."""
    sizes = [(len(line.text), line.confidence) for line in lines if len(line.text) > 1]
    total = sum(size for size, _ in sizes)
    return sum(size for size, sure in sizes if sure < SURE_LINE) / total if total >= LEAST_TEXT else 0.0


def _is_cropped(text: _Text) -> bool:
    """Whether two lines of print run into the same side of the picture, or one runs along its upper or lower edge."""
    page, edge = text.page, text.page.width_pt * EDGE
    sure = [(page.bbox_around(line.quad), len(line.text)) for line in text.lines if line.confidence >= WORDS_CONFIDENCE]
    left = sum(box[0] <= edge for box, _ in sure)
    right = sum(box[2] >= page.width_pt - edge for box, _ in sure)
    cut_across = (size >= CUT_LINE and (box[1] <= edge or box[3] >= page.height_pt - edge) for box, size in sure)
    return max(left, right) >= 2 or any(cut_across)


def _picture(page: PreparedPage) -> bytes:
    wide = page.width_pt / 72 * PICTURE_DPI
    factor = min(1.0, wide / page.upright_image.shape[1], PICTURE_SIDE / max(page.upright_image.shape[:2]))
    return jpeg(scaled(page.upright_image, factor))
