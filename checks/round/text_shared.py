"""Which applications share long passages.

Two projects in the same words may be one project twice, or one adviser's template. Worth a look, and nothing more: nobody asked for
originality. Schedules are made of set phrases and don't count; nor does what many share, which is the form's or a policy's.

Outcomes: one finding for each pair that shares eighty characters or more in a row, for review as a 提示; none: pass.
"""

import re

from checks.case import ApplicationCase, RoundCase
from checks.fields import reading_of
from checks.passages import Passage, Text, shared_passages
from checks.rule import Ink, Outcome, Params, Rule, needs_review, passed
from chinese.punctuation import fold
from schemas.finding import FindingKind, Scope
from schemas.notice import FieldKind

SET_PHRASES = ("schedule", "prior_pilot_statement")
_SIGNS = re.compile(r"[^\w]")


def check(case: RoundCase, _: Params) -> tuple[Outcome, ...]:
    """Compare the long fields of every application with every other's."""
    texts = [text for number, a in enumerate(case.applications) for text in _texts(a, number)]
    found = tuple(_told(case, passage) for passage in shared_passages(texts))
    return found or (passed(f"{len(case.applications)}个项目之间未见大段相同文字。"),)


def _texts(case: ApplicationCase, number: int) -> list[Text]:
    names = [f.name for f in case.notice.form.fields if f.kind is FieldKind.LONG and f.name not in SET_PHRASES]
    readings = [(name, reading_of(case.forms[0], name)) for name in names] if case.forms else []
    return [Text(number, name, _SIGNS.sub("", fold(str(r.value)))) for name, r in readings if r is not None and r.value]


def _told(case: RoundCase, passage: Passage) -> Outcome:
    pair = [(case.applications[text.owner], text.field) for text in (passage.first, passage.second)]
    names = "与".join(a.name for a, _ in pair)
    ink = tuple(_ink(a, name, passage.text) for a, name in pair)
    shown = passage.text if len(passage.text) <= 60 else f"{passage.text[:60]}…"
    return needs_review(f"{names}有{len(passage.text)}字连续相同（“{shown}”），请留意是否重复申报或套用文本。", *ink)


def _ink(case: ApplicationCase, name: str, text: str) -> Ink:
    place = case.ink(case.forms[0], name)
    return Ink(place.document, place.title, text, place.page, place.bbox)


RULE = Rule("text-shared", "项目之间文字雷同", FindingKind.ADVICE, Scope.ROUND, check, Params, always=True)
