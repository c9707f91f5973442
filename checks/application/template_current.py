"""The form is this call's, not last year's or another programme's.

A stale form is filled in against stale rules. Both names that the notices use for the form are good.

Outcomes: another year, or another programme's title, fails as 不一致; a title worded otherwise is for review.
Example: 2025年度国家标准化试点项目申请表.
"""

import re

from checks.case import ApplicationCase
from checks.rule import Outcome, Params, Rule, failed, needs_review, not_applicable, passed, together
from chinese.punctuation import fold
from schemas.documents import ApplicationForm
from schemas.finding import FindingKind, Scope

_YEAR = re.compile(r"\(?(20\d\d)年?度?\)?")


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Look at year and title of every version."""
    parts = [part for form in case.forms for part in (*_year(case, form), *_title(case, form))]
    if not parts:
        return not_applicable(f"{case.name}申请表未见标题和年度。")
    return together(parts, f"{case.name}所用表格为本次征集的表格。", case.name)


def _year(case: ApplicationCase, form: ApplicationForm) -> list[Outcome]:
    if form.form_year is None or form.form_year.value is None:
        return []
    ink, year = case.ink(form, "form_year"), case.notice.year
    if form.form_year.value != year:
        return [failed(f"{case.title_of(form)}为{form.form_year.value}年度，本次为{year}年度", ink, expected=str(year), observed=ink.text)]
    return [passed("", ink.sure())]


def _title(case: ApplicationCase, form: ApplicationForm) -> list[Outcome]:
    if form.form_title is None or not form.form_title.value:
        return []
    ink, text = case.ink(form, "form_title"), fold(form.form_title.value)
    stale = next((year for year in _YEAR.findall(text) if int(year) != case.notice.year), None)
    if stale:
        return [failed(f"{case.title_of(form)}标题为“{form.form_title.value}”，不是本年度表格", ink, observed=ink.text)]
    bare = _YEAR.sub("", text)
    if any(fold(title) in bare for title in case.notice.form.titles):
        return [passed("", ink.sure())]
    if fold(case.notice.programme) in bare or fold(case.notice.programme).removesuffix("项目") in bare:
        return [needs_review(f"{case.title_of(form)}标题“{form.form_title.value}”与通知所称表名不同，请核对", ink, observed=ink.text)]
    return [failed(f"{case.title_of(form)}标题为“{form.form_title.value}”，不是{case.notice.programme}的表格", ink, observed=ink.text)]


RULE = Rule("template-current", "使用本次表格", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
