"""Every project in the letter has an application form, and every form is in the letter.

A name without a form can't be reviewed; a form without a name wasn't recommended. Where one name and one form are left over and
resemble each other, they are probably one project under two names, and that is a question.

Example: a letter that names two projects, with the form of the first only, fails and names the second.
"""

from checks.case import ApplicationCase, DeliveryCase
from checks.identity import strayed
from checks.letters import counting_letters, names_by_rank
from checks.missing import form_titles, hidden_note, hiding_places, letter_titles
from checks.naming import may_be_same_unit
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, not_applicable, passed, together
from chinese.names import project_key, project_similarity
from schemas.finding import FindingKind, Scope

RESEMBLING = 0.6
TELLING = 4
"""A name of fewer characters may stand in any other by chance."""


def check(case: DeliveryCase, _: Params) -> Outcome:
    """Go through the letters' names, then through the forms."""
    with_forms = [a for a in case.applications if a.forms]
    if case.letter is None:
        return _without_letter(case, with_forms)
    unnamed = [a for a in with_forms if a.application.rank is None]
    formless = _formless(case)
    parts = [_lacking(case, name, unnamed) for name in formless]
    parts += [_unnamed(case, a, formless) for a in unnamed]
    named = [passed("", a.ink(a.forms[0], "project_name").sure()) for a in with_forms if a.application.rank is not None]
    if not parts and not named:
        return needs_review(f"{case.name}的推荐函未识别到项目名称，也未收到申请表，请核对。", *case.letter_ink("title", "标题"))
    return together(parts + named, f"{case.name}推荐函所列{len(named)}个项目均有申请表，申请表均列入推荐函。", f"{case.name}：")


def _without_letter(case: DeliveryCase, with_forms: list[ApplicationCase]) -> Outcome:
    if with_forms:
        return not_applicable(f"{case.name}未附推荐函，收到{len(with_forms)}个项目的申请表，无法与推荐函核对。")
    if hidden := hiding_places(case, form_titles(case)):
        return needs_review(f"{case.name}的材料中未见申请表，{hidden_note(hidden)}，请核对其中是否有申请表。")
    return failed(f"{case.name}的材料中未见申请表。")


def _formless(case: DeliveryCase) -> list[Ink]:
    """Return the letters' names that no form stands for."""
    ranks = {a.application.rank for a in case.applications if a.forms}
    return [ink for rank, ink in enumerate(names_by_rank(case), 1) if rank not in ranks]


def _lacking(case: DeliveryCase, name: Ink, unnamed: list[ApplicationCase]) -> Outcome:
    if near := [a for a in unnamed if _may_be(a, name)]:
        return needs_review(f"推荐函所列“{name.text}”与申请表{near[0].name}名称不同，可能为同一项目，请核实", name)
    if nameless := [a for a in unnamed if a.application.project_name is None]:
        ink = (name, *(a.ink(a.forms[0], "project_name") for a in nameless))
        return needs_review(f"未见推荐函所列“{name.text}”的申请表，另有申请表的项目名称未能识别，请核对是否即为该项目", *ink)
    if hidden := hiding_places(case, form_titles(case)) or strayed(case.applications):
        return needs_review(f"未见推荐函所列“{name.text}”的申请表，{hidden_note(hidden)}，请核对其中是否有该表", name)
    if strays := _strays(case, name):
        ink = tuple(a.ink(a.forms[0], "project_name") for a in strays)
        return needs_review(f"未见推荐函所列“{name.text}”的申请表，{strays[0].delivery.name}的材料中有同名申请表，请核对归属", name, *ink)
    return failed(f"未见推荐函所列“{name.text}”的申请表", name)


def _may_be(a: ApplicationCase, name: Ink) -> bool:
    """Say whether a letter may mean a project by a name: one like its own, one that holds its own, or its unit's."""
    mine, written = project_key(a.application.project_name or ""), project_key(name.text)
    if project_similarity(mine, written) >= RESEMBLING or (len(mine) >= TELLING and mine in written):
        return True
    return may_be_same_unit(a.application.undertaking_unit or "", name.text)


def _strays(case: DeliveryCase, name: Ink) -> list[ApplicationCase]:
    """Return forms of that name in other deliveries whose own letter doesn't put them up."""
    wanted = project_key(name.text)
    return [
        a
        for a in case.whole.applications
        if a.forms and a.application.rank is None and a.delivery.id != case.id and project_key(a.application.project_name or "") == wanted
    ]


def _unnamed(case: DeliveryCase, a: ApplicationCase, formless: list[Ink]) -> Outcome:
    form = a.forms[0]
    ink = a.ink(form, "project_name")
    if a.application.project_name is None:
        return needs_review(f"收到一份项目名称未能识别的申请表（{form.path}），请核对是否列入推荐函", ink)
    if any(_may_be(a, name) for name in formless):
        return needs_review(f"申请表{a.name}未按原名列入推荐函，可能为同一项目，请核实", ink)
    if any(project_key(a.application.project_name) == project_key(name.text) for name in names_by_rank(case)):
        return needs_review(f"申请表{a.name}与推荐函所列项目同名而内容不同，请核对是否同一项目的材料", ink)
    if gap := _may_be_unread(case):
        return needs_review(f"申请表{a.name}未见于推荐函，{gap}，请核对是否列入", ink)
    return failed(f"申请表{a.name}未列入推荐函", ink, *(i for i in case.letter_ink("projects", "项目名单")))


def _may_be_unread(case: DeliveryCase) -> str:
    """Say why the letters may name more than was read of them; '' where they don't."""
    for letter in counting_letters(case):
        listed, stated = len((letter.projects.value or ()) if letter.projects else ()), letter.stated_count
        if stated is not None and stated.value is not None and stated.value > listed:
            return f"推荐函写明{stated.value}个项目，只识读出{listed}个名称"
    return hidden_note(found) if (found := hiding_places(case, letter_titles(case))) else ""


RULE = Rule("form-present", "推荐函与申请表对应", FindingKind.REQUIREMENT, Scope.DELIVERY, check, Params)
