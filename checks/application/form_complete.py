"""Every field that has to be filled in is.

What the form's own layout doesn't have is held against nobody. A placeholder counts as empty; a field that is empty in one copy
only is named with the copy. Which fields have to be filled in, the form's profile says; of the others some may be blank without a
word (a second telephone number), and the rest are worth a question.

Outcomes: a required field surely empty fails and is named; one that may be empty, or another field left empty, is for review.
Example: 联系人 blank in the second of three copies fails: 第2份申请表“联系人”未填写.
"""

from checks.case import ApplicationCase
from checks.fields import reading_of
from checks.filled import is_empty, is_unread
from checks.rule import Outcome, Params, Rule, failed, needs_review, not_applicable, passed, together
from schemas.documents import ApplicationForm
from schemas.finding import FindingKind, Scope
from schemas.notice import FormField


class CompleteParams(Params):
    """Fields that may be left blank without a word."""

    may_be_empty: tuple[str, ...] = ()


def check(case: ApplicationCase, params: CompleteParams) -> Outcome:
    """Go through the fields over the scanned copies, or the electronic version where nothing was scanned."""
    forms = case.copies or case.electronic
    if not forms:
        return not_applicable(f"{case.name}未收到申请表，无法核对填报。")
    required = [field for field in case.notice.form.fields if field.required]
    parts = [_field(case, field, forms) for field in case.notice.form.fields if field.required or field.name not in params.may_be_empty]
    lacking = [field.title for field in required if not any(reading_of(form, field.name) for form in forms)]
    note = f"（版式中未见{'、'.join(lacking)}栏，不作为问题）" if lacking else ""
    return together(parts, f"{case.name}申请表必填栏目均已填写{note}。", case.name)


def _field(case: ApplicationCase, field: FormField, forms: tuple[ApplicationForm, ...]) -> Outcome:
    having = [form for form in forms if reading_of(form, field.name) is not None]
    if not having:
        return not_applicable(f"版式中未见“{field.title}”栏")
    empty = [form for form in having if (reading := reading_of(form, field.name)) and is_empty(reading, case.notice.form)]
    unread = [form for form in having if (reading := reading_of(form, field.name)) and is_unread(reading)]
    if unread and not empty:
        ink = tuple(case.ink(form, field.name) for form in unread)
        return needs_review(
            f"{case.titles(unread, having)}“{field.title}”有内容但未能确定（“{ink[0].words}”，{ink[0].doubt}），请核对", *ink
        )
    if not empty:
        return passed(f"“{field.title}”已填写", *(case.ink(form, field.name).sure() for form in having[:1]))
    where = case.titles(empty, having)
    said = [words for form in empty if (words := case.ink(form, field.name).words)]
    note = f"（仅有“{said[0]}”字样）" if said else ""
    ink = tuple(case.ink(form, field.name) for form in empty)
    if field.required:
        return failed(f"{where}“{field.title}”未填写{note}", *ink)
    return needs_review(f"{where}“{field.title}”空白{note}，请确认是否应填", *ink)


RULE = Rule("form-complete", "申请表填写完整", FindingKind.REQUIREMENT, Scope.APPLICATION, check, CompleteParams)
