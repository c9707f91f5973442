"""The deployments that ``chuhe nightly`` serves: the scheduled one, and those that people start by hand."""

from pathlib import Path

import prefect
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.orchestrated import audit_round, nightly_ingest, read_package, reread_document
from flows.spread import read_package as read_package_anywhere
from flows.workspace import Nightly

_AT_ONCE = 2


def register_packages(pool: str) -> None:
    """Tell the Prefect server how the pool's workers read a package."""
    deployment = read_package_anywhere.to_deployment("read-package", entrypoint_type=EntrypointType.MODULE_PATH)
    if isinstance(deployment, RunnerDeployment):
        deployment.apply(work_pool_name=pool)


def serve_deployments(root: Path, schedule: Nightly) -> None:
    """Serve until we are told to stop. Runs that were missed while nobody served are made up for; the schedule is never left paused."""
    place = {"workspace": str(root)}
    module = EntrypointType.MODULE_PATH
    nightly = nightly_ingest.to_deployment(
        "nightly", schedules=[Cron(schedule.cron, timezone=schedule.timezone)], parameters=place, entrypoint_type=module
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
