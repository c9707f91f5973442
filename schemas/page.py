"""A page as it was read: engine-neutral text with boxes, tables and seal impressions."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Frozen
from schemas.evidence import BBox, Quad


class TextSource(StrEnum):
    """Where a page's text comes from."""

    OCR = "ocr"
    TEXT_LAYER = "text_layer"
    DOCX = "docx"
    NONE = "none"


class PageFault(StrEnum):
    """What makes a page hard to read; the report says it in Chinese and asks for a new scan where it matters."""

    FAINT = "faint"
    BLURRED = "blurred"
    BILEVEL = "bilevel"
    GRAY = "gray"
    LOW_RESOLUTION = "low_resolution"
    CROPPED = "cropped"
    SHADOWED = "shadowed"
    UNSURE = "unsure"
    """A good part of its text was read without certainty."""
    UNREADABLE = "unreadable"
    DAMAGED = "damaged"
    """The data of its picture are broken: whatever was read, part of the sheet may not be shown."""


WANTS_RESCAN = frozenset({PageFault.CROPPED, PageFault.UNSURE, PageFault.UNREADABLE, PageFault.DAMAGED})
"""Faults that only a new scan of the sheet mends; of the others a page may have several and still be read."""


class Line(Frozen):
    """One run of text on one line."""

    text: str
    bbox: BBox | None = None
    quad: Quad | None = None
    """The line's own corners, for cutting it out again; None where the text was never a picture."""
    centres: tuple[float, ...] = ()
    """Where the middle of each character of ``text`` stands, as a share of the line's width; () where the engine does not say."""
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    reader: str = ""
    under_seal: bool = False
    """It touches a seal; ``text`` is then the reading of the page with the seal's colour taken out, where that is the better one."""
    second: str | None = None
    """What another preparation of the same place gave, where it differs."""


class Cell(Frozen):
    """One cell of a ruled table; rows and columns count from 0."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    bbox: BBox | None = None
    lines: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """The cell's lines, one per row."""
        return "\n".join(line.text for line in self.lines)


class Grid(Frozen):
    """A ruled table."""

    bbox: BBox | None = None
    rows: int
    cols: int
    cells: tuple[Cell, ...] = ()


class SealShape(StrEnum):
    """Outline of an impression."""

    ROUND = "round"
    OVAL = "oval"
    SQUARE = "square"


LOST = "□"
"""A character that a ring has room for and nobody could read."""


class SealReading(Frozen):
    """One reading of a seal's text; ``way`` names the preparation that gave it."""

    text: str
    confidence: float = Field(ge=0.0, le=1.0)
    way: str = ""
    ways: int = Field(default=1, ge=1)
    """How many preparations gave this very text; what several agree on is not one engine's slip."""
    spaced: str = ""
    """The ring's text with a ``LOST`` in each gap that is as wide as a character; empty where there is none."""


class SealImpression(Frozen):
    """A seal found on a page, before anyone asked whose it is."""

    bbox: BBox
    shape: SealShape = SealShape.ROUND
    ink: str = "red"
    """``red`` or ``black`` (a black-and-white scan)."""
    readings: tuple[SealReading, ...] = ()
    """Best first. The ring's text, and the straight line under the star where there is one (appended to the ring's)."""
    line_text: str = ""
    """The straight line in the middle, e.g. 合同专用章."""
    line_unread: bool = False
    """A straight line stands there that nobody could read: a unit's own seal has none, but for a village's 村民委员会."""
    complete: bool = True
    """False where the page's edge or a cut takes a part of the ring away."""
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    """That this is a seal at all."""


class Page(Frozen):
    """One page of a file. Everything is in points on the page as delivered, turned upright."""

    number: int = Field(ge=1)
    width: float
    height: float
    rotation: int = 0
    """Degrees clockwise by which the page as stored was turned to stand upright: 0, 90, 180 or 270."""
    source: TextSource = TextSource.NONE
    dpi: float | None = None
    blank: bool = False
    lines: tuple[Line, ...] = ()
    """All lines in reading order, those inside tables included."""
    grids: tuple[Grid, ...] = ()
    seals: tuple[SealImpression, ...] = ()
    faults: tuple[PageFault, ...] = ()
    picture: str | None = None
    """Key of the upright page's picture in the store."""

    @property
    def text(self) -> str:
        """The page's lines, one per row."""
        return "\n".join(line.text for line in self.lines)
