"""The electronic version says what the scanned copies say.

The electronic version is what gets uploaded; the paper is what was sealed. A difference means that one of them isn't the project
that was recommended.

Outcomes: a sure difference in a key field fails, shown character by character; long texts that differ by more than a reader's slips
are for review. Example: the period in the DOCX is a year longer.
"""

from checks.case import ApplicationCase
from checks.fields import compare_field, compared_fields
from checks.rule import Outcome, Params, Rule, not_applicable, together
from schemas.documents import ApplicationForm
from schemas.finding import FindingKind, Scope, Verdict
from schemas.notice import FormField


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Hold every electronic version against the scanned copies, field by field."""
    if not case.copies or not case.electronic:
        return not_applicable(f"{case.name}没有同时收到扫描件和电子版，无从比对。")
    compared = (_field(case, field, other) for other in case.electronic for field in compared_fields(case))
    return together((part for part in compared if part), f"{case.name}电子版与扫描件一致。", case.name)


def _field(case: ApplicationCase, field: FormField, other: ApplicationForm) -> Outcome | None:
    """Compare with every copy: where at least half of them agree, the odd copy is another rule's concern."""
    found = [part for copy in case.copies if (part := compare_field(case, field, copy, other))]
    same = [part for part in found if part.verdict is Verdict.PASS]
    return same[0] if same and 2 * len(same) >= len(found) else next(iter(found), None)


RULE = Rule("electronic-matches-scan", "电子版与扫描件一致", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
