"""The scanned copies of one form say the same.

Three copies of one paper are one paper only if they agree. Key fields must agree to the character; long texts may differ by what
a reader slips on, and what goes beyond that is for a person unless the texts are plainly different ones.

Outcomes: a sure difference in a key field fails, shown character by character. Example: 联系人 differs in the third copy.
"""

from checks.case import ApplicationCase
from checks.fields import compare_field, compared_fields
from checks.rule import Outcome, Params, Rule, not_applicable, together
from schemas.finding import FindingKind, Scope


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Hold every copy against the first."""
    if len(case.copies) < 2:
        return not_applicable(f"{case.name}扫描件不足两份，无从比对。")
    first, *others = case.copies
    compared = (compare_field(case, field, first, other) for other in others for field in compared_fields(case))
    return together((part for part in compared if part), f"{case.name}{len(case.copies)}份申请表内容一致。", case.name)


RULE = Rule("copies-identical", "各份申请表一致", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
