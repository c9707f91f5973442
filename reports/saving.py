"""Saves pictures beside the work on the pages: while one is encoded, the interpreter is free for them."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

THREADS = 2
WAITING = 64
"""So many pictures wait at most: each holds its pixels."""


class Saving:
    """Does what it is given soon, in threads of its own; what went wrong is raised by ``finish``, or earlier."""

    def __init__(self, threads: ThreadPoolExecutor) -> None:
        self._threads = threads
        self._under_way: list[Future[object]] = []

    def soon(self, work: Callable[[], object]) -> None:
        """Do it in a while; waits where too much has been given already."""
        if len(self._under_way) >= WAITING:
            self._under_way.pop(0).result()
        self._under_way.append(self._threads.submit(work))

    def finish(self) -> None:
        """Return when everything that was given is done."""
        while self._under_way:
            self._under_way.pop(0).result()


@contextmanager
def saving() -> Iterator[Saving]:
    """Give threads that save; nothing is under way any more when the block is left, however it is left."""
    threads = ThreadPoolExecutor(THREADS, thread_name_prefix="saving")
    try:
        yield Saving(threads)
    finally:
        threads.shutdown(cancel_futures=True)
