"""Look-ups and print-outs about one unit, each with its day and what it says."""

import datetime as dt
from dataclasses import dataclass, replace

from checks.case import ApplicationCase
from checks.credit_weight import weigh
from checks.days import day_of, in_words
from checks.evidence_of import bearing_ink, reports_on
from checks.matching import Match, match_unit
from checks.rule import Ink, Outcome, ink_of, needs_review, passed
from chinese import uscc
from schemas.documents import CreditReport
from schemas.finding import LookUp, Verdict
from schemas.notice import Notice
from schemas.registers import CreditLookup

CLEAN, FOUND = "无相关信息", "有相关信息"


@dataclass(frozen=True)
class Unit:
    """Whose credit is asked about."""

    name: str
    code: str | None = None
    why: str = ""
    """What a look-up is for."""

    def to_look_up(self, where: str) -> LookUp:
        """Return what has to be asked there."""
        return LookUp(unit=self.name, uscc=self.code, where=where, why=self.why)

    @property
    def is_no_business(self) -> bool:
        """Whether its code says that the register of businesses doesn't cover it: 机关, 事业单位, 社会组织 and other registrars' bodies."""
        return bool(self.code and uscc.is_valid(self.code) and uscc.normalise(self.code)[0] != "9")

    def match(self, row: CreditLookup) -> Match | None:
        """Say whether a row is about it."""
        return match_unit(self.name, self.code, row.unit_name, row.uscc)


@dataclass(frozen=True)
class Record:
    """One look-up or print-out: its day, how sure it is about whom, what to call it, and what it says."""

    day: dt.date | None
    match: Match
    told: str
    outcomes: tuple[Outcome, ...]
    is_clean: bool
    """Whether it says nothing against anybody."""


def records(case: ApplicationCase, unit: Unit, source: str, *, nameless: bool) -> list[Record]:
    """Return what one source says; a report that doesn't show where it is from is heard with the first."""
    rows = [(row, unit.match(row)) for row in case.whole.round.registers.credit or () if row.source == source]
    reports = [
        (report, match)
        for report, match in reports_on(case.whole, unit.name, unit.code)
        if _is_from(report, source) or (nameless and not _is_from(report, None))
    ]
    found = [_of_row(case.notice, row, unit, match) for row, match in rows if match]
    found += [_of_report(case.notice, report, unit, match, source) for report, match in reports]
    return [_asked(record, unit, source) if record.match is Match.NEAR else record for record in found]


def _asked(record: Record, unit: Unit, source: str) -> Record:
    """What stands against a similar name only asks whether it is this unit's."""
    said = "；".join(outcome.message for outcome in record.outcomes)
    ink = tuple(ink for outcome in record.outcomes for ink in outcome.rests_on + outcome.shows)
    asked = f"{said}，名称或代码与{unit.name}不完全相同，请核实是否同一单位"
    return replace(record, outcomes=(needs_review(asked, *ink, look_ups=(unit.to_look_up(source),)),))


def _is_from(report: CreditReport, source: str | None) -> bool:
    """Say whether a report is from a source; from any at all, where none is asked for."""
    named = report.source.value if report.source else None
    return bool(named) if source is None else named == source


def _of_row(notice: Notice, row: CreditLookup, unit: Unit, match: Match) -> Record:
    name = unit.name if match is Match.SAME else f"“{row.unit_name}”"
    told = f"{name}在{row.source}（{in_words(row.looked_up_on)}查询）"
    outcome = _row(notice, row, told, unit)
    mended = f"，{row.matter}{row.state}" if row.conclusion == FOUND and outcome.verdict is Verdict.PASS else ""
    short = f"{row.source}{in_words(row.looked_up_on)}查询{mended}"
    return Record(row.looked_up_on, match, short, (outcome,), outcome.verdict is Verdict.PASS)


def _row(notice: Notice, row: CreditLookup, told: str, unit: Unit) -> Outcome:
    if row.conclusion == CLEAN:
        return passed(f"{told}无相关信息")
    if row.conclusion != FOUND:
        return needs_review(f"{told}结论为“{row.conclusion or '空白'}”，请核实", look_ups=(unit.to_look_up(row.source),))
    return _of_its_time(notice, row.looked_up_on, weigh(notice, told, row.matter, row.state, row.detail), unit.to_look_up(row.source))


def _of_its_time(notice: Notice, day: dt.date | None, outcome: Outcome, look_up: LookUp) -> Outcome:
    """What stood on a list before the call was made may have been struck off since: that accuses nobody today."""
    if outcome.verdict is not Verdict.FAIL or day is None or day >= notice.upstream_issued_on:
        return outcome
    asked = f"{outcome.message}；查询日期早于国家通知印发日期，请重新查询现在是否仍在列"
    return needs_review(asked, *outcome.rests_on, observed=outcome.observed, look_ups=(look_up,))


def _of_report(notice: Notice, report: CreditReport, unit: Unit, match: Match, source: str) -> Record:
    day = report.reported_on.raw if report.reported_on else ""
    name = unit.name if match is Match.SAME else f"“{report.unit_name.value if report.unit_name else ''}”"
    told = f"{name}的{report.source.value if report.source else '信用'}报告（{day or '日期不详'}）"
    sure = day_of(report.reported_on) if report.reported_on is not None and not report.reported_on.needs_review else None
    short = f"{report.source.value if report.source else ''}报告{day}"
    look_up = unit.to_look_up(source)
    outcomes = tuple(_of_its_time(notice, sure, outcome, look_up) for outcome in _report(notice, report, told, look_up))
    clean = all(outcome.verdict is Verdict.PASS for outcome in outcomes)
    return Record(sure, match, short, outcomes, clean)


def _doubtful(report: CreditReport) -> tuple[Ink, ...]:
    """Return site and day as ink where they are unknown or unsure: another site's word, or one long withdrawn, accuses nobody."""
    site = (
        ink_of(report.id, "信用报告来源", report.source) if report.source else Ink(report.id, "信用报告来源", doubt="未能确定出自哪个网站")
    )
    day = ink_of(report.id, "信用报告日期", report.reported_on) if report.reported_on else None
    if day is None or day_of(report.reported_on) is None:
        day = Ink(report.id, "信用报告日期", day.text if day else "", doubt="未能确定出具日期")
    return tuple(ink for ink in (site, day) if ink.doubt)


def _report(notice: Notice, report: CreditReport, told: str, look_up: LookUp) -> list[Outcome]:
    about = bearing_ink(report)
    if report.entries:
        about = (*about, *_doubtful(report))
        said = ((entry, ink_of(report.id, f"信用报告“{entry.block}”", entry.text)) for entry in report.entries)
        return [weigh(notice, told, e.block, e.state, e.text.value or e.text.raw, ink, *about) for e, ink in said]
    ink = Ink(report.id, "信用报告", "未见负面记录")
    if report.complete:
        return [passed(f"{told}未见负面记录", ink, *about)]
    return [needs_review(f"{told}不完整，不能确认没有负面记录，请查询核实", ink, look_ups=(look_up,))]
