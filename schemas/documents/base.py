"""What every document has, whatever its kind."""

from enum import StrEnum

from pydantic import Field

from schemas.base import Frozen
from schemas.evidence import BBox, Reading
from schemas.page import WANTS_RESCAN, PageFault, SealReading


class Kind(StrEnum):
    """Kinds of document, as in audit.json."""

    APPLICATION_FORM = "application_form"
    RECOMMENDATION_LETTER = "recommendation_letter"
    CREDIT_REPORT = "credit_report"
    LEGAL_PERSON_CERTIFICATE = "legal_person_certificate"
    ANNUAL_SUMMARY = "annual_summary"
    SELF_EVALUATION = "self_evaluation"
    OTHER = "other"


class Medium(StrEnum):
    """A scan is paper that was photographed; electronic is text from the start."""

    SCAN = "scan"
    ELECTRONIC = "electronic"


class Status(StrEnum):
    """What became of a document."""

    PROCESSED = "processed"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


class OpinionRole(StrEnum):
    """Whose opinion box it is."""

    UNDERTAKING = "undertaking"
    PARTICIPANT = "participant"
    RECOMMENDER = "recommender"
    PROVINCE = "province"


class SealOutcome(StrEnum):
    """What is known of a seal's owner."""

    MATCHED = "matched"
    MISMATCHED = "mismatched"
    UNREADABLE = "unreadable"
    SPECIAL_PURPOSE = "special_purpose"


class Part(Frozen):
    """One file of a document that was delivered as several (page images)."""

    path: str
    first_page: int = Field(ge=1)
    last_page: int = Field(ge=1)


class Seal(Frozen):
    """A unit's seal. The extractor gives place, ink, readings and role; the assembly says whose it is, out of the names known."""

    page: int = Field(ge=1)
    bbox: BBox
    ink: str = "red"
    text: str = ""
    readings: tuple[SealReading, ...] = ()
    line_text: str = ""
    line_unread: bool = False
    """A straight line stands in the seal that nobody could read: it may be a special-purpose seal."""
    complete: bool = True
    role: OpinionRole | None = None
    owner: str | None = None
    outcome: SealOutcome = SealOutcome.UNREADABLE
    confidence: float = Field(default=0.0, ge=0.0, le=1.0)
    """Margin between the best and the second-best name, calibrated; 0 where nothing could be read."""
    short_of: str | None = None
    """The name that an unreadable seal seems to be a short form of."""


class Opinion(Frozen):
    """An opinion box of a form: 承担单位意见 and its kin."""

    role: OpinionRole
    label: str = ""
    text: str = ""
    signed_on: Reading[str] | None = None
    """ISO date. None: the box has no date line; value None: the line 年 月 日 is there and was left blank."""
    page: int = Field(default=1, ge=1)
    bbox: BBox | None = None


class Leftover(Frozen):
    """A labelled value that no field of the form profile claims: kept, so that a changed form is noticed."""

    label: str
    text: str
    page: int = Field(ge=1)
    bbox: BBox | None = None


class PageNote(Frozen):
    """What the report needs to know of a page without opening it."""

    number: int = Field(ge=1)
    width: float
    height: float
    rotation: int = 0
    blank: bool = False
    faults: tuple[PageFault, ...] = ()
    picture: str | None = None
    printed_number: int | None = None
    """The page number printed on it (「- 3 -」, 第3页), where there is one."""
    printed_total: int | None = None
    """How many pages there are by what is printed beside it (第3页 共6页)."""

    @property
    def rescan(self) -> bool:
        """Whether the sheet should be scanned again; ``faults`` say why."""
        return not WANTS_RESCAN.isdisjoint(self.faults)


class DocumentBase(Frozen):
    """Identity, place and state of one document."""

    id: str
    """Stable: the same bytes and pages give the same id on every machine."""
    path: str
    """Relative to the inbox, '/' between parts, archive members as ``a.zip!/b.pdf``."""
    folder: str = ""
    """First folder of ``path`` (the delivery it was dropped into), '' for a loose file."""
    first_page: int = Field(default=1, ge=1)
    last_page: int = Field(default=1, ge=1)
    parts: tuple[Part, ...] | None = None
    medium: Medium = Medium.SCAN
    status: Status = Status.PROCESSED
    reason: str | None = None
    reason_code: str | None = None
    duplicate_of: str | None = None
    pages: tuple[PageNote, ...] = ()
    application: str | None = None
    copy_number: int | None = Field(default=None, ge=1)
    """1, 2, 3 for scanned copies of one form; None for electronic versions and other kinds."""
    seals: tuple[Seal, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
