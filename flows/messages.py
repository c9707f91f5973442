"""What the supervisor and a reading process say to each other, one JSON object a line."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from schemas.base import Frozen
from schemas.documents import Document
from schemas.errors import Reason
from schemas.notice import Notice
from schemas.page import Page


class Setup(Frozen):
    """First line to a process: with which engine and for which notice it will read."""

    engine: str
    notice: Notice | None = None
    memory_mb: int = 4096
    """Address space of the process; an engine that asks for more gets an error instead."""
    scratch_mb: int = 2048
    """Temporary files of the process, all together."""


class JobPart(Frozen):
    """One file of a job. ``known`` pages have been read before, and are not read again."""

    index: int
    """By which number the answers name it."""
    path: str
    """Where the bytes lie."""
    name: str
    """What the sender called it, relative to the inbox; a label, never opened."""
    kind: str
    sha256: str
    known: tuple[Page, ...] = ()


class Job(Frozen):
    """A unit to read: one file, or the page images of one folder."""

    parts: tuple[JobPart, ...]


class Ready(Frozen):
    """The engine is loaded."""

    says: Literal["ready"] = "ready"
    sandbox: str = ""


class OpenedPart(Frozen):
    """A file was opened and has that many pages."""

    says: Literal["opened"] = "opened"
    part: int = Field(ge=0, le=100_000)
    pages: int = Field(ge=0, le=100_000)


class RefusedPart(Frozen):
    """A file cannot be used."""

    says: Literal["refused"] = "refused"
    part: int = Field(ge=0, le=100_000)
    reason: Reason
    detail: str = Field(default="", max_length=2_000)


class PageBegun(Frozen):
    """A page is about to be read: a sign of life, and where to look if it is the last one."""

    says: Literal["begun"] = "begun"
    part: int = Field(ge=0, le=100_000)
    page: int = Field(ge=1, le=100_000)


class PageDone(Frozen):
    """A page was read; ``picture`` is an upright JPEG in base64."""

    says: Literal["page"] = "page"
    part: int = Field(ge=0, le=100_000)
    page: Page
    picture: str | None = None


class Extracting(Frozen):
    """All pages are read; the documents are being made out."""

    says: Literal["extracting"] = "extracting"


class Extracted(Frozen):
    """The unit's documents: the job's last line where all went well."""

    says: Literal["documents"] = "documents"
    documents: tuple[Document, ...]


class RefusedUnit(Frozen):
    """The pages were read, but no documents could be made out of them: the job's last line."""

    says: Literal["unit-refused"] = "unit-refused"
    reason: Reason
    detail: str = Field(default="", max_length=2_000)


class Starved(Frozen):
    """There was not enough memory; the process ends itself after this line."""

    says: Literal["starved"] = "starved"


class Broken(Frozen):
    """Our own trouble, not the file's: an engine or a model is missing."""

    says: Literal["broken"] = "broken"
    message: str
    remedy: str = ""


Message = Annotated[
    Ready | OpenedPart | RefusedPart | PageBegun | PageDone | Extracting | Extracted | RefusedUnit | Starved | Broken,
    Field(discriminator="says"),
]

LINE = TypeAdapter[Message](Message)


def to_line(message: Frozen) -> bytes:
    """Return a message as one line."""
    return message.model_dump_json().encode() + b"\n"
