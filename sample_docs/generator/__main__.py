"""``python -m sample_docs.generator --seed N --out DIR [--difficulty clean|office|hard]``, or ``--committed`` for the fixed plan."""

import argparse
import sys
from pathlib import Path

from sample_docs.generator.chance import random_round
from sample_docs.generator.committed import committed_round
from sample_docs.generator.difficulty import PRESETS, Tier
from sample_docs.generator.pack import RoundWriter


def main(argv: list[str] | None = None) -> int:
    """Write a round."""
    parser = argparse.ArgumentParser(prog="python -m sample_docs.generator", description="Draws a made-up round of application packages.")
    parser.add_argument("--seed", type=int, default=1, help="1-99 for tuning, 1001 and up for measuring")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--difficulty", choices=[t.value for t in Tier], default=Tier.OFFICE.value)
    parser.add_argument("--committed", action="store_true", help="the fixed plan of sample_docs/round")
    given = parser.parse_args(argv)
    plan = committed_round() if given.committed else random_round(given.seed, PRESETS[Tier(given.difficulty)])
    truth = RoundWriter(plan, given.out).write()
    print(f"{len(truth.documents)} documents, {sum(d.last_page - d.first_page + 1 for d in truth.documents)} pages in {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
