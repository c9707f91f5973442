"""No project is put up twice, by two recommenders or by one, nor again after an earlier call.

Names are compared without quotes and a trailing 试点. Many honest projects differ in the place alone, so names that merely resemble
each other count only where the unit is the same too.

Outcomes: one finding for each pair, for review, and one for each earlier pilot of the same name by another unit; none: pass.
Example: one project through 民政厅 and through a city.
"""

from checks.case import ApplicationCase, RoundCase
from checks.matching import Match, match_unit
from checks.pairs import Pair, besides, channels, field_ink, pairs_sharing
from checks.rule import Outcome, Params, Rule, needs_review, passed
from chinese.names import bare_key, project_key, project_similarity
from schemas.finding import FindingKind, Scope
from schemas.registers import PriorPilot

RESEMBLING = 0.75
TELLING = 6
"""A name of fewer characters of its own (养老服务) may well come twice."""


def check(case: RoundCase, _: Params) -> tuple[Outcome, ...]:
    """Pair the applications by name, and those of one unit by resemblance."""
    same = pairs_sharing(case.applications, _by_name)
    alike = tuple(pair for pair in besides(pairs_sharing(case.applications, _by_unit), same) if _resemble(pair))
    found = tuple(_told(pair, "名称相同") for pair in same) + tuple(_told(pair, "名称相近") for pair in alike)
    found += tuple(_earlier(a, row) for a in case.applications for row in _same_as_before(a))
    return found or (passed(f"{len(case.applications)}个项目没有重复申报。"),)


def _by_name(case: ApplicationCase) -> tuple[str, ...]:
    return (project_key(case.application.project_name),) if case.application.project_name else ()


def _by_unit(case: ApplicationCase) -> tuple[str, ...]:
    return (bare_key(case.application.undertaking_unit),) if case.application.undertaking_unit else ()


def _resemble(pair: Pair) -> bool:
    first, second = (case.application.project_name or "" for case in pair)
    return bool(first and second) and project_similarity(first, second) >= RESEMBLING


def _same_as_before(case: ApplicationCase) -> list[PriorPilot]:
    """Return earlier pilots of the same name by other units; what a unit did itself is another rule's."""
    key, unit = project_key(case.application.project_name or ""), case.application.undertaking_unit or ""
    rows = case.whole.round.registers.prior_pilots or ()
    same = (row for row in rows if len(key) >= TELLING and row.project_name and project_key(row.project_name) == key)
    return [row for row in same if match_unit(unit, case.application.uscc, row.unit_name, row.uscc) is not Match.SAME]


def _earlier(case: ApplicationCase, row: PriorPilot) -> Outcome:
    told = f"{row.batch}{row.level}试点“{row.project_name}”（{row.unit_name}，往届试点单位名单第{row.row}行）"
    ink = case.ink(case.forms[0], "project_name") if case.forms else None
    return needs_review(f"{case.name}与{told}同名，请核实是否为已实施的项目。", *((ink,) if ink else ()))


def _told(pair: Pair, how: str) -> Outcome:
    first, second = pair
    units = f"承担单位分别为{first.application.undertaking_unit or '未识别'}、{second.application.undertaking_unit or '未识别'}"
    return needs_review(
        f"{first.name}与{second.name}{how}，{units}，{channels(pair)}，请核实是否重复申报。", *field_ink(pair, "project_name")
    )


RULE = Rule("project-once", "同一项目不重复申报", FindingKind.CONSISTENCY, Scope.ROUND, check, Params)
