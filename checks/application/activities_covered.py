"""The tasks speak of the activities that the notice lists for such a pilot.

The list is advice (主要…等), so a gap is worth a word to the applicant and no more. Each activity is shown with its sentence.

Outcomes: all spoken of: pass; some not: review as a 提示. Example: nothing about 持续改进标准.
"""

import re
from functools import lru_cache

from checks.case import ApplicationCase
from checks.fields import reading_of
from checks.rule import Ink, Outcome, Params, Rule, needs_review, not_applicable, passed
from chinese.punctuation import strip_spaces
from schemas.base import Frozen
from schemas.finding import FindingKind, Scope

_FIELDS = ("tasks", "schedule", "goals", "expected_results")
REACH = 24
"""Characters between a verb and its object: 分析游客、商户和接驳司机的需求."""
_SENTENCES = re.compile(r"[^。；;\n]+")


class Activity(Frozen):
    """An activity and the words by which tasks speak of it; 分析…需求 is a verb and its object with words between them."""

    name: str
    terms: tuple[str, ...]


class ActivitiesParams(Params):
    """The activities that the notice lists."""

    activities: tuple[Activity, ...]


def check(case: ApplicationCase, params: ActivitiesParams) -> Outcome:
    """Look for a sentence for each activity, in the tasks first."""
    sentences = [(ink, sentence) for name in _FIELDS for ink, sentence in _sentences(case, name)]
    if not sentences:
        return not_applicable(f"{case.name}没有试点任务的文字内容。")
    found = [(activity, next((s for s in sentences if _speaks(activity, s[1])), None)) for activity in params.activities]
    ink = tuple(Ink(hit[0].document, hit[0].title, hit[1].strip(), hit[0].page, hit[0].bbox) for _, hit in found if hit)
    missing = [activity.name for activity, hit in found if hit is None]
    if missing:
        return needs_review(f"{case.name}的任务未提到{'、'.join(missing)}，可建议补充。", *ink, observed="、".join(missing))
    return passed(f"{case.name}的任务覆盖{'、'.join(a.name for a in params.activities)}。", *ink)


def _sentences(case: ApplicationCase, name: str) -> list[tuple[Ink, str]]:
    form = next((f for f in case.forms if (r := reading_of(f, name)) and r.value), None)
    reading = reading_of(form, name) if form else None
    if form is None or reading is None:
        return []
    return [(case.ink(form, name), sentence) for sentence in _SENTENCES.findall(str(reading.value))]


def _speaks(activity: Activity, sentence: str) -> bool:
    plain = strip_spaces(sentence)
    return activity.name in plain or any(_pattern(term).search(plain) for term in activity.terms)


@lru_cache(maxsize=500)
def _pattern(term: str) -> re.Pattern[str]:
    """A term; … in it stands for the words between a verb and its object."""
    return re.compile(f"[^，,]{{0,{REACH}}}?".join(map(re.escape, term.split("…"))))


RULE = Rule("activities-covered", "标准化活动覆盖", FindingKind.ADVICE, Scope.APPLICATION, check, ActivitiesParams)
