"""The form is this call's, not last year's or another programme's.

A stale form is filled in against stale rules. Both names that the notices use for the form are good.

Outcomes: a past year, or another programme's title, fails as 不一致; a year to come, an edition (2025版), or a title worded
otherwise is for review.
Example: 2025年度国家标准化试点项目申请表.
"""

import re

from checks.case import ApplicationCase
from checks.programme import bare, may_name, other_year
from checks.rule import Ink, Outcome, Params, Rule, failed, needs_review, not_applicable, passed, together
from chinese.punctuation import fold
from schemas.documents import ApplicationForm
from schemas.finding import FindingKind, Scope

_EDITION = re.compile(r"20\d\d")
"""A year without 年: the edition of a form (2025版), which may still be the one in force."""


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Look at year and title of every version."""
    parts = [part for form in case.forms for part in (*_year(case, form), *_title(case, form))]
    if not parts:
        return not_applicable(f"{case.name}申请表未见标题和年度。")
    return together(parts, f"{case.name}所用表格为本次征集的表格。", case.name)


def _year(case: ApplicationCase, form: ApplicationForm) -> list[Outcome]:
    if form.form_year is None or form.form_year.value is None:
        return []
    ink = case.ink(form, "form_year")
    if form.form_year.value == case.notice.year:
        return [passed("", ink.sure())]
    return [_of_another_year(case, form, form.form_year.value, ink)]


def _of_another_year(case: ApplicationCase, form: ApplicationForm, found: int, ink: Ink) -> Outcome:
    """A past year is a past call's; a year to come may be the one that the project starts in."""
    told, expected = f"{case.title_of(form)}为{found}年度，本次为{case.notice.year}年度", f"{case.notice.year}年度"
    if found < case.notice.year:
        return failed(told, ink, expected=expected, observed=ink.text)
    return needs_review(f"{told}，请核对是否为建设年度", ink, expected=expected, observed=ink.text)


def _title(case: ApplicationCase, form: ApplicationForm) -> list[Outcome]:
    if form.form_title is None or not form.form_title.value:
        return []
    ink, title = case.ink(form, "form_title"), form.form_title.value
    if other := other_year(title, case.notice.year):
        return [_of_another_year(case, form, other, ink)]
    if any(fold(known) in bare(title) for known in case.notice.form.titles) and not _EDITION.search(bare(title)):
        return [passed("", ink.sure())]
    if may_name(case.notice, title):
        return [needs_review(f"{case.title_of(form)}标题“{title}”与通知所称表名不同，请核对", ink, observed=ink.text)]
    return [failed(f"{case.title_of(form)}标题为“{title}”，不是{case.notice.programme}的表格", ink, observed=ink.text)]


RULE = Rule("template-current", "使用本次表格", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
