"""Runs an order from the command line, with Prefect or without, and says what came of it."""

from dataclasses import dataclass

from rich.console import Console

from flows.audit import Audited, Plan, audit, conduct_plainly
from flows.desk import open_desk
from flows.morning import morning_lines
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
    for line in morning_lines(audited.report, order):
        tell.say(line)
    return Done(audited)


def conduct_as_needed(plan: Plan) -> Audited:
    """Prefect conducts where there is something to read; its start alone takes longer than checking what has been read."""
    if not plan.pending:
        return conduct_plainly(plan)
    from flows.with_prefect import conduct_with_prefect  # noqa: PLC0415  (Prefect takes seconds to load)

    return conduct_with_prefect(plan)
