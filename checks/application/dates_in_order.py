"""The form was filled in before the letter was written, the letter before the deadline, and nothing before the national notice.

Nobody can apply for a call that doesn't exist yet, or recommend a form that isn't written yet. A date that only names a month is
wrong only where the whole month is. The dates in the opinion boxes are written by hand and seldom read surely: they speak up only
where they are out of order.

Outcomes: a sure date out of order fails as 不一致; a blank one says nothing here.
Example: form of 20 May, letter of 15 May.
"""

import datetime as dt
from dataclasses import dataclass, replace

from checks.case import ApplicationCase
from checks.days import first_day, last_day, month_in_words
from checks.rule import Ink, Outcome, Params, Rule, failed, ink_of, not_applicable, passed, together
from schemas.documents import OpinionRole
from schemas.evidence import Reading
from schemas.finding import FindingKind, Scope


@dataclass(frozen=True)
class Dated:
    """A date with its ink, and the days that it may stand for."""

    title: str
    ink: Ink
    text: str
    first: dt.date
    last: dt.date
    by_hand: bool = False

    @property
    def in_order(self) -> Outcome:
        """What to say where nothing is wrong with it."""
        return passed("", self.ink.sure() if self.by_hand else self.ink)


def check(case: ApplicationCase, _: Params) -> Outcome:
    """Compare the form's dates with the letter's, and all with the notice's."""
    written = [*_form_dates(case), *_opinion_dates(case)]
    letter = _dated("推荐函", case.letter.id, case.letter.issued_on) if case.letter else None
    if not written and letter is None:
        return not_applicable(f"{case.name}没有可比对的日期。")
    parts = [_not_before(case, dated) for dated in (*written, *([letter] if letter else []))]
    parts += [_not_after(dated, letter) for dated in (*_form_dates(case, paper_first=True), *_opinion_dates(case)) if letter]
    parts += [_in_time(case, letter)] if letter else []
    return together(parts, f"{case.name}填报、推荐日期先后有序。", case.name)


def _form_dates(case: ApplicationCase, *, paper_first: bool = False) -> list[Dated]:
    """Return the dates of every version; of the sealed paper alone, where it has any and a file's later date says nothing."""
    forms = next((group for group in (case.copies, case.electronic) if any(f.filled_on for f in group)), ()) if paper_first else case.forms
    found = [d for form in forms if (d := _dated(f"{case.title_of(form)}填报", form.id, form.filled_on))]
    sure = {dated.text for dated in found if not dated.ink.doubt}
    return [replace(dated, ink=dated.ink.sure()) if dated.text in sure else dated for dated in found]


def _opinion_dates(case: ApplicationCase) -> list[Dated]:
    own = [(form, opinion) for form in case.copies for opinion in form.opinions if opinion.role is OpinionRole.UNDERTAKING]
    found = (_dated(f"{case.title_of(form)}承担单位签署", form.id, opinion.signed_on) for form, opinion in own)
    return [replace(dated, by_hand=True) for dated in found if dated]


def _dated(title: str, document: str, reading: Reading[str] | None) -> Dated | None:
    first, last = (first_day(reading.value), last_day(reading.value)) if reading else (None, None)
    if reading is None or reading.value is None or first is None or last is None:
        return None
    return Dated(title, ink_of(document, f"{title}日期", reading), month_in_words(reading.value), first, last)


def _not_before(case: ApplicationCase, dated: Dated) -> Outcome:
    start = case.notice.upstream_issued_on
    if dated.last < start:
        return failed(
            f"{dated.title}日期{dated.text}早于国家通知印发日期{month_in_words(start.isoformat())}", dated.ink, observed=dated.text
        )
    return dated.in_order


def _not_after(dated: Dated, letter: Dated) -> Outcome:
    if dated.first > letter.last:
        return failed(f"{dated.title}日期{dated.text}晚于推荐函日期{letter.text}", dated.ink, letter.ink, observed=dated.text)
    return dated.in_order


def _in_time(case: ApplicationCase, letter: Dated) -> Outcome:
    deadline = case.notice.deadline("recommender")
    if deadline and letter.first > deadline.day:
        limit = month_in_words(deadline.day.isoformat())
        return failed(f"推荐函日期{letter.text}晚于截止日期{limit}", letter.ink, observed=letter.text)
    return passed("", letter.ink)


RULE = Rule("dates-in-order", "日期先后", FindingKind.CONSISTENCY, Scope.APPLICATION, check, Params)
