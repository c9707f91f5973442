"""The commands that read: a whole inbox, one document again, and each night."""

import gc
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_terms import ENGINES, choices, console, day, engine_of
from schemas.errors import UsageError

audit_app = typer.Typer()

STRICT = 3
HARDLY_EVER = (100_000, 50, 50)
"""How often Python looks for unreachable cycles while one document is done again: the command is over before they weigh anything."""
STAGES = ("ocr", "fields", "checks")


@audit_app.command(help="审核一个收件目录，写出报告。再次运行只重做有变化的部分。")
def audit(  # noqa: PLR0917  (Typer calls it by name)
    inbox: Annotated[Path, typer.Argument(metavar="INBOX", help="收件目录，一个推荐单位一个文件夹")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="报告目录")],
    notice: Annotated[str | None, typer.Option(metavar="ID", help="依据的通知，如 liaoning-2026")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="以哪一天为准，如 2026-05-21；默认今天")] = None,
    registers: Annotated[Path | None, typer.Option(metavar="DIR", help="登记册目录")] = None,
    reading: Annotated[list[str] | None, typer.Option(metavar="ID=CHOICE", help="选定一处条款的口径，可重复")] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=256, metavar="N", help="同时识读的进程数，默认等于处理器核数")] = None,
    engine: Annotated[str | None, typer.Option(metavar="|".join(ENGINES), help="识读引擎")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="不经 Prefect 直接运行")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="有不符合项或隔离文件时以 3 退出")] = False,
    store: Annotated[Path | None, typer.Option(metavar="DIR", help="存储目录（原件、识读结果、台账）")] = None,
    against: Annotated[Path | None, typer.Option(metavar="FILE", help="以往的 audit.json；报告标明与之相比的变化")] = None,
    unmasked: Annotated[bool, typer.Option("--unmasked", help="工作簿中完整显示联系人和电话（默认隐去一部分），记入审计记录")] = False,
) -> int:
    """Audit an inbox."""
    from flows.orders import make_order  # noqa: PLC0415
    from flows.run import run_order  # noqa: PLC0415

    order = make_order(
        inbox,
        out,
        notice=notice,
        as_of=day(as_of),
        registers=registers,
        readings=choices(reading or []),
        workers=workers,
        engine=engine_of(engine),
        store=store,
        unmasked=unmasked,
        against=against,
    )
    audited = run_order(order, console(), plain=plain)
    return STRICT if strict and audited.has_trouble else 0


@audit_app.command(help="重新识读一份文件，显示识读和核对结果，并更新它所在的报告。")
def document(
    file: Annotated[Path, typer.Argument(metavar="FILE|ID", help="文件，压缩包里的写作 a.zip!/b.pdf；或报告中的编号 d-…")],
    delivery: Annotated[str | None, typer.Option(metavar="NAME", help="同一文件出现在几家时，指明哪一家的文件夹")] = None,
    start: Annotated[str, typer.Option("--from", metavar="|".join(STAGES), help="从哪一步重做")] = "ocr",
    store: Annotated[Path | None, typer.Option(metavar="DIR", help="存储目录")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="不经 Prefect 直接运行")] = False,
) -> int:
    """Read one document anew."""
    if start not in STAGES:
        raise UsageError(f"--from 没有 {start} 这一步", f"可选：{'、'.join(STAGES)}")
    gc.set_threshold(*HARDLY_EVER)
    from flows.document_id import is_document_id  # noqa: PLC0415
    from flows.one_document import by_id, find, run_document  # noqa: PLC0415
    from flows.read import Afresh  # noqa: PLC0415

    ident = str(file) if is_document_id(str(file)) and not file.exists() else ""
    wanted = find(by_id(ident, store) if ident else file, delivery, ident)
    run_document(wanted, console(), afresh=Afresh(start), store=store, plain=plain)
    return 0


@audit_app.command(help="按工作区设置的时间自动处理收件目录（北京时间）；--once 立即运行一次。")
def nightly(
    once: Annotated[bool, typer.Option("--once", help="立即运行一次")] = False,
    workspace: Annotated[Path | None, typer.Option(metavar="DIR", help="工作区，默认当前目录所在的工作区")] = None,
    plain: Annotated[bool, typer.Option("--plain", help="不经 Prefect 直接运行（只用于 --once）")] = False,
) -> int:
    """Serve the scheduled ingestion, or run it once."""
    from flows.nightly import check_schedule, run_once, serve  # noqa: PLC0415
    from flows.workspace import workspace_of  # noqa: PLC0415

    place = workspace_of(workspace or Path())
    if place is None:
        raise UsageError("这里不是工作区：没有找到 chuhe.toml", "请先运行 chuhe init DIR，再在其中运行，或用 --workspace 指定")
    if once:
        run_once(place, console(), plain=plain)
        return 0
    check_schedule(place.settings.nightly)
    serve(place, console())
    return 0
