"""What a rule is made of: a name, a check, and outcomes that say which ink they rest on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from chinese.punctuation import squeeze, strip_spaces
from schemas.base import Frozen
from schemas.evidence import BBox, Reading
from schemas.finding import Evidence, FindingKind, LookUp, Scope, Verdict

QUOTED = 60
"""So many characters of a reading are quoted in a message; the picture shows the rest."""


class Params(Frozen):
    """The numbers and names that a notice gives a rule. Law has no default here: a notice that forgets one is refused."""


@dataclass(frozen=True)
class Ink:
    """A value on paper that a verdict rests on. ``doubt`` says why it may have been read wrongly; '' where it was read surely."""

    document: str
    title: str
    """What a clerk calls it: 第2份申请表“承担单位”."""
    text: str = ""
    page: int = 1
    bbox: BBox | None = None
    doubt: str = ""

    @property
    def words(self) -> str:
        """What stood there, on one line and short enough to quote in a sentence."""
        flat = squeeze(self.text)
        return flat if len(flat) <= QUOTED else f"{flat[:QUOTED]}…"

    def sure(self) -> "Ink":
        """Return the place without its doubt: for verdicts that rest on something standing there, whatever it says."""
        return replace(self, doubt="")

    def evidence(self) -> Evidence:
        """Return the place for the report."""
        return Evidence(document=self.document, page=self.page, bbox=self.bbox, text=self.text)


def ink_of(document: str, title: str, reading: Reading[Any]) -> Ink:
    """Return a reading as ink, doubtful where a person must look."""
    region = reading.region
    return Ink(
        document=document,
        title=title,
        text=_as_read(reading),
        page=region.page if region else 1,
        bbox=region.bbox if region else None,
        doubt=(reading.doubt or "识读把握不足") if reading.needs_review else "",
    )


def _as_read(reading: Reading[Any]) -> str:
    """What stood on the page; in one piece where only the end of a line broke it (1350498821⏎7)."""
    value = reading.value
    whole = isinstance(value, str) and "\n" in reading.raw and strip_spaces(value) == strip_spaces(reading.raw)
    return _written(value) if whole else reading.raw or _written(value)


def _written(value: object) -> str:
    if value is None:
        return ""
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)


@dataclass(frozen=True)
class Outcome:
    """What a rule says of one subject before the engine has asked how sure the ink is.

    An outcome with ``parts`` takes the worst of them, each weighed with its own ink; its own message is for "nothing is wrong".
    """

    verdict: Verdict
    message: str
    rests_on: tuple[Ink, ...] = ()
    shows: tuple[Ink, ...] = ()
    """Worth seeing, but not what decides."""
    expected: str | None = None
    observed: str | None = None
    parts: "tuple[Outcome, ...]" = ()
    about: str = ""
    clauses: tuple[str, ...] = ()
    """Ids, taken from the notice's data, that narrow the clauses to the ones in question; () for all that switch the rule on."""
    turns_on: tuple[str, ...] = ()
    """Path into the parameters of the number that decided: the clause that gives it is cited, and not its neighbours."""
    look_ups: tuple[LookUp, ...] = ()
    """What has to be looked up elsewhere before somebody can answer."""
    unsure: bool = False
    """Set by the engine alone."""
    doubts: tuple[str, ...] = ()
    """Set by the engine alone: what a person must look at before the message holds."""


def borne_out(ink: Iterable[Ink]) -> tuple[Ink, ...]:
    """Take the doubt off readings of one value where at least one of them is sure: another copy says the same."""
    found = tuple(ink)
    return tuple(i.sure() for i in found) if any(not i.doubt for i in found) else found


def passed(message: str, *ink: Ink, expected: str | None = None, observed: str | None = None) -> Outcome:
    """Say yes, as far as this ink can be trusted."""
    return Outcome(Verdict.PASS, message, ink, expected=expected, observed=observed)


def failed(message: str, *ink: Ink, expected: str | None = None, observed: str | None = None) -> Outcome:
    """Say no: the documents themselves prove it."""
    return Outcome(Verdict.FAIL, message, ink, expected=expected, observed=observed)


def needs_review(
    message: str, *ink: Ink, expected: str | None = None, observed: str | None = None, look_ups: tuple[LookUp, ...] = ()
) -> Outcome:
    """Ask a person to look."""
    return Outcome(Verdict.REVIEW, message, shows=ink, expected=expected, observed=observed, look_ups=look_ups)


def no_evidence(message: str, *look_ups: LookUp) -> Outcome:
    """Say that it takes a register or a print-out that isn't there, and where to look."""
    return Outcome(Verdict.NO_EVIDENCE, message, look_ups=look_ups)


def not_applicable(message: str, *ink: Ink) -> Outcome:
    """Say nothing: the rule doesn't reach this subject."""
    return Outcome(Verdict.NOT_APPLICABLE, message, shows=ink)


def together(parts: Iterable[Outcome], fine: str, about: str = "") -> Outcome:
    """Join the parts of one verdict. ``fine`` is what to say when none is wrong, ``about`` leads the sentence when some are."""
    found = tuple(parts)
    return Outcome(Verdict.PASS, fine, parts=found, about=about) if found else not_applicable(fine)


CaseT = TypeVar("CaseT")
ParamsT = TypeVar("ParamsT", bound=Params)
Check = Callable[[CaseT, ParamsT], Outcome | tuple[Outcome, ...]]
"""One outcome for the subject; several where a round's rule speaks of pairs, domains or tracks."""


@dataclass(frozen=True)
class Rule(Generic[CaseT, ParamsT]):
    """A rule of the catalogue. The notice, not the rule, says which clause it serves and with which numbers."""

    name: str
    title: str
    kind: FindingKind
    scope: Scope
    check: Check[CaseT, ParamsT]
    params: type[ParamsT]
    readings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Reading ids that it depends on, each with its choices; the first holds where the notice neither asks nor answers the question."""
    voids: bool = False
    """A delivery that fails it stands apart from the province's totals."""
    always: bool = False
    """It rests on no clause and runs under every notice."""
