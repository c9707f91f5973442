"""Findings as they are shown: in words, in three lists, with their pictures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from reports.directory import Directory
from reports.evidence import Gallery
from reports.exhibits import MOST, Exhibitor, Group
from reports.register_rows import RegisterRow, register_rows
from reports.wording import CHANGED_WORDS, CHOSEN_WORDS, LIST_HEADINGS, MARKS_IN_ORDER, OPEN_VERDICTS, Mark, mark, plain_mark, plain_message
from schemas.finding import ClauseQuote, Evidence, Finding, FindingKind, Verdict

NAMED, PLACE = 3, 90
"""Places that a settled finding names, and the longest that such a name may be."""
_NUMERALS = "一二三"
_ORDER = {verdict: place for place, verdict in enumerate((*OPEN_VERDICTS, Verdict.PASS, Verdict.NOT_APPLICABLE))}


@dataclass(frozen=True)
class Outcome:
    """What one way of reading a clause would say."""

    title: str
    chosen: bool
    mark: Mark
    message: str


@dataclass(frozen=True)
class FindingView:
    """One finding as it is shown."""

    rule: str
    title: str
    mark: Mark
    message: str
    expected: str
    observed: str
    clauses: tuple[ClauseQuote, ...]
    reading: str
    outcomes: tuple[Outcome, ...]
    groups: tuple[Group, ...]
    rows: tuple[RegisterRow, ...]
    """What the office's registers say of it."""
    places: tuple[str, ...]
    unsure: bool
    anchor: str
    change: str
    """新增, 未变, or '' where nothing was compared."""


@dataclass(frozen=True)
class Settled:
    """A finding that passed or does not apply, as a row."""

    title: str
    mark: Mark
    message: str
    reading: str
    clauses: tuple[ClauseQuote, ...]
    places: tuple[str, ...]
    more: int
    """Places that are not named."""


@dataclass(frozen=True)
class FindingList:
    """One of the three lists that are kept apart."""

    heading: str
    open: tuple[FindingView, ...]
    settled: tuple[Settled, ...]
    passed: tuple[tuple[Mark, tuple[str, ...]], ...] = ()
    """Instead of ``settled``, for those who need no more than its titles."""


@dataclass(frozen=True)
class Count:
    """How many findings of a section have one word."""

    mark: Mark
    number: int


@dataclass(frozen=True)
class FindingViewer:
    """Turns findings into what is shown of them."""

    directory: Directory
    gallery: Gallery
    brief: bool = False
    """Whether titles are enough of what passed."""

    @cached_property
    def _exhibitor(self) -> Exhibitor:
        return Exhibitor(self.directory, self.gallery)

    @cached_property
    def _changes(self) -> dict[str, str]:
        changes = self.directory.report.run.changes
        return dict.fromkeys(changes.new, CHANGED_WORDS[True]) | dict.fromkeys(changes.unchanged, CHANGED_WORDS[False]) if changes else {}

    def lists(self, findings: tuple[Finding, ...]) -> tuple[FindingList, ...]:
        """Return requirements, consistency and advice, always three and always apart."""
        return tuple(
            self._list(f"{numeral}、{LIST_HEADINGS[kind]}", [f for f in findings if f.kind is kind])
            for numeral, kind in zip(_NUMERALS, FindingKind, strict=True)
        )

    def _list(self, heading: str, findings: list[Finding]) -> FindingList:
        ordered = sorted(findings, key=lambda f: _ORDER[f.verdict])
        shown = tuple(self.finding(f) for f in ordered if f.verdict in OPEN_VERDICTS)
        rest = [f for f in ordered if f.verdict not in OPEN_VERDICTS]
        if self.brief:
            return FindingList(heading, shown, (), passed=_titles(rest))
        return FindingList(heading, shown, tuple(map(self._settled, rest)))

    def _settled(self, finding: Finding) -> Settled:
        """Return a row: its first places are named, without pictures."""
        places = list({(e.document, e.page, e.text): e for e in finding.evidence}.values())
        return Settled(
            title=finding.title,
            mark=mark(finding.kind, finding.verdict),
            message=plain_message(finding.message, self._project(finding)),
            reading=self.reading(finding),
            clauses=finding.clauses,
            places=tuple(_shortened(self.place(e)) for e in places[:NAMED]),
            more=max(0, len(places) - NAMED),
        )

    def finding(self, finding: Finding) -> FindingView:
        """Return one finding in full."""
        is_open = finding.verdict in OPEN_VERDICTS
        groups = self._exhibitor.groups(finding) if is_open else ()
        told_below = finding.expected == finding.observed or any(
            group.compared for group in groups
        )  # character by character, so not a second time in brackets
        return FindingView(
            rule=finding.rule,
            title=finding.title,
            mark=mark(finding.kind, finding.verdict),
            message=plain_message(finding.message, self._project(finding)),
            expected="" if told_below else finding.expected or "",
            observed="" if told_below else finding.observed or "",
            clauses=finding.clauses,
            reading=self.reading(finding),
            outcomes=outcomes(finding),
            groups=groups,
            rows=register_rows(finding, self.directory) if is_open else (),
            places=tuple(dict.fromkeys(self.place(e) for e in finding.evidence[MOST if is_open else 0 :])),
            unsure=finding.unsure,
            anchor=f"f-{finding.fingerprint}" if is_open and finding.fingerprint else "",
            change=self.change(finding),
        )

    def _project(self, finding: Finding) -> str:
        """Return the project's name where the finding stands on its page: the heading says it already."""
        return self.directory.project_names.get(self.directory.home(finding), "")

    def place(self, evidence: Evidence) -> str:
        """Return where a piece of evidence is, with its words."""
        place = self.directory.place(evidence.document, evidence.page)
        where = str(place) if place else "（未找到所引文件）"
        return f"{where}：{evidence.text}" if evidence.text else where

    def change(self, finding: Finding) -> str:
        """Return 新增 or 未变 where an earlier report was compared with, else ''."""
        return self._changes.get(finding.fingerprint, "") if finding.verdict in OPEN_VERDICTS else ""

    def reading(self, finding: Finding) -> str:
        """Return the reading that decided, in words; '' where the clause reads one way only."""
        reading = finding.reading
        return reading_in_words(self.directory, reading.id, reading.choice) if reading else ""


