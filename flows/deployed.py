"""The flows that a Prefect server starts: the nightly one, and those that people start by hand with parameters."""

import datetime as dt
from pathlib import Path

from prefect import flow, get_run_logger
from prefect.client.schemas import State
from prefect.runtime import flow_run

from flows.audit import Conduct, audit
from flows.desk import open_desk
from flows.document_id import is_document_id, path_of
from flows.morning import tell_office, telling_of_trouble
from flows.orchestrated import TASKS, conduct, ended
from flows.orders import OFFICE_TIME, AuditOrder, last_report, make_order
from flows.progress import Silent
from flows.read import Afresh
from flows.reconcile import prove
from flows.units import delivery_folder
from flows.workspace import Workspace
from schemas.errors import UsageError


def _tonight() -> str:
    workspace = Path(str(flow_run.parameters.get("workspace", "")))
    return f"nightly-{workspace.name}-{dt.datetime.now(OFFICE_TIME):%Y-%m-%d}"


@flow(name="nightly-ingest", flow_run_name=_tonight, task_runner=TASKS)
def nightly_ingest(workspace: str) -> State[str]:
    """Take in and audit a workspace's inbox."""
    place, order = Workspace(Path(workspace)), _order(workspace, settled=True)
    say = get_run_logger().warning
    with telling_of_trouble(place, say):
        with open_desk(order) as desk:
            audited = audit(desk, _conduct_for(place))
        prove(order, Silent())
    tell_office(place, audited.report, order, say)
    return ended(audited, order)


def _conduct_for(place: Workspace) -> Conduct:
    """Read here, or with the pool that the workspace names."""
    if place.settings.nightly.pool is None:
        return conduct
    from flows.spread import conduct_spread  # noqa: PLC0415

    return conduct_spread


@flow(name="round", task_runner=TASKS)
def audit_round(workspace: str) -> State[str]:
    """Check a round again and report it; what has been read is not read again."""
    with open_desk(_order(workspace)) as desk:
        return ended(audit(desk, conduct), desk.order)


@flow(name="package", task_runner=TASKS)
def read_package(workspace: str, delivery: str, afresh: Afresh = Afresh.NOTHING) -> State[str]:
    """Read one delivery (anew, where that is asked for), then check and report the round it belongs to."""
    with open_desk(_order(workspace)) as desk:
        return ended(audit(desk, conduct, afresh, lambda unit: delivery_folder(unit.parts[0].path) == delivery), desk.order)


@flow(name="document", task_runner=TASKS)
def reread_document(workspace: str, document: str, afresh: Afresh = Afresh.ALL) -> State[str]:
    """Read one document anew, then check and report the round it belongs to. It is named by its id in the report, or by its path."""
    order = _order(workspace)
    path = path_of(document, order.out) if is_document_id(document) else document
    if path is None:
        raise UsageError(f"最近的报告中没有编号为 {document} 的文件", "请核对编号")
    with open_desk(order) as desk:
        return ended(audit(desk, conduct, afresh, lambda unit: any(part.path == path for part in unit.parts)), desk.order)


def _order(workspace: str, *, settled: bool = False) -> AuditOrder:
    place = Workspace(Path(workspace))
    if not settled:
        return make_order(place.inbox, place.out)
    return make_order(place.inbox, place.out, settle=place.settings.nightly.settle, against=last_report(place.out))
