"""The undertaking unit shows a base for standardisation work.

What is enough is for a person to judge; this shows what the section offers: standards cited, staff, bodies, certificates. It never
fails anyone.

Outcomes: a section of some length with evidence of any kind passes; less is for review.
Example: 「我单位高度重视标准化工作。」 is for review.
"""

import re

from checks.case import ApplicationCase
from checks.rule import Outcome, Params, Rule, needs_review, passed
from checks.stated import stated
from chinese.standards import find_standards
from schemas.finding import FindingKind, Scope, Verdict

_KINDS = {
    "标准": re.compile(r"(?:国家|行业|地方|团体|企业|国际)标准[^，。；]{0,12}\d+\s*项|\d+\s*项[^，。；]{0,8}标准|标准体系"),
    "人员": re.compile(
        r"标准化(?:工作|专职|管理|专业|技术)*(?:人员|工程师|专家|队伍|团队)|(?:专职|专兼职|兼职)[^，。；]{0,6}人员|\d+\s*(?:名|人)"
    ),
    "机构": re.compile(
        r"标准化(?:工作)?(?:部|处|科|室|办公室|委员会|领导小组|技术委员会|研究所|研究院|中心)|分?技术委员会|秘书处|工作组|SAC|TC\s?\d"
    ),
    "证书": re.compile(r"认证|认可|证书|标准化良好行为|创新贡献奖|标准领跑者|获奖|对标达标"),
}
LENGTH = 60
"""Characters that a section takes to say something."""


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Count the kinds of evidence that the section offers."""
    outcome = stated(case, "standardization_base")
    if outcome.verdict is Verdict.FAIL:
        return needs_review(outcome.message, *outcome.rests_on)
    if outcome.verdict is not Verdict.PASS:
        return outcome
    form = next(f for f in case.forms if f.standardization_base is not None and f.standardization_base.value)
    text = (form.standardization_base.value or "") if form.standardization_base else ""
    kinds = [name for name, pattern in _KINDS.items() if pattern.search(text) or (name == "标准" and find_standards(text))]
    shown = f"提到{'、'.join(kinds)}" if kinds else "未提到标准、人员、机构或证书"
    if kinds and len(text) >= LENGTH:
        return passed(f"{case.name}“{case.label('standardization_base')}”{shown}。", *outcome.rests_on, observed=shown)
    said = f"{case.name}“{case.label('standardization_base')}”内容较少（{len(text)}字，{shown}），请审核是否具备标准化工作基础"
    return needs_review(f"{said}。", *outcome.rests_on, observed=shown)


RULE = Rule("unit-standardization-base", "标准化工作基础", FindingKind.REQUIREMENT, Scope.APPLICATION, check, Params)
