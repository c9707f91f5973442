"""Whether a reading process grows: one process reads the files of folders again and again, as in a run, and its memory is told.

python -m bench.growth sample_docs/round/inbox MORE/inbox --pages 1000

The process is the product's own, limits included, and is not replaced when it grows, as it would be in a run.
"""

import argparse
import itertools
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.intake import detect
from flows import process
from flows.messages import Setup
from flows.pool import WorkerPool
from flows.process import Patience
from flows.read import Afresh, UnitReader
from flows.shelf import Shelf, Versions
from flows.units import Incoming, Unit
from notices import load
from schemas.errors import Quarantine
from storage import Store

NOTICE = "liaoning-2026"
TOLD_EVERY = 50
WARM = 100
"""Pages after which engines and allocators have taken what they take once."""


def main(argv: list[str] | None = None) -> int:
    """Read, and tell memory as it goes."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__.split("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--pages", type=int, default=1000)
    given = parser.parse_args(argv)
    process.TIRED_JOBS, process.TIRED_MB = sys.maxsize, sys.maxsize
    with tempfile.TemporaryDirectory(prefix="chuhe-growth-") as folder:
        _watch(Store(Path(folder)), given.folders, given.pages)
    return 0


def _watch(store: Store, folders: Sequence[Path], most: int) -> None:
    pages = told = warm = 0
    with WorkerPool(1, Setup(engine="auto", notice=load(NOTICE)), patience=Patience()) as pool:
        reader = UnitReader(store, Shelf(store, Versions("growth", "1", "1")), pool)
        for unit in itertools.cycle(list(_units(store, folders))):
            pages += reader.read(unit, Afresh.ALL).pages_read
            held, peak = _memory_mb(pool)
            warm = warm or (held if pages >= WARM else 0)
            if pages // TOLD_EVERY > told:
                told = pages // TOLD_EVERY
                print(
                    f"{pages:>5} pages: {held} MB held, {peak} MB at most, {held - warm if warm else 0:+} MB since page {WARM}", flush=True
                )
            if pages >= most:
                return


def _units(store: Store, folders: Sequence[Path]) -> Iterator[Unit]:
    """Give the readable files of all folders in turn, so that pages of all sizes follow each other."""
    files = [sorted(path for path in folder.rglob("*") if path.is_file()) for folder in folders]
    for path in (path for row in itertools.zip_longest(*files) for path in row if path is not None):
        with path.open("rb") as file:
            original = store.vault.put(file)
        try:
            kind = detect(original.path, path.name)
        except Quarantine:
            continue
        if kind != "zip":
            yield Unit((Incoming(path.name, original.sha256, original.size, kind),))


def _memory_mb(pool: WorkerPool) -> tuple[int, int]:
    """Return what the process holds, and the most that it ever held."""
    lines = Path(f"/proc/{pool.pids()[0]}/status").read_text("utf-8").splitlines()
    kb = dict(line.split(":", 1) for line in lines)
    return int(kb["VmRSS"].split()[0]) >> 10, int(kb["VmHWM"].split()[0]) >> 10


if __name__ == "__main__":
    sys.exit(main())
