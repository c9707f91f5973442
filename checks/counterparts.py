"""Projects of one delivery that may be one project under two names: one has only scans, the other only the electronic version."""

from checks.case import ApplicationCase
from chinese.names import project_similarity, same_unit
from schemas.documents import Medium

RESEMBLING = 0.6
"""From this likeness on two names may be one project's."""


def counterparts(case: ApplicationCase, medium: Medium) -> tuple[ApplicationCase, ...]:
    """Return the delivery's projects that have nothing but this medium, and may be this one."""
    return tuple(a for a in case.delivery.applications if a.id != case.id and _has_only(a, medium) and _may_be_one(a, case))


def _has_only(case: ApplicationCase, medium: Medium) -> bool:
    return bool(case.forms) and all(form.medium is medium for form in case.forms)


def _may_be_one(a: ApplicationCase, b: ApplicationCase) -> bool:
    mine, theirs = a.application, b.application
    if not mine.project_name or not theirs.project_name or same_unit(mine.undertaking_unit or "", theirs.undertaking_unit or ""):
        return True
    return project_similarity(mine.project_name, theirs.project_name) >= RESEMBLING
