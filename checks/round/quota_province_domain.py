"""So many ordinary projects stand in each domain.

Both caps bind at once, the province's total and the domain's, so each domain has a finding of its own. A disputed label moves a
project from one to another; domain-fits says which.

Outcomes: within the places passes; more is for review. Example: three agriculture projects for two places.
"""

from checks.candidates import against, candidates
from checks.case import RoundCase
from checks.rule import Outcome, Params, Rule
from schemas.finding import FindingKind, Scope


class DomainParams(Params):
    """Places of one domain."""

    max: int


def check(case: RoundCase, params: DomainParams) -> tuple[Outcome, ...]:
    """Count the ordinary candidates of every domain."""
    ordinary = [domain for domain in case.notice.domains if not domain.special]
    return tuple(against(case, candidates(case, None, domain.id), None, f"{domain.name}领域", params.max) for domain in ordinary)


RULE = Rule("quota-province-domain", "各领域推荐数", FindingKind.REQUIREMENT, Scope.ROUND, check, DomainParams)
