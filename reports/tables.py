"""The sheets of report.xlsx as rows: 汇总表, 问题清单, 逐条核对表, 待查询清单, 名额测算, 遴选测算, 报送情况, 隔离文件."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from reports.attendance import attendance_sheet
from reports.checklist import Checklist
from reports.directory import Directory
from reports.evidence import Gallery
from reports.findings import FindingViewer, counts, is_quota, open_against, outcomes
from reports.look_ups import look_up_sheet
from reports.overview import Overview
from reports.panel import ChangeView, where
from reports.selecting import selection_sheet
from reports.sheet import Link, Sheet, Value
from reports.sheet import columns as columns_of
from reports.wording import LIST_HEADINGS, OPEN_VERDICTS, mark, plain_message
from schemas.documents import ApplicationForm
from schemas.finding import Evidence, Finding, FindingKind, Verdict
from schemas.submission import Application

MOST_PROBLEMS = 6
"""Problems that a row of the summary names; all of them stand in 问题清单."""


BRIEF = 48
"""Characters of a problem that a row of the summary shows."""


@dataclass(frozen=True)
class Owner:
    """Whose finding it is, for the first columns of a row."""

    recommender: str
    project: str
    unit: str = ""
    uscc: str = ""


@dataclass(frozen=True)
class Tables:
    """Makes the sheets of one report."""

    directory: Directory
    gallery: Gallery
    view: Overview

    def all(self) -> tuple[Sheet, ...]:
        """Return the eight sheets in their order, and one more where an earlier report was compared with."""
        checks = Checklist(self.directory).sheet()
        quotas = (self._quotas(), selection_sheet(self.directory))
        attendance = attendance_sheet(self.directory)
        eight = (self._summary(), self._problems(), checks, look_up_sheet(self.directory), *quotas, attendance, self._files())
        return (*eight, _changes(self.view.changes)) if self.view.changes else eight

    def _summary(self) -> Sheet:
        columns = columns_of(
            "序号 5, 推荐单位 13, 推荐顺序 6, 项目名称 18, 领域 9, 是否专项 8, 承担单位 15, 统一社会信用代码 12, "
            "单位类型 9, 参加单位 14, 联系人 8, 联系电话 13, 形式审查结论 13, 主要问题 36, 证据页 24"
        )
        rows = (self._summary_row(n, a) for n, a in enumerate(self._applications(), 1))
        return Sheet(
            "汇总表", "各列均据申报材料识读，形式审查结论由软件初核得出，供审核参考。联系人和电话默认隐去一部分。", columns, tuple(rows)
        )

    def _summary_row(self, number: int, application: Application) -> tuple[Value, ...]:
        batch = open_against(self.directory.findings_for(application.delivery))
        own = open_against(self.directory.findings_for(application.id))
        problems = (*batch, *own)
        name = application.project_name or ""
        told = [f"{n}. {'（本批）' if n <= len(batch) else ''}{_brief(f, name)}" for n, f in enumerate(problems[:MOST_PROBLEMS], 1)]
        if len(problems) > MOST_PROBLEMS:
            told.append(f"另有{len(problems) - MOST_PROBLEMS}项，见问题清单")
        return (
            number,
            application.recommender or "",
            application.rank,
            name,
            self.directory.domain_name(application.domain),
            self.directory.domain_name(application.special_track) or "否",
            application.undertaking_unit or "",
            application.uscc or "",
            self._read(application, "unit_type"),
            "、".join(application.participating_units) or "无",
            self._read(application, "contact_name"),
            self._read(application, "contact_mobile") or self._read(application, "contact_phone"),
            _conclusion(own, batch),
            "\n".join(told),
            "\n".join(dict.fromkeys(self._page(e) for f in problems[:MOST_PROBLEMS] for e in f.evidence)),
        )

    def _read(self, application: Application, field: str) -> str:
        forms = (d for d in self.directory.documents_of(application) if isinstance(d, ApplicationForm))
        readings = (getattr(f, field, None) for f in forms)
        return next((str(r.value) for r in readings if r is not None and r.value), "")

    def _problems(self) -> Sheet:
        columns = columns_of(
            "序号 5, 推荐单位 13, 项目名称 17, 类别 8, 结论 11, 核对项 11, 问题 34, 条款 8, 条款原文 20, "
            "应为 15, 实为 15, 证据位置 24, 证据图 7, 详情 7, 变化 6, 处理意见 12, 经办人 8"
        )
        found = [f for f in self._findings() if f.verdict in OPEN_VERDICTS]
        rows = tuple((n, *self._problem_row(f)) for n, f in enumerate(found, 1))
        return Sheet("问题清单", "“处理意见”“经办人”由审核人员填写。", columns, rows)

    def _problem_row(self, finding: Finding) -> tuple[Value, ...]:
        owner = self._owner(finding)
        return (
            owner.recommender,
            owner.project,
            LIST_HEADINGS[finding.kind],
            mark(finding.kind, finding.verdict).word,
            finding.title,
            plain_message(finding.message, owner.project),
            "\n".join(c.id for c in finding.clauses),
            "\n".join(c.quote for c in finding.clauses),
            finding.expected or "",
            finding.observed or "",
            self._places(finding),
            self._picture(finding),
            self._detail(finding),
            self._viewer.change(finding),
            "",
            "",
        )

    def _quotas(self) -> Sheet:
        columns = columns_of("序号 5, 推荐单位 20, 测算项 16, 口径 28, 结论 12, 应为 18, 实为 18, 说明 50")
        rows = (row for f in self._findings() if is_quota(f) for row in self._quota_rows(f))
        return Sheet("名额测算", "条款可作不同理解的，各种口径的结果分行列出。", columns, tuple((n, *r) for n, r in enumerate(rows, 1)))

    def _quota_rows(self, finding: Finding) -> Iterator[tuple[Value, ...]]:
        owner, word = self._owner(finding), mark(finding.kind, finding.verdict).word
        reading = self._viewer.reading(finding)
        yield (
            owner.recommender,
            finding.title,
            reading,
            word,
            finding.expected or "",
            finding.observed or "",
            plain_message(finding.message),
        )
        for outcome in outcomes(finding):
            yield owner.recommender, finding.title, f"若按：{outcome.title}", outcome.mark.word, "", "", outcome.message

    def _files(self) -> Sheet:
        view = self.view
        groups = (("隔离", view.quarantined), ("重复", view.duplicates), ("难以识读的页", view.hard_pages), ("其他材料", view.others))
        told = [(state, row.path, row.note) for state, rows in groups for row in rows]
        told += [("未作为材料", name, "") for name in view.ignored]
        told += [("登记簿问题", line, "") for line in view.register_problems]
        return Sheet(
            "隔离文件",
            "隔离的文件内容没有参加核对。",
            columns_of("序号 5, 情况 14, 文件 56, 原因和处理办法 66"),
            tuple((n, *t) for n, t in enumerate(told, 1)),
        )

    @cached_property
    def _viewer(self) -> FindingViewer:
        return FindingViewer(self.directory, self.gallery)

    def _applications(self) -> Iterator[Application]:
        for delivery in self.directory.report.round.deliveries:
            yield from self.directory.applications_of(delivery)

    def _findings(self) -> Iterator[Finding]:
        """Return all findings as the page shows them: delivery by delivery, application by application, then the round."""
        for delivery in self.directory.report.round.deliveries:
            for home in (delivery.id, *(a.id for a in self.directory.applications_of(delivery))):
                yield from _by_gravity(self.directory.findings_for(home))
        yield from _by_gravity(self.directory.findings_for("round"))

    def _owner(self, finding: Finding) -> Owner:
        return self._owners.get(self.directory.home(finding), Owner("全省", ""))

    @cached_property
    def _owners(self) -> dict[str, Owner]:
        the_round = self.directory.report.round
        deliveries = {d.id: Owner(d.recommender or d.folder, "（本批）") for d in the_round.deliveries}
        return deliveries | {
            a.id: Owner(a.recommender or "", a.project_name or "（项目名称未能识读）", a.undertaking_unit or "", a.uscc or "")
            for a in the_round.applications
        }

    def _places(self, finding: Finding) -> str:
        return "\n".join(dict.fromkeys(self._page(e) for e in finding.evidence))

    def _page(self, evidence: Evidence) -> str:
        place = self.directory.place(evidence.document, evidence.page)
        return str(place) if place else ""

    def _detail(self, finding: Finding) -> Link:
        _, href = where(self.directory, self.directory.home(finding))
        return Link(f"{href}#f-{finding.fingerprint}" if finding.fingerprint else href)

    def _picture(self, finding: Finding) -> Value:
        shots = (self.gallery.shot(e) for e in finding.evidence)
        return next((Link(shot.src) for shot in shots if shot), None)


def _changes(view: ChangeView) -> Sheet:
    rows = tuple((n, row.word, row.about, row.title, row.message) for n, row in enumerate(view.rows, 1))
    kept = (len(rows) + 1, "未变", "", "", f"与{view.against}的报告相同的事项{view.unchanged}项，见问题清单。")
    heads = columns_of("序号 5, 变化 9, 项目或推荐单位 30, 核对项 20, 说明 90")
    return Sheet("变化情况", f"与{view.against}的报告相比，按核对项、对象和证据逐项比对。", heads, (*rows, kept))


def _conclusion(own: tuple[Finding, ...], batch: tuple[Finding, ...]) -> str:
    told = _counted(own) or "未发现问题"
    return f"{told}\n（本批材料：{_counted(batch)}）" if batch else told


def _brief(finding: Finding, project: str) -> str:
    message = " ".join(plain_message(finding.message, project).split())
    return f"{finding.title}：{message}" if len(message) <= BRIEF else f"{finding.title}：{message[:BRIEF]}…"


def _counted(findings: tuple[Finding, ...]) -> str:
    return "；".join(f"{c.mark.word}{c.number}项" for c in counts(findings))


def _by_gravity(findings: Iterable[Finding]) -> list[Finding]:
    order = {verdict: place for place, verdict in enumerate((*OPEN_VERDICTS, Verdict.PASS, Verdict.NOT_APPLICABLE))}
    kinds = {kind: place for place, kind in enumerate(FindingKind)}
    return sorted(findings, key=lambda f: (kinds[f.kind], order[f.verdict]))
