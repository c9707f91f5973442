"""What a rule is made of, and the ink that its outcomes rest on."""

from checks.case import DeliveryCase
from checks.rule import QUOTED, Ink, Outcome, Params, Rule, ink_of, passed
from schemas.evidence import Reading, Region
from schemas.finding import FindingKind, Scope


def check(case: DeliveryCase, params: Params) -> Outcome:
    return passed(f"{case.id}{params}")


def test_a_rule_that_says_nothing_of_it_sets_nobody_apart_and_runs_for_no_notice_unasked() -> None:
    rule = Rule("made-up", "甲", FindingKind.ADVICE, Scope.DELIVERY, check, Params)
    assert (rule.voids, rule.always, dict(rule.readings)) == (False, False, {})


def test_a_quotation_is_cut_only_where_it_is_too_long() -> None:
    assert Ink("d-1", "甲", "一" * QUOTED).words == "一" * QUOTED
    assert Ink("d-1", "甲", "一" * (QUOTED + 1)).words == "一" * QUOTED + "…"
    assert Ink("d-1", "甲", "一\n 二").words == "一二"


def test_ink_stands_where_the_reading_stands() -> None:
    there = ink_of("d-1", "甲", Reading[str](value="一", raw="壹", region=Region(page=3, bbox=(1.0, 2.0, 3.0, 4.0))))
    assert (there.page, there.bbox, there.text, there.doubt) == (3, (1.0, 2.0, 3.0, 4.0), "壹", "")
    nowhere = ink_of("d-1", "甲", Reading[str](value="一"))
    assert (nowhere.page, nowhere.bbox, nowhere.text) == (1, None, "一")
    assert Ink("d-1", "甲").page == 1


def test_a_doubt_without_a_reason_is_a_doubt() -> None:
    assert ink_of("d-1", "甲", Reading[str](value="一", needs_review=True)).doubt == "识读把握不足"
    assert ink_of("d-1", "甲", Reading[str](value=None, needs_review=True, doubt="扫描模糊")).doubt == "扫描模糊"


def test_a_number_that_the_end_of_a_line_broke_is_quoted_whole() -> None:
    def quoted(value: str, raw: str) -> str:
        return ink_of("d-1", "手机", Reading(value=value, raw=raw)).words

    assert quoted("13504988217", "1350498821\n7") == "13504988217"
    assert quoted("024-1234567", "电话024-1234567") == "电话024-1234567"
    assert quoted("PLC 2", "PLC\n2") == "PLC 2"
