"""The letter is dated, on a day between the notice and its deadline.

The date shows that the letter answers this notice, and stands in for the day of receipt where nobody logged that.

Outcomes: a blank date line fails as missing; a day before the notice or after the deadline fails; a date cut short is for review.
Example: a letter of 21 May for a deadline of 20 May fails.
"""

from checks.case import DeliveryCase
from checks.days import day_of, in_words
from checks.letters import each_letter
from checks.rule import Outcome, Params, Rule, failed, needs_review, not_applicable, passed
from schemas.finding import FindingKind, Scope


def check(case: DeliveryCase, _: Params) -> Outcome:
    """Judge every letter that counts."""
    return each_letter(case, _letter)


def _letter(case: DeliveryCase) -> Outcome:
    """Place the letter's date between two days of the notice."""
    if case.letter is None:
        return not_applicable(f"{case.name}未附推荐函，无法核对成文日期。")
    ink = case.letter_ink("issued_on", "成文日期")
    if case.letter.issued_on is None:
        return needs_review(f"{case.name}的推荐函未识别到成文日期，请核对原件。")
    if case.letter.issued_on.is_blank:
        return failed(f"{case.name}的推荐函未署成文日期。", *ink)
    day = day_of(case.letter.issued_on)
    if day is None:
        return needs_review(f"{case.name}的推荐函成文日期不完整（“{ink[0].words}”），请核对原件。", *ink)
    deadline = case.notice.deadline("recommender")
    expected = f"{in_words(case.notice.issued_on)}至{in_words(deadline.day)}" if deadline else f"{in_words(case.notice.issued_on)}以后"
    said = f"{case.name}的推荐函成文日期为{in_words(day)}"
    if day < case.notice.issued_on:
        return failed(f"{said}，早于通知印发日期。", *ink, expected=expected, observed=in_words(day))
    if deadline and day > deadline.day:
        return failed(f"{said}，晚于截止日期。", *ink, expected=expected, observed=in_words(day))
    return passed(f"{said}，在规定期间内。", *ink, expected=expected, observed=in_words(day))


RULE = Rule("letter-dated", "推荐函成文日期", FindingKind.REQUIREMENT, Scope.DELIVERY, check, Params)
