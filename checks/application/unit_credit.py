"""The undertaking unit has no bad credit record, as far as was looked up.

The notice names the sources but neither a window nor a day, so source and day are always printed. Nobody has to enclose a print-out:
where nothing was looked up, the finding says where to look.

Outcomes: 严重失信 or 严重违法 fails; a live 经营异常, a published penalty (with the tier that its words point to) or other words are
for review, and so is anything under a similar name or in a print-out whose site is unknown; repaired passes with a note; nothing
looked up is no evidence. 国家企业信用信息公示系统 doesn't cover 机关 and 事业单位. The newest look-up of a source decides.
Example: 严重失信主体名单, 在列, looked up on 12 May 2026, fails; the same unit with a clean look-up of 20 May passes with a note.
"""

from checks.case import ApplicationCase
from checks.credit import credit_of
from checks.credit_records import Unit
from checks.rule import Outcome, Params, Rule, not_applicable
from schemas.finding import FindingKind, Scope


class CreditParams(Params):
    """The sources that the notice goes by."""

    sources: tuple[str, ...]


def check(case: ApplicationCase, params: CreditParams) -> Outcome:
    """Look the undertaking unit up in every source."""
    name = case.application.undertaking_unit
    if not name:
        return not_applicable(f"{case.name}未读到承担单位名称，无法核对信用记录。")
    return credit_of(case, Unit(name, case.application.uscc, "承担单位信用记录"), params.sources)


RULE = Rule("unit-credit", "承担单位信用记录", FindingKind.REQUIREMENT, Scope.APPLICATION, check, CreditParams)
