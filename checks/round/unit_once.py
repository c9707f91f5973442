"""No unit is put up twice, by two recommenders or by one.

Two projects of one unit use two places, and which of them stands is for people to settle. Units are the same by code, or by name
where a code is missing.

Outcomes: one finding for each pair, for review; none: pass. Example: the same code through a city and a department.
"""

from collections.abc import Iterator

from checks.case import ApplicationCase, RoundCase
from checks.pairs import channels, field_ink, pairs_sharing
from checks.rule import Outcome, Params, Rule, needs_review, passed
from chinese import uscc
from chinese.names import bare_key
from schemas.finding import FindingKind, Scope


def check(case: RoundCase, _: Params) -> tuple[Outcome, ...]:
    """Group the applications by unit."""
    found = tuple(
        needs_review(
            f"同一承担单位{a.application.undertaking_unit}申报了{a.name}和{b.name}，{channels((a, b))}，请核实并取舍。",
            *field_ink((a, b), "undertaking_unit"),
        )
        for a, b in pairs_sharing(case.applications, _keys)
    )
    return found or (passed(f"{len(case.applications)}个项目的承担单位没有重复。"),)


def _keys(case: ApplicationCase) -> Iterator[str]:
    code, name = case.application.uscc, case.application.undertaking_unit
    if code and uscc.is_valid(code):
        yield uscc.normalise(code)
    if name:
        yield bare_key(name)


RULE = Rule("unit-once", "同一单位不重复申报", FindingKind.CONSISTENCY, Scope.ROUND, check, Params)
