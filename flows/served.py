"""The deployments that ``chuhe nightly`` serves: the scheduled one, and those that people start by hand."""

import datetime as dt
from pathlib import Path

import prefect
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.states import Cancelled
from prefect.types.entrypoint import EntrypointType

from flows.deployed import audit_round, nightly_ingest, read_package, reread_document
from flows.nightly import DEPLOYMENT
from flows.spread import read_package as read_package_anywhere
from flows.workspace import Nightly

_AT_ONCE = 2


def register_packages(pool: str) -> None:
    """Tell the Prefect server how the pool's workers read a package."""
    deployment = read_package_anywhere.to_deployment("read-package", entrypoint_type=EntrypointType.MODULE_PATH)
    if isinstance(deployment, RunnerDeployment):
        deployment.apply(work_pool_name=pool)


def serve_deployments(root: Path, schedule: Nightly) -> None:
    """Serve until we are told to stop. Runs missed while nobody served are made up for by one; the schedule is never left paused."""
    forgo_missed_but_last()
    place = {"workspace": str(root)}
    module = EntrypointType.MODULE_PATH
    nightly = nightly_ingest.to_deployment(
        DEPLOYMENT, schedules=[Cron(schedule.cron, timezone=schedule.timezone)], parameters=place, entrypoint_type=module
    )
    by_hand = [
        read_package.to_deployment("package", parameters=place, entrypoint_type=module),
        reread_document.to_deployment("document", parameters=place, entrypoint_type=module),
        audit_round.to_deployment("round", parameters=place, entrypoint_type=module),
    ]
    deployments = [deployment for deployment in (nightly, *by_hand) if isinstance(deployment, RunnerDeployment)]
    if schedule.pool is not None:
        register_packages(schedule.pool)
    prefect.serve(*deployments, limit=_AT_ONCE, pause_on_shutdown=False)


def forgo_missed_but_last() -> int:
    """Cancel all missed runs but the last, and say how many: one takes in whatever came meanwhile."""
    missed = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        expected_start_time=FlowRunFilterExpectedStartTime(before_=dt.datetime.now(dt.UTC)),
    )
    ours = DeploymentFilter(name=DeploymentFilterName(any_=[DEPLOYMENT]))
    with get_client(sync_client=True) as client:
        late = client.read_flow_runs(flow_run_filter=missed, deployment_filter=ours, sort=FlowRunSort.EXPECTED_START_TIME_DESC)
        for run in late[1:]:
            client.set_flow_run_state(run.id, Cancelled(message="missed; a later run makes up for it"), force=True)
    return max(0, len(late) - 1)
