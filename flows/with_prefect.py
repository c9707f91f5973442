"""Conducts a run with Prefect: with the server that is configured, or with one of our own for the time of the run."""

import contextlib
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

from flows.audit import Audited, Conduct, Plan, conduct_plainly, first_of_each
from flows.server import configured_url, own_server, use, wait_until_up
from schemas.errors import ChuheError, InfrastructureError

_CONFIGURED_SECONDS = 10
_DRAIN_SECONDS = 15


def conduct_with_prefect(plan: Plan) -> Audited:
    """Conduct as a Prefect flow; without Prefect where it cannot be had: a night's audit must not depend on its orchestrator."""
    if configured_url() is None:
        plan = _begun(plan)
    try:
        with _prefect(plan) as conduct:
            return conduct(plan)
    except ChuheError as error:
        if not isinstance(error, PrefectAbsent):
            raise
        return _fall_back(plan, error.message)
    except Exception as error:  # noqa: BLE001  (the boundary around the orchestrator; a fault of our own shows again without it)
        return _fall_back(plan, type(error).__name__)


class PrefectAbsent(InfrastructureError):  # noqa: N818
    """Prefect can't be had."""


def _begun(plan: Plan) -> Plan:
    """Begin to read while a server of our own gets up, which takes it ten to twenty seconds; its tasks then wait for what was begun."""
    units = first_of_each(plan.pending)
    plan.desk.tell.begin(len(units))
    threads = ThreadPoolExecutor(plan.desk.order.workers)
    futures = {unit: threads.submit(plan.read, unit) for unit in units}
    threads.shutdown(wait=False)
    return replace(plan, ahead=lambda unit: futures[unit].result())


def _fall_back(plan: Plan, why: str) -> Audited:
    plan.desk.tell.say(f"Prefect 无法使用（{why}），改为直接运行，结果不受影响")
    plan.desk.notes.append("Prefect 无法使用，本次为直接运行")
    plan.reader.resume()
    return conduct_plainly(replace(plan, ahead=None))


@contextmanager
def _prefect(plan: Plan) -> Iterator[Conduct]:
    if url := configured_url():
        _wait(url, _CONFIGURED_SECONDS)
        use({"DO_NOT_TRACK": "1"})
        yield _load()
        return
    plan.desk.tell.say("启动 Prefect 临时服务（加 --plain 可省去）")
    with own_server(plan.desk.store.root / "prefect") as settings:
        use(settings)
        conduct = _load()  # Prefect takes as long to load as its server to start
        _wait(settings["PREFECT_API_URL"])
        _reap(plan)
        yield conduct
        _drain(plan)


def _wait(url: str, seconds: float | None = None) -> None:
    try:
        wait_until_up(url, seconds) if seconds else wait_until_up(url)
    except InfrastructureError as error:
        raise PrefectAbsent(error.message) from error


def _load() -> Conduct:
    from flows.orchestrated import conduct_as_flow, keep_console_quiet  # noqa: PLC0415  (only once the settings stand)

    keep_console_quiet()
    return conduct_as_flow


def _reap(plan: Plan) -> None:
    """Close the records of runs over this inbox that were killed: we hold the inbox, so none of them lives."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415
    from prefect.states import Crashed  # noqa: PLC0415

    left = {"state": {"type": {"any_": ["PENDING", "RUNNING"]}}, "tags": {"all_": [plan.tags[1]]}}
    with contextlib.suppress(Exception), get_client(sync_client=True) as client:
        for row in client.request("POST", "/flow_runs/filter", json={"flow_runs": left}).json():
            client.set_flow_run_state(row["id"], Crashed(message="the process is gone"), force=True)


def _drain(plan: Plan) -> None:
    """Wait until the server has written down what happened: a server that is stopped at once loses most task runs."""
    from prefect.client.orchestration import get_client  # noqa: PLC0415
    from prefect.events.worker import EventsWorker  # noqa: PLC0415

    expected = len(first_of_each(plan.pending)) + len(plan.intake.refused) + 1
    done = {"state": {"type": {"any_": ["COMPLETED", "FAILED", "CRASHED"]}}, "tags": {"all_": [plan.tags[0]]}}
    until = time.monotonic() + _DRAIN_SECONDS
    with contextlib.suppress(Exception), get_client(sync_client=True) as client:
        EventsWorker.drain_all(timeout=5)
        while time.monotonic() < until:
            if client.request("POST", "/task_runs/count", json={"task_runs": done}).json() >= expected:
                return
            time.sleep(0.3)
