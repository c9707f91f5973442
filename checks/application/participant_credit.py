"""No participating unit has a bad credit record, as far as was looked up.

The eligibility clause binds the undertaking unit only; the province's duty to look covers both. So nothing here is worse than a
question.

Outcomes: as unit-credit, with review in place of fail. Example: a participant on 严重失信主体名单 is for review.
"""

from dataclasses import replace

from checks.case import ApplicationCase
from checks.credit import credit_of
from checks.credit_records import Unit
from checks.participants import without_participants
from checks.rule import Outcome, Params, Rule, together
from schemas.finding import FindingKind, Scope, Verdict


class CreditParams(Params):
    """The sources that the province goes by."""

    sources: tuple[str, ...]


def check(case: ApplicationCase, params: CreditParams) -> Outcome:
    """Look every participating unit up in every source."""
    names = case.application.participating_units
    if not names:
        return without_participants(case)
    parts = tuple(_softened(credit_of(case, Unit(name, case.whole.code_of(name), "参加单位信用记录"), params.sources)) for name in names)
    return together(parts, f"{case.name}的参加单位{'、'.join(names)}未见不良信用记录。")


def _softened(outcome: Outcome) -> Outcome:
    """Turn every fail, however deep, into a question."""
    verdict = Verdict.REVIEW if outcome.verdict is Verdict.FAIL else outcome.verdict
    return replace(outcome, verdict=verdict, parts=tuple(_softened(part) for part in outcome.parts))


RULE = Rule("participant-credit", "参加单位信用记录", FindingKind.REQUIREMENT, Scope.APPLICATION, check, CreditParams)
