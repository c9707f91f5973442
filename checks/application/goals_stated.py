"""The form states the project's goals.

The province answers for them towards the national commission, so there must be something to judge.

Outcomes: an empty section fails; one of a few words, or a form where the section can't be found, is for review.
Example: 「工作目标：（请填写）」 fails.
"""

from checks.case import ApplicationCase
from checks.rule import Outcome, Params, Rule
from checks.stated import stated
from schemas.finding import FindingKind, Scope


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Look for the section and for words in it."""
    return stated(case, "goals")


RULE = Rule("goals-stated", "工作目标", FindingKind.REQUIREMENT, Scope.APPLICATION, check, Params)
