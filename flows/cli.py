"""The command line. Heavy parts are loaded by the command that needs them, so that ``--help`` is there at once."""

import datetime as dt
import os
import signal
import sys
import threading
from pathlib import Path
from types import FrameType
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from typer.exceptions import TyperException

from flows.cli_store import store_app
from flows.complaints import in_chinese
from flows.notice_cli import notice_app
from schemas.errors import ChuheError, UsageError

app = typer.Typer(
    name="chuhe",
    help="初核：按通知要求审核国家标准化试点项目申报材料，出具中文审核报告。只提出依据和疑点，不代替人作决定。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(notice_app, name="notice")
app.add_typer(store_app)

STRICT = 3
INTERRUPTED = 130
INFRASTRUCTURE = 75
ENGINES = ("auto", "rapidocr", "tesseract")
STAGES = ("ocr", "fields", "checks")


@app.command(help="审核一个收件目录，写出报告。再次运行只重做有变化的部分。")
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
        as_of=_day(as_of),
        registers=registers,
        readings=_choices(reading or []),
        workers=workers,
        engine=_engine(engine),
        store=store,
        unmasked=unmasked,
        against=against,
    )
    audited = run_order(order, _console(), plain=plain)
    return STRICT if strict and audited.has_trouble else 0


@app.command(help="把选定的项目备成上传国家系统的材料：电子版申报书、汇总表、报送函草稿和带校验值的清单。")
def bundle(  # noqa: PLR0917  (Typer calls it by name)
    inbox: Annotated[Path, typer.Argument(metavar="INBOX", help="收件目录")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="报告目录；先按收件目录的现状更新报告")],
    to: Annotated[Path, typer.Option("--to", metavar="DIR", help="上传目录，须为空或不存在")],
    choose: Annotated[list[str], typer.Option(metavar="NAME", help="选定的项目：名称全称或编号，可重复，按上传的次序写")],
    because: Annotated[str, typer.Option(metavar="TEXT", help="超出名额或有未解决的问题仍要列入的理由，写入清单")] = "",
    contacts: Annotated[bool, typer.Option("--with-contacts", help="汇总表中完整显示联系人和电话（默认隐去一部分）")] = False,
    notice: Annotated[str | None, typer.Option(metavar="ID", help="依据的通知")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="以哪一天为准；默认今天")] = None,
    registers: Annotated[Path | None, typer.Option(metavar="DIR", help="登记册目录")] = None,
    reading: Annotated[list[str] | None, typer.Option(metavar="ID=CHOICE", help="选定一处条款的口径，可重复")] = None,
    store: Annotated[Path | None, typer.Option(metavar="DIR", help="存储目录")] = None,
) -> int:
    """Make the upload folder of a chosen set."""
    from flows import bundle as bundling  # noqa: PLC0415
    from flows.orders import make_order  # noqa: PLC0415

    order = make_order(inbox, out, notice=notice, as_of=_day(as_of), registers=registers, readings=_choices(reading or []), store=store)
    request = bundling.Request(tuple(choose), to.resolve(), because, contacts)
    bundling.bundle(order, request, _console())
    return 0


@app.command(help="重新识读一份文件，显示识读和核对结果，并更新它所在的报告。")
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
    from flows.document_id import is_document_id  # noqa: PLC0415
    from flows.one_document import by_id, find, run_document  # noqa: PLC0415
    from flows.read import Afresh  # noqa: PLC0415

    wanted = by_id(str(file), store) if is_document_id(str(file)) and not file.exists() else file
    run_document(find(wanted, delivery), _console(), afresh=Afresh(start), store=store, plain=plain)
    return 0


@app.command(help="按名额测算哪些候选项目可以同时入选；不评价优劣，不排名次。")
def select(
    report: Annotated[Path, typer.Argument(metavar="DIR", help="chuhe audit 写出的报告目录")],
    take: Annotated[list[str] | None, typer.Option(metavar="N[,N]", help="已确定入选的序号，可重复")] = None,
    leave: Annotated[list[str] | None, typer.Option(metavar="N[,N]", help="已确定不选的序号，可重复")] = None,
    domain: Annotated[list[str] | None, typer.Option(metavar="N=领域", help="假定某一项目改属另一领域，可重复")] = None,
) -> int:
    """Say what the caps still allow."""
    from flows.select import remaining_told  # noqa: PLC0415

    for line in remaining_told(report, take or [], leave or [], domain or []):
        _print(line)
    return 0


@app.command(help="按工作区设置的时间自动处理收件目录（北京时间）；--once 立即运行一次。")
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
        run_once(place, _console(), plain=plain)
        return 0
    check_schedule(place.settings.nightly)
    serve(place, _console())
    return 0


