"""kill -9 at every step until a run completes; each time a second run must give the undisturbed report."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.faults.trial import CRASHING, Row, Trial, undisturbed


def run(root: Path, step: int = 1, first: int = 1, last: int = sys.maxsize) -> Iterator[Row]:
    """Kill at step ``first``, ``first + step`` …, until a run completes or ``last`` was tried."""
    expected = undisturbed(root / "undisturbed")
    broken: list[str] = []
    at, kills = first, 0
    while at <= last:
        trial = Trial(root / f"at-{at}")
        trial.put_mixture()
        if trial.run(CRASHING, {"CRASH_AT": str(at)}).returncode != -9:
            trial.remove()
            break
        kills += 1
        broken += [f"{at}: {what}" for what in _second_run(trial, expected)]
        trial.remove()
        at += step
    seen = f"{kills} kills from step {first} to {at - step}; " + (
        "; ".join(broken) or "every second run gave the undisturbed `audit.json`, reconciled"
    )
    yield Row(
        "kill -9 of the supervisor",
        f"at every{'' if step == 1 else f' {step}th'} write, rename, removal, start, until a run completes",
        not broken,
        seen,
    )


def _second_run(trial: Trial, expected: str) -> Iterator[str]:
    until = time.monotonic() + 10
    while [name for name in trial.leftovers() if name.isdigit()] and time.monotonic() < until:
        time.sleep(0.1)
    if orphans := [name for name in trial.leftovers() if name.isdigit()]:
        yield f"orphans {orphans}"
    done = trial.run()
    if done.returncode != 0:
        yield f"exit {done.returncode}: {done.stderr[-200:]}"
    elif trial.report() != expected:
        yield "another report"
    elif not trial.reconciles():
        yield "does not reconcile"
