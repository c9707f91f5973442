"""Draws a report's pictures: a few where the pages are made, many in a process beside."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reports.beside import Beside

if TYPE_CHECKING:
    from reports.crops import PagePicture, Sketch

GATHERED = 64
"""So many sketches are gathered before any is drawn: those of one page are drawn together, and few need no process."""


@dataclass
class Drawing:
    """Takes sketches and draws them in a while; what went wrong is raised by ``finish``, or earlier."""

    _pages: dict[str, tuple[bytes, list["Sketch"]]] = field(default_factory=dict)
    _gathered: int = 0
    _beside: Beside | None = None

    def soon(self, page: "PagePicture", sketch: "Sketch") -> None:
        """Draw it in a while."""
        self._pages.setdefault(page.key, (page.data, []))[1].append(sketch)
        self._gathered += 1
        if self._gathered >= GATHERED:
            self._beside = self._beside or Beside()
            self._draw(self._beside.take)

    def meanwhile(self, function: Callable[..., object], *given: object) -> None:
        """Do something else that takes long: beside, where that process is at work; here and now, where it is not."""
        (self._beside.take if self._beside else _here)(function, *given)

    def finish(self) -> None:
        """Return when everything that was asked for is done."""
        self._draw(self._beside.take if self._beside else _here)
        if self._beside is not None:
            self._beside.finish()
            self._beside = None

    def drop(self) -> None:
        """Draw nothing more."""
        if self._beside is not None:
            self._beside.end()

    def _draw(self, do: Callable[..., object]) -> None:
        if self._pages:
            from reports.crops import draw  # noqa: PLC0415  (loads Pillow, which a report that draws nothing does not need)

            do(draw, list(self._pages.values()))
            self._pages, self._gathered = {}, 0


def _here(function: Callable[..., object], *given: object) -> None:
    function(*given)


@contextmanager
def drawing() -> Iterator[Drawing]:
    """Give what draws; no process is left when the block is, however it is left."""
    made = Drawing()
    try:
        yield made
    finally:
        made.drop()
