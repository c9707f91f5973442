"""The main job, in one go: take in, read, check, report. Knows no Prefect; the orchestrated run brings its own conductor."""

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from pydantic import JsonValue

from flows import events
from flows.accounting import counted, untold
from flows.accounting import outcomes as outcomes_of
from flows.conclusions import Conclusions, conclude
from flows.desk import Desk
from flows.engines import fingerprint
from flows.gate import Gate, gate_pool
from flows.ingest import Intake, take_in
from flows.metrics import write_metrics
from flows.orders import OFFICE_TIME
from flows.read import Afresh, UnitOutcome, UnitReader
from flows.records import all_documents
from flows.registers import registers_of
from flows.reminders import changes, reminders, told_of_healed
from flows.settling import settled
from flows.units import Unit
from reports import publish
from schemas.report import AuditReport, RunInfo
from storage import digest
from storage.ledger import Anchor, Outcome

ReadUnit = Callable[[Unit], UnitOutcome]
GoThrough = Callable[[ReadUnit, Sequence[Unit], int], Iterable[UnitOutcome]]
"""Reads units side by side, so many at once, and gives outcomes as they come."""


@dataclass(frozen=True)
class Audited:
    """What an audit came to."""

    report: AuditReport
    units: tuple[Unit, ...]
    pages_read: int
    made: tuple[Outcome, ...]
    """What became of every file."""
    head: Anchor
    """The audit trail's last line when the report was made."""


def take_in_for(desk: Desk) -> Intake:
    """Take the desk's inbox in: the bytes first, then the ledger in one transaction, then the trail."""
    inbox = desk.order.inbox
    desk.tell.say(f"收件：{inbox}")
    now = dt.datetime.now(OFFICE_TIME)  # what comes in from here on may be missed by the walk, and is no loss
    stayed = settled(inbox, desk.order.settle) if desk.order.settle else None
    with gate_pool(desk.patience) as pool:
        intake = take_in(inbox, Gate(desk.store, pool), stayed)
        desk.registers = registers_of(desk.order.registers, inbox, desk.store, pool)
    order: JsonValue = dict(desk.order.remembered())
    under = _versions(desk) | {"order": digest(order)[:16]}
    intake.receipts = desk.store.ledger.begin(desk.run, now, str(inbox), desk.order.remembered(), intake.arrivals)
    healed = desk.store.vault.healed
    desk.store.trail.append((*events.received(desk.run, intake.receipts, now, under), *events.healed(healed)))
    desk.notes.extend((*reminders(intake, now), *told_of_healed(healed)))
    return intake


def split_known(reader: UnitReader, units: Iterable[Unit]) -> tuple[list[UnitOutcome], list[Unit]]:
    """Return the outcomes that the store has, and the units that have to be read."""
    known, pending = [], []
    for unit in units:
        outcome = reader.recall(unit)
        if outcome is None:
            pending.append(unit)
        else:
            known.append(outcome)
    return known, pending


def read_all(plan: "Plan", go_through: GoThrough) -> list[UnitOutcome]:
    """Read what has to be read; bytes that stand in the inbox twice are read once."""
    tell, pending = plan.desk.tell, plan.pending
    if not pending:
        tell.say("识读：所有文件均已识读过，不必重读" if plan.known else "识读：没有可以识读的文件")
        return []
    firsts = first_of_each(pending)
    again = [unit for unit in pending if unit not in set(firsts)]
    tell.begin(len(firsts))
    begun = time.monotonic()
    outcomes = []
    for outcome in go_through(plan.read, firsts, plan.desk.order.workers):
        outcomes.append(outcome)
        tell.unit_done(outcome.unit.name)
        _log_unit(plan.desk, outcome)
    tell.end()
    plan.desk.seconds["reading"] = round(time.monotonic() - begun, 3)
    return outcomes + [plan.reader.read(unit) for unit in again]


def _log_unit(desk: Desk, outcome: UnitOutcome) -> None:
    reasons: list[JsonValue] = [str(refusal.reason) for refusal in outcome.record.refused]
    first = outcome.unit.parts[0].sha256[:12]
    documents: list[JsonValue] = [document.id for document in outcome.record.documents]
    desk.journal.write("unit_read", run=desk.run, sha256=first, documents=documents, pages_read=outcome.pages_read, reasons=reasons)


def side_by_side(read: ReadUnit, units: Sequence[Unit], workers: int) -> Iterator[UnitOutcome]:
    """Read units in threads; each thread waits for a process of its own."""
    threads = ThreadPoolExecutor(workers)
    futures = [threads.submit(read, unit) for unit in units]
    try:
        for future in as_completed(futures):
            yield future.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)  # whoever closes the pool ends the jobs that are being done


def make_report(desk: Desk, concluded: Conclusions, reused: int) -> AuditReport:
    """Return the report of a round."""
    now = dt.datetime.now(OFFICE_TIME)
    seconds = time.monotonic() - desk.started
    run = RunInfo(
        id=desk.run,
        started_at=now - dt.timedelta(seconds=seconds),
        seconds=round(seconds, 1),
        versions=_versions(desk) | ({"sandbox": desk.sandbox} if desk.sandbox else {}),
        reused_documents=reused,
        notes=tuple(desk.notes),
    )
    order = desk.order
    return AuditReport(
        notice=order.notice,
        as_of=order.as_of,
        readings=desk.readings,
        round=concluded.round,
        findings=concluded.findings,
        run=run,
        selection=concluded.selection,
    )


