"""``python -m sample_docs.generator --seed N --out DIR [--difficulty clean|office|hard]``.

``--committed`` draws the fixed plan, ``--reading N`` short forms alone.
"""

import argparse
import sys
from pathlib import Path

from sample_docs.generator.chance import random_round, reading_round
from sample_docs.generator.committed import committed_round
from sample_docs.generator.difficulty import PRESETS, Tier
from sample_docs.generator.pack import RoundWriter
from sample_docs.generator.plan import RoundPlan


def main(argv: list[str] | None = None) -> int:
    """Write a round."""
    parser = argparse.ArgumentParser(prog="python -m sample_docs.generator", description="Draws a made-up round of application packages.")
    parser.add_argument("--seed", type=int, default=1, help="1-99 for tuning, 1001 and up for measuring")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--difficulty", choices=[t.value for t in Tier], default=Tier.OFFICE.value)
    parser.add_argument("--committed", action="store_true", help="the fixed plan of sample_docs/round")
    parser.add_argument("--reading", type=int, metavar="N", help="N short forms, one copy each, to measure the reading alone")
    given = parser.parse_args(argv)
    truth = RoundWriter(_plan(given), given.out).write()
    if given.reading:
        truth.save_cells(given.out / "grids.json")
    print(f"{len(truth.documents)} documents, {sum(d.last_page - d.first_page + 1 for d in truth.documents)} pages in {given.out}")
    return 0


def _plan(given: argparse.Namespace) -> RoundPlan:
    d = PRESETS[Tier(given.difficulty)]
    if given.committed:
        return committed_round()
    return reading_round(given.seed, d, given.reading) if given.reading else random_round(given.seed, d)


if __name__ == "__main__":
    sys.exit(main())
