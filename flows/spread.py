"""Packages read by workers on several machines, over one shared store: a Prefect run a package, started once however often it is asked for.

Nothing depends on a worker's word: what it read lies in the store. A package whose run failed, or stands still, is started once more, and
what is unread after that is read here.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import cast
from uuid import UUID

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import FlowRun
from prefect.deployments import run_deployment
from prefect.states import Crashed
from pydantic import TypeAdapter, ValidationError

import flows.desk
from flows.audit import Audited, Plan, finish
from flows.engines import fingerprint
from flows.messages import Setup
from flows.orders import make_order
from flows.pool import WorkerPool
from flows.read import UnitReader
from flows.shelf import Shelf, Versions
from flows.stores import open_store
from flows.units import Unit, delivery_folder
from flows.workspace import Workspace, workspace_of
from notices import load
from schemas.errors import InfrastructureError
from storage import Store, digest, source_version

DEPLOYMENT = "read-package/read-package"
POLL_SECONDS = 2.0
STALLED_SECONDS = 600.0
"""So long may a package's pages stand still before its worker is taken for dead."""
_ATTEMPTS = 2
_UNITS = TypeAdapter(tuple[Unit, ...])


@flow(name="read-package", flow_run_name="package-{label}")
def read_package(workspace: str, manifest: str, label: str) -> int:
    """Read the units of a package into the shared store; parameters are a path and hashes, the rest stands in the store."""
    del label
    place = Workspace(Path(workspace))
    order = make_order(place.inbox, place.out)
    store, notice = open_store(order.store, order.inbox), load(order.notice)
    shelf = Shelf(store, Versions.current(fingerprint(order.engine), notice))
    beat = _Beat(store, manifest)
    try:
        setup = Setup(engine=order.engine, notice=notice)
        with WorkerPool(order.workers, setup, flows.desk.WORKER, flows.desk.PATIENCE) as pool:
            reader = UnitReader(store, shelf, pool, beat.strike)
            return sum(reader.read(unit).pages_read for unit in _listed(store, manifest))
    finally:
        store.close()


def conduct_spread(plan: Plan) -> Audited:
    """Have the pending units read by workers, package by package; then check and report here."""
    runs = [_start(plan, units) for units in _packages(plan.pending)]
    plan.desk.tell.say(f"分派 {len(runs)} 批材料")
    _await(plan, runs)
    outcomes = [plan.read(unit) for unit in plan.pending]
    return finish(plan.desk, plan.intake, (*plan.known, *outcomes))


@dataclass
class _Run:
    """A package that is being read somewhere."""

    manifest: str
    label: str
    attempt: int = 0
    id: UUID | None = None
    heard: int = 0
    since: float = field(default_factory=time.monotonic)


class _Beat:
    """Counts pages in the store, so that whoever waits can see that somebody is at work."""

    def __init__(self, store: Store, manifest: str) -> None:
        self._store, self._key, self._pages = store, digest("beat", manifest), 0

    def strike(self) -> None:
        self._pages += 1
        self._store.results.put(self._key, self._pages)

    def count(self) -> int:
        value = self._store.results.latest(self._key)
        return value if isinstance(value, int) else 0


def _packages(units: Sequence[Unit]) -> list[tuple[Unit, ...]]:
    """Group units by delivery."""
    ordered = sorted(units, key=_delivery)
    return [tuple(group) for _, group in groupby(ordered, key=_delivery)]


def _delivery(unit: Unit) -> str:
    return delivery_folder(unit.parts[0].path)


def _start(plan: Plan, units: tuple[Unit, ...]) -> _Run:
    listed = _UNITS.dump_python(units, mode="json")
    manifest = digest("package", listed, source_version(("extractors",)))
    plan.desk.store.results.put(manifest, listed, tuple(part.sha256 for unit in units for part in unit.parts))
    run = _Run(manifest, manifest[:12])
    _submit(plan, run)
    return run


def _submit(plan: Plan, run: _Run) -> None:
    """Start a package's run; the key makes a second request for the same attempt the same run."""
    workspace = workspace_of(plan.desk.order.inbox)
    if workspace is None:
        raise InfrastructureError("收件目录不在工作区中，不能分派给多台机器", "请运行 chuhe init 建立工作区")
    run.attempt += 1
    run.since = time.monotonic()
    started = run_deployment(
        DEPLOYMENT,
        parameters={"workspace": str(workspace.root), "manifest": run.manifest, "label": run.label},
        timeout=0,
        as_subflow=False,
        idempotency_key=f"{plan.desk.order.as_of}:{run.manifest}:{run.attempt}",
        tags=list(plan.tags),
    )
    run.id = cast(FlowRun, started).id  # Prefect's sync and async faces share a signature


def _await(plan: Plan, runs: Sequence[_Run]) -> None:
    open_runs = list(runs)
    with get_client(sync_client=True) as client:
        while open_runs:
            time.sleep(POLL_SECONDS)
            for run in list(open_runs):
                if run.id is None:
                    continue
                state = client.read_flow_run(run.id).state
                if state is not None and state.is_completed():
                    open_runs.remove(run)
                elif (state is not None and state.is_final()) or _is_stalled(plan.desk.store, run):
                    if state is not None and not state.is_final():
                        client.set_flow_run_state(run.id, Crashed(message="no page for too long"), force=True)
                    if run.attempt >= _ATTEMPTS:
                        open_runs.remove(run)
                    else:
                        _submit(plan, run)


def _is_stalled(store: Store, run: _Run) -> bool:
    pages = _Beat(store, run.manifest).count()
    if pages != run.heard:
        run.heard, run.since = pages, time.monotonic()
    return time.monotonic() - run.since > STALLED_SECONDS


def _listed(store: Store, manifest: str) -> tuple[Unit, ...]:
    try:
        return _UNITS.validate_python(store.results.get(manifest))
    except ValidationError as error:
        raise InfrastructureError("共享存储目录中没有这批材料的清单", "请核对各机器的存储目录、台账和对象存储设置是否一致") from error