def hand_out(desk: Desk, report: AuditReport, made: Sequence[Outcome], head: Anchor) -> None:
    """Write the report folder, and note in the ledger what became of every file and that the run came to its end."""
    publish(report, desk.notice, desk.store.pictures.get, desk.order.out, unmasked=desk.order.unmasked, earlier=desk.earlier)
    desk.store.ledger.finish(desk.run, dt.datetime.now(OFFICE_TIME), made, head)
    desk.store.trail.append([events.published(desk.run, desk.order.out, unmasked=desk.order.unmasked)])


def finish(desk: Desk, intake: Intake, outcomes: Sequence[UnitOutcome]) -> Audited:
    """Put together, check and report what was read."""
    with desk.stage("checking"):
        audited = _finished(desk, intake, outcomes)
    with desk.stage("reporting"):
        hand_out(desk, audited.report, audited.made, audited.head)
    write_metrics(audited.report, audited.pages_read, desk.seconds, desk.store.root)
    files: JsonValue = dict(audited.report.run.files)
    seconds: JsonValue = dict(desk.seconds)
    desk.journal.write("run_done", run=desk.run, files=files, seconds=seconds, pages_read=audited.pages_read)
    return audited


def _finished(desk: Desk, intake: Intake, outcomes: Sequence[UnitOutcome]) -> Audited:
    desk.tell.say("核对与出具报告")
    desk.sandbox = next((outcome.sandbox for outcome in outcomes if outcome.sandbox), "")
    documents = all_documents(outcomes, intake.refused)
    if lost := untold(intake, documents):
        documents = all_documents(outcomes, (*intake.refused, *lost))
    made = outcomes_of(intake, documents)
    head = desk.store.trail.append([events.done(desk.run, counted(made))])
    desk.notes.extend(changes(desk.order.inbox, intake))
    reused = sum(len(outcome.record.documents) for outcome in outcomes if outcome.reused)
    report = make_report(desk, conclude(desk, intake, documents), reused)
    run = report.run.model_copy(update={"files": counted(made), "trail": (head.seq, head.head)})
    report = report.model_copy(update={"run": run})
    units, pages_read = tuple(outcome.unit for outcome in outcomes), sum(outcome.pages_read for outcome in outcomes)
    return Audited(report, units, pages_read, made, head)


@dataclass(frozen=True)
class Plan:
    """What an audit has to do, before it is done."""

    desk: Desk
    intake: Intake
    reader: UnitReader
    known: tuple[UnitOutcome, ...]
    pending: tuple[Unit, ...]
    afresh: Afresh = Afresh.NOTHING
    anew: frozenset[Unit] = frozenset()
    """Units that are read anew, whatever the store has of them."""
    ahead: ReadUnit | None = None
    """Reads units that somebody has begun to read already."""

    @property
    def tags(self) -> tuple[str, str]:
        """Names under which an orchestrator's records of this run, and of this inbox, are found again."""
        return f"run:{self.desk.run}", f"inbox:{digest(str(self.desk.order.inbox))[:12]}"

    def read(self, unit: Unit) -> UnitOutcome:
        """Read one unit as the plan says."""
        if self.ahead is not None:
            return self.ahead(unit)
        return self.reader.read(unit, self.afresh if unit in self.anew else Afresh.NOTHING, alone=len(self.pending) == 1)


Conduct = Callable[[Plan], Audited]


def conduct_plainly(plan: Plan) -> Audited:
    """Do what the plan says, in threads."""
    outcomes = read_all(plan, side_by_side)
    return finish(plan.desk, plan.intake, (*plan.known, *outcomes))


def audit(
    desk: Desk, conduct: Conduct = conduct_plainly, afresh: Afresh = Afresh.NOTHING, only: Callable[[Unit], bool] | None = None
) -> Audited:
    """Do the whole job. ``afresh`` reads anew the units that ``only`` names, whatever the store has of them."""
    with desk.stage("intake"):
        intake = take_in_for(desk)
    desk.journal.write("run_begun", run=desk.run, units=len(intake.units()))
    with desk.reader() as reader:
        units = intake.units()
        anew = frozenset(unit for unit in units if afresh is not Afresh.NOTHING and only is not None and only(unit))
        known, pending = split_known(reader, (unit for unit in units if unit not in anew))
        pending += [unit for unit in units if unit in anew]
        return conduct(Plan(desk, intake, reader, tuple(known), tuple(pending), afresh, anew))


def first_of_each(units: Sequence[Unit]) -> tuple[Unit, ...]:
    """Return the units without those whose bytes came before."""
    firsts: dict[tuple[tuple[str, str], ...], Unit] = {}
    for unit in units:
        firsts.setdefault(_content(unit), unit)
    return tuple(firsts.values())


def _content(unit: Unit) -> tuple[tuple[str, str], ...]:
    return tuple((part.sha256, part.kind) for part in unit.parts)


def _versions(desk: Desk) -> dict[str, str]:
    try:
        ours = version("chuhe")
    except PackageNotFoundError:
        ours = ""
    return {"chuhe": ours, "notice": desk.notice.version[:12], "engine": desk.order.engine, "engines": fingerprint(desk.order.engine)[:12]}
