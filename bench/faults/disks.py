"""A disk that is full at each writer in turn: a small file system that grows step by step until a run gets through."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.faults.trial import Row, Trial, undisturbed

_DRIVER = Path(__file__).parent / "cramped_cli.py"
_GROWTH = 1.12


def run(root: Path, smallest_kb: int = 40) -> Iterator[Row]:
    """Needs the right to mount a tmpfs (root, or ``unshare -rm``)."""
    expected = undisturbed(root / "undisturbed")
    kb, refusals, broken = float(smallest_kb), 0, list[str]()
    while True:
        place = root / f"disk-{int(kb)}"
        place.mkdir()
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={int(kb)}k,mode=700", "none", str(place)], check=True)
        try:
            exit_code, told = _tried(place, root, expected, int(kb))
        finally:
            subprocess.run(["umount", "-l", str(place)], check=True)
        refusals += exit_code == 75
        broken += told
        if exit_code == 0 or kb > 200_000:
            break
        kb *= _GROWTH
    seen = f"{refusals} sizes from {smallest_kb} to {int(kb)} kB; " + (
        "; ".join(broken) or "each ended with 75 and blamed no file; with room, the undisturbed `audit.json`"
    )
    yield Row("disk full (ENOSPC)", "store, database, trail, temporary files and report on a file system of every size", not broken, seen)


def _tried(place: Path, root: Path, expected: str, kb: int) -> tuple[int, list[str]]:
    trial = Trial(root / f"inbox-{kb}")
    trial.put_mixture()
    trial.out, trial.store, trial.temporary = place / "out", place / "store", place / "tmp"
    trial.temporary.mkdir()
    first = trial.run(_DRIVER)
    broken = []
    if first.returncode not in {0, 75}:
        broken.append(f"{kb} kB: exit {first.returncode}: {first.stderr.strip()[-160:]}")
    subprocess.run(["mount", "-o", "remount,size=256m", str(place)], check=True)
    second = trial.run(_DRIVER)
    if second.returncode != 0:
        broken.append(f"{kb} kB, then room: exit {second.returncode}: {second.stderr.strip()[-160:]}")
    elif trial.report() != expected:
        broken.append(f"{kb} kB, then room: another report")
    elif not trial.reconciles():
        broken.append(f"{kb} kB, then room: does not reconcile")
    trial.remove()
    return first.returncode, broken
