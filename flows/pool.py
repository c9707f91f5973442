"""The reading processes of a run: starts them, gives them jobs, and replaces those that misbehaved or grew tired.

The supervisor imports no parser. A process lasts from job to job, since loading an engine costs seconds; one that misbehaved is not used
again.
"""

import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flows.messages import Job, Request, Setup
from flows.pipe import Stopped
from flows.process import Ending, Hear, Patience, Process, Stillborn

REAL_WORKER = (sys.executable, "-P", "-s", "-m", "flows.worker")

_BLINK = 0.25


class WorkerPool:
    """Up to ``size`` reading processes, started when they are needed."""

    def __init__(self, size: int, setup: Setup, command: Sequence[str] = REAL_WORKER, patience: Patience | None = None) -> None:
        self.size = size
        self.patience = patience or Patience()
        self.sandbox = ""
        """How the processes are restrained; '' until one was started."""
        self._setup = setup
        self._command = command
        self._places = threading.Semaphore(size)
        self._lock = threading.Lock()
        self._idle: list[Process] = []
        self._all: list[Process] = []
        self._stop = threading.Event()

    def run(self, job: Job | Request, hear: Hear, stretch: float = 1) -> Ending:
        """Have a job done by a process that is free; blocks until one is."""
        with self._place():
            patience, ending = self.patience.stretched(stretch), Ending.CRASHED
            process = self._started(patience)
            try:
                ending = process.ask(job, hear, patience)
            finally:
                self._give_back(process, fit=ending is Ending.DONE and not process.is_tired())
            return ending

    def pids(self) -> tuple[int, ...]:
        """Return the numbers of the processes that live."""
        with self._lock:
            return tuple(process.pid for process in self._all)

    def close(self) -> None:
        """End all processes; jobs that are being done end with ``Stopped``."""
        if self._stop.is_set():
            return
        self._stop.set()
        for _ in range(self.size):
            self._places.acquire(timeout=5)  # each job notices within a blink, and ends its own process
        with self._lock:
            processes, self._all, self._idle = self._all, [], []
        for process in processes:
            process.end()

    def reopen(self) -> None:
        """Work again after ``close``."""
        self._places = threading.Semaphore(self.size)
        self._stop = threading.Event()

    def __enter__(self) -> "WorkerPool":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _place(self) -> Iterator[None]:
        """Wait for a place; whoever waits while the pool is closed is told so, for ``close`` keeps all places."""
        places, stop = self._places, self._stop
        while not places.acquire(timeout=_BLINK):
            if stop.is_set():
                raise Stopped
        try:
            yield
        finally:
            places.release()

    def _started(self, patience: Patience) -> Process:
        """Borrow a process that is ready. One that dies before it is ready gets a successor: the kernel may have wanted its memory."""
        try:
            return self._start(self._borrow(), patience)
        except Stillborn:
            return self._start(self._borrow(), patience)

    def _start(self, process: Process, patience: Patience) -> Process:
        if process.started:
            return process
        try:
            process.start(patience)
        except BaseException:
            self._give_back(process, fit=False)
            raise
        self.sandbox = process.sandbox
        return process

    def _borrow(self) -> Process:
        with self._lock:
            if self._stop.is_set():
                raise Stopped
            if self._idle:
                return self._idle.pop()
            process = Process(self._command, self._setup, self._stop)
            self._all.append(process)
            return process

    def _give_back(self, process: Process, *, fit: bool) -> None:
        with self._lock:
            if process not in self._all:
                return  # the pool was closed meanwhile
            if fit:
                self._idle.append(process)
                return
            self._all.remove(process)
        process.end()
