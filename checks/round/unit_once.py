"""No unit is put up twice, by two recommenders or by one.

Two projects of one unit use two places, and which of them stands is for people to settle. Units are the same by code, or by name
where a code is missing; a name that differs in one character is asked about, unless both codes are sound and differ.

Outcomes: one finding for each pair, for review; none: pass. Example: the same code through a city and a department.
"""

from collections.abc import Iterator
from itertools import combinations

from checks.case import ApplicationCase, RoundCase
from checks.matching import Match, match_unit
from checks.pairs import Pair, besides, channels, field_ink, pairs_sharing
from checks.rule import Outcome, Params, Rule, needs_review, passed
from chinese import uscc
from chinese.names import bare_key
from schemas.finding import FindingKind, Scope


def check(case: RoundCase, _: Params) -> tuple[Outcome, ...]:
    """Group the applications by unit, then ask about units that differ in next to nothing."""
    same = pairs_sharing(case.applications, _keys)
    near = [pair for pair in besides(combinations(case.applications, 2), same) if _are_near(*pair)]
    found = tuple(_told(pair, f"同一承担单位{pair[0].application.undertaking_unit}") for pair in same)
    found += tuple(_told(pair, f"{_units(pair)}名称相近，可能为同一单位，") for pair in near)
    return found or (passed(f"{len(case.applications)}个项目的承担单位没有重复。"),)


def _told(pair: Pair, who: str) -> Outcome:
    a, b = pair
    return needs_review(f"{who}申报了{a.name}和{b.name}，{channels(pair)}，请核实并取舍。", *field_ink(pair, "undertaking_unit"))


def _units(pair: Pair) -> str:
    return "、".join(f"“{case.application.undertaking_unit}”" for case in pair)


def _are_near(a: ApplicationCase, b: ApplicationCase) -> bool:
    mine, theirs = a.application, b.application
    return match_unit(mine.undertaking_unit or "", mine.uscc, theirs.undertaking_unit or "", theirs.uscc) is Match.NEAR


def _keys(case: ApplicationCase) -> Iterator[str]:
    code, name = case.application.uscc, case.application.undertaking_unit
    if code and uscc.is_valid(code):
        yield uscc.normalise(code)
    if name:
        yield bare_key(name)


RULE = Rule("unit-once", "同一单位不重复申报", FindingKind.CONSISTENCY, Scope.ROUND, check, Params)
