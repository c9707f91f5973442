"""PDF files: PDFium shows the pages, pdfplumber reads their text layer, and each is checked against the other."""

import math
from pathlib import Path

import numpy as np
import pdfplumber
import pypdfium2 as pdfium
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdfparser import PDFSyntaxError
from pdfminer.psexceptions import PSEOF, PSException, PSSyntaxError
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException
from pypdfium2 import raw

from extractors.intake.limits import LIMITS, Limits
from extractors.raster.image import Image
from extractors.sources import pdf_objects, text_layer
from extractors.sources.pdf_streams import PageStreams
from extractors.sources.source import Closing, SourcePage, TextPage
from schemas.errors import Quarantine, Reason
from schemas.page import Page

_PASSWORD_ERRORS = frozenset({raw.FPDF_ERR_PASSWORD})
_SECURITY_ERRORS = frozenset({raw.FPDF_ERR_SECURITY})
PLUMBER_TROUBLE = (
    PDFException,
    PSException,
    PdfminerException,
    MalformedPDFException,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    AssertionError,
    OSError,
)
"""What pdfminer and pdfplumber raise on damaged files: their parsers trust what they find."""

_BROKEN_SYNTAX = (PSSyntaxError, PSEOF, PDFSyntaxError)


class PdfPage:
    """One page of a PDF file."""

    photographed = False

    def __init__(self, source: "PdfSource", number: int) -> None:
        self._source = source
        self._page = source.pdfium_page(number)
        self.number = number
        self.width, self.height = self._page.get_size()
        source.check_size(self.width, self.height)
        self._objects = pdf_objects.survey(self._page, source.limits)
        self.native_dpi = self._objects.scan_dpi
        self.damaged = self._objects.broken or source.has_broken_content(number)

    def image(self, dpi: float) -> Image:
        """Render the page, at a lower resolution where it has too many pixels."""
        limits = self._source.limits
        most = math.sqrt(limits.page_pixels / (self.width * self.height)) * 72
        if most < limits.lowest_dpi * min(1.0, 842 * 595 / (self.width * self.height)):
            raise Quarantine(Reason.PAGE_TOO_LARGE, f"page {self.number}")
        try:
            bitmap = self._page.render(scale=min(dpi, most) / 72, may_draw_forms=True)
            shown = np.array(bitmap.to_numpy()[:, :, :3], dtype=np.uint8)
        except (pdfium.PdfiumError, MemoryError, OverflowError, ValueError) as error:
            raise Quarantine(Reason.DAMAGED_UNREADABLE, f"page {self.number}: {type(error).__name__}") from None
        return np.ascontiguousarray(shown)

    def text_page(self) -> TextPage | None:
        """Give the text layer: pdfplumber's, or PDFium's where pdfplumber fails on the page."""
        if self._objects.count > self._source.limits.text_objects:
            return None
        plumbed = self._source.plumbed_page(self.number)
        size = (self.width, self.height)
        characters = text_layer.from_plumber(plumbed, *size) if plumbed is not None else ()
        composed = text_layer.compose(characters, size, self._objects)
        return composed if composed is not None else text_layer.compose(text_layer.from_pdfium(self._page), size, self._objects)

    def finished(self) -> Page | None:
        """A PDF page has to be read."""
        return None


class PdfSource(Closing):
    """A PDF file."""

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        self.limits = limits
        self._path = path
        self._streams, self._broken_file = PageStreams(), False
        self._document = _opened(path)
        try:
            self.page_count = len(self._document)
            self._check_count()
            self._document.init_forms()
            self._plumber = self._opened_by_plumber()
        except BaseException:
            self._document.close()
            raise

    def page(self, number: int) -> SourcePage:
        """Give one page."""
        return PdfPage(self, number)

    def pdfium_page(self, number: int) -> pdfium.PdfPage:
        """Load the page in PDFium."""
        try:
            return self._document[number - 1]
        except pdfium.PdfiumError:
            raise Quarantine(Reason.DAMAGED_UNREADABLE, f"page {number}") from None

    def plumbed_page(self, number: int) -> pdfplumber.page.Page | None:
        """Give the page in pdfplumber, where both agree how many pages there are."""
        if self._plumber is None:
            return None
        page: pdfplumber.page.Page = self._plumber.pages[number - 1]
        return page

    def has_broken_content(self, number: int) -> bool:
        """Say whether a stream that the page is drawn with is damaged: what it would have drawn or said is not there."""
        try:
            plumbed = self.plumbed_page(number)
            return self._broken_file if plumbed is None else self._streams.broken(plumbed.page_obj)
        except _BROKEN_SYNTAX:
            return True
        except PLUMBER_TROUBLE:
            return False

    def check_size(self, width: float, height: float) -> None:
        """Refuse a page that no printer has."""
        if not (0 < width <= self.limits.page_points and 0 < height <= self.limits.page_points):
            raise Quarantine(Reason.PAGE_TOO_LARGE, f"{width:.0f} x {height:.0f} pt")

    def close(self) -> None:
        """Let go of the file."""
        if self._plumber is not None:
            self._plumber.stream.close()
        self._document.close()

    def _check_count(self) -> None:
        if self.page_count > self.limits.pages:
            raise Quarantine(Reason.TOO_MANY_PAGES, f"{self.page_count} pages")
        if self.page_count < 1:
            raise Quarantine(Reason.DAMAGED_UNREADABLE, "no pages")

    def _opened_by_plumber(self) -> pdfplumber.pdf.PDF | None:
        # Without pdfplumber pages are still shown and read by eye, so its troubles are not the file's end; but where it sees more
        # pages than PDFium, some would be lost in silence.
        try:
            plumber = pdfplumber.open(self._path, password="")
            count = len(plumber.pages)
        except PLUMBER_TROUBLE as trouble:
            self._broken_file = _is_syntax(trouble)
            return None
        if count > self.page_count:
            raise Quarantine(Reason.PAGE_COUNT_MISMATCH, f"{self.page_count} and {count} pages")
        self._broken_file = count < self.page_count
        return plumber if count == self.page_count else None


def _is_syntax(trouble: Exception) -> bool:
    """Say whether the parser stumbled over the file's own syntax; pdfplumber wraps what pdfminer raises."""
    return any(isinstance(one, _BROKEN_SYNTAX) for one in (trouble, *trouble.args))


def _opened(path: Path) -> pdfium.PdfDocument:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        code = getattr(error, "err_code", None)
        # PDFium keeps an older file's error where it has none of its own, so the file itself has to mention encryption.
        locked = b"/Encrypt" in path.read_bytes()
        if locked and code in _PASSWORD_ERRORS:
            raise Quarantine(Reason.ENCRYPTED_NEEDS_PASSWORD) from None
        if locked and code in _SECURITY_ERRORS:
            raise Quarantine(Reason.ENCRYPTED_UNSUPPORTED) from None
        raise Quarantine(Reason.DAMAGED_UNREADABLE, "PDFium cannot open it") from None
