"""Measure on rounds that nobody has seen: draw them from seeds, audit each, compare, and add up.

    python -m bench.rounds --seeds 1001-1004 --difficulty office --work /tmp/rounds [--engine tesseract]

Seeds 1–99 are for tuning; 1001 and up are kept for measuring. Runs ``chuhe audit`` as a user would; rounds that
are there already are drawn again only with ``--fresh``.
"""

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

from bench.matching import Json
from bench.samples import compare, render

TUNING, MEASURING = range(1, 100), range(1001, 10_000)


def main(argv: list[str] | None = None) -> int:
    """Draw, audit, compare."""
    parser = argparse.ArgumentParser(prog="python -m bench.rounds", description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", default="1001-1002", help="a range: 1001-1004")
    parser.add_argument("--difficulty", default="office", choices=["clean", "office", "hard"])
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--engine", default="auto")
    parser.add_argument("--fresh", action="store_true")
    parser.add_argument("--wrong", type=int, default=0)
    given = parser.parse_args(argv)
    first, _, last = given.seeds.partition("-")
    results = []
    for seed in range(int(first), int(last or first) + 1):
        place = given.work / f"{given.difficulty}-{seed}"
        draw(seed, given.difficulty, place, fresh=given.fresh)
        seconds = audit(place, given.engine)
        result = compare(_load(place / "out" / "audit.json"), _load(place / "round" / "truth.json"))
        print(f"== seed {seed} ({given.difficulty}), {seconds:.0f} s{', tuning' if seed in TUNING else ''}")
        results.append(result)
    print(render(add_up(results), given.wrong))
    return 0


def draw(seed: int, difficulty: str, place: Path, *, fresh: bool) -> None:
    """A round from a seed, unless it is there."""
    if fresh or not (place / "round" / "truth.json").exists():
        command = [
            sys.executable,
            "-m",
            "sample_docs.generator",
            "--seed",
            str(seed),
            "--difficulty",
            difficulty,
            "--out",
            str(place / "round"),
        ]
        subprocess.run(command, check=True)


def audit(place: Path, engine: str) -> float:
    """Run the audit as a user would; gives seconds."""
    chuhe = str(Path(sys.executable).with_name("chuhe"))
    command = [chuhe, "audit", str(place / "round" / "inbox"), "--out", str(place / "out"), "--plain", "--engine", engine]
    command += ["--registers", str(place / "round" / "registers"), "--as-of", "2026-05-21"]
    begun = time.monotonic()
    subprocess.run(command, check=True)
    return time.monotonic() - begun


def add_up(results: list[Json]) -> Json:
    """The sum of several comparisons; rates are averaged by their counts."""
    total = results[0]
    for other in results[1:]:
        total = _sum(total, other)
    return total


def _sum(a: Json, b: Json) -> Json:
    out = dict(a)
    for key, value in b.items():
        mine = out.get(key)
        if key == "cer" and mine is not None:
            out[key] = round((mine * a["n"] + value * b["n"]) / (a["n"] + b["n"]), 4)
        elif mine is None:
            out[key] = value
        elif isinstance(value, dict):
            out[key] = _sum(mine, value)
        elif isinstance(value, list | tuple | int | float):
            out[key] = mine + value
    return out


def _load(path: Path) -> Json:
    data: Json = json.loads(path.read_text(encoding="utf-8"))
    return data


if __name__ == "__main__":
    sys.exit(main())
