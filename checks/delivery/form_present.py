"""Every project in the letter has an application form, and every form is in the letter.

A name without a form can't be reviewed; a form without a name wasn't recommended. Where one name and one form are left over and
resemble each other, they are probably one project under two names, and that is a question.

Example: a letter that names two projects, with the form of the first only, fails and names the second.
"""

from dataclasses import replace

from checks.case import ApplicationCase, DeliveryCase
from checks.missing import unread_note
from checks.rule import Ink, Outcome, Params, Rule, failed, ink_of, needs_review, not_applicable, passed, together
from chinese.names import project_similarity
from schemas.evidence import Reading
from schemas.finding import FindingKind, Scope

RESEMBLING = 0.6


def check(case: DeliveryCase, _: Params) -> Outcome:
    """Go through the letter's names, then through the forms."""
    with_forms = [a for a in case.applications if a.forms]
    if case.letter is None:
        return _without_letter(case, with_forms)
    unnamed = [a for a in with_forms if a.application.rank is None]
    formless = _formless(case)
    parts = [_lacking(case, name, unnamed) for name in formless]
    parts += [_unnamed(a, formless) for a in unnamed]
    named = [passed("", a.ink(a.forms[0], "project_name").sure()) for a in with_forms if a.application.rank is not None]
    if not parts and not named:
        return needs_review(f"{case.name}的推荐函未识别到项目名称，也未收到申请表，请核对。", *case.letter_ink("title", "标题"))
    return together(parts + named, f"{case.name}推荐函所列{len(named)}个项目均有申请表，申请表均列入推荐函。", f"{case.name}")


def _without_letter(case: DeliveryCase, with_forms: list[ApplicationCase]) -> Outcome:
    if with_forms or case.unread:
        return not_applicable(f"{case.name}未附推荐函，收到{len(with_forms)}个项目的申请表，无法与推荐函核对。")
    return failed(f"{case.name}的材料中未见申请表。")


def _formless(case: DeliveryCase) -> list[Ink]:
    """Return the letter's names that no form stands for."""
    ranks = {a.application.rank for a in case.applications if a.forms}
    return [ink for rank, ink in enumerate(_name_ink(case), 1) if rank not in ranks]


def _name_ink(case: DeliveryCase) -> tuple[Ink, ...]:
    letter = case.letter
    if letter is None or letter.projects is None:
        return ()
    if len(letter.project_readings) == len(letter.projects.value or ()):
        return tuple(_named(letter.id, f"推荐函第{n}个项目名称", r) for n, r in enumerate(letter.project_readings, 1))
    whole = ink_of(letter.id, "推荐函项目名单", letter.projects)
    return tuple(Ink(letter.id, whole.title, name, whole.page, whole.bbox, whole.doubt) for name in letter.projects.value or ())


def _named(document: str, title: str, reading: Reading[str]) -> Ink:
    ink = ink_of(document, title, reading)
    return replace(ink, text=reading.value or ink.words)


def _lacking(case: DeliveryCase, name: Ink, unnamed: list[ApplicationCase]) -> Outcome:
    if near := [a for a in unnamed if project_similarity(a.application.project_name or "", name.text) >= RESEMBLING]:
        return needs_review(f"推荐函所列“{name.text}”与申请表{near[0].name}名称不同，可能为同一项目，请核实", name)
    if nameless := [a for a in unnamed if a.application.project_name is None]:
        ink = (name, *(a.ink(a.forms[0], "project_name") for a in nameless))
        return needs_review(f"未见推荐函所列“{name.text}”的申请表，另有申请表的项目名称未能识别，请核对是否即为该项目", *ink)
    if case.unread:
        return needs_review(f"未见推荐函所列“{name.text}”的申请表，{unread_note(case)}，请核对其中是否有该表", name)
    return failed(f"未见推荐函所列“{name.text}”的申请表", name)


def _unnamed(a: ApplicationCase, formless: list[Ink]) -> Outcome:
    form = a.forms[0]
    ink = a.ink(form, "project_name")
    if a.application.project_name is None:
        return needs_review(f"收到一份项目名称未能识别的申请表（{form.path}），请核对是否列入推荐函", ink)
    if any(project_similarity(a.application.project_name, name.text) >= RESEMBLING for name in formless):
        return needs_review(f"申请表{a.name}未按原名列入推荐函，可能为同一项目，请核实", ink)
    return failed(f"申请表{a.name}未列入推荐函", ink)


RULE = Rule("form-present", "推荐函与申请表对应", FindingKind.REQUIREMENT, Scope.DELIVERY, check, Params)
