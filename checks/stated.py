"""Whether a section of the form is there and says something."""

import re

from checks.case import ApplicationCase
from checks.fields import reading_of
from checks.filled import is_empty
from checks.rule import Outcome, failed, needs_review, not_applicable, passed

THIN = 30
"""So few characters say next to nothing."""
_WORDS = re.compile(r"\w")


def stated(case: ApplicationCase, field_name: str) -> Outcome:
    """Judge one section by the first version of the form that fills it, else by the first that has it."""
    title = case.label(field_name)
    if not case.forms:
        return not_applicable(f"{case.name}未收到申请表，无法核对{title}。")
    having = [f for f in case.forms if reading_of(f, field_name) is not None]
    form = next((f for f in having if (r := reading_of(f, field_name)) and r.value), having[0] if having else None)
    reading = reading_of(form, field_name) if form else None
    if form is None or reading is None:
        return needs_review(f"{case.name}申请表中未见“{title}”栏，请核对。")
    ink = case.ink(form, field_name)
    if is_empty(reading, case.notice.form):
        return failed(f"{case.name}{case.title_of(form)}“{title}”未填写。", ink)
    length = len(_WORDS.findall(str(reading.value)))
    if length < THIN:
        return needs_review(f"{case.name}“{title}”仅{length}字，请确认内容是否充分。", ink, observed=f"{length}字")
    return passed(f"{case.name}“{title}”已填写，共{length}字。", ink.sure(), observed=f"{length}字")
