"""The command line that is killed with SIGKILL at the CRASH_AT-th thing that it does to the disk or starts.

An audit hook of the interpreter counts: files opened for writing, renamed, removed, linked, folders made, processes started, databases
opened. The kill comes before the thing is done, so every state between two such things is tried.
"""

import os
import runpy
import signal
import sys
from pathlib import Path

_EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "os.truncate", "subprocess.Popen", "sqlite3.connect"}
_count = 0
_at = int(os.environ["CRASH_AT"])
_own = os.getpid()


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    global _count  # noqa: PLW0603  (a hook has nowhere else to count)
    if event == "open" and not _writes(arguments[2]):
        return
    if (event == "open" or event in _EVENTS) and os.getpid() == _own and "__pycache__" not in str(arguments[0]):
        _count += 1
        if _count == _at:
            os.kill(_own, signal.SIGKILL)


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


if __name__ == "__main__":
    sys.addaudithook(_hook)
    sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "flows"))
    runpy.run_path(str(Path(__file__).parents[2] / "tests" / "flows" / "cli_with_fakes.py"), run_name="__main__")
