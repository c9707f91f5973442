"""The command line. Heavy parts are loaded by the command that needs them, so that ``--help`` is there at once."""

import gc
import os
import signal
import sys
import threading
from types import FrameType
from typing import NoReturn

import typer
from typer.exceptions import TyperException

from flows.cli_audit import audit_app
from flows.cli_choice import choice_app
from flows.cli_notice import notice_app
from flows.cli_place import place_app
from flows.cli_store import store_app
from flows.cli_terms import complain
from flows.complaints import in_chinese
from schemas.errors import ChuheError

app = typer.Typer(
    name="chuhe",
    help="初核：按通知要求审核国家标准化试点项目申报材料，出具中文审核报告。只提出依据和疑点，不代替人作决定。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for part in (audit_app, choice_app, place_app, store_app):
    app.add_typer(part)
app.add_typer(notice_app, name="notice")

INTERRUPTED = 130
INFRASTRUCTURE = 75
_SELDOM = (20_000, 20, 20)
"""How often Python looks for unreachable cycles: at its own pace that is a tenth of a short command's time."""
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
    gc.freeze()  # or Python looks through all that a command has made once more, to throw it away: an eighth of a second
    sys.exit(status)


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status; whatever we have to tell is told in Chinese, with what to do about it."""
    signal.signal(signal.SIGTERM, _end)
    gc.set_threshold(*_SELDOM)
    _keep_output_readable()
    if "--help" in arguments or len(arguments) < 2:
        _speak_chinese()
    try:
        status = int(app(arguments, prog_name="chuhe", standalone_mode=False) or 0)
        if status == INTERRUPTED:  # Typer swallows the interrupt and keeps its number
            raise KeyboardInterrupt
        return status
    except TyperException as error:
        complain(f"命令行有误：{in_chinese(error.format_message())}\n用 chuhe --help 查看用法")
        return 2
    except ChuheError as error:
        complain(str(error))
        return error.exit_code
    except (KeyboardInterrupt, typer.Abort):
        complain("已停止。已完成的部分都已保存，重新运行同一命令即可接着做")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        complain(f"读写失败：{error.strerror or type(error).__name__}（{error.filename or ''}）\n处理办法：请检查磁盘空间和权限后重新运行")
        return INFRASTRUCTURE
    except Exception as error:
        if os.environ.get("CHUHE_TRACE"):
            raise
        from flows.worker import code_location  # noqa: PLC0415

        complain(f"程序内部错误：{code_location(error)}\n处理办法：请把这一行告诉技术人员；设 CHUHE_TRACE=1 再运行可看到详情")
        return 1


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
