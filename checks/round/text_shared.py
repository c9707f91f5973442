"""Which applications share long passages.

Two projects in the same words may be one project twice, or one adviser's template. Worth a look, and nothing more: nobody asked for
originality. Schedules are made of set phrases and don't count; nor does what many share, which is the form's or a policy's.

Outcomes: one finding for each pair that shares eighty characters or more in a row, slips of the reader forgiven, for review as a 提示,
with both passages side by side; none: pass. Example: two applications whose 必要性 is the same paragraph but for the place's name.
"""

import re

from checks.case import ApplicationCase, RoundCase
from checks.fields import reading_of
from checks.passages import Passage, Text, shared_passages
from checks.rule import Ink, Outcome, Params, Rule, needs_review, passed
from chinese.punctuation import fold
from schemas.documents import ApplicationForm
from schemas.finding import FindingKind, Scope
from schemas.notice import FieldKind

SET_PHRASES = ("schedule", "prior_pilot_statement")
SHOWN = 60
"""So many characters of each side stand in the message; the evidence has them all."""
_SIGNS = re.compile(r"[^\w]")


def check(case: RoundCase, _: Params) -> tuple[Outcome, ...]:
    """Compare the long fields of every application with every other's."""
    texts = [text for number, a in enumerate(case.applications) for text in _texts(a, number)]
    found = tuple(_told(case, passage) for passage in shared_passages(texts))
    return found or (passed(f"{len(case.applications)}个项目之间未见大段相同文字。"),)


def _texts(case: ApplicationCase, number: int) -> list[Text]:
    names = [f.name for f in case.notice.form.fields if f.kind is FieldKind.LONG and f.name not in SET_PHRASES]
    readings = [(name, reading_of(_bearer(case, name), name)) for name in names] if case.forms else []
    return [Text(number, name, _SIGNS.sub("", fold(str(r.value)))) for name, r in readings if r is not None and r.value]


def _told(case: RoundCase, passage: Passage) -> Outcome:
    sides = [(case.applications[t.owner], t.field, words) for t, words in ((passage.first, passage.text), (passage.second, passage.other))]
    names = "与".join(a.name for a, _, _ in sides)
    ink = tuple(_ink(a, name, words) for a, name, words in sides)
    shown = "；".join(f"{a.name}“{a.label(name)}”：“{_cut(place.text)}”" for (a, name, _), place in zip(sides, ink, strict=True))
    told = f"{names}有一段文字约{passage.same}字相同，请留意是否重复申报或套用文本"
    return needs_review(f"{told}：{shown}。", *ink, observed=f"{passage.same}字")


def _as_written(text: str, words: str) -> str:
    """Return the stretch of a text that these words are, with its punctuation."""
    kept = [(place, char) for place, written in enumerate(text) for char in _SIGNS.sub("", fold(written))]
    start = "".join(char for _, char in kept).find(words)
    return words if start < 0 else text[kept[start][0] : kept[start + len(words) - 1][0] + 1]


def _cut(words: str) -> str:
    return words if len(words) <= SHOWN else f"{words[:SHOWN]}…"


def _ink(case: ApplicationCase, name: str, text: str) -> Ink:
    form = _bearer(case, name)
    place, reading = case.ink(form, name), reading_of(form, name)
    written = _as_written(str(reading.value), text) if reading else text
    return Ink(place.document, place.title, " ".join(written.split()), place.page, place.bbox)


def _bearer(case: ApplicationCase, name: str) -> ApplicationForm:
    """Return the first version of the form that has something in a field."""
    return next((f for f in case.forms if (r := reading_of(f, name)) is not None and r.value), case.forms[0])


RULE = Rule("text-shared", "项目之间文字雷同", FindingKind.ADVICE, Scope.ROUND, check, Params, always=True)
