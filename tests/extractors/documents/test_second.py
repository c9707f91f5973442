"""The second reading decides how sure a line is."""

import pytest

from extractors.documents import values
from extractors.documents.second import Seconds, settle, settle_part
from extractors.documents.text import Text
from extractors.ocr.engine import Reading
from schemas.page import Line


def line(text: str, confidence: float = 0.99) -> Line:
    return Line(text=text, confidence=confidence, reader="rapidocr")


def said(same: str, other: str, sure: float = 0.99) -> Seconds:
    return Seconds(Reading(same, sure), Reading(other, 0.9))


def test_two_makes_that_agree() -> None:
    found = settle(line("沈阳某某公司"), said("沈阳某某公司", "沈阳 某某公司"))
    assert found.confidence > 0.99
    assert not found.doubt


def test_one_make_that_agrees_with_itself() -> None:
    assert not settle(line("沈阳某某公司"), said("沈阳某某公司", "沈阳甘某公司")).doubt
    assert settle(line("沈阳某某公司", 0.9), said("沈阳某某公司", "沈阳甘某公司")).doubt


def test_all_differ() -> None:
    found = settle(line("沈阳某其公司"), said("沈阳某某公司", "沈阳某甘公司"))
    assert found.doubt
    assert found.confidence < 0.9


def test_a_longer_second_reading_that_both_makes_give_is_taken() -> None:
    found = settle(line("某某标准化试"), said("某某标准化试点", "某某标准化试点"))
    assert found.text == "某某标准化试点"
    assert found.second == "某某标准化试"


@pytest.mark.parametrize(("other", "doubtful"), [("zhang1@example.cn", True), ("zhangl@exampl.cn", False)])
def test_addresses_hang_on_single_strokes(other: str, *, doubtful: bool) -> None:
    assert bool(settle(line("zhangl@example.cn"), said("zhangl@example.cn", other)).doubt) is doubtful


def test_two_that_see_nothing_do_not_agree_on_anything() -> None:
    settled = settle(Line(text="1", confidence=0.69), Seconds(Reading("", 0.0), Reading("", 0.0)))
    assert settled.text == "1"
    assert settled.doubt


def test_a_stretch_is_judged_by_itself() -> None:
    seconds = said("按照通知要求推荐甲试点等1个", "按照通和要求推荐甲试点等1个")
    assert settle_part(line("按照通知要求推荐甲试点等1个"), "甲试点", seconds).confidence > 0.99
    assert settle_part(line("按照通知要求推荐甲试点等1个"), "乙试点", seconds).doubt


@pytest.mark.parametrize(("read", "other"), [("2027年1月至2028年12月", "2027年]月至2028年12月"), ("0412-2000429", "|o412-2000429")])
def test_strokes_and_rings_are_figures_where_figures_are_written(read: str, other: str) -> None:
    assert settle(line(read, 0.9), said(read, other)).confidence > 0.99
    assert settle(line(read, 0.9), said(read, other.replace("2", "7"))).doubt


@pytest.mark.parametrize(
    ("read", "other", "doubtful"), [("112019", "112049", True), ("112019", "|112019", False), ("112019", "1120l9", False)]
)
def test_another_figure_in_a_number_is_a_doubt_though_one_engine_is_sure(read: str, other: str, *, doubtful: bool) -> None:
    assert bool(settle(line(read, 0.999), said(read, other, 0.999)).doubt) == doubtful


@pytest.mark.parametrize(("gap", "doubtful"), [(1.5, True), (1.15, False)])
def test_a_gap_in_a_date_may_be_a_figure_that_was_overlooked(gap: float, *, doubtful: bool) -> None:
    """十一日 was read as 十日 by the one engine, twice, and the other read nothing."""
    text = "二〇二六年五月十日"
    steps = [1.0] * 7 + [gap]
    centres = tuple(sum(steps[:at]) / 12 for at in range(len(text)))
    date = line(text, 0.96).model_copy(update={"centres": centres})
    assert bool(settle(date, said(text, "二+", 0.99)).doubt) == doubtful


def test_a_figure_too_few_is_no_table_rule() -> None:
    assert settle(line("0412-2000421", 0.9), said("0412-2000421", "0412-200042")).doubt


def test_a_traditional_form_that_one_engine_alone_sees_is_none() -> None:
    assert settle(line("组织开展"), said("组织开展", "组织开展")).text == "组织开展"
    assert settle(line("组织開展"), said("组织開展", "组织开展")).text == "组织开展"
    assert settle(line("王開"), said("王開", "王開")).text == "王開"
    assert settle(line("王喆"), said("王喆", "王甘")).doubt
    assert not settle(line("王喆"), said("王喆", "王喆")).doubt


@pytest.mark.parametrize("other", ["|xmsb820example.cn", "xmsb82gexample.cn", "xmsb82@example.cn"])
def test_an_at_sign_that_was_read_as_a_letter_is_no_other_address(other: str) -> None:
    assert settle(line("xmsb82@example.cn", 0.9), said("xmsb82@example.cn", other)).confidence > 0.99


@pytest.mark.parametrize("other", ["xmsb83@example.cn", "xmsb82@examp1e.cn", "xmsb8200example.cn"])
def test_another_address_is_another(other: str) -> None:
    assert settle(line("xmsb82@example.cn", 0.9), said("xmsb82@example.cn", other)).doubt


def test_the_figures_of_a_date_alone_bear_it_out() -> None:
    assert not settle(line("2026年5 月18 日", 0.9), said("2026年5月18日", "2026#5A18A", 0.9)).doubt
    assert settle(line("2026年5 月18 日", 0.9), said("2026年5月18日", "2026#5A13A", 0.9)).doubt


@pytest.mark.parametrize(("reader", "expected"), [("rapidocr", "91210303MAYT0UW86W"), ("text-layer", "91210303MAYTOUW86W")])
def test_a_letter_that_no_code_has_is_the_figure_it_looks_like_where_it_was_seen_and_not_typed(reader: str, expected: str) -> None:
    found = values.code(Text("91210303MAYTOUW86W", "91210303MAYTOUW86W", 0.97, None, reader))
    assert found.value == expected
    assert (found.second == "91210303MAYTOUW86W") is (reader == "rapidocr")


@pytest.mark.parametrize("other", ["二○二六年五月七日", "二〇二六年五月七日", "二二六年五月七日", "二O二六年 五月七日"])
def test_a_ring_is_a_ring_however_it_is_written_and_a_year_lacks_none(other: str) -> None:
    assert not settle(line("二〇二六年五月七日", 0.9), said("二〇二六年五月七日", other, 0.9)).doubt


@pytest.mark.parametrize("other", ["二〇二七年五月七日", "二六年五月七日", "二二六年五月一日"])
def test_another_year_or_day_is_another_date(other: str) -> None:
    assert settle(line("二〇二六年五月七日", 0.9), said("二〇二六年五月七日", other, 0.9)).doubt
