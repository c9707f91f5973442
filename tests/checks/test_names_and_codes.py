"""Both sides of what makes two names one body's, and whose code is whose."""

import pytest
from building import build

import notices
from checks.codes import codes_by_name
from checks.naming import core, hardly_same_unit, may_be_same_unit
from schemas.documents import Status

NOTICE = notices.load("liaoning-2026")
OTHER, CODE = "鞍山东方纺织有限公司", "12210100123456788N"


@pytest.mark.parametrize(
    ("name", "own"),
    [("鞍山市禾穗有限公司", "禾穗"), ("鞍山市禾有限公司", "鞍山市禾有限公司"), ("辽宁省鞍山市禾穗农业集团有限公司", "禾穗农业")],
)
def test_a_name_keeps_two_characters_of_its_own(name: str, own: str) -> None:
    assert core(name) == own


def test_places_and_names_may_hold_one_another_but_not_cross() -> None:
    assert may_be_same_unit("辽宁省鞍山市禾穗农业公司", "鞍山市禾穗农业有限公司")
    assert may_be_same_unit("鞍山市禾穗农业公司", "辽宁省鞍山市禾穗农业有限公司")
    assert not may_be_same_unit("海城市禾穗农业公司", "鞍山市禾穗农业有限公司")
    assert may_be_same_unit("禾穗农业科技有限公司", "禾穗农业厂")
    assert may_be_same_unit("禾穗农业厂", "禾穗农业科技有限公司")


@pytest.mark.parametrize(("other", "far"), [("甲乙丙丁", False), ("甲乙戊己", False), ("甲戊己庚", True)])
def test_half_of_the_characters_may_be_misread_and_no_more(other: str, far: bool) -> None:
    assert hardly_same_unit("甲乙丙丁", other) is far


def known(report: dict[str, object], **changed: object) -> str | None:
    round_ = build({"credit_reports": [{"unit": OTHER, "uscc": CODE, **report}]}, NOTICE)
    documents = tuple(d.model_copy(update=changed) if d.id.startswith("d-credit") else d for d in round_.documents)
    return codes_by_name(round_.model_copy(update={"documents": documents})).get(OTHER)


def test_a_print_out_gives_a_units_code() -> None:
    assert known({}) == CODE


@pytest.mark.parametrize(
    "report",
    [
        {"uscc": "absent"},
        {"unit": "absent"},
        {"uscc": {"value": CODE, "unsure": "扫描模糊"}},
        {"unit": {"value": OTHER, "unsure": "扫描模糊"}},
    ],
)
def test_what_was_not_read_surely_gives_none(report: dict[str, object]) -> None:
    assert known(report) is None


def test_a_file_that_was_set_aside_gives_none() -> None:
    assert known({}, status=Status.QUARANTINED) is None
