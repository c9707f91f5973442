"""What the readings' confidence is worth: fits the curve, and tables how often a confidence was right.

    python -m bench.reading --seeds 1-2 --work DIR --observations FILE
    python -m bench.calibration FILE --out extractors/documents/confidence.json --from "bench.reading --seeds 1-2"

The fit is isotonic: the surer the readers say they are, the oftener they must have been right. Each figure's share is drawn a
little towards one half, as if one reading more had been right and one more wrong, so that nothing is certain because few were seen.
"""

import argparse
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

from bench.matching import Json

KEY = ("name", "code", "date", "choice", "title")
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0001)


def main(argv: list[str] | None = None) -> int:
    """Fit the curve and write it."""
    parser = argparse.ArgumentParser(prog="python -m bench.calibration", description=__doc__.split("\n")[0])
    parser.add_argument("observations", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--from", dest="source", required=True, help="the command that made the observations")
    given = parser.parse_args(argv)
    seen = [json.loads(line) for path in given.observations for line in path.read_text(encoding="utf-8").splitlines()]
    data = {
        "fitted_on": dt.datetime.now(dt.UTC).date().isoformat(),
        "from": given.source,
        "values": len(seen),
        "by_tier": dict(sorted(Counter(s["tier"] for s in seen).items())),
        "right": sum(s["right"] for s in seen),
        "curve": fit(seen),
    }
    given.out.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{len(seen)} values, {len(data['curve'])} points in {given.out}")
    return 0


def fit(seen: Iterable[Json]) -> list[list[float]]:
    """Points of the isotonic curve, from 0 to 1."""
    groups: dict[float, list[int]] = {}
    for one in seen:
        groups.setdefault(round(one["confidence"], 2), []).append(int(one["right"]))
    blocks: list[tuple[float, float, int, int]] = []  # from, to, right, all
    for told in sorted(groups):
        blocks.append((told, told, sum(groups[told]), len(groups[told])))
        while len(blocks) > 1 and _share(blocks[-2]) >= _share(blocks[-1]):
            (low, _, k, n), (_, high, more_k, more_n) = blocks[-2:]
            blocks[-2:] = [(low, high, k + more_k, n + more_n)]
    points = [[at, round(_share(b), 4)] for b in blocks for at in dict.fromkeys((b[0], b[1]))]
    return [[0.0, 0.0], *points] if points[0][0] > 0 else points


def _share(block: tuple[float, float, int, int]) -> float:
    return (block[2] + 1) / (block[3] + 2)


def reliability(seen: list[Json]) -> list[tuple[str, int, float, float]]:
    """Rows of the reliability table: the bin, how many values, how sure the reader was of them, and the share that was right."""
    rows = []
    for low, high in pairwise(BINS):
        mine = [s for s in seen if low <= s["confidence"] < high]
        if mine:
            sure = sum(s["confidence"] for s in mine) / len(mine)
            rows.append((f"{low:.2f}–{min(high, 1.0):.2f}", len(mine), sure, sum(s["right"] for s in mine) / len(mine)))
    return rows


if __name__ == "__main__":
    sys.exit(main())