@app.command(help="建立工作区：设置文件、收件目录、登记册、空的存储目录。")
def init(folder: Annotated[Path, typer.Argument(metavar="DIR", help="工作区的位置")]) -> int:
    """Make a workspace."""
    from flows.workspace import make_workspace  # noqa: PLC0415
    from storage import Store  # noqa: PLC0415

    made = make_workspace(folder)
    Store(folder / "store")
    for path in made:
        _print(f"已建立 {path}")
    _print(f"工作区：{folder.resolve()}。把材料放入 inbox，然后运行 chuhe audit {folder / 'inbox'} --out {folder / 'out'}")
    return 0


@app.command(help="检查本机装有什么、缺什么、缺了有什么影响。")
def doctor(store: Annotated[Path | None, typer.Option(metavar="DIR", help="存储目录")] = None) -> int:
    """Say what is installed."""
    from flows.doctor import examine, require_engine  # noqa: PLC0415
    from flows.orders import default_store  # noqa: PLC0415
    from flows.workspace import workspace_of  # noqa: PLC0415

    place = workspace_of(Path())
    for check in examine(store or (place.store if place else default_store()), Path()):
        _print(f"{'缺' if check.cost else '好'}　{check.name}：{check.found}")
        if check.cost:
            _print(f"　　影响：{check.cost}")
    require_engine()
    return 0


LAST_CALL_SECONDS = 5


def main() -> None:
    """Run the command line and leave with its status."""
    leave(run(sys.argv[1:]))


def leave(status: int) -> NoReturn:
    """Leave with a status. At exit Prefect waits, without end, for a server that was ours and may be gone: it is given a few seconds."""
    if "prefect" in sys.modules:
        last_call = threading.Timer(LAST_CALL_SECONDS, os._exit, [status])
        last_call.daemon = True
        last_call.start()
    sys.exit(status)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status; whatever we have to tell is told in Chinese, with what to do about it."""
    signal.signal(signal.SIGTERM, _end)
    _keep_output_readable()
    if "--help" in arguments or len(arguments) < 2:
        _speak_chinese()
    try:
        status = int(app(arguments, prog_name="chuhe", standalone_mode=False) or 0)
        if status == INTERRUPTED:  # Typer swallows the interrupt and keeps its number
            raise KeyboardInterrupt
        return status
    except TyperException as error:
        _complain(f"命令行有误：{in_chinese(error.format_message())}\n用 chuhe --help 查看用法")
        return 2
    except ChuheError as error:
        _complain(str(error))
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        _complain("已停止。已完成的部分都已保存，重新运行同一命令即可接着做")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        _complain(f"读写失败：{error.strerror or type(error).__name__}（{error.filename or ''}）\n处理办法：请检查磁盘空间和权限后重新运行")
        return INFRASTRUCTURE
    except Exception as error:
        if os.environ.get("CHUHE_TRACE"):
            raise
        from flows.worker import code_location  # noqa: PLC0415

        _complain(f"程序内部错误：{code_location(error)}\n处理办法：请把这一行告诉技术人员；设 CHUHE_TRACE=1 再运行可看到详情")
        return 1


def _day(text: str | None) -> dt.date | None:
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--as-of 不是日期：{text}", "请写成 2026-05-21 的样子") from error


def _choices(pairs: list[str]) -> dict[str, str]:
    choices = {}
    for pair in pairs:
        name, equals, choice = pair.partition("=")
        if not (name and equals and choice):
            raise UsageError(f"--reading 要写成 ID=CHOICE：{pair}", "可选的口径见 chuhe notice show")
        choices[name.strip()] = choice.strip()
    return choices


def _engine(name: str | None) -> str | None:
    if name is not None and name not in ENGINES:
        raise UsageError(f"没有名为 {name} 的识读引擎", f"可选：{'、'.join(ENGINES)}")
    return name


def _console() -> Console:
    return Console(stderr=False, highlight=False)


def _print(text: str) -> None:
    _console().print(text, markup=False, soft_wrap=True)


def _complain(text: str) -> None:
    Console(stderr=True, highlight=False).print(text, markup=False, soft_wrap=True)


def _end(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _speak_chinese() -> None:
    """Head the panels of ``--help`` in Chinese."""
    from typer import rich_utils  # noqa: PLC0415

    rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
    rich_utils.OPTIONS_PANEL_TITLE = "选项"
    rich_utils.COMMANDS_PANEL_TITLE = "命令"


def _keep_output_readable() -> None:
    """A terminal or log that isn't UTF-8, or a name that isn't text, must not end a run."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
