"""An electronic version of the form is there.

The province uploads it. Its format is not laid down, so whatever carries text from the start counts.

Example: three scans and no DOCX, OFD or born-digital PDF fails.
"""

from checks.case import ApplicationCase
from checks.counterparts import counterparts
from checks.identity import strays_around
from checks.missing import form_titles, hidden_note, hiding_places
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, not_applicable, passed
from schemas.documents import Document, Medium, Status
from schemas.finding import FindingKind, Scope


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Look for a version that isn't a scan."""
    if case.electronic:
        return passed(f"{case.name}已附电子版。", *(Ink(form.id, "电子版申请表", "电子版申请表") for form in case.electronic))
    if not case.forms:
        return not_applicable(f"{case.name}未收到申请表，无法核对电子版。")
    ink = tuple(Ink(form.id, case.title_of(form), case.title_of(form)) for form in case.copies[:1])
    if hidden := _hidden(case):
        return needs_review(f"未见{case.name}的电子版，{hidden_note(hidden)}，请核对其中是否有电子版。", *ink)
    return failed(f"未见{case.name}申请表的电子版，请补报。", *ink)


def _hidden(case: ApplicationCase) -> tuple[Document, ...]:
    """Return what may be it: files that nobody could read or name, an electronic form that found no scan, a form whose name is in doubt."""
    unknown = hiding_places(case.delivery, form_titles(case.delivery))
    other = (form for a in counterparts(case, Medium.ELECTRONIC) for form in a.electronic)
    found = (*(d for d in unknown if d.status is Status.QUARANTINED or d.medium is Medium.ELECTRONIC), *other)
    return found or strays_around(case)


RULE = Rule("form-electronic", "附有电子版", FindingKind.REQUIREMENT, Scope.APPLICATION, check, Params)
