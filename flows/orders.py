"""What an audit is asked to do, with everything that was left unsaid filled in."""

import datetime as dt
import os
from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import Field

from flows.inbox import REGISTERS
from flows.workspace import Workspace, workspace_of
from notices import available, load
from reports import holds_others_work, read_earlier
from schemas.base import Frozen
from schemas.errors import UsageError
from schemas.notice import Notice

OFFICE_TIME = ZoneInfo("Asia/Shanghai")
_REGISTER_FOLDERS = ("registers", "登记册")


class AuditOrder(Frozen):
    """One audit: which inbox, under which notice, read how, reported where."""

    inbox: Path
    out: Path
    store: Path
    notice: str
    as_of: dt.date
    registers: Path | None = None
    readings: dict[str, str] = {}
    workers: int = Field(default=1, ge=1, le=256)
    engine: str = "auto"
    unmasked: bool = False
    """Show contact persons and their numbers in the workbook."""
    against: Path | None = None
    """An earlier audit.json that the report is compared with."""
    settle: float = Field(default=0, ge=0, le=600)
    """Seconds between two looks at the inbox; files that change between them wait for the next run. 0: one look."""

    def remembered(self) -> dict[str, str]:
        """Return the order as the ledger keeps it."""
        return {"order": self.model_dump_json(exclude={"against"})}


def make_order(
    inbox: Path,
    out: Path,
    *,
    notice: str | None = None,
    as_of: dt.date | None = None,
    registers: Path | None = None,
    readings: Mapping[str, str] | None = None,
    workers: int | None = None,
    engine: str | None = None,
    store: Path | None = None,
    settle: float = 0,
    unmasked: bool = False,
    against: Path | None = None,
) -> AuditOrder:
    """Fill in what was left unsaid: from the workspace that the inbox lies in, else from the machine and the calendar."""
    if not inbox.is_dir():
        raise UsageError(f"收件目录不存在或不是文件夹：{inbox}", "请核对路径")
    inbox, out = inbox.resolve(), out.resolve()
    workspace = workspace_of(inbox)
    chosen_store = (store or (workspace.store if workspace else default_store())).resolve()
    _refuse_overlap(inbox, out, chosen_store)
    _refuse_others_work(out)
    return AuditOrder(
        inbox=inbox,
        out=out,
        store=chosen_store,
        notice=notice or (workspace and workspace.notice) or default_notice(),
        as_of=as_of or dt.datetime.now(OFFICE_TIME).date(),
        registers=_registers(registers, workspace, inbox),
        readings=dict(workspace.readings if workspace else {}) | dict(readings or {}),
        workers=workers or (workspace and workspace.workers) or os.cpu_count() or 1,
        engine=engine or (workspace and workspace.engine) or "auto",
        settle=settle,
        unmasked=unmasked,
        against=against.resolve() if against else None,
    )


def last_report(out: Path) -> Path | None:
    """Return the audit.json that stands in a report folder, to be compared with; None where there is none that can be read."""
    path = out / "audit.json"
    try:
        read_earlier(path)
    except UsageError:
        return None
    return path


def default_store() -> Path:
    """Return where results are kept when no workspace says otherwise."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(home) / "chuhe"


def default_notice() -> str:
    """Return the id of the latest real notice that is installed."""
    notices: list[Notice] = [notice for name in available() if not (notice := load(name)).fictional]
    if not notices:
        raise UsageError("没有安装任何通知数据包", "请重新安装本软件，或用 --notice 指定")
    return max(notices, key=lambda notice: (notice.issued_on, notice.id)).id


def _registers(given: Path | None, workspace: Workspace | None, inbox: Path) -> Path | None:
    if given is not None:
        if not given.is_dir():
            raise UsageError(f"登记册目录不存在或不是文件夹：{given}", "请核对 --registers")
        return given.resolve()
    if workspace is not None and workspace.registers.is_dir():
        return workspace.registers
    for name in _REGISTER_FOLDERS:
        if (beside := inbox.parent / name).is_dir():
            return beside
    return inbox if any((inbox / name).is_file() for name in REGISTERS) else None


def _refuse_others_work(out: Path) -> None:
    """A report replaces what stands under its names: never something that no report of ours put there."""
    if holds_others_work(out):
        raise UsageError(f"报告目录里已有同名的其他文件，写入报告会把它替换掉：{out}", "请另选一个目录，或先把其中的文件移走")


def _refuse_overlap(inbox: Path, out: Path, store: Path) -> None:
    """What we write must not lie where we read, or the next run would take it in."""
    for inner, outer, what in (
        (out, inbox, "报告目录不能是收件目录，也不能放在收件目录里"),
        (store, inbox, "存储目录不能是收件目录，也不能放在收件目录里"),
        (inbox, store, "收件目录不能放在存储目录里"),
        (out, store, "报告目录不能放在存储目录里"),
    ):
        if inner.is_relative_to(outer):
            raise UsageError(f"{what}：{inner}", "请另选一个目录")
