"""Somebody can be reached: a name, and at least one telephone number, mobile or mail address that can work.

The province will have to call. What is malformed is named, so that it can be mended even where another way is open.

Outcomes: no name, or no way at all, fails; a malformed one beside a good one is for review.
Example: a mobile of ten digits and nothing else fails.
"""

import re
from collections.abc import Callable, Iterator

from checks.case import ApplicationCase
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


_NUMBER = re.compile(r"\d[\d\-\s]{5,}\d|@")


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Check the name and every way to reach it; a way is good where any version of the form gives it well formed."""
    names = ("contact_name", *(name for name, _ in _WAYS))
    having = [f for f in case.forms if any(reading_of(f, name) is not None for name in names)]
    if not having:
        return not_applicable(f"{case.name}申请表中未见联系人栏目。")
    return together((*_name(case, having), *_ways(case, having)), f"{case.name}联系人及联系方式可用。", case.name)


def _name(case: ApplicationCase, forms: list[ApplicationForm]) -> tuple[Outcome, ...]:
    asked = [form for form in forms if form.contact_name is not None]
    named = [form for form in asked if form.contact_name and form.contact_name.value is not None]
    if named:
        return (passed("", case.ink(named[0], "contact_name").sure()),)
    return (failed("未填写联系人姓名", *(case.ink(form, "contact_name") for form in asked)),) if asked else ()


def _ways(case: ApplicationCase, forms: list[ApplicationForm]) -> tuple[Outcome, ...]:
    good: list[Ink] = []
    bad: dict[str, Ink] = {}
    for name, judge in _WAYS:
        versions = [[(ink, text, judge(text)) for ink, text in _written(case, form, name)] for form in forms]
        good += [ink for version in versions for ink, _, said in version if _works(said)][:1]
        if not any(version and all(_works(said) for _, _, said in version) for version in versions):
            malformed = [found for version in versions for found in version if not _works(found[2])]
            bad |= {f"{case.label(name)}“{text}”（{said.problem}）": ink for ink, text, said in reversed(malformed)}
    faults = "、".join(bad)
    if not good:
        return (_unreachable(case, forms, faults),)
    if bad:
        return (needs_review(f"{faults}，请更正", *bad.values(), observed=faults),)
    return (passed("", good[0].sure()),)


def _works(said: ContactCheck) -> bool:
    """Whether one can be reached by it, if perhaps under another heading."""
    return said.ok or said.problem == "不是手机号码"


def _written(case: ApplicationCase, form: ApplicationForm, name: str) -> Iterator[tuple[Ink, str]]:
    reading = reading_of(form, name)
    for text in split_contacts(str(reading.value)) if reading and reading.value else ():
        yield case.ink(form, name), text


def _unreachable(case: ApplicationCase, forms: list[ApplicationForm], faults: str) -> Outcome:
    blank = tuple(case.ink(form, name) for form in forms for name, _ in _WAYS if reading_of(form, name) is not None)
    if not blank:
        return needs_review("申请表中未见电话、手机、电子邮箱栏，请核对")
    if any(_NUMBER.search(case.ink(form, "contact_name").text) for form in forms):
        return needs_review(
            "未单独填写电话、手机或电子邮箱，联系人栏中似有联系方式，请核对", *(case.ink(form, "contact_name") for form in forms)
        )
    if faults:
        return failed(f"没有可用的联系方式：{faults}", *blank, observed=faults)
    return failed("未填写电话、手机或电子邮箱", *blank)


RULE = Rule("contact-reachable", "联系人可联系", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
