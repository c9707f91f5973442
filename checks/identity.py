"""Whose a form is: forms are put together by names, and a name may have been misread.

Two forms contradict each other, or one is lacking, only as far as they are put together rightly. A doubtful name is borne out where the
unit was read surely and is that of a form whose name is sure. Two projects of which one has only scans and the other only the electronic
version may be one project under two names.
"""

from collections.abc import Iterable
from dataclasses import replace

from checks.case import ApplicationCase
from checks.rule import Ink, Outcome
from chinese.names import project_similarity, same_unit
from schemas.documents import ApplicationForm, Medium
from schemas.evidence import Reading
from schemas.finding import Verdict

UNCERTAIN = "是否属于本项目未能确定"
RESEMBLING = 0.5
"""A name that has less in common with the project's is more likely another project's than a slip."""
ONE_PROJECT = 0.6
"""From this likeness on two names may be one project's."""


def is_surely_of(case: ApplicationCase, form: ApplicationForm) -> bool:
    """Say whether a form is this project's beyond doubt; a layout without a name was put here by its neighbours."""
    if form.project_name is None:
        return True
    if name := _sure(form.project_name):
        return project_similarity(name, case.application.project_name or name) >= RESEMBLING
    unit = _sure(form.undertaking_unit)
    named = (other for other in case.forms if other is not form and other.project_name and _sure(other.project_name))
    return bool(unit) and any(same_unit(unit, _sure(other.undertaking_unit)) for other in named)


def other_halves(case: ApplicationCase, medium: Medium) -> tuple[ApplicationForm, ...]:
    """Return the forms of the delivery's projects that have nothing but this medium, and may be this one."""
    halves = (a for a in case.delivery.applications if a.id != case.id and _has_only(a, medium) and _may_be_one(a, case))
    return tuple(form for a in halves for form in a.forms)


def _has_only(case: ApplicationCase, medium: Medium) -> bool:
    return all(form.medium is medium for form in case.forms)


def _may_be_one(a: ApplicationCase, b: ApplicationCase) -> bool:
    mine, theirs = a.application, b.application
    if not mine.project_name or not theirs.project_name or same_unit(mine.undertaking_unit or "", theirs.undertaking_unit or ""):
        return True
    return project_similarity(mine.project_name, theirs.project_name) >= ONE_PROJECT


def strayed(cases: Iterable[ApplicationCase]) -> tuple[ApplicationForm, ...]:
    """Return the forms of these projects that may be another's."""
    return tuple(form for case in cases for form in case.forms if not is_surely_of(case, form))


def strays_around(case: ApplicationCase) -> tuple[ApplicationForm, ...]:
    """Return the delivery's forms that may be this project's; its own where no name of it is sure, since it may be part of another."""
    others = strayed(other for other in case.delivery.applications if other.id != case.id)
    own = strayed([case])
    return (*others, *own) if len(own) == len(case.forms) else others


def if_of(case: ApplicationCase, outcome: Outcome, *forms: ApplicationForm) -> Outcome:
    """Let a contradiction rest on the names by which its forms were put together, too."""
    if outcome.verdict is not Verdict.FAIL:
        return outcome
    doubtful = tuple(_name_ink(case, form) for form in forms if not is_surely_of(case, form))
    return replace(outcome, rests_on=(*outcome.rests_on, *doubtful))


def _name_ink(case: ApplicationCase, form: ApplicationForm) -> Ink:
    ink = case.ink(form, "project_name")
    return ink if ink.doubt else replace(ink, doubt=UNCERTAIN)


def _sure(reading: Reading[str] | None) -> str:
    """Return a value that was read surely, else ''."""
    return reading.value if reading is not None and reading.value and not reading.needs_review else ""
