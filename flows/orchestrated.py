"""The audit as Prefect flows: names, states and artifacts around functions that know nothing of Prefect.

A task is a document's unit; pages are a loop inside. Not one byte of a document goes through Prefect, only numbers and hashes: what must be
proven later stands in the store, and Prefect's database may be thrown away.
"""

import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from prefect import flow, get_run_logger, tags, task
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State
from prefect.futures import PrefectFuture, as_completed
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.audit import Audited, Conduct, GoThrough, Plan, ReadUnit, audit, finish, read_all
from flows.desk import open_desk
from flows.document_id import is_document_id, path_of
from flows.morning import set_aside, tell_office, telling_of_trouble
from flows.orders import AuditOrder, last_report, make_order
from flows.progress import Silent
from flows.read import Afresh, UnitOutcome
from flows.reconcile import prove
from flows.units import Unit, delivery_folder
from flows.workspace import Workspace
from schemas.documents import Status
from schemas.errors import InfrastructureError, UsageError

_LONGEST_NAME = 100
_MOST_TASKS = 64
"""Threads that wait for a reading process; how many read at once is the pool's to say."""
_tasks = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=_MOST_TASKS))
_at_work: dict[str, "_Work"] = {}


class _Work:
    """What tasks look up: parameters are numbers only."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.read: ReadUnit = plan.read
        self.units: Sequence[Unit] = ()
        self.fresh: dict[int, UnitOutcome] = {}
        self.outcomes: list[UnitOutcome] = []
        self.audited: Audited | None = None


@task(name="document", task_run_name="{label}", cache_policy=NO_CACHE, persist_result=False)
def read_document(run: str, number: int, label: str) -> State[int]:
    """Read one unit, or take it from the store."""
    work = _at_work[run]
    outcome = work.read(work.units[number])
    work.fresh[number] = outcome
    refused = ", ".join(sorted({refusal.reason for refusal in outcome.record.refused}))
    message = f"{len(outcome.record.documents)} documents, {outcome.pages_read} pages read{', ' + refused if refused else ''}"
    if refused:
        return Failed(name=refused[:_LONGEST_NAME], message=message)
    return Completed(name="Reused" if outcome.reused else "Read", message=message, data=outcome.pages_read)


@task(name="check-and-report", cache_policy=NO_CACHE, persist_result=False)
def check_and_report(run: str) -> str:
    """Put the round together, run the rules, write the report folder."""
    work = _at_work[run]
    plan = work.plan
    work.audited = finish(plan.desk, plan.intake, (*plan.known, *work.outcomes))
    return str(plan.desk.order.out)


@flow(name="audit", flow_run_name="audit-{label}", task_runner=_tasks, persist_result=False)
def audit_flow(run: str, label: str) -> State[str]:
    """Audit one inbox that has been taken in by the command line."""
    del label
    return _conduct(_at_work[run])


def conduct(plan: Plan) -> Audited:
    """Conduct a plan inside a flow that is running."""
    with _registered(plan) as work:
        _conduct(work)
    return _result(work)


def conduct_as_flow(plan: Plan) -> Audited:
    """Conduct a plan as a flow run of its own."""
    with _registered(plan) as work, tags(*plan.tags):
        audit_flow(plan.desk.run, f"{plan.desk.order.notice}-{plan.desk.order.as_of}")
    return _result(work)


@flow(name="nightly-ingest", flow_run_name="nightly-{workspace}", task_runner=_tasks)
def nightly_ingest(workspace: str) -> None:
    """Take in and audit a workspace's inbox."""
    place, order = Workspace(Path(workspace)), _order(workspace, settled=True)
    say = get_run_logger().warning
    with telling_of_trouble(place, say):
        with open_desk(order) as desk:
            audited = audit(desk, _conduct_for(place))
        prove(order, Silent())
    tell_office(place, audited.report, order, say)


def _conduct_for(place: Workspace) -> Conduct:
    """Read here, or with the pool that the workspace names."""
    if place.settings.nightly.pool is None:
        return conduct
    from flows.spread import conduct_spread  # noqa: PLC0415

    return conduct_spread


@flow(name="round", task_runner=_tasks)
def audit_round(workspace: str) -> None:
    """Check a round again and report it; what has been read is not read again."""
    with open_desk(_order(workspace)) as desk:
        audit(desk, conduct)


