"""An electronic version of the form is there.

The province uploads it. Its format is not laid down, so whatever carries text from the start counts.

Example: three scans and no DOCX, OFD or born-digital PDF fails.
"""

from checks.case import ApplicationCase
from checks.missing import hidden_note, hidden_versions
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, not_applicable, passed
from schemas.documents import Medium
from schemas.finding import FindingKind, Scope


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Look for a version that isn't a scan."""
    if case.electronic:
        return passed(f"{case.name}已附电子版。", *(Ink(form.id, "电子版申请表", "电子版申请表") for form in case.electronic))
    if not case.forms:
        return not_applicable(f"{case.name}未收到申请表，无法核对电子版。")
    ink = tuple(Ink(form.id, case.title_of(form), case.title_of(form)) for form in case.copies[:1])
    if hidden := hidden_versions(case, Medium.ELECTRONIC):
        return needs_review(f"未见{case.name}的电子版，{hidden_note(hidden)}，请核对其中是否有电子版。", *ink)
    return failed(f"未见{case.name}申请表的电子版，请补报。", *ink)


RULE = Rule("form-electronic", "附有电子版", FindingKind.REQUIREMENT, Scope.APPLICATION, check, Params)
