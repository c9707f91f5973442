"""A reading process that opens files, draws their pages and takes their text layers for real, and recognises nothing."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from extractors.file import UnitFile, extract_unit
from extractors.intake import FileKind
from extractors.ocr import load
from extractors.raster.image import jpeg
from extractors.raster.prepare import delivered
from extractors.reading.layer import lines_of
from extractors.sources import Source, SourcePage, open_source
from flows.messages import JobPart, Setup
from flows.reader import ReadPart, Sheet
from flows.worker import serve
from schemas.documents import Document
from schemas.errors import UsageError
from schemas.page import Line, Page, PageFault, TextSource

_DPI = 60.0


class Looking:
    """Opens and looks."""

    def __init__(self, setup: Setup) -> None:
        if setup.notice is None:
            raise UsageError("no notice")
        self._notice, self._blank = setup.notice, load("blank")

    @contextmanager
    def open(self, part: JobPart) -> Iterator["_File"]:
        """Open a file as pages."""
        with open_source(Path(part.path), FileKind(part.kind)) as source:
            yield _File(source)

    def documents(self, parts: Sequence[ReadPart]) -> tuple[Document, ...]:
        """Make out the documents of a unit."""
        files = [UnitFile(part.name, part.sha256, part.path, FileKind(part.kind), part.pages) for part in parts]
        return extract_unit(files, self._notice, self._blank, self._blank)


class _File:
    def __init__(self, source: Source) -> None:
        self._source = source
        self.page_count = source.page_count

    def read(self, number: int) -> Sheet:
        """Look at one page."""
        page = self._source.page(number)
        finished = page.finished()
        return Sheet(finished) if finished is not None else _seen(page)


def _seen(page: SourcePage) -> Sheet:
    shown, layer = page.image(_DPI), page.text_page()
    placed = delivered(shown, page.width, page.height)
    lines = tuple(Line(text=line.text, bbox=placed.bbox_around(line.quad)) for line in lines_of(layer, placed)) if layer else ()
    faults = (PageFault.DAMAGED,) if page.damaged else ()
    source = TextSource.TEXT_LAYER if lines else TextSource.NONE
    found = Page(number=page.number, width=page.width, height=page.height, source=source, lines=lines, faults=faults)
    return Sheet(found, jpeg(shown))


if __name__ == "__main__":
    sys.exit(serve(Looking))