@flow(name="package", task_runner=_tasks)
def read_package(workspace: str, delivery: str, afresh: Afresh = Afresh.NOTHING) -> None:
    """Read one delivery (anew, where that is asked for), then check and report the round it belongs to."""
    with open_desk(_order(workspace)) as desk:
        audit(desk, conduct, afresh, lambda unit: delivery_folder(unit.parts[0].path) == delivery)


@flow(name="document", task_runner=_tasks)
def reread_document(workspace: str, document: str, afresh: Afresh = Afresh.ALL) -> None:
    """Read one document anew, then check and report the round it belongs to. It is named by its id in the report, or by its path."""
    order = _order(workspace)
    path = path_of(document, order.out) if is_document_id(document) else document
    if path is None:
        raise UsageError(f"最近的报告中没有编号为 {document} 的文件", "请核对编号")
    with open_desk(order) as desk:
        audit(desk, conduct, afresh, lambda unit: any(part.path == path for part in unit.parts))


def keep_console_quiet() -> None:
    """Leave the terminal to our own progress; Prefect's log goes to its server."""
    for name in ("prefect", "prefect.flow_runs", "prefect.task_runs", ""):
        logger = logging.getLogger(name)
        for handler in [h for h in logger.handlers if "Console" in type(h).__name__]:
            logger.removeHandler(handler)


def _order(workspace: str, *, settled: bool = False) -> AuditOrder:
    place = Workspace(Path(workspace))
    if not settled:
        return make_order(place.inbox, place.out)
    return make_order(place.inbox, place.out, settle=place.settings.nightly.settle, against=last_report(place.out))


def _conduct(work: _Work) -> State[str]:
    plan = work.plan
    try:
        work.outcomes = read_all(plan, _with_tasks(work))
    except BaseException:
        plan.reader.stop()  # tasks wait for reading processes; they must not outlast an interrupt
        raise
    check_and_report(plan.desk.run)
    audited = _result(work)
    _tell(plan, audited)
    troubled = any(document.status is Status.QUARANTINED for document in audited.report.round.documents)
    return Completed(name="CompletedWithQuarantine" if troubled else "Completed", message=str(plan.desk.order.out))


def _with_tasks(work: _Work) -> GoThrough:
    def go_through(read: ReadUnit, units: Sequence[Unit], _workers: int) -> Iterator[UnitOutcome]:
        work.read, work.units = read, units
        run = work.plan.desk.run
        numbers = {read_document.submit(run, number, _label(unit)): number for number, unit in enumerate(units)}
        for future in as_completed(list(numbers)):
            if numbers[future] not in work.fresh:
                future.result()  # not the document's trouble but ours
            yield work.fresh[numbers[future]]

    return go_through


def _label(unit: Unit) -> str:
    """Name a unit by its delivery and its hash: names of files, loose archives too, hold people's names."""
    first = unit.parts[0]
    folder = "" if first.path.startswith(f"{delivery_folder(first.path)}!") else delivery_folder(first.path)
    return "/".join(filter(None, (folder, first.sha256[:12])))


def _tell(plan: Plan, audited: Audited) -> None:
    """Show the counts beside the run."""
    report = audited.report
    verdicts = Counter(finding.verdict for finding in report.findings)
    statuses = Counter(document.status for document in report.round.documents)
    counts = sorted((*verdicts.items(), *statuses.items(), *(("files " + name, count) for name, count in report.run.files.items())))
    lines = [f"- {name}: {count}" for name, count in counts]
    lines += ["", *(f"- {line.strip()}" for line in set_aside(report)), "", f"report: {plan.desk.order.out / 'report.html'}"]
    create_markdown_artifact("\n".join([f"# {report.notice}, {report.as_of}", "", *lines]), key="round-summary")
    rows = [
        {"delivery": delivery.recommender or delivery.id, "documents": len(delivery.documents), "applications": len(delivery.applications)}
        for delivery in report.round.deliveries
    ]
    if rows:
        create_table_artifact(rows, key="round-packages")
    plan.desk.tell.say("Prefect：本次运行已记录")


def _result(work: _Work) -> Audited:
    if work.audited is None:
        raise InfrastructureError("运行没有完成", "请重新运行；可加 --plain 不经 Prefect 运行")
    return work.audited


@contextmanager
def _registered(plan: Plan) -> Iterator[_Work]:
    work = _at_work[plan.desk.run] = _Work(plan)
    try:
        yield work
    finally:
        del _at_work[plan.desk.run]
