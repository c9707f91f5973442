"""As many scanned copies of the form as the notice asks for.

The notice asks for paper copies; whether one scan of several identical papers proves enough is read both ways.

Reading: ``copies-evidence`` (scans, one-scan-suffices). Files with the same bytes are one scan.
Example: two scanned copies where three are asked for: short by scans, enough where one suffices.
"""

from checks.case import ApplicationCase
from checks.missing import hidden_note, hidden_versions
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, not_applicable, passed
from schemas.documents import Medium, Status
from schemas.finding import FindingKind, Scope


class CopiesParams(Params):
    """How many copies."""

    copies: int


def check(case: ApplicationCase, params: CopiesParams) -> Outcome:
    """Count the scanned copies."""
    if not case.forms:
        return not_applicable(f"{case.name}未收到申请表，无法核对份数。")
    number = len(case.copies)
    ink = tuple(Ink(form.id, case.title_of(form), case.title_of(form)) for form in case.copies)
    expected, observed = f"{params.copies}份", f"{number}份"
    said = f"{case.name}收到申请表扫描件{number}份{_doubles(case)}"
    enough = 1 if case.choices["copies-evidence"] == "one-scan-suffices" else params.copies
    if number >= enough:
        return passed(f"{said}，要求{params.copies}份。", *ink, expected=expected, observed=observed)
    if hidden := hidden_versions(case, Medium.SCAN):
        said = f"{said}，要求{params.copies}份，{hidden_note(hidden)}"
        return needs_review(f"{said}，请核对其中是否有该表。", *ink, expected=expected, observed=observed)
    return failed(f"{said}，要求{params.copies}份，缺{params.copies - number}份。", *ink, expected=expected, observed=observed)


def _doubles(case: ApplicationCase) -> str:
    same = [d for d in case.documents if d.status is Status.DUPLICATE and d.medium is Medium.SCAN]
    return f"（另有{len(same)}个文件与已收扫描件完全相同，不计份数）" if same else ""


RULE = Rule(
    "form-copies",
    "申请表份数",
    FindingKind.REQUIREMENT,
    Scope.APPLICATION,
    check,
    CopiesParams,
    readings={"copies-evidence": ("scans", "one-scan-suffices")},
)
