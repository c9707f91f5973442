"""No project is put up twice, by two recommenders or by one.

Names are compared without quotes and a trailing 试点. Many honest projects differ in the place alone, so names that merely resemble
each other count only where the unit is the same too.

Outcomes: one finding for each pair, for review; none: pass. Example: one project through 民政厅 and through a city.
"""

from checks.case import ApplicationCase, RoundCase
from checks.pairs import Pair, channels, field_ink, pairs_sharing
from checks.rule import Outcome, Params, Rule, needs_review, passed
from chinese.names import bare_key, project_key, project_similarity
from schemas.finding import FindingKind, Scope

RESEMBLING = 0.75


def check(case: RoundCase, _: Params) -> tuple[Outcome, ...]:
    """Pair the applications by name, and those of one unit by resemblance."""
    same = pairs_sharing(case.applications, _by_name)
    alike = tuple(pair for pair in pairs_sharing(case.applications, _by_unit) if pair not in same and _resemble(pair))
    found = tuple(_told(pair, "名称相同") for pair in same) + tuple(_told(pair, "名称相近") for pair in alike)
    return found or (passed(f"{len(case.applications)}个项目没有重复申报。"),)


def _by_name(case: ApplicationCase) -> tuple[str, ...]:
    return (project_key(case.application.project_name),) if case.application.project_name else ()


def _by_unit(case: ApplicationCase) -> tuple[str, ...]:
    return (bare_key(case.application.undertaking_unit),) if case.application.undertaking_unit else ()


def _resemble(pair: Pair) -> bool:
    first, second = (case.application.project_name or "" for case in pair)
    return bool(first and second) and project_similarity(first, second) >= RESEMBLING


def _told(pair: Pair, how: str) -> Outcome:
    first, second = pair
    units = f"承担单位分别为{first.application.undertaking_unit or '未识别'}、{second.application.undertaking_unit or '未识别'}"
    return needs_review(
        f"{first.name}与{second.name}{how}，{units}，{channels(pair)}，请核实是否重复申报。", *field_ink(pair, "project_name")
    )


RULE = Rule("project-once", "同一项目不重复申报", FindingKind.CONSISTENCY, Scope.ROUND, check, Params)
