"""The scanned copies of one form say the same.

Three copies of one paper are one paper only if they agree. Key fields must agree to the character; long texts may differ by what
a reader slips on, and what goes beyond that is for a person unless the texts are plainly different ones.

Outcomes: a sure difference in a key field fails, shown character by character; a copy without several sections that all others
have is for review: a page of it may be missing. Example: 联系人 differs in the third copy.
"""

from checks.case import ApplicationCase
from checks.fields import compare_field, compared_fields, reading_of
from checks.rule import Ink, Outcome, Params, Rule, needs_review, not_applicable, together
from schemas.documents import ApplicationForm
from schemas.finding import FindingKind, Scope
from schemas.notice import FieldKind

_SECTIONS_ON_A_PAGE = 2
"""A reader may overlook one heading; so many sections together went with their page."""


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Hold every copy against the first."""
    if len(case.copies) < 2:
        return not_applicable(f"{case.name}扫描件不足两份，无从比对。")
    first, *others = case.copies
    compared = (compare_field(case, field, first, other) for other in others for field in compared_fields(case))
    lacking = (_lacking(case, form) for form in case.copies)
    return together((part for part in (*compared, *lacking) if part), f"{case.name}{len(case.copies)}份申请表内容一致。", case.name)


def _lacking(case: ApplicationCase, form: ApplicationForm) -> Outcome | None:
    """Name the sections that stand in every copy but this one."""
    others = [_sections(case, other) for other in case.copies if other is not form]
    gone = [name for name in others[0] if all(name in other for other in others) and name not in _sections(case, form)]
    if len(gone) < _SECTIONS_ON_A_PAGE:
        return None
    named = "".join(f"“{case.label(name)}”" for name in gone)
    title = case.title_of(form)
    return needs_review(f"{title}未见{named}，其他各份均有，请核对是否缺页", Ink(form.id, title))


def _sections(case: ApplicationCase, form: ApplicationForm) -> tuple[str, ...]:
    long = (field.name for field in case.notice.form.fields if field.kind is FieldKind.LONG)
    return tuple(name for name in long if (reading := reading_of(form, name)) is not None and reading.value)


RULE = Rule("copies-identical", "各份申请表一致", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
