"""What a rule says about a subject, and how a report shows it."""

from enum import StrEnum

from schemas.base import Frozen
from schemas.evidence import BBox


class Verdict(StrEnum):
    """Verdicts, as in audit.json."""

    PASS = "pass"
    FAIL = "fail"
    REVIEW = "review"
    NOT_APPLICABLE = "not_applicable"
    NO_EVIDENCE = "no_evidence"


class FindingKind(StrEnum):
    """Requirement: the notice demands it. Consistency: two statements contradict. Advice: worth a look."""

    REQUIREMENT = "requirement"
    CONSISTENCY = "consistency"
    ADVICE = "advice"


class Scope(StrEnum):
    """What a rule looks at."""

    DOCUMENT = "document"
    APPLICATION = "application"
    DELIVERY = "delivery"
    ROUND = "round"


class ClauseQuote(Frozen):
    """A clause's number and its words."""

    id: str
    quote: str


class Evidence(Frozen):
    """A place in a document that a finding rests on."""

    document: str
    page: int = 1
    bbox: BBox | None = None
    text: str = ""


class ReadingInForce(Frozen):
    """Which way of reading an ambiguous clause decided."""

    id: str
    choice: str


class ReadingOutcome(Frozen):
    """What one way of reading would say."""

    id: str
    choice: str
    title: str
    verdict: Verdict
    message: str


class LookUp(Frozen):
    """Something that no paper of the package can answer: about which unit, where it stands, and what for."""

    unit: str
    uscc: str | None = None
    """As far as it is known; not checked."""
    where: str
    """The site, register or office to ask."""
    why: str


class Finding(Frozen):
    """One rule's verdict on one subject, with its clause and its evidence."""

    rule: str
    title: str
    """The rule's Chinese title, for reports."""
    kind: FindingKind
    verdict: Verdict
    scope: Scope
    subject: str
    message: str
    """One Chinese sentence that a clerk can act on."""
    expected: str | None = None
    observed: str | None = None
    clauses: tuple[ClauseQuote, ...] = ()
    reading: ReadingInForce | None = None
    reading_outcomes: tuple[ReadingOutcome, ...] = ()
    """Every choice's outcome, where the clause can be read in more than one way."""
    evidence: tuple[Evidence, ...] = ()
    look_ups: tuple[LookUp, ...] = ()
    """What has to be looked up before somebody can answer."""
    unsure: bool = False
    """The verdict was softened to review because a deciding value was not read surely."""
    fingerprint: str = ""
    """Rule, subject and evidence in 16 hex digits, by which another run's report knows the finding again; set when it is published."""
