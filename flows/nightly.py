"""The scheduled ingestion of a workspace: served with Prefect, or run once now."""

import datetime as dt
import json
import urllib.request
from pathlib import Path

from rich.console import Console

from flows.morning import tell_office, telling_of_trouble
from flows.orders import OFFICE_TIME, last_report, make_order
from flows.progress import teller_for
from flows.reconcile import prove
from flows.run import Done, run_order
from flows.server import configured_url, free_port, own_server, use, wait_until_up
from flows.stores import open_store
from flows.workspace import Nightly, Workspace
from schemas.errors import InfrastructureError, UsageError
from storage import Store
from storage.atomic import write_whole

DEPLOYMENT = "nightly"
_PAGES_PORT = 4200


def run_once(workspace: Workspace, console: Console, *, plain: bool) -> Done:
    """Take the inbox in now; files that are still being copied get a little time."""
    order = make_order(workspace.inbox, workspace.out, settle=workspace.settings.nightly.settle, against=last_report(workspace.out))
    with telling_of_trouble(workspace, lambda text: _say(console, text)):
        done = run_order(order, console, plain=plain)
        prove(order, teller_for(console))
    tell_office(workspace, done.audited.report, order, lambda text: _say(console, text))
    return done


def serve(workspace: Workspace, console: Console) -> None:
    """Serve the schedule until we are told to stop; one at a time for a workspace."""
    if not workspace.inbox.is_dir():
        raise UsageError(f"收件目录不存在：{workspace.inbox}", "请核对 chuhe.toml，或运行 chuhe init")
    store = open_store(workspace.store, workspace.root)
    with store.claim(workspace.root / "nightly", f"工作区 {workspace.root} 的夜间任务"):
        if url := configured_url():
            use({"DO_NOT_TRACK": "1"})
            _serve(workspace, store, url, console)
            return
        with own_server(store.root / "prefect", port=_port(), with_pages=True) as settings:
            use(settings | {"PREFECT_RUNNER_POLL_FREQUENCY": "2"})
            _serve(workspace, store, settings["PREFECT_API_URL"], console)


def next_run(workspace: Workspace) -> str | None:
    """Return when the served schedule fires next, in office time; None where nobody serves it."""
    try:
        url = json.loads(_note(workspace.store).read_text("utf-8"))["url"]
        rows = _post(f"{url}/flow_runs/filter", _next_scheduled())
    except (OSError, ValueError, KeyError):
        return None
    if not isinstance(rows, list) or not rows:
        return None
    when = dt.datetime.fromisoformat(str(rows[0]["expected_start_time"]).replace("Z", "+00:00"))
    return f"{when.astimezone(OFFICE_TIME):%Y-%m-%d %H:%M}"


def _serve(workspace: Workspace, store: Store, url: str, console: Console) -> None:
    from flows.served import serve_deployments  # noqa: PLC0415  (only once the settings stand)

    wait_until_up(url)
    schedule = workspace.settings.nightly
    write_whole(_note(store.root), json.dumps({"url": url}).encode())
    _say(console, f"夜间任务已开始服务：{schedule.cron}（{schedule.timezone}），收件目录 {workspace.inbox}")
    _say(console, f"Prefect 页面：{url.removesuffix('/api')}　按 Ctrl-C 停止")
    try:
        serve_deployments(workspace.root, schedule)
    finally:
        _note(store.root).unlink(missing_ok=True)


def check_schedule(schedule: Nightly) -> None:
    """Refuse a schedule that could not be served."""
    if len(schedule.cron.split()) != 5:
        raise UsageError(f"chuhe.toml 中 nightly.cron 不对：{schedule.cron}", "请写五段：分 时 日 月 星期，如 30 1 * * *")


def _note(store: Path) -> Path:
    return store / "nightly.json"


def _next_scheduled() -> dict[str, object]:
    after = dt.datetime.now(dt.UTC).isoformat()
    runs = {"state": {"type": {"any_": ["SCHEDULED"]}}, "expected_start_time": {"after_": after}}
    return {"flow_runs": runs, "deployments": {"name": {"any_": [DEPLOYMENT]}}, "sort": "EXPECTED_START_TIME_ASC", "limit": 1}


def _post(url: str, body: dict[str, object]) -> object:
    request = urllib.request.Request(url, json.dumps(body).encode(), {"Content-Type": "application/json"})  # noqa: S310  (our own server)
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        value: object = json.load(answer)
    return value


def _port() -> int:
    """Prefer the port that people know; take another where somebody has it."""
    import socket  # noqa: PLC0415

    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", _PAGES_PORT))
        except OSError:
            return free_port()
    return _PAGES_PORT


def _say(console: Console, text: str) -> None:
    console.print(text, markup=False, highlight=False, soft_wrap=True)


__all__ = ["InfrastructureError", "check_schedule", "next_run", "run_once", "serve"]
