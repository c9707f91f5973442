"""The standard numbers cited can be right.

A number that can't exist (no serial number, half a year, a year to come) may be a slip of the pen or of the reader, so it is a word
to the applicant and no more.

Outcomes: all possible: pass; else review as a 提示, naming them; none cited: not applicable. Example: GB/T 12345—2032.
"""

from checks.case import ApplicationCase
from checks.fields import reading_of
from checks.rule import Ink, Outcome, Params, Rule, needs_review, not_applicable, passed
from chinese.standards import StandardNumber, find_standards
from schemas.finding import FindingKind, Scope
from schemas.notice import FieldKind


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Look at every number in the long texts of the form's first version."""
    cited = [found for field in case.notice.form.fields if field.kind is FieldKind.LONG for found in _cited(case, field.name)]
    if not cited:
        return not_applicable(f"{case.name}申请表未引用标准编号。")
    year = case.whole.round.as_of.year
    wrong = [(ink, number, problem) for ink, number in cited if (problem := _problem(number, year))]
    if not wrong:
        return passed(f"{case.name}引用的{len(cited)}处标准编号格式无误。", *dict.fromkeys(ink for ink, _ in cited))
    told = "、".join(dict.fromkeys(f"“{number.text}”（{problem}）" for _, number, problem in wrong))
    return needs_review(f"{case.name}引用的标准编号{told}可能有误，可建议核对。", *(ink for ink, _, _ in wrong), observed=told)


def _cited(case: ApplicationCase, name: str) -> list[tuple[Ink, StandardNumber]]:
    form = next((f for f in case.forms if (r := reading_of(f, name)) and r.value), None)
    reading = reading_of(form, name) if form else None
    if form is None or reading is None:
        return []
    place = case.ink(form, name)
    return [(Ink(place.document, place.title, n.text, place.page, place.bbox), n) for n in find_standards(str(reading.value))]


def _problem(number: StandardNumber, year: int) -> str:
    if number.problem:
        return number.problem
    return "年代号晚于当前年份" if number.year and number.year > year else ""


RULE = Rule("standards-cited", "标准编号", FindingKind.ADVICE, Scope.APPLICATION, check, Params, always=True)
