"""The electronic version says what the scanned copies say.

The electronic version is what gets uploaded; the paper is what was sealed. A difference means that one of them isn't the project
that was recommended.

Outcomes: a sure difference in a key field fails, shown character by character; long texts that differ by more than a reader's slips
are for review. Example: the period in the DOCX is a year longer.
"""

from checks.case import ApplicationCase
from checks.fields import compare_field, compared_fields
from checks.rule import Outcome, Params, Rule, not_applicable, together
from schemas.finding import FindingKind, Scope


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Hold every electronic version against the first scanned copy."""
    if not case.copies or not case.electronic:
        return not_applicable(f"{case.name}没有同时收到扫描件和电子版，无从比对。")
    first = case.copies[0]
    compared = (compare_field(case, field, first, other) for other in case.electronic for field in compared_fields(case))
    return together((part for part in compared if part), f"{case.name}电子版与扫描件一致。", case.name)


RULE = Rule("electronic-matches-scan", "电子版与扫描件一致", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
