"""The process beside the one that makes the pages: it draws the pictures, and writes the workbook where there are many of them.

Threads would not do: encoding leaves the interpreter free for half a millisecond at a time, and then waits five to have it back.
"""

import contextlib
import json
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import IO, cast

COMMAND = (sys.executable, "-P", "-s", "-m", "reports.beside_process")
MOST = 64 << 20
"""Bytes of calls that wait: they hold pages as they are stored."""


class Beside:
    """The process; it ends with its input, and so with us."""

    def __init__(self) -> None:
        self._child = subprocess.Popen(COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._feeder = ThreadPoolExecutor(1, thread_name_prefix="beside")
        self._waiting: deque[Future[int]] = deque()
        self._bytes = 0

    def take(self, function: Callable[..., object], *given: object) -> None:
        """Have a function of this package called there; waits where too much is waiting already."""
        call = pickle.dumps((function, given), pickle.HIGHEST_PROTOCOL)
        while self._bytes > MOST:
            self._deliver_next()
        self._bytes += len(call)
        self._waiting.append(self._feeder.submit(self._feed, call))

    def finish(self) -> None:
        """Return when all is done. Raises the process's own OSError, or RuntimeError where it fell over."""
        while self._waiting:
            self._deliver_next()
        self._last_words()

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._child.kill()
        self._child.wait()
        self._feeder.shutdown(cancel_futures=True)
        for pipe in (self._child.stdin, self._child.stdout):
            with contextlib.suppress(OSError):
                cast("IO[bytes]", pipe).close()

    def _feed(self, call: bytes) -> int:
        pipe = cast("IO[bytes]", self._child.stdin)
        pipe.write(call)
        pipe.flush()
        return len(call)

    def _deliver_next(self) -> None:
        try:
            self._bytes -= self._waiting.popleft().result()
        except BrokenPipeError:
            self._last_words()
            raise

    def _last_words(self) -> None:
        """Wait for the process and listen to what it says at its end: the number of the error that stopped it, if one did."""
        told, _ = self._child.communicate()
        self.end()
        number = json.loads(told) if told else None
        if number:
            raise OSError(number, os.strerror(number))
        if self._child.returncode:
            raise RuntimeError(f"the process beside ended with {self._child.returncode}")
