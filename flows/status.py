"""How things stand: the last run, what it came to, whether one is at work, and when the next comes."""

import datetime as dt
from collections.abc import Iterator, Mapping

from pydantic import JsonValue

from flows.journal import Journal
from flows.metrics import FILE
from flows.nightly import next_run
from flows.orders import OFFICE_TIME
from flows.workspace import Workspace
from schemas.errors import InfrastructureError
from storage import Store


def status_lines(store: Store, workspace: Workspace | None) -> Iterator[str]:
    """Say it in the office's words."""
    journal = Journal(store.root / "logs")
    begun, done = journal.last("run_begun"), journal.last("run_done")
    if begun is None:
        yield "还没有处理过收件目录"
    elif done is None or begun["run"] != done["run"]:
        yield f"最近一次运行开始于 {_when(begun)}，{'正在进行' if _is_at_work(store, workspace) else '没有完成，再次运行会接着做'}"
    if done is not None:
        yield f"最近一次完成于 {_when(done)}，新读 {done['pages_read']} 页"
        yield "　".join(f"{name} {count}" for name, count in _mapping(done["files"]).items())
        yield "各阶段用时（秒）：" + "　".join(f"{name} {seconds}" for name, seconds in _mapping(done["seconds"]).items())
    if workspace is not None:
        yield f"下次运行：{next_run(workspace) or '没有安排（chuhe nightly 未在运行）'}"
    yield f"日志：{store.root / 'logs'}　指标：{store.root / FILE}　剩余空间 {store.free_bytes() / (1 << 30):.1f} GB"


def _is_at_work(store: Store, workspace: Workspace | None) -> bool:
    """A run that holds its inbox no more has died: the kernel frees a lock when its holder does."""
    if workspace is None:
        return False
    try:
        with store.claim(workspace.inbox, ""):
            return False
    except InfrastructureError:
        return True


def _when(line: Mapping[str, JsonValue]) -> str:
    return f"{dt.datetime.fromisoformat(str(line['ts'])).astimezone(OFFICE_TIME):%Y-%m-%d %H:%M}"


def _mapping(value: JsonValue) -> Mapping[str, JsonValue]:
    return value if isinstance(value, dict) else {}
