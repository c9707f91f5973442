"""What the ledger is told and tells: arrivals, receipts, outcomes, runs, anchors."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What became of a file. Every file that a finished run saw is in exactly one."""

    PROCESSED = "processed"
    NEEDS_REVIEW = "needs_review"
    """Read in part: some of its pages could not be."""
    QUARANTINED = "quarantined"
    DUPLICATE = "duplicate"
    WAITING = "waiting"
    """Not taken in yet: still being written."""
    IGNORED = "ignored"
    """No submission: a register, or a trace of somebody's computer."""


@dataclass(frozen=True)
class Arrival:
    """A name of an inbox, and the bytes that stand under it; '' where they were not taken in."""

    name: bytes
    sha256: str = ""
    size: int = 0


@dataclass(frozen=True)
class Receipt:
    """That these bytes came in under this name. The same bytes again are another receipt."""

    id: int
    name: bytes
    sha256: str
    size: int
    received_at: dt.datetime
    replaces: int | None = None
    """The receipt of other bytes that came under the same name before."""
    repeats: int | None = None
    """The first receipt of the same bytes."""


@dataclass(frozen=True)
class Outcome:
    """What one run made of a file, or of a member of an archive."""

    receipt: int
    state: State
    reason: str = ""
    member: str = ""
    """Path within the archive, '' for the file itself."""
    sha256: str = ""


@dataclass(frozen=True)
class Run:
    """A run that came to its end."""

    id: str
    started_at: dt.datetime
    order: Mapping[str, str]


@dataclass(frozen=True)
class Anchor:
    """How long the audit trail was once, and its last hash then."""

    seq: int
    head: str
    trail: str = ""
    """Id of the store whose trail it is."""
