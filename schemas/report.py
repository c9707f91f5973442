"""The audit report: everything the reports are made of. ``reports.json`` writes it as the contract's audit.json."""

import datetime as dt
from enum import StrEnum

from schemas.base import Frozen
from schemas.finding import Finding
from schemas.selection import Selection
from schemas.submission import Round


class ChosenBy(StrEnum):
    """Who chose a reading."""

    DEFAULT = "default"
    PERSON = "person"


class ReadingState(Frozen):
    """A reading in force."""

    choice: str
    by: ChosenBy


class Outlived(StrEnum):
    """What became of a finding of an earlier report that no longer stands."""

    MENDED = "mended"
    """The rule looked at the same thing again and has nothing to say any more."""
    GONE = "gone"
    """What it spoke of is no longer there."""


class PastFinding(Frozen):
    """An open finding of an earlier report that no longer stands."""

    fingerprint: str
    change: Outlived
    rule: str
    title: str
    home: str
    """Application, delivery or ``round``, as the earlier report called it."""
    about: str
    """The project's or recommender's name then."""
    message: str


class Changes(Frozen):
    """What is different from an earlier report. Findings are known by their fingerprints."""

    against: dt.date
    """The earlier report's as-of date."""
    new: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    past: tuple[PastFinding, ...] = ()


class RunInfo(Frozen):
    """What is particular to one run; the only part of audit.json that two runs over the same bytes may differ in."""

    started_at: dt.datetime
    seconds: float = 0.0
    id: str = ""
    versions: dict[str, str] = {}
    files: dict[str, int] = {}
    """How many files the inbox held, and how many of them are in each state; the states add up to ``seen``."""
    trail: tuple[int, str] | None = None
    """Length of the audit trail and its last hash when the report was made: whoever holds the report can tell a shortened one."""
    reused_documents: int = 0
    notes: tuple[str, ...] = ()
    changes: Changes | None = None
    """Against the earlier report that the run was asked to compare with."""


class AuditReport(Frozen):
    """A round, what the rules say of it, and under which readings."""

    notice: str
    as_of: dt.date
    readings: dict[str, ReadingState]
    round: Round
    findings: tuple[Finding, ...]
    run: RunInfo
    selection: Selection = Selection()