def _titles(findings: list[Finding]) -> tuple[tuple[Mark, tuple[str, ...]], ...]:
    """Return the findings' titles under their words, each title once."""
    words: dict[Mark, dict[str, None]] = {}
    for finding in findings:
        words.setdefault(mark(finding.kind, finding.verdict), {})[finding.title] = None
    return tuple((word, tuple(titles)) for word, titles in words.items())


def _shortened(place: str) -> str:
    return place if len(place) <= PLACE else f"{place[: PLACE - 1]}…"


def reading_in_words(directory: Directory, ident: str, choice: str) -> str:
    """Return a reading's question, its choice, and who chose."""
    question = next((q for q in directory.notice.readings if q.id == ident), None)
    titles = {c.id: c.title for c in question.choices} if question else {}
    in_force = directory.report.readings.get(ident)
    who = f"（{CHOSEN_WORDS[in_force.by]}）" if in_force else ""
    return f"{question.question if question else ident}　{titles.get(choice, choice)}{who}"


def outcomes(finding: Finding) -> tuple[Outcome, ...]:
    """Return what each way of reading the clause says."""
    chosen = finding.reading.choice if finding.reading else None
    return tuple(Outcome(o.title, o.choice == chosen, plain_mark(o.verdict), plain_message(o.message)) for o in finding.reading_outcomes)


def counts(findings: Iterable[Finding]) -> tuple[Count, ...]:
    """Return how often each word stands in the findings, the gravest first; words that nobody uses are left out."""
    numbers = Counter(mark(f.kind, f.verdict) for f in findings)
    return tuple(Count(m, numbers[m]) for m in MARKS_IN_ORDER if numbers[m])


def state(findings: Iterable[Finding]) -> Mark:
    """Return the gravest word of the findings; advice counts against nobody."""
    grave = open_against(findings)
    return mark(grave[0].kind, grave[0].verdict) if grave else plain_mark(Verdict.PASS)


def open_against(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return what somebody must see to, the gravest first, without advice."""
    found = (f for f in findings if f.kind is not FindingKind.ADVICE and f.verdict in OPEN_VERDICTS)
    return tuple(sorted(found, key=lambda f: (_ORDER[f.verdict], f.kind is not FindingKind.REQUIREMENT)))


def is_quota(finding: Finding) -> bool:
    """Whether a finding counts places."""
    return finding.rule.startswith("quota-")
