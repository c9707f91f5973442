"""One reading process and how it is listened to: given a job, waited for, and ended where it hangs, floods or dies."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pydantic import ValidationError

from flows.messages import LAST, LINE, Broken, Extracting, Job, Message, OpenedPart, Ready, Request, Setup, Starved, to_line
from flows.pipe import Ended, Flooded, LinePipe
from flows.sandbox import LIFELINE, end_session, environment
from flows.scratch import Overgrown, Scratch
from schemas.errors import EngineMissing, Reason


class Ending(StrEnum):
    """How a job ended."""

    DONE = "done"
    CRASHED = "crashed"
    TIME = "time"
    MEMORY = "memory"

    @property
    def reason(self) -> Reason:
        """What is said of a file with which a job ended so; one that was done has none of these."""
        return {Ending.TIME: Reason.TIME_LIMIT, Ending.MEMORY: Reason.MEMORY_LIMIT}.get(self, Reason.WORKER_CRASH)


class Stillborn(EngineMissing):
    """A process died before it was ready."""


@dataclass(frozen=True)
class Patience:
    """How long the supervisor waits, in seconds of the monotonic clock."""

    start: float = 180
    silence: float = 120
    """Since the last sign of life: a page begun, a page done."""
    base: float = 120
    per_page: float = 30
    most: float = 3600

    def total(self, pages: int) -> float:
        """Return how long a whole job may take."""
        return min(self.most, self.base + self.per_page * pages)

    def stretched(self, factor: float) -> "Patience":
        """Return the patience of a second attempt."""
        return Patience(self.start, self.silence * factor, self.base * factor, self.per_page * factor, self.most * factor)


Hear = Callable[[Message], None]
"""Takes each message of a job; raises ``ValueError`` for one that makes no sense, which ends the process."""

TIRED_JOBS, TIRED_MB = 60, 1000
"""A process that did so many jobs, or holds so much between two of them, is replaced: parsers leak."""
_OUTPUT, _OUTPUT_PER_PAGE = 64 << 20, 16 << 20
"""How much a process may say in a job: a page's picture is under one megabyte, its text far less."""


class Process:
    """One reading process in a process group of its own."""

    def __init__(self, command: Sequence[str], setup: Setup, stop: threading.Event) -> None:
        self._setup = setup
        self._scratch = Scratch(setup.scratch_mb << 20)
        lifeline, self._lifeline = os.pipe()
        self._child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("CHUHE_WORKER_STDERR") else subprocess.DEVNULL,  # parsers' complaints quote documents
            env=environment(self._scratch.path) | {LIFELINE: str(lifeline)},
            pass_fds=[lifeline],
            start_new_session=True,
            bufsize=0,
        )
        os.close(lifeline)
        self._pipe = LinePipe(self._child, stop, self._scratch.look)
        self._jobs = 0
        self.started = False
        self.sandbox = ""

    @property
    def pid(self) -> int:
        """Return its number in the system."""
        return self._child.pid

    def start(self, patience: Patience) -> None:
        """Send the set-up and wait until the engine is loaded."""
        until = time.monotonic() + patience.start
        try:
            self._pipe.send(to_line(self._setup), until)
            answer = LINE.validate_json(self._pipe.next_line(until))
        except (Ended, Flooded, TimeoutError, ValidationError) as error:
            raise Stillborn("识读进程无法启动", "请运行 chuhe doctor 检查识读引擎；内存不足时请减少 --workers") from error
        _raise_broken(answer)
        if not isinstance(answer, Ready):
            raise EngineMissing("识读进程启动时内存不足", "请减少 --workers 或增加内存")
        self.started, self.sandbox = True, answer.sandbox

    def ask(self, job: Job | Request, hear: Hear, patience: Patience) -> Ending:
        """Give a job and listen until its last line."""
        self._jobs += 1
        try:
            return self._listen(job, hear, patience)
        except TimeoutError:
            return Ending.TIME
        except (Flooded, ValueError):
            return Ending.CRASHED
        except Overgrown:
            return Ending.MEMORY
        except Ended:
            return self._cause_of_death()

    def is_tired(self) -> bool:
        """Say whether the process should be replaced."""
        try:
            resident = int(Path(f"/proc/{self.pid}/statm").read_text("ascii").split()[1])
        except (OSError, IndexError, ValueError):
            resident = 0
        return self._jobs >= TIRED_JOBS or resident * os.sysconf("SC_PAGE_SIZE") > TIRED_MB << 20

    def end(self) -> None:
        """Kill the process with everything that it started, and clear up after it."""
        end_session(self._child.pid)
        try:
            os.killpg(self._child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            self._child.kill()
        self._child.wait()
        self._pipe.close()
        if self._lifeline >= 0:
            os.close(self._lifeline)
            self._lifeline = -1
        self._scratch.remove()

    def _listen(self, job: Job | Request, hear: Hear, patience: Patience) -> Ending:
        begun, pages, heard, wait = time.monotonic(), 0, 0, patience.silence
        self._pipe.send(to_line(job), begun + patience.silence)
        while True:
            until = min(time.monotonic() + wait, begun + patience.total(pages))
            line = self._pipe.next_line(until)
            heard += len(line)
            if heard > _OUTPUT + _OUTPUT_PER_PAGE * pages:
                raise Flooded
            message = LINE.validate_json(line)
            _raise_broken(message)
            match message:
                case Starved():
                    return Ending.MEMORY
                case OpenedPart(pages=more):
                    pages += more
                case Extracting():
                    wait = patience.total(pages)  # one long breath: it says nothing in between
                case _:
                    pass
            hear(message)
            if isinstance(message, LAST):
                return Ending.DONE

    def _cause_of_death(self) -> Ending:
        """A process that died with nearly all its memory in use most likely died of it."""
        try:
            _, status, usage = os.wait4(self._child.pid, 0)
        except ChildProcessError:
            return Ending.CRASHED
        self._child.returncode = os.waitstatus_to_exitcode(status)
        near = usage.ru_maxrss / 1024 > 0.8 * self._setup.memory_mb
        return Ending.MEMORY if near else Ending.CRASHED


def _raise_broken(message: Message) -> None:
    if isinstance(message, Broken):
        raise EngineMissing(message.message, message.remedy)
