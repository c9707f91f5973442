"""A file as pages: a picture of each, and its text layer where it has one."""

from pathlib import Path

from extractors.intake.convert import converted
from extractors.intake.kinds import FileKind
from extractors.intake.limits import LIMITS, Limits
from extractors.sources.docx import DocxSource
from extractors.sources.image import ImageSource
from extractors.sources.ofd import OfdSource
from extractors.sources.pdf import PdfSource
from extractors.sources.source import Source, SourcePage, TextLine, TextPage, pages
from schemas.errors import Quarantine, Reason

__all__ = ["Source", "SourcePage", "TextLine", "TextPage", "open_source", "pages"]


def open_source(path: Path, kind: FileKind, limits: Limits = LIMITS) -> Source:
    """Open a file as pages; raises ``Quarantine`` where that cannot be done. Use it in a ``with`` block."""
    match kind:
        case FileKind.PDF:
            return PdfSource(path, limits)
        case FileKind.JPEG | FileKind.PNG | FileKind.TIFF | FileKind.BMP:
            return ImageSource(path, kind.value.upper(), limits)
        case FileKind.DOCX:
            return DocxSource(path, limits)
        case FileKind.OFD:
            return OfdSource(path, limits)
        case FileKind.DOC | FileKind.WPS:
            with converted(path, kind, limits) as document:
                return DocxSource(document, limits)
        case FileKind.ZIP:
            raise Quarantine(Reason.UNSUPPORTED_TYPE, "an archive has no pages of its own")
