"""The comparisons that rules are made of."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import notices
from checks.days import first_day, in_words, last_day, month_in_words
from checks.filled import is_placeholder
from checks.longtext import compare_long
from checks.naming import hardly_same_unit, may_be_same_unit, shown_difference
from checks.passages import LONG, Text, shared_passages
from checks.rule import Ink
from schemas.finding import Verdict

FORM = notices.load("liaoning-2026").form
TEXTS = st.text(alphabet="甲乙丙丁，。0123", max_size=60)


@pytest.mark.parametrize(
    ("short", "full"),
    [("禾穗农业公司", "鞍山禾穗农业有限公司"), ("鞍山禾穗有限责任公司", "鞍山禾穗股份有限公司"), ("沈阳市市监局", "沈阳市市场监督管理局")],
)
def test_short_and_former_forms_are_left_to_a_person(short: str, full: str) -> None:
    assert may_be_same_unit(short, full)
    assert not hardly_same_unit(short, full)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("沈阳市民政局", "沈阳市财政局"),
        ("鞍山禾穗农业有限公司", "鞍山东方纺织有限公司"),
        ("海城市市场监督管理局", "鞍山市市场监督管理局"),
        ("沈阳市标准化研究院", "辽宁省标准化研究院"),
        ("", "鞍山禾穗"),
    ],
)
def test_other_bodies_are_others(a: str, b: str) -> None:
    assert not may_be_same_unit(a, b)


def test_difference_shows_both_sides() -> None:
    assert shown_difference("禾穗公司", "禾惠公司") == "禾【穗→惠】公司"


@pytest.mark.parametrize("text", ["XXX", "XXXXX有限公司", "（请填写项目名称）", "____", "× × ×"])
def test_placeholders_are_empty(text: str) -> None:
    assert is_placeholder(text, FORM)


@pytest.mark.parametrize("text", ["样本村示例社区标准化试点", "无", "／", "鞍山禾穗农业有限公司", "X射线检测服务标准化试点", "024-5550000"])
def test_answers_are_not(text: str) -> None:
    assert not is_placeholder(text, FORM)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2027", dt.date(2027, 1, 1), dt.date(2027, 12, 31)),
        ("2028-02", dt.date(2028, 2, 1), dt.date(2028, 2, 29)),
        ("2028-12-05", dt.date(2028, 12, 5), dt.date(2028, 12, 5)),
    ],
)
def test_days_of_years_and_months(text: str, first: dt.date, last: dt.date) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@given(st.text(max_size=12))
def test_junk_is_no_day(text: str) -> None:
    day = first_day(text)
    assert day is None or last_day(text) is not None
    assert month_in_words(text)[:0] == ""


def test_offices_write_no_leading_zeros() -> None:
    assert in_words(dt.date(2026, 5, 8)) == "2026年5月8日"


def compared(a: str, b: str) -> Verdict:
    return compare_long(Ink("d-1", "甲"), Ink("d-2", "乙"), a, b).verdict


LONG_TEXT = "围绕高标准农田管护开展标准化试点，梳理适用标准，建立标准体系，补充制定标准，推动标准实施应用，持续改进标准。" * 3


def test_reader_s_slip_in_a_long_text_is_no_difference() -> None:
    assert compared(LONG_TEXT, LONG_TEXT.replace("梳理", "疏理", 1)) is Verdict.PASS


def test_missing_sentence_is_a_question() -> None:
    assert compared(LONG_TEXT, LONG_TEXT.replace("补充制定标准，", "", 1)) is Verdict.REVIEW


def test_other_text_is_another() -> None:
    assert compared(LONG_TEXT, "我局承担全市政务热线受理、转办、督办工作，设坐席六十个，年受理群众来电八十万件。" * 3) is Verdict.FAIL


@given(TEXTS, TEXTS)
def test_long_comparison_is_even_handed(a: str, b: str) -> None:
    assert compared(a, b) == compared(b, a)
    assert compared(a, a) is Verdict.PASS


def numbered(owner: int, text: str) -> Text:
    return Text(owner, "tasks", text)


PASSAGE = "".join(chr(0x4E00 + 7 * i) for i in range(LONG))


def test_passage_is_found_wherever_it_stands() -> None:
    for shift in range(0, 60, 7):
        found = shared_passages([numbered(0, "一" * 33 + PASSAGE + "二" * 20), numbered(1, "三" * shift + PASSAGE)])
        assert [passage.text for passage in found] == [PASSAGE]


def test_eighty_characters_are_a_passage() -> None:
    assert LONG == len(PASSAGE) == 80
    assert [found.same for found in shared_passages([numbered(0, PASSAGE), numbered(1, PASSAGE)])] == [80]


def test_the_longest_passage_of_a_pair_is_told() -> None:
    short, long = Text(0, "goals", PASSAGE), Text(0, "tasks", PASSAGE[::-1] + PASSAGE[:30])
    for texts in ([short, long], [long, short]):
        (found,) = shared_passages([*texts, *(Text(1, text.field, text.text) for text in texts)])
        assert (found.first.field, found.second.field, found.same) == ("tasks", "tasks", 110)


@pytest.mark.parametrize(("slip", "parted"), [(6, False), (7, True)])
def test_a_slip_of_six_characters_parts_no_passage(slip: int, parted: bool) -> None:
    half = LONG // 2
    one, other = (PASSAGE[:half] + strange[:slip] + PASSAGE[half:] for strange in ("一二三四五六七", "甲乙丙丁戊己庚"))
    assert (shared_passages([numbered(0, one), numbered(1, other)]) == ()) is parted


@pytest.mark.parametrize(("owners", "pairs"), [(5, 10), (6, 0)])
def test_what_more_than_five_write_is_the_form_s(owners: int, pairs: int) -> None:
    assert len(shared_passages([numbered(owner, PASSAGE) for owner in range(owners)])) == pairs


def test_common_characters_hide_no_passage() -> None:
    """In a long text every character comes often; that makes none of them noise."""
    chance = random.Random(1)  # noqa: S311
    text = "".join(chance.choice("标准化试点建设管理服务体系实施") for _ in range(600))
    (found,) = shared_passages([numbered(0, text), numbered(1, f"甲乙{text}")])
    assert found.same == 600


def test_shorter_passage_is_nobody_s_business() -> None:
    assert shared_passages([numbered(0, PASSAGE[:-1]), numbered(1, PASSAGE[:-1])]) == ()


def test_one_s_own_repetition_is_not_shared() -> None:
    assert shared_passages([numbered(0, PASSAGE + PASSAGE)]) == ()


def test_passage_is_found_in_spite_of_slips() -> None:
    """Two readings of one paper differ in a character here and there; one lost, one more, one other."""
    read = PASSAGE[:20] + "一" + PASSAGE[21:40] + PASSAGE[41:60] + "二" + PASSAGE[60:] + PASSAGE[::-1][:20]
    (found,) = shared_passages([numbered(0, "三" * 30 + PASSAGE + PASSAGE[::-1][:20]), numbered(1, read + "四" * 9)])
    assert found.text == PASSAGE + PASSAGE[::-1][:20]
    assert found.other == read
    assert found.same == len(found.text) - 2


def test_two_short_passages_far_apart_are_not_one_long_one() -> None:
    half = LONG // 2 + 10
    one = PASSAGE[:half] + "一二三四五六七八九十" + PASSAGE[-half:]
    other = PASSAGE[:half] + "甲乙丙丁戊己庚辛壬癸" + PASSAGE[-half:]
    assert shared_passages([numbered(0, one), numbered(1, other)]) == ()


def test_what_many_write_is_the_form_s() -> None:
    assert shared_passages([numbered(owner, PASSAGE) for owner in range(8)]) == ()


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("XXX有限公司", True),
        ("XXX" + "某" * 17, True),
        ("XXX" + "某" * 18, False),
        ("91210102MA2TMQ5XXX", False),
        ("138XXXX0000", False),
        ("请填写项目名称", True),
        ("请填写" + "甲" * 12, True),
        ("请填写" + "甲" * 13, False),
        ("请填写标准化工作基础，限800字以内。", True),
        ("请填写标准化工作基础（不超过1000字）", True),
        ("请填写" + "甲" * 13 + "，限800字以内", False),
    ],
)
def test_crosses_and_requests_are_no_filling_in(text: str, empty: bool) -> None:
    assert is_placeholder(text, FORM.model_copy(update={"placeholders": ("请填写",), "empty_marks": ()})) is empty


WORDS = "".join(chr(0x4E00 + 7 * i) for i in range(1000))
OTHERS = "".join(chr(0x7000 + 5 * i) for i in range(1000))


def slipped(length: int, *places: int) -> str:
    """Return the text with another character at some places."""
    return "".join(OTHERS[i] if i in places else WORDS[i] for i in range(length))


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        (slipped(100, 10, 50), Verdict.PASS),
        (slipped(100, 10, 50, 90), Verdict.REVIEW),
        (slipped(1000, *range(0, 1000, 50)), Verdict.PASS),
        (slipped(1000, *range(0, 1000, 50), 25), Verdict.REVIEW),
        (slipped(1000, 500, 501, 502), Verdict.PASS),
        (slipped(1000, 500, 501, 502, 503), Verdict.REVIEW),
        (slipped(20, *range(0, 20, 2)), Verdict.REVIEW),
        (slipped(20, *range(0, 20, 2), 1), Verdict.FAIL),
        (slipped(8, *range(8)), Verdict.FAIL),
        (slipped(7, *range(7)), Verdict.REVIEW),
        (slipped(100, *range(90)), Verdict.REVIEW),
        (slipped(100, *range(91)), Verdict.FAIL),
    ],
    ids=["2/100", "3/100", "20/1000", "21/1000", "run-3", "run-4", "half", "over-half", "8-others", "7-others", "10-shared", "9-shared"],
)
def test_long_texts_on_both_sides_of_each_threshold(other: str, verdict: Verdict) -> None:
    assert compared(WORDS[: len(other)], other) is verdict


def test_words_of_a_name_that_ran_over_a_line_are_quoted_whole() -> None:
    assert Ink("d-1", "所引通知", "项目申报推\n荐工作的通知").words == "项目申报推荐工作的通知"
    assert Ink("d-1", "名称", "ISO 9001\n体系").words == "ISO 9001体系"
