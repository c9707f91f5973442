"""The audit as Prefect flows: names, states and artifacts around functions that know nothing of Prefect.

A task is a document's unit; pages are a loop inside. Not one byte of a document goes through Prefect, only numbers and hashes: what must be
proven later stands in the store, and Prefect's database may be thrown away.
"""

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

from prefect import flow, tags, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State
from prefect.futures import PrefectFuture, as_completed, wait
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.artifacts import show_beside_run
from flows.audit import Audited, GoThrough, Plan, ReadUnit, finish, read_all
from flows.orders import AuditOrder
from flows.read import UnitOutcome
from flows.units import Unit, delivery_folder
from schemas.documents import Status
from schemas.errors import InfrastructureError

_LONGEST_NAME = 100
_MOST_TASKS = 64
"""Threads that wait for a reading process; how many read at once is the pool's to say."""
TASKS = cast("TaskRunner[PrefectFuture[Any]]", ThreadPoolTaskRunner(max_workers=_MOST_TASKS))
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


@task(name="turned-away", task_run_name="{label}", cache_policy=NO_CACHE, persist_result=False)
def turn_away(label: str, reason: str) -> State[int]:
    """Show a file that was turned away before anything of it was read, by the name of the reason."""
    del label
    return Failed(name=reason, message="not read")


@task(name="check-and-report", cache_policy=NO_CACHE, persist_result=False)
def check_and_report(run: str) -> str:
    """Put the round together, run the rules, write the report folder."""
    work = _at_work[run]
    plan = work.plan
    work.audited = finish(plan.desk, plan.intake, (*plan.known, *work.outcomes))
    return str(plan.desk.order.out)


@flow(name="audit", flow_run_name="audit-{label}", task_runner=TASKS, persist_result=False)
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


def keep_console_quiet() -> None:
    """Leave the terminal to our own progress; Prefect's log goes to its server."""
    for name in ("prefect", "prefect.flow_runs", "prefect.task_runs", ""):
        logger = logging.getLogger(name)
        for handler in [h for h in logger.handlers if "Console" in type(h).__name__]:
            logger.removeHandler(handler)


def _conduct(work: _Work) -> State[str]:
    plan = work.plan
    turned_away = [turn_away.submit(_named(one.path, one.sha256), one.reason) for one in plan.intake.refused]
    try:
        work.outcomes = read_all(plan, _with_tasks(work))
    except BaseException:
        plan.reader.stop()  # tasks wait for reading processes; they must not outlast an interrupt
        raise
    wait(turned_away)
    check_and_report(plan.desk.run)
    audited = _result(work)
    show_beside_run(audited.report, plan.desk.order)
    plan.desk.tell.say("Prefect：本次运行已记录")
    return ended(audited, plan.desk.order)


def ended(audited: Audited, order: AuditOrder) -> State[str]:
    """Return the state that a flow ends with: whether anything was set aside shows in the list of runs."""
    troubled = any(document.status is Status.QUARANTINED for document in audited.report.round.documents)
    return Completed(name="CompletedWithQuarantine" if troubled else "Completed", message=str(order.out))


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
    return _named(first.path, first.sha256)


def _named(path: str, sha256: str) -> str:
    folder = "" if path.startswith(f"{delivery_folder(path)}!") else delivery_folder(path)
    return "/".join(filter(None, (folder, sha256[:12] or "not-taken-in")))


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
