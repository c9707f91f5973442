"""Random kills of reading processes, one a trial, at a random moment."""

import os
import random
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

from bench.faults.trial import Row
from flows.messages import Setup
from flows.pool import WorkerPool
from flows.process import Patience
from flows.read import UnitReader
from flows.shelf import Shelf, Versions
from flows.units import Incoming, Unit
from storage import Store

WORKER = Path(__file__).parents[2] / "tests" / "flows" / "fake_worker.py"


def run(root: Path, trials: int = 200) -> Iterator[Row]:
    """Kill a reading process, or its whole group, ``trials`` times."""
    import sys  # noqa: PLC0415

    store = Store(root / "store")
    chance = random.Random(6)  # noqa: S311  (reproducible, not secret)
    broken: list[str] = []
    struck = 0
    with WorkerPool(1, Setup(engine="fake"), (sys.executable, str(WORKER)), Patience(start=60, silence=20, base=60)) as pool:
        reader = UnitReader(store, Shelf(store, Versions("fake", "1", "1")), pool)
        for number in range(trials):
            killer = _Killer(pool, chance.uniform(0, 0.25), whole_group=bool(number % 2))
            outcome = reader.read(_unit(store, root / "file", number))
            struck += killer.end()
            heading = getattr(outcome.record.documents[0], "heading", "") if outcome.record.documents else ""
            if heading != "第1页 第2页 第3页" or outcome.record.refused or outcome.record.defeats:
                broken.append(f"{number}: {heading} {outcome.record.refused}")
    seen = f"{struck} of {trials} kills struck a process at work; " + (
        "; ".join(broken) or "every document was read whole, at the second attempt where needed"
    )
    yield Row("kill -9 of reading processes", f"{trials} random moments, half of them the whole group", not broken, seen)


class _Killer:
    def __init__(self, pool: WorkerPool, after: float, *, whole_group: bool) -> None:
        self._struck = 0
        self._pool, self._whole = pool, whole_group
        self._timer = threading.Timer(after, self._strike)
        self._timer.start()

    def end(self) -> int:
        self._timer.cancel()
        self._timer.join()
        return self._struck

    def _strike(self) -> None:
        for pid in self._pool.pids():
            try:
                (os.killpg if self._whole else os.kill)(pid, signal.SIGKILL)
                self._struck += 1
            except ProcessLookupError:
                continue


def _unit(store: Store, place: Path, number: int) -> Unit:
    place.write_text(f"pages 3\npage 2 pause\n# {number}\n")
    with place.open("rb") as file:
        original = store.vault.put(file)
    return Unit((Incoming(f"甲/{number}.pdf", original.sha256, original.size, "fake"),))
