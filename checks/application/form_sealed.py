"""The undertaking unit's seal stands in its opinion box on every copy.

The seal is what makes the form the unit's own word. Only a clean colour scan proves that there is none; a seal on the cover
instead of the box is a question about the form's layout.

Outcomes, copy by copy: the unit's own seal passes; another's or a special-purpose seal fails; an unreadable, cut or
black-and-white one, an abbreviation or a former name is for review; none at all fails.
Example: two copies sealed and the third not: fails, naming 第3份.
"""

from checks.case import ApplicationCase
from checks.identity import if_of
from checks.naming import hardly_same_unit
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, not_applicable, together
from checks.sealing import best, hidden_on, judge_seal, seal_ink
from chinese.names import same_unit
from schemas.documents import ApplicationForm, Opinion, OpinionRole, Seal, SealOutcome
from schemas.finding import FindingKind, Scope, Verdict


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Judge copy by copy."""
    if not case.copies:
        return not_applicable(f"{case.name}未收到申请表扫描件，无法核对印章。")
    return together((_copy(case, form) for form in case.copies), f"{case.name}各份申请表均已加盖承担单位公章。", case.name)


def _copy(case: ApplicationCase, form: ApplicationForm) -> Outcome:
    where = f"{case.title_of(form)}承担单位意见栏"
    own = tuple(seal for seal in form.seals if seal.role is OpinionRole.UNDERTAKING)
    if own:
        name, ink = _unit(case, form)
        outcome = best(tuple(judge_seal(form, seal, name, where, ink) for seal in own))
        named = [other for other in case.forms if other is not form and any(i.document == other.id for i in ink)]
        if outcome.verdict is Verdict.FAIL and (beside := _matched_elsewhere(case, form, where)):
            return beside
        return if_of(case, outcome, form, *named) if named else outcome
    return _elsewhere(case, form, where) or _without(case, form, where)


def _unit(case: ApplicationCase, form: ApplicationForm) -> tuple[str | None, tuple[Ink, ...]]:
    """Return the undertaking unit's name and its ink: this copy's where it was read surely, else any other's that was."""
    having = [f for f in (form, *case.forms) if f.undertaking_unit and f.undertaking_unit.value]
    surest = min(having, key=lambda f: bool(f.undertaking_unit and f.undertaking_unit.needs_review), default=None)
    if surest is None or surest.undertaking_unit is None:
        return case.application.undertaking_unit, ()
    return surest.undertaking_unit.value, (case.ink(surest, "undertaking_unit"),)


def _elsewhere(case: ApplicationCase, form: ApplicationForm, where: str) -> Outcome | None:
    """Ask about a seal outside the box that is, or may be, the unit's."""
    if beside := _matched_elsewhere(case, form, where):
        return beside
    expected, _ = _unit(case, form)
    for seal in form.seals:
        ink = seal_ink(form, seal, f"{case.title_of(form)}印章")
        if seal.role is None and _may_be_its(seal, expected):
            return needs_review(f"{where}未见印章，第{seal.page}页另有印章未能确认是哪个单位，请核对是否为承担单位公章", ink)
    return None


def _matched_elsewhere(case: ApplicationCase, form: ApplicationForm, where: str) -> Outcome | None:
    """Ask about the unit's own seal that stands outside its box: beside another's, or where the layout has it."""
    expected, _ = _unit(case, form)
    for seal in form.seals:
        read = seal.outcome in (SealOutcome.MATCHED, SealOutcome.MISMATCHED)  # mismatched: not whose seal that box asks for
        if read and seal.role is not OpinionRole.UNDERTAKING and same_unit(seal.owner or "", expected or ""):
            told = f"{where}未见承担单位印章，第{seal.page}页另有承担单位印章，请确认是否符合该表要求"
            return needs_review(told, seal_ink(form, seal, f"{case.title_of(form)}印章"))
    return None


def _may_be_its(seal: Seal, expected: str | None) -> bool:
    """Say whether a seal that stands in no box may be the unit's: it can't be read, or reads too much like its name to be another's."""
    read = seal.owner or seal.text
    return seal.outcome is SealOutcome.UNREADABLE or not expected or not read or not hardly_same_unit(read, expected)


def _without(case: ApplicationCase, form: ApplicationForm, where: str) -> Outcome:
    box = next((opinion for opinion in form.opinions if opinion.role is OpinionRole.UNDERTAKING), None)
    if box is None:
        whole = Ink(form.id, case.title_of(form), case.title_of(form))
        return needs_review(f"{case.title_of(form)}未见承担单位意见栏和承担单位印章，请核对是否缺页", whole)
    if hidden_on(form, frozenset({box.page})):
        return needs_review(f"{where}所在第{box.page}页扫描质量不足，未见印章，请核对原件", _place(form, box, where))
    return failed(f"{where}未加盖印章", _place(form, box, where), observed="无印章")


def _place(form: ApplicationForm, box: Opinion, where: str) -> Ink:
    return Ink(form.id, where, box.label or "承担单位意见", box.page, box.bbox)


RULE = Rule("form-sealed", "承担单位印章", FindingKind.REQUIREMENT, Scope.APPLICATION, check, Params)
