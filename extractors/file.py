"""From files to records: reading the pages of one file, and the documents of one unit.

A unit is what may hold whole documents: a file, or the page images of one folder.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from extractors.documents import extract
from extractors.documents.second import Crops, SecondReader
from extractors.documents.sheets import Sheet, numbered
from extractors.intake.kinds import FileKind
from extractors.layout.seals import without_red
from extractors.ocr.engine import OcrEngine
from extractors.raster.image import Image, turned
from extractors.reading import PageRead, PageReader
from extractors.segment import segment
from extractors.sources import open_source
from schemas.documents import Document
from schemas.evidence import Quad
from schemas.notice import Notice
from schemas.page import Page

CROP_DPI = 250.0
"""Key lines are cut out at a higher resolution than the page was read at, where the scan has it."""
IMAGES_HELD = 2


@dataclass(frozen=True)
class UnitFile:
    """One file of a unit with its pages as they were read."""

    path: str
    """As the report names it, relative to the inbox."""
    sha256: str
    original: Path
    kind: FileKind
    pages: tuple[Page, ...]


def read_pages(original: Path, kind: FileKind, engine: OcrEngine, first: int = 1) -> Iterator[PageRead]:
    """Read the pages of one file from ``first`` on, one at a time; raises ``Quarantine`` where the file cannot be used."""
    reader = PageReader(engine)
    with open_source(original, kind) as source:
        for number in range(first, source.page_count + 1):
            yield reader.read(source.page(number))


def extract_unit(files: Sequence[UnitFile], notice: Notice, engine: OcrEngine, other: OcrEngine) -> tuple[Document, ...]:
    """Divide a unit into documents and read each into its record."""
    return documents_of(files, notice, lambda crops: SecondReader(crops, engine, other))


def documents_of(files: Sequence[UnitFile], notice: Notice, second: Callable[[Crops], SecondReader]) -> tuple[Document, ...]:
    """Divide a unit into documents and read each into its record, key lines again by what ``second`` gives."""
    sheets = [Sheet(file.path, file.sha256, page) for file in files for page in file.pages]
    with ExitStack() as stack:
        originals = _Originals(files, stack)
        documents = []
        for found in segment(sheets, notice):
            crops = PageCrops(originals, {page.number: sheet for page, sheet in zip(numbered(found), found.sheets, strict=True)})
            documents.append(extract(found, notice, crops, second(crops)))
    return tuple(documents)


class _Originals:
    """Upright pictures of the unit's pages, opened when first asked for."""

    def __init__(self, files: Sequence[UnitFile], stack: ExitStack) -> None:
        self._files = {file.path: file for file in files}
        self._open = lru_cache(maxsize=None)(
            lambda path: stack.enter_context(open_source(self._files[path].original, self._files[path].kind))
        )
        self.upright = lru_cache(maxsize=IMAGES_HELD)(self._upright)

    def _upright(self, path: str, number: int, rotation: int) -> Image:
        return turned(self._open(path).page(number).image(CROP_DPI), rotation)


class PageCrops:
    """Cuts places out of a document's pages."""

    def __init__(self, originals: _Originals, sheets: dict[int, Sheet]) -> None:
        self._originals = originals
        self._sheets = sheets

    def crop(self, page: int, quad: Quad, *, margin: float = 1.5, red: bool = False, beyond: float = 0.0) -> Image | None:
        """Cut a place out, warped upright; without ``red``, red ink comes out as light as paper."""
        sheet = self._sheets.get(page)
        if sheet is None or sheet.page.width <= 0:
            return None
        image = self._originals.upright(sheet.path, sheet.page.number, sheet.page.rotation)
        piece = warped(image, quad, image.shape[1] / sheet.page.width, margin, beyond)
        if piece is None or red or piece.ndim == 2:
            return piece
        return without_red(piece)


def warped(image: Image, quad: Quad, pixels_per_point: float, margin: float, beyond: float = 0.0) -> Image | None:
    """Cut the quad (points) out of an upright page, with a margin (points) around it; None where nothing is left of it.

    ``beyond`` adds that many heights of the crop on the right.
    """
    corners = np.array(quad, np.float32) * pixels_per_point
    along = corners[1] - corners[0]
    down = corners[3] - corners[0]
    width, height = float(np.linalg.norm(along)), float(np.linalg.norm(down))
    if width < 2 or height < 2:
        return None
    pad = margin * pixels_per_point
    more = beyond * round(height + 2 * pad)
    a, d, b = along / width * pad, down / height * pad, along / width * (pad + more)
    grown = np.array([corners[0] - a - d, corners[1] + b - d, corners[2] + b + d, corners[3] - a + d], np.float32)
    size = (round(width + 2 * pad + more), round(height + 2 * pad))
    target = np.array([[0, 0], [size[0], 0], [size[0], size[1]], [0, size[1]]], np.float32)
    matrix = cv2.getPerspectiveTransform(grown, target)
    return np.asarray(cv2.warpPerspective(image, matrix, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), dtype=np.uint8)
