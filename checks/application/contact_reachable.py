"""Somebody can be reached: a name, and at least one telephone number, mobile or mail address that can work.

The province will have to call. What is malformed is named, so that it can be mended even where another way is open.

Outcomes: no name, or no way at all, fails; a malformed one beside a good one is for review.
Example: a mobile of ten digits and nothing else fails.
"""

from collections.abc import Callable

from checks.case import ApplicationCase
from checks.doubt import SEVERITY, settle
from checks.fields import reading_of
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, not_applicable, passed, together
from chinese.contacts import ContactCheck, check_email, check_mobile, check_phone, split_contacts
from schemas.documents import ApplicationForm
from schemas.finding import FindingKind, Scope

_WAYS: tuple[tuple[str, Callable[[str], ContactCheck]], ...] = (
    ("contact_phone", check_phone),
    ("contact_mobile", check_mobile),
    ("contact_email", check_email),
)


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Check the name and every way to reach it, in each version of the form; one that serves is enough."""
    names = ("contact_name", *(name for name, _ in _WAYS))
    having = [f for f in case.forms if any(reading_of(f, name) is not None for name in names)]
    said = [together((*_name(case, form), *_ways(case, form)), f"{case.name}联系人及联系方式可用。", case.name) for form in having]
    if not said:
        return not_applicable(f"{case.name}申请表中未见联系人栏目。")
    return min(said, key=lambda outcome: SEVERITY.index(settle(outcome).verdict))


def _name(case: ApplicationCase, form: ApplicationForm) -> tuple[Outcome, ...]:
    if form.contact_name is None:
        return ()
    ink = case.ink(form, "contact_name")
    if form.contact_name.value is None:
        return (failed("未填写联系人姓名", ink),)
    return (passed("", ink.sure()),)


def _ways(case: ApplicationCase, form: ApplicationForm) -> tuple[Outcome, ...]:
    good: list[Ink] = []
    bad: list[tuple[Ink, str]] = []
    for name, judge in _WAYS:
        reading, ink = reading_of(form, name), case.ink(form, name)
        for text in split_contacts(str(reading.value)) if reading and reading.value else ():
            found = judge(text)
            usable = found.ok or found.problem == "不是手机号码"
            good += [ink] if usable else []
            bad += [] if usable else [(ink, f"{case.label(name)}“{text}”{found.problem}")]
    faults = "、".join(fault for _, fault in bad)
    if not good:
        return (_unreachable(case, form, bad, faults),)
    if bad:
        return (needs_review(f"{faults}，请更正", *(ink for ink, _ in bad), observed=faults),)
    return (passed("", good[0].sure()),)


def _unreachable(case: ApplicationCase, form: ApplicationForm, bad: list[tuple[Ink, str]], faults: str) -> Outcome:
    blank = tuple(case.ink(form, name) for name, _ in _WAYS if reading_of(form, name) is not None)
    if not blank:
        return needs_review("申请表中未见电话、手机、电子邮箱栏，请核对")
    if bad:
        return failed(f"没有可用的联系方式：{faults}", *blank, observed=faults)
    return failed("未填写电话、手机或电子邮箱", *blank)


RULE = Rule("contact-reachable", "联系人可联系", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
