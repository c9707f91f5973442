"""What the supervisor and a reading process say to each other, one JSON object a line."""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from extractors.registers import RegisterKind
from schemas.base import Frozen
from schemas.documents import Document
from schemas.errors import Reason
from schemas.notice import Notice
from schemas.page import Page
from schemas.registers import Registers


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
    only: tuple[int, ...] | None = None
    """Read these pages, and make out nothing: others read the rest."""


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


class Look(Frozen):
    """To the process at the gate: say what kind of file this is."""

    asks: Literal["look"] = "look"
    path: str
    name: str
    """What the sender called it."""


class Unpack(Frozen):
    """To the process at the gate: lay the files of this archive into that folder."""

    asks: Literal["unpack"] = "unpack"
    path: str
    into: str


class ReadRegister(Frozen):
    """To the process at the gate: read one of the office's registers."""

    asks: Literal["register"] = "register"
    kind: RegisterKind
    folder: str | None
    inbox: str


class RegisterRead(Frozen):
    """A register's entries and what is wrong with the rest: the last line of an answer."""

    says: Literal["register"] = "register"
    registers: Registers


class Seen(Frozen):
    """A file is of this kind: the last line of an answer."""

    says: Literal["seen"] = "seen"
    kind: str = Field(max_length=20)
    page_image: bool
    """A picture of one page."""


class Turned(Frozen):
    """A file or an archive cannot be used: the last line of an answer."""

    says: Literal["turned"] = "turned"
    reason: Reason
    detail: str = Field(default="", max_length=2_000)


class MemberFound(Frozen):
    """A file of an archive: the number under which it was laid down, or why it was not."""

    says: Literal["member"] = "member"
    name: str = Field(max_length=10_000)
    number: int = Field(default=0, ge=0, le=100_000)
    reason: Reason | None = None
    detail: str = Field(default="", max_length=2_000)


class Unpacked(Frozen):
    """All files of an archive have been told: the last line of an answer."""

    says: Literal["unpacked"] = "unpacked"


class Starved(Frozen):
    """There was not enough memory; the process ends itself after this line."""

    says: Literal["starved"] = "starved"


class Broken(Frozen):
    """Our own trouble, not the file's: an engine or a model is missing."""

    says: Literal["broken"] = "broken"
    message: str
    remedy: str = ""


Message = Annotated[
    Ready
    | OpenedPart
    | RefusedPart
    | PageBegun
    | PageDone
    | Extracting
    | Extracted
    | RefusedUnit
    | Seen
    | Turned
    | MemberFound
    | Unpacked
    | RegisterRead
    | Starved
    | Broken,
    Field(discriminator="says"),
]

LAST = (Extracted, RefusedUnit, Seen, Turned, Unpacked, RegisterRead)
"""With one of these an answer ends."""

Request = Look | Unpack | ReadRegister
REQUEST = TypeAdapter[Request](Annotated[Request, Field(discriminator="asks")])

LINE = TypeAdapter[Message](Message)


def to_line(message: Frozen) -> bytes:
    """Return a message as one line."""
    return message.model_dump_json().encode() + b"\n"
