"""Runs an order from the command line, with Prefect or without, and says what came of it."""

from collections import Counter
from dataclasses import dataclass

from rich.console import Console

from flows.audit import Audited, Plan, audit, conduct_plainly, open_desk
from flows.orders import AuditOrder
from flows.progress import teller_for
from schemas.documents import Status
from schemas.finding import Verdict


@dataclass(frozen=True)
class Done:
    """How an order ended."""

    audited: Audited

    @property
    def has_trouble(self) -> bool:
        """Say whether anything failed or was quarantined."""
        report = self.audited.report
        failed = any(finding.verdict is Verdict.FAIL for finding in report.findings)
        return failed or any(document.status is Status.QUARANTINED for document in report.round.documents)


def run_order(order: AuditOrder, console: Console, *, plain: bool) -> Done:
    """Audit an inbox and print a summary."""
    tell = teller_for(console)
    try:
        with open_desk(order, tell) as desk:
            audited = audit(desk, conduct_plainly if plain else conduct_as_needed)
    finally:
        tell.end()
    for line in summary(audited, order):
        tell.say(line)
    return Done(audited)


def summary(audited: Audited, order: AuditOrder) -> list[str]:
    """Return what a clerk wants to know first."""
    report = audited.report
    verdicts = Counter(finding.verdict for finding in report.findings)
    statuses = Counter(document.status for document in report.round.documents)
    lines = [
        f"材料 {len(report.round.documents)} 份，申报项目 {len(report.round.applications)} 个，推荐单位 {len(report.round.deliveries)} 家",
        f"不符合 {verdicts[Verdict.FAIL]} 项，需人工核对 {verdicts[Verdict.REVIEW]} 项，缺少依据 {verdicts[Verdict.NO_EVIDENCE]} 项",
    ]
    if quarantined := statuses[Status.QUARANTINED]:
        lines.append(f"未能读取 {quarantined} 个文件，原因见报告")
    if notes := len(report.run.notes):
        lines.append(f"收件提示 {notes} 条，见报告末尾的“运行说明”")
    return [*lines, f"报告：{order.out / 'report.html'}"]


def conduct_as_needed(plan: Plan) -> Audited:
    """Prefect conducts where there is something to read; its start alone takes longer than checking what has been read."""
    if not plan.pending:
        return conduct_plainly(plan)
    from flows.with_prefect import conduct_with_prefect  # noqa: PLC0415  (Prefect takes seconds to load)

    return conduct_with_prefect(plan)
