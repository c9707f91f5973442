"""kill -9 at every step until a run completes; each time a second run must give the undisturbed report.

The command line's modules are loaded once, and every run is a fork of that: what is killed is the real command, without the second that
loading takes.
"""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.faults.trial import TOP, Row, Trial, undisturbed

_EVENTS = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.chmod", "os.truncate", "subprocess.Popen", "sqlite3.connect"}
_AS_KILLED = -signal.SIGKILL


def run(root: Path, step: int = 1, first: int = 1, last: int = sys.maxsize) -> Iterator[Row]:
    """Kill at step ``first``, ``first + step`` …, until a run completes or ``last`` was tried."""
    _load()
    expected = undisturbed(root / "undisturbed")
    broken: list[str] = []
    at, kills = first, 0
    while at <= last:
        trial = Trial(root / f"at-{at}")
        trial.put_mixture()
        if _forked(trial, trial.arguments(), at) != _AS_KILLED:
            trial.remove()
            break
        kills += 1
        broken += [f"{at}: {what}" for what in _second_run(trial, expected)]
        trial.remove()
        at += step
    seen = f"{kills} kills from step {first} to {at - step}; " + (
        "; ".join(broken) or "every second run gave the undisturbed `audit.json`, reconciled"
    )
    yield Row(
        "kill -9 of the supervisor",
        f"at every{'' if step == 1 else f' {step}th'} write, rename, removal, start, until a run completes",
        not broken,
        seen,
    )


def _second_run(trial: Trial, expected: str) -> Iterator[str]:
    until = time.monotonic() + 10
    while [name for name in trial.leftovers() if name.isdigit()] and time.monotonic() < until:
        time.sleep(0.1)
    if orphans := [name for name in trial.leftovers() if name.isdigit()]:
        yield f"orphans {orphans}"
    if status := _forked(trial, trial.arguments()):
        yield f"exit {status}"
    elif trial.report() != expected:
        yield "another report"
    elif _forked(trial, ["reconcile", "--store", str(trial.store)]):
        yield "does not reconcile"


def _load() -> None:
    """Load what an audit loads, and put in the fake reading process."""
    sys.path.insert(0, str(TOP / "tests" / "flows"))
    import cli_with_fakes  # noqa: F401, PLC0415

    import checks.catalogue  # noqa: PLC0415
    import flows.reconcile  # noqa: PLC0415
    import flows.run  # noqa: F401, PLC0415

    checks.catalogue.rules()


def _forked(trial: Trial, arguments: list[str], crash_at: int = 0) -> int:
    """Run a command in a fork of this process and return how it ended; it is killed before its ``crash_at``-th step."""
    if (child := os.fork()) == 0:
        os._exit(_commanded(trial, arguments, crash_at))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _commanded(trial: Trial, arguments: list[str], crash_at: int) -> int:
    from flows.cli import run as command  # noqa: PLC0415

    for stream in (1, 2):
        os.dup2(os.open(trial.root / "told", os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)
    os.environ["TMPDIR"], tempfile.tempdir = str(trial.temporary), None
    if crash_at:
        sys.addaudithook(_killing_at(crash_at))
    return command(arguments)


def _killing_at(last: int) -> Callable[[str, tuple[object, ...]], None]:
    """Return what counts the things done to the disk and the processes started, and kills before the last of them is done.

    Files opened for writing, renamed, removed, linked, folders made, processes started, databases opened: every state between two
    such things is tried.
    """
    own, count = os.getpid(), 0

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal count
        if event == "open" and not _writes(arguments[2]):
            return
        if (event == "open" or event in _EVENTS) and os.getpid() == own and "__pycache__" not in str(arguments[0]):
            count += 1
            if count == last:
                os.kill(own, signal.SIGKILL)

    return hook


def _writes(flags: object) -> bool:
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
