"""What the readings' confidence is worth: observations from a bench run, and a table of how often a confidence was right."""

from collections.abc import Iterator
from itertools import pairwise

from bench.matching import Json

KEY = ("name", "code", "date", "choice", "title")
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1.0001)


def observations(result: Json) -> Iterator[Json]:
    """One row a key value that was read: how sure the reader was, and whether it was right."""
    yield from result["seen"]


def reliability(seen: list[Json]) -> list[tuple[str, int, float, float]]:
    """Rows of the reliability table: the bin, how many values, how sure the reader was of them, and the share that was right."""
    rows = []
    for low, high in pairwise(BINS):
        mine = [s for s in seen if low <= s["confidence"] < high]
        if mine:
            sure = sum(s["confidence"] for s in mine) / len(mine)
            rows.append((f"{low:.2f}–{min(high, 1.0):.2f}", len(mine), sure, sum(s["right"] for s in mine) / len(mine)))
    return rows
