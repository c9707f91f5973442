"""Says how far the work is: bars on a terminal, plain lines otherwise."""

import threading
import time
from types import TracebackType
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Teller(Protocol):
    """Hears of the work as it goes on; may be called from any thread."""

    def say(self, text: str) -> None:
        """Tell one thing."""

    def begin(self, units: int) -> None:
        """So many units are to be read."""

    def page_done(self) -> None:
        """A page was read."""

    def unit_done(self, name: str) -> None:
        """A unit was read."""

    def end(self) -> None:
        """Everything is read."""


class Silent:
    """Tells nothing."""

    def say(self, text: str) -> None:
        """Tell nothing."""

    def begin(self, units: int) -> None:
        """Tell nothing."""

    def page_done(self) -> None:
        """Tell nothing."""

    def unit_done(self, name: str) -> None:
        """Tell nothing."""

    def end(self) -> None:
        """Tell nothing."""


class Lines:
    """Plain lines, not more than one in so many seconds while pages go by."""

    def __init__(self, console: Console, every: float = 10) -> None:
        self._console = console
        self._every = every
        self._lock = threading.Lock()
        self._units = self._done = self._pages = 0
        self._begun = False
        self._last = time.monotonic()

    def say(self, text: str) -> None:
        """Print a line."""
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)

    def begin(self, units: int) -> None:
        """Print how much there is to do."""
        if self._begun:
            return
        self._units, self._done, self._pages, self._begun = units, 0, 0, True
        self.say(f"识读：{units} 个文件")

    def page_done(self) -> None:
        """Count, and print now and then."""
        with self._lock:
            self._pages += 1
            due = time.monotonic() - self._last >= self._every
            if due:
                self._last = time.monotonic()
        if due:
            self.say(f"识读：已完成 {self._done}/{self._units} 个文件，{self._pages} 页")

    def unit_done(self, name: str) -> None:
        """Count."""
        with self._lock:
            self._done += 1

    def end(self) -> None:
        """Print the sum."""
        if not self._begun:
            return
        self._begun = False
        self.say(f"识读完毕：{self._done} 个文件，新读 {self._pages} 页")


class Bars:
    """A bar on a terminal."""

    def __init__(self, console: Console) -> None:
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[pages]} 页"),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, console=console, transient=True)
        self._task = self._progress.add_task("识读", total=None, visible=False, pages=0)
        self._pages = 0
        self._lock = threading.Lock()

    def say(self, text: str) -> None:
        """Print a line above the bar."""
        self._progress.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def begin(self, units: int) -> None:
        """Show the bar."""
        self._progress.start()
        self._progress.update(self._task, total=units, visible=True)

    def page_done(self) -> None:
        """Count a page."""
        with self._lock:
            self._pages += 1
        self._progress.update(self._task, pages=self._pages)

    def unit_done(self, name: str) -> None:
        """Move the bar."""
        self._progress.advance(self._task)

    def end(self) -> None:
        """Take the bar away."""
        self._progress.stop()

    def __enter__(self) -> "Bars":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._progress.stop()


def teller_for(console: Console) -> Teller:
    """Return bars for a terminal, lines for anything else."""
    return Bars(console) if console.is_terminal else Lines(console)
