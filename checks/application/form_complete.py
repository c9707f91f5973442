"""Every required field of the form is filled in.

What the form's own layout doesn't have is held against nobody. A placeholder counts as empty; a field that is empty in one copy
only is named with the copy.

Outcomes: a field surely empty fails and is named; one that may be empty is for review.
Example: 联系人 blank in the second of three copies fails: 第2份申请表“联系人”未填写.
"""

from checks.case import ApplicationCase
from checks.fields import reading_of
from checks.filled import is_empty
from checks.rule import Outcome, Params, Rule, failed, not_applicable, passed, together
from schemas.documents import ApplicationForm
from schemas.finding import FindingKind, Scope
from schemas.notice import FormField


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Go through the required fields over the scanned copies, or the electronic version where nothing was scanned."""
    forms = case.copies or case.electronic
    if not forms:
        return not_applicable(f"{case.name}未收到申请表，无法核对填报。")
    required = [field for field in case.notice.form.fields if field.required]
    parts = [_field(case, field, forms) for field in required]
    lacking = [field.title for field in required if not any(reading_of(form, field.name) for form in forms)]
    note = f"（版式中未见{'、'.join(lacking)}栏，不作为问题）" if lacking else ""
    return together(parts, f"{case.name}申请表必填栏目均已填写{note}。", case.name)


def _field(case: ApplicationCase, field: FormField, forms: tuple[ApplicationForm, ...]) -> Outcome:
    having = [form for form in forms if reading_of(form, field.name) is not None]
    if not having:
        return not_applicable(f"版式中未见“{field.title}”栏")
    empty = [form for form in having if (reading := reading_of(form, field.name)) and is_empty(reading, case.notice.form)]
    if not empty:
        return passed(f"“{field.title}”已填写", *(case.ink(form, field.name).sure() for form in having[:1]))
    where = "申请表" if len(empty) == len(having) else "、".join(case.title_of(form) for form in empty)
    said = [text for form in empty if (text := case.ink(form, field.name).text.strip())]
    note = f"（仅有“{said[0]}”字样）" if said else ""
    return failed(f"{where}“{field.title}”未填写{note}", *(case.ink(form, field.name) for form in empty))


RULE = Rule("form-complete", "申请表填写完整", FindingKind.REQUIREMENT, Scope.APPLICATION, check, Params)
