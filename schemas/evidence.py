"""Where a value was read, and how sure that is."""

from typing import Generic, TypeVar

from pydantic import Field

from schemas.base import Frozen

BBox = tuple[float, float, float, float]
"""x0, y0, x1, y1 in PDF points (1/72 inch), origin top left, on the page as delivered, turned upright (not straightened, not cropped)."""

Quad = tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
"""Corners of a line of text in points: top left, top right, bottom right, bottom left as the text runs.

The boxes of a skewed page's lines overlap; their quads don't.
"""

T = TypeVar("T")


class Region(Frozen):
    """A place in a document. ``page`` counts from 1 in the file (through the parts, for a document of several files)."""

    page: int = Field(ge=1)
    bbox: BBox | None = None
    """None where the format has no places (DOCX)."""


class Reading(Frozen, Generic[T]):
    """One value with its ink: what stood there, what it means, who read it, and how sure that is.

    A field that the document has but left empty has ``value=None`` and no need of review. One that could not be understood has
    ``value=None``, the characters in ``raw``, and ``needs_review``. A field that the layout does not have is no Reading at all (``None`` in
    the record).
    """

    value: T | None
    raw: str = ""
    confidence: float = Field(default=1.0, ge=0.0, le=1.0)
    """Calibrated: of the values with 0.95, nineteen in twenty are right. For ``value=None``: how sure it is that nothing stands there."""
    needs_review: bool = False
    """A person must look before this value counts against anyone."""
    region: Region | None = None
    reader: str = ""
    """Who read it: ``rapidocr``, ``tesseract``, ``rapidocr+tesseract`` (both agreed), ``text-layer``, ``docx``."""
    second: str | None = None
    """What the second reader read, where it differs from ``raw``."""
    doubt: str = ""
    """Why ``needs_review`` is set: one Chinese phrase for the reviewer, e.g. 两次识读不一致."""

    @property
    def is_blank(self) -> bool:
        """Whether the document has this field and nothing was written into it (an unfilled 年 月 日 or a ／ may stand in ``raw``)."""
        return self.value is None and not self.needs_review
