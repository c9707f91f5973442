"""What to say of participating units where none was read."""

from checks.case import ApplicationCase
from checks.rule import Outcome, needs_review, not_applicable


def without_participants(case: ApplicationCase) -> Outcome:
    """Say that there are none, or that nobody could read whether there are."""
    field = "participating_units"
    doubtful = [form for form in case.forms if form.participating_units is not None and form.participating_units.needs_review]
    if not doubtful:
        return not_applicable(f"{case.name}没有参加单位。")
    ink = tuple(case.ink(form, field) for form in doubtful)
    return needs_review(f"{case.name}“{case.label(field)}”未能确定（“{ink[0].words}”，{ink[0].doubt}），请核对有无参加单位。", *ink)
