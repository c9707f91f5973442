"""Clauses that can be read in more than one way: who chose, what decides, and how it is told."""

import pytest
from building import build

import checks
import notices
from checks.catalogue import rules
from checks.readings import under_every_reading
from checks.rule import Outcome, failed, passed
from schemas.errors import UsageError
from schemas.finding import Finding, Verdict
from schemas.notice import Notice

NOTICE = notices.load("liaoning-2026")
OTHER = notices.load("lanjiang-2025")
LATE = {"received": "2026-05-22 09:00", "letter": {"date": "2026-05-19"}}
"""Late by receipt, in time by the letter's date."""


def one(given: dict[str, object], rule: str, choices: dict[str, str], notice: Notice = NOTICE) -> Finding:
    return next(f for f in checks.run(build(given, notice), notice, choices) if f.rule == rule)


def test_what_the_notice_settles_nobody_chooses() -> None:
    answer, open_question = OTHER.settled[0], OTHER.readings[0]
    with pytest.raises(UsageError, match=answer.reading):
        checks.readings_in_force(OTHER, {answer.reading: answer.choice})
    states = checks.readings_in_force(OTHER, {open_question.id: open_question.choices[-1].id})
    assert states[open_question.id].choice == open_question.choices[-1].id


def test_what_the_notice_settles_is_what_its_rules_hear() -> None:
    heard: list[dict[str, str]] = []

    def judge(choices: dict[str, str]) -> Outcome:
        heard.append(dict(choices))
        return passed("好。")

    settled = {answer.reading: answer.choice for answer in OTHER.settled}
    for rule in rules().values():
        heard.clear()
        under_every_reading(rule, OTHER, checks.readings_in_force(OTHER, {}), judge)
        assert all(set(choices) == set(rule.readings) for choices in heard)
        assert all(choices[name] == settled[name] for choices in heard for name in settled.keys() & rule.readings.keys())


def test_the_question_whose_answer_changes_the_verdict_is_told_as_deciding() -> None:
    decided = one(LATE, "deadline-recommender", {})
    assert decided.reading is not None
    assert decided.reading.id == "deadline-event"
    on_the_day = one({"received": "2026-05-20 23:00", "letter": {"date": "2026-05-10"}}, "deadline-recommender", {})
    assert on_the_day.reading is not None
    assert on_the_day.reading.id == "deadline-day-inclusive"
    plain = one({}, "deadline-recommender", {})
    assert plain.reading is not None
    assert plain.reading.id == "deadline-event"


def test_an_open_question_is_no_doubt_about_the_ink() -> None:
    assert one(LATE, "deadline-recommender", {}).verdict is Verdict.REVIEW
    assert not one(LATE, "deadline-recommender", {}).unsure


def test_every_choice_of_every_question_is_printed_once_with_its_title() -> None:
    printed = one(LATE, "deadline-recommender", {}).reading_outcomes
    asked = [q for q in NOTICE.readings if q.id in rules()["deadline-recommender"].readings]
    assert [(o.id, o.choice, o.title) for o in printed] == [(q.id, c.id, c.title) for q in asked for c in q.choices]
    verdicts = {(o.id, o.choice): o.verdict for o in printed}
    assert verdicts["deadline-event", "receipt"] is Verdict.FAIL
    assert verdicts["deadline-event", "letter-date"] is Verdict.PASS


def test_an_open_question_names_only_what_makes_the_difference() -> None:
    message = one(LATE, "deadline-recommender", {}).message
    assert "按“以收到时间为准”，不符合要求" in message
    assert "；按其余口径，通过" in message
    on_the_day = one({"received": "2026-05-20 23:00", "letter": {"date": "2026-05-10"}}, "deadline-recommender", {})
    assert "按“以收到时间为准、不含当天”，不符合要求" in on_the_day.message


def test_two_single_answers_are_both_named() -> None:
    message = one({"projects": [{"copies": 2}]}, "form-copies", {}).message
    assert "按“三份均须有扫描件”，不符合要求" in message
    assert "按“一份扫描件即可”，通过" in message
    assert "其余" not in message


def test_ways_that_have_no_choice_in_common_are_named_one_by_one() -> None:
    """Fails under two combinations that share no answer: no single choice says which."""
    bad = (
        {"deadline-event": "receipt", "deadline-day-inclusive": "yes"},
        {"deadline-event": "letter-date", "deadline-day-inclusive": "no"},
    )

    def judge(choices: dict[str, str]) -> Outcome:
        return failed("坏。") if any(way.items() <= choices.items() for way in bad) else passed("好。")

    rule, states = rules()["deadline-recommender"], checks.readings_in_force(NOTICE, {"delivery-in-parts": "first"})
    said = under_every_reading(rule, NOTICE, states, judge).outcome
    assert said.verdict is Verdict.REVIEW
    ways = "“以收到时间为准、包含当天、以首次收到为准”或“以推荐函落款日期为准、不含当天、以首次收到为准”"
    assert f"按{ways}，不符合要求：坏；按其余口径，通过：好。" in said.message


def test_all_questions_chosen_leave_nothing_open() -> None:
    choices = {"deadline-event": "receipt", "deadline-day-inclusive": "yes", "delivery-in-parts": "first"}
    assert one(LATE, "deadline-recommender", choices).verdict is Verdict.FAIL
    assert one(LATE, "deadline-recommender", {**choices, "deadline-event": "letter-date"}).verdict is Verdict.PASS
