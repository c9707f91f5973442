"""Two thousand mixed files over three nights in one process: memory and open files stay flat, nothing temporary stays."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.faults.trial import TOP, Row, Trial

NIGHTS = 3
_MEMORY_MB = 50


def run(root: Path, files: int = 2000) -> Iterator[Row]:
    """Let ``files`` files come in over three nights."""
    trial = Trial(root / "nights")
    surroundings = os.environ | {"TMPDIR": str(trial.temporary), "PYTHONPATH": f"{TOP}:{TOP / 'tests' / 'flows'}"}
    command = [sys.executable, "-m", "bench.faults.nights", str(trial.root), str(files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=7200, check=False, env=surroundings)
    if done.returncode != 0:
        yield Row("soak", f"{files} files", held=False, seen=done.stderr[-300:])
        return
    nights = [json.loads(line) for line in done.stdout.splitlines()]
    drift = nights[-1]["memory_mb"] - nights[0]["memory_mb"]
    flat = drift < _MEMORY_MB and nights[-1]["descriptors"] <= nights[0]["descriptors"] + 2
    clean = not trial.leftovers()
    told = ", ".join(
        f"{n['memory_mb']:.0f} MB and {n['descriptors']} open files after night {n['night']} ({n['files']} files)" for n in nights
    )
    seen = f"{told}; temporary folder {'empty' if clean else 'NOT empty'}; {nights[-1]['states']}"
    yield Row("three nights in one process", f"{files} mixed files", flat and clean and trial.reconciles(), seen)


def _put(trial: Trial, night: int, number: int, chance: random.Random) -> None:
    delivery = f"推荐单位{number % 21}"
    match chance.randrange(20):
        case 0:
            content = "open refuse"
        case 1:
            content = f"pages 3\npage 2 crash once {trial.root / f'mark-{night}-{number}'}"
        case 2:
            content = "pages 1\n# the same bytes every time"
        case _:
            content = f"pages {chance.randint(1, 4)}\n# {night} {number}"
    trial.put(f"{delivery}/{night}-{number}.pdf", content)


def _one_process(root: Path, files: int) -> None:
    import cli_with_fakes  # noqa: F401, PLC0415  (puts in the fake reading process)

    from flows.orders import make_order  # noqa: PLC0415

    trial = Trial.__new__(Trial)
    trial.root, trial.inbox, trial.out, trial.store, trial.temporary = root, root / "inbox", root / "out", root / "store", root / "tmp"
    chance = random.Random(7)  # noqa: S311
    for night in range(1, NIGHTS + 1):
        for number in range(files // NIGHTS):
            _put(trial, night, number, chance)
        order = make_order(trial.inbox, trial.out, store=trial.store, workers=2)
        _night(order, night, files // NIGHTS)


def _night(order: object, night: int, files: int) -> None:
    from flows.audit import audit  # noqa: PLC0415
    from flows.desk import open_desk  # noqa: PLC0415

    with open_desk(order) as desk:  # type: ignore[arg-type]
        report = audit(desk).report
    resident = int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
    said = {
        "night": night,
        "files": files,
        "memory_mb": resident,
        "descriptors": len(list(Path("/proc/self/fd").iterdir())),
        "states": report.run.files,
    }
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    _one_process(Path(sys.argv[1]), int(sys.argv[2]))
