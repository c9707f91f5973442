"""逐条核对表: one row for each clause of the notice and each application, whatever it is that speaks of the clause."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from reports.directory import Directory
from reports.findings import reading_in_words
from reports.sheet import Sheet, Value, columns
from reports.wording import LIST_HEADINGS, OPEN_VERDICTS, Mark, gravest, mark, plain_message
from schemas.finding import Finding, Scope
from schemas.notice import Clause
from schemas.submission import Application

_SOURCES = {"provincial": "省通知", "national": "国家通知", "derived": "推导"}
_WHOSE = {Scope.DELIVERY: "（本批）", Scope.ROUND: "（全省）"}
MOST_PLACES = 6
"""Places that a row names."""

By = dict[str, list[Finding]]
"""Findings by the clause that they cite; '' for those that cite none."""


@dataclass(frozen=True)
class Checklist:
    """Makes the sheet of one report."""

    directory: Directory

    def sheet(self) -> Sheet:
        """Return the sheet."""
        heads = columns("序号 5, 推荐单位 14, 项目名称 20, 条款 8, 条款原文 28, 出处 8, 结论 11, 核对项 16, 说明 44, 口径 20, 证据位置 30")
        note = "每个项目、每条条款一行；通过的、由人工判断的也列出。同一条款涉及本批或全省的，在说明中注明。"
        return Sheet("逐条核对表", note, heads, tuple((n, *row) for n, row in enumerate(self._rows(), 1)))

    @cached_property
    def _of_round(self) -> By:
        return _by_clause(self.directory.findings_for("round"))

    @cached_property
    def _of_deliveries(self) -> dict[str, By]:
        return {d.id: _by_clause(self.directory.findings_for(d.id)) for d in self.directory.report.round.deliveries}

    def _rows(self) -> Iterator[tuple[Value, ...]]:
        for delivery in self.directory.report.round.deliveries:
            for application in self.directory.applications_of(delivery):
                yield from self._of(application)

    def _of(self, application: Application) -> Iterator[tuple[Value, ...]]:
        own, batch = _by_clause(self.directory.findings_for(application.id)), self._of_deliveries.get(application.delivery, {})
        owner = (application.recommender or "", application.project_name or "（项目名称未能识读）")
        for clause in self.directory.notice.clauses:
            found = [*own.get(clause.id, ()), *batch.get(clause.id, ()), *self._of_round.get(clause.id, ())]
            yield (*owner, clause.id, clause.quote, _SOURCES.get(clause.source, ""), *self._told(found, clause, owner[1]))
        if rest := own.get("", []):
            yield (*owner, "", "（通知条款以外）", "", *self._told(rest, None, owner[1]))

    def _told(self, found: list[Finding], clause: Clause | None, project: str) -> tuple[Value, ...]:
        if not found:
            return ("由人工判断" if clause and clause.by_hand else "不涉及", "", (clause and clause.by_hand) or "", "", "")
        marks: list[Mark] = [mark(f.kind, f.verdict) for f in found]
        readings = (reading_in_words(self.directory, f.reading.id, f.reading.choice) for f in found if f.reading)
        return (
            gravest(marks).word,
            "\n".join(dict.fromkeys(f"{f.title}（{LIST_HEADINGS[f.kind]}）" for f in found)),
            "\n".join(dict.fromkeys(_message(f, project) for f in found)),
            "\n".join(dict.fromkeys(readings)),
            self._places(found),
        )

    def _places(self, found: list[Finding]) -> str:
        open_ones = [f for f in found if f.verdict in OPEN_VERDICTS]
        places = (self.directory.place(e.document, e.page) for f in open_ones or found for e in f.evidence)
        told = list(dict.fromkeys(str(place) for place in places if place))
        return "\n".join([*told[:MOST_PLACES], *([f"等{len(told)}处"] if len(told) > MOST_PLACES else [])])


def _by_clause(findings: tuple[Finding, ...]) -> By:
    by: By = {}
    for finding in findings:
        for ident in [c.id for c in finding.clauses] or [""]:
            by.setdefault(ident, []).append(finding)
    return by


def _message(finding: Finding, project: str) -> str:
    return f"{_WHOSE.get(finding.scope, '')}{plain_message(finding.message, project)}"
