"""Lines to and from a process that may hang, flood or die at any moment."""

import os
import select
import subprocess
import threading
import time
from collections.abc import Callable

_SLICE = 0.25
_CHUNK = 1 << 16
LONGEST_LINE = 32 << 20


class Ended(Exception):  # noqa: N818
    """The process closed its output."""


class Flooded(Exception):  # noqa: N818
    """The process wrote a line that never ends, or more lines than its job can need."""


class Stopped(Exception):  # noqa: N818
    """We were told to stop."""


class LinePipe:
    """Both ends of a child's conversation, never blocking for longer than asked."""

    def __init__(self, child: "subprocess.Popen[bytes]", stop: threading.Event, look: Callable[[], None] = lambda: None) -> None:
        """``look`` is called several times a second while we wait; what it raises ends the waiting."""
        if child.stdin is None or child.stdout is None:
            raise ValueError("the child has no pipes")
        self._in, self._out = child.stdin, child.stdout
        os.set_blocking(self._in.fileno(), False)
        os.set_blocking(self._out.fileno(), False)
        self._stop = stop
        self._look = look
        self._buffer = bytearray()
        self._searched = 0

    def send(self, data: bytes, until: float) -> None:
        """Write everything, or raise TimeoutError."""
        rest = memoryview(data)
        while rest:
            self._wait(self._in.fileno(), select.POLLOUT, until)
            try:
                rest = rest[os.write(self._in.fileno(), rest[:_CHUNK]) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise Ended from error

    def next_line(self, until: float) -> bytes:
        """Return the next line, or raise TimeoutError, Ended or Flooded."""
        while (end := self._buffer.find(b"\n", self._searched)) < 0:
            self._searched = len(self._buffer)
            if self._searched > LONGEST_LINE:
                raise Flooded
            self._wait(self._out.fileno(), select.POLLIN, until)
            self._fill()
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        self._searched = 0
        return line

    def close(self) -> None:
        """Let go of both ends."""
        for end in (self._in, self._out):
            try:
                end.close()
            except OSError:
                continue

    def _fill(self) -> None:
        try:
            chunk = os.read(self._out.fileno(), _CHUNK)
        except BlockingIOError:
            return
        if not chunk:
            raise Ended
        self._buffer += chunk

    def _wait(self, descriptor: int, event: int, until: float) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        while not self._stop.is_set():
            left = until - time.monotonic()
            if left <= 0:
                raise TimeoutError
            if poll.poll(min(left, _SLICE) * 1000):
                return
            self._look()
        raise Stopped
