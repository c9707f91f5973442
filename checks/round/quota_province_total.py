"""So many ordinary projects stand for the province's places.

More than the places is nobody's fault: it is a selection to make, with the recommenders' ranking shown. Late deliveries and those of
senders who may not recommend stand apart, and the number with them is printed beside.

Outcomes: within the places passes; more is for review. Example: 17 candidates for 8 places.
"""

from checks.candidates import against, candidates
from checks.case import RoundCase
from checks.rule import Outcome, Params, Rule
from schemas.finding import FindingKind, Scope


class ProvinceParams(Params):
    """The province's places."""

    max: int


def check(case: RoundCase, params: ProvinceParams) -> Outcome:
    """Count the ordinary candidates."""
    return against(case, candidates(case, None), None, "全省普通项目", params.max)


RULE = Rule("quota-province-total", "全省推荐总数", FindingKind.REQUIREMENT, Scope.ROUND, check, ProvinceParams)
