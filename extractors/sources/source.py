"""A file as pages: what every kind of source can give."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from extractors.raster.image import Image
from schemas.evidence import BBox
from schemas.page import Page

SHORT_SIDE_POINTS = 595.0
"""Width of an A4 sheet: what the short side of a picture without a credible resolution is taken for."""


@dataclass(frozen=True)
class TextLine:
    """A line of a text layer, in points on the page as shown."""

    text: str
    bbox: BBox
    char_boxes: tuple[BBox, ...]


@dataclass(frozen=True)
class TextPage:
    """The text layer of a page."""

    lines: tuple[TextLine, ...]
    pictures: tuple[BBox, ...] = ()
    """Places that the text layer says nothing about: pictures, filled-in form fields, stamps. Their text has to be read by eye."""
    scanned: bool = False
    """A picture covers the page and its text is invisible or lies under it: somebody else's OCR, not the page's own words."""
    vouched: bool = False
    """The page's picture is drawn from this very layer, so there is nothing to compare."""
    turn: int = 0
    """Degrees clockwise by which the page must be turned for its text to stand upright."""

    @property
    def characters(self) -> int:
        """How many characters the layer has, spaces left out."""
        return sum(not char.isspace() for line in self.lines for char in line.text)


class SourcePage(Protocol):
    """One page. Sizes are points of the page as shown by a viewer."""

    @property
    def number(self) -> int:
        """Which page, from 1."""

    @property
    def width(self) -> float:
        """Width in points."""

    @property
    def height(self) -> float:
        """Height in points."""

    @property
    def native_dpi(self) -> float | None:
        """Resolution of the scan that makes the page; None where it is drawn, not scanned."""

    @property
    def photographed(self) -> bool:
        """Whether this may be a photo, so that the sheet has to be looked for."""

    @property
    def damaged(self) -> bool:
        """Whether the data of its picture are broken, so that part of it may not be shown."""

    def image(self, dpi: float) -> Image:
        """Show the page at that resolution, or a lower one where the page is too large or its own picture has fewer pixels."""

    def text_page(self) -> TextPage | None:
        """Give the text layer; None where there is none."""

    def finished(self) -> Page | None:
        """Give the page itself where nothing is left to read (DOCX)."""


class Source(Protocol):
    """An open file. Use it in a ``with`` block."""

    @property
    def page_count(self) -> int:
        """How many pages."""

    def page(self, number: int) -> SourcePage:
        """Give one page, counted from 1; raises ``Quarantine`` where that page cannot be read."""

    def close(self) -> None:
        """Let go of the file."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


class Closing:
    """A source that closes itself at the end of a ``with`` block."""

    def close(self) -> None:
        """Let go of the file."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def pages(source: Source) -> Iterator[SourcePage]:
    """Give all pages in turn."""
    return (source.page(number) for number in range(1, source.page_count + 1))
