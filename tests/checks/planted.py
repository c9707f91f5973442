"""A round of sixty deliveries and a hundred and twenty applications, faultless but for what is planted: every kind of defect that
reviewers meet, each in a delivery of its own. Drawn from a seed; no page is read.
"""

import random
from copy import deepcopy
from dataclasses import dataclass

from building import Given
from planting import Draw, Found, Planting
from plants import PLANTS

from schemas.notice import Notice, RecommenderClass

DELIVERIES = 60


@dataclass(frozen=True)
class PlantedRound:
    """The round, what must be found in it, and what may follow."""

    given: Given
    found: tuple[tuple[str, Found], ...]
    follows: frozenset[tuple[str, str]]
    """Pairs of delivery number and rule."""


def planted_round(notice: Notice, seed: int) -> PlantedRound:
    """Draw a round with every defect planted once."""
    draw = Draw(notice, random.Random(seed))  # noqa: S311
    listed = [r for r in notice.recommenders if r.region_code or r.place or r.lines][:DELIVERIES]
    given = {r.name: draw.delivery(r) for r in listed}
    cities = [r.name for r in listed if r.recommender_class is RecommenderClass.CITY]
    departments = [r.name for r in listed if r.recommender_class is RecommenderClass.DEPARTMENT and not r.special_tracks]
    draw.chance.shuffle(cities)
    draw.chance.shuffle(departments)
    plantings = []
    for kind, one in PLANTS.items():
        name = (cities if kind.endswith("city") else departments).pop()
        planting = Planting(kind.removesuffix("city"), list(given).index(name) + 1, given[name], draw)
        one(planting)
        plantings.append(planting)
    registers = _registers(list(given.values()), plantings)
    return PlantedRound(
        {"deliveries": list(given.values()), "registers": registers},
        tuple((p.kind, found) for p in plantings for found in p.found),
        frozenset((f"-{p.number}", rule) for p in plantings for rule in p.follows),
    )


def _registers(deliveries: list[Given], plantings: list[Planting]) -> Given:
    """Give every unit a clean look-up in both places, but for what a defect says otherwise."""
    special = deepcopy([p.registers for p in plantings])
    mine = {row["unit_name"] for said in special for row in said.get("credit", [])}
    units = {unit for d in deliveries for p in d["projects"] for unit in (p["unit"], *p.get("participants", []))} - mine
    clean = [{"unit_name": unit, "source": source} for unit in sorted(units) for source in ("信用中国", "国家企业信用信息公示系统")]
    return {
        "credit": clean + [row for said in special for row in said.get("credit", [])],
        "prior_pilots": [row for said in special for row in said.get("prior_pilots", [])],
    }
