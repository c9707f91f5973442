"""The delivery came in time.

Lateness takes down the whole delivery, so nothing is called late on a guess: the intake log decides where it is kept, the
letter's date where it isn't, and near the deadline the date of a letter says little about the day of its arrival.

Readings: ``deadline-event`` (receipt, letter-date), ``deadline-day-inclusive`` (yes, no) and, where paper follows mail,
``delivery-in-parts`` (first, last).
Example: dated on the 19th, logged on the 22nd, with a deadline of the 20th: late by receipt, in time by letter date; for review
until somebody chooses.
"""

import datetime as dt
from dataclasses import replace

from checks.case import DeliveryCase
from checks.days import day_of, in_words
from checks.rule import Outcome, Params, Rule, failed, needs_review, not_applicable, passed
from schemas.finding import FindingKind, Scope

EFFECT = "，整批材料按逾期处理，请人工确认"


class DeadlineParams(Params):
    """How near the deadline a letter's date stops standing in for the day of receipt."""

    near_days: int = 3


def check(case: DeliveryCase, params: DeadlineParams) -> Outcome:
    """Compare the event that counts with the last day that counts."""
    deadline = case.notice.deadline("recommender")
    if deadline is None:
        return not_applicable("通知未规定报送截止日期。")
    inclusive = case.choices["deadline-day-inclusive"] == "yes"
    last = deadline.day if inclusive else deadline.day - dt.timedelta(days=1)
    if case.choices["deadline-event"] == "letter-date":
        return _by_letter(case, last)
    received = _received(case)
    return _by_receipt(case, received, last) if received else _unlogged(case, last, params.near_days)


def _received(case: DeliveryCase) -> dt.datetime | None:
    """Return when it counts as received: with its first part, or with its last."""
    times = [entry.received_at for entry in case.delivery.receipts]
    return max(times) if times and case.choices["delivery-in-parts"] == "last" else case.delivery.received_at


def _by_receipt(case: DeliveryCase, received: dt.datetime, last: dt.date) -> Outcome:
    said = f"{case.name}的材料于{in_words(received.date())}{received:%H:%M}{_part(case)}（收文登记）"
    ink = case.letter_ink("issued_on", "成文日期")
    expected, observed = _by(last), in_words(received.date())
    if received.date() > last:
        told = f"{said}，已超过截止日{in_words(last)}{EFFECT}。"
        return replace(failed(told, expected=expected, observed=observed), shows=ink)
    return replace(passed(f"{said}，未超过截止日{in_words(last)}。", expected=expected, observed=observed), shows=ink)


def _part(case: DeliveryCase) -> str:
    """Say which part came in then, where there were several: 首次收到（共登记2次）."""
    rows = case.delivery.receipts
    if len({entry.received_at for entry in rows}) < 2:
        return "收到"
    ways = "、".join(f"{in_words(e.received_at.date())}{e.received_at:%H:%M}{e.channel}" for e in rows)
    return f"{'到齐' if case.choices['delivery-in-parts'] == 'last' else '首次收到'}，共登记{len(rows)}次：{ways}"


def _by_letter(case: DeliveryCase, last: dt.date) -> Outcome:
    day = day_of(case.letter.issued_on) if case.letter else None
    ink = case.letter_ink("issued_on", "成文日期")
    if day is None:
        return needs_review(f"{case.name}的推荐函没有可用的成文日期，无法按成文日期判断是否逾期。", *ink)
    said = f"{case.name}的推荐函成文日期为{in_words(day)}"
    if day <= last:
        return passed(f"{said}，未超过截止日{in_words(last)}。", *ink, expected=_by(last), observed=in_words(day))
    return failed(f"{said}，已超过截止日{in_words(last)}{EFFECT}。", *ink, expected=_by(last), observed=in_words(day))


def _unlogged(case: DeliveryCase, last: dt.date, near_days: int) -> Outcome:
    """Judge by the letter: what is dated after the deadline can't have come before it; what is dated close to it may have come late."""
    outcome = _by_letter(case, last)
    day = day_of(case.letter.issued_on) if case.letter else None
    if day is None:
        return needs_review(f"{case.name}的材料没有收文登记，推荐函也没有可用的成文日期，请补登收文时间。", *outcome.shows)
    if 0 <= (last - day).days <= near_days:
        said = f"{case.name}的材料没有收文登记，推荐函成文日期{in_words(day)}距截止日{in_words(last)}不足{near_days + 1}天"
        return needs_review(f"{said}，请补登收文时间后判断是否逾期。", *outcome.rests_on, expected=_by(last), observed=in_words(day))
    return Outcome(
        outcome.verdict, f"没有收文登记，以成文日期判断：{outcome.message}", outcome.rests_on, (), outcome.expected, outcome.observed
    )


def _by(last: dt.date) -> str:
    return f"不晚于{in_words(last)}"


RULE = Rule(
    "deadline-recommender",
    "按时报送",
    FindingKind.REQUIREMENT,
    Scope.DELIVERY,
    check,
    DeadlineParams,
    readings={
        "deadline-event": ("receipt", "letter-date"),
        "deadline-day-inclusive": ("yes", "no"),
        "delivery-in-parts": ("first", "last"),
    },
    voids=True,
)
