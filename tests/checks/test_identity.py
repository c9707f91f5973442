"""Whose a form is, and where what seems to be lacking may stand."""

from building import build

import notices
from checks.case import ApplicationCase, DeliveryCase, RoundCase
from checks.identity import if_of, is_surely_of, other_halves, strayed, strays_around
from checks.matching import Match, match_unit
from checks.missing import hidden_note, hidden_versions, hiding_places, unread
from checks.rule import failed, passed
from schemas.documents import Medium
from schemas.finding import Verdict

NOTICE = notices.load("liaoning-2026")


def cases(*projects: dict[str, object]) -> tuple[ApplicationCase, ...]:
    return RoundCase(NOTICE, build({"projects": list(projects)}, NOTICE)).applications


def one(project: dict[str, object]) -> ApplicationCase:
    return cases(project)[0]


def test_a_layout_without_a_name_is_the_project_s() -> None:
    case = one({"copies": 1, "electronic": False, "fields": {"project_name": "absent"}})
    assert is_surely_of(case, case.copies[0])
    assert strayed([case]) == ()


def test_half_of_a_name_in_common_is_a_slip_and_less_is_another_project_s() -> None:
    half = one({"name": "一二三四五六七八", "copies": [{}, {"fields": {"project_name": "一二三四甲乙丙丁"}}]})
    assert is_surely_of(half, half.copies[1])
    less = one({"name": "一二三四五六七八", "copies": [{}, {"fields": {"project_name": "一二三戊甲乙丙丁"}}]})
    assert not is_surely_of(less, less.copies[1])


def test_a_doubtful_name_is_borne_out_by_the_unit_of_a_sure_one() -> None:
    doubtful = {"fields": {"project_name": {"value": "某某", "unsure": "扫描模糊"}}}
    case = one({"copies": [{}, doubtful], "electronic": False})
    assert is_surely_of(case, case.copies[1])
    other = one({"copies": [{}, {"fields": {**doubtful["fields"], "undertaking_unit": "大连东方纺织有限公司"}}], "electronic": False})
    assert not is_surely_of(other, other.copies[1])
    alone = one({"copies": [doubtful], "electronic": False})
    assert not is_surely_of(alone, alone.copies[0])


def test_only_a_contradiction_rests_on_whose_the_forms_are() -> None:
    case = one({"copies": [{}, {"fields": {"project_name": "全然无关之名"}}], "electronic": False})
    assert [ink.doubt for ink in if_of(case, failed("不同"), *case.copies).rests_on] == ["是否属于本项目未能确定"]
    assert if_of(case, passed("相同"), *case.copies).rests_on == ()


def test_a_project_whose_every_name_is_doubtful_may_be_part_of_another() -> None:
    doubt = {"project_name": {"value": "某某", "unsure": "扫描模糊"}}
    first, second = cases(
        {"name": "甲标准化试点", "fields": doubt, "copies": 1, "electronic": False}, {"name": "乙标准化试点", "copies": 1}
    )
    assert strays_around(first) == first.forms
    assert strays_around(second) == first.forms


def test_scans_and_an_electronic_version_under_like_names_may_be_one_project() -> None:
    scans = {"name": "一二三四五六七八九十", "unit": "甲有限公司", "electronic": False, "copies": 2}
    alike = {"name": "一二三四五六甲乙丙丁", "unit": "乙有限公司", "copies": 0}
    other = {"name": "一二三四五戊甲乙丙丁", "unit": "丙有限公司", "copies": 0}
    paper, file, _ = cases(scans, alike, other)
    assert other_halves(paper, Medium.ELECTRONIC) == file.electronic
    assert other_halves(file, Medium.SCAN) == paper.copies
    assert other_halves(paper, Medium.SCAN) == ()
    whole = cases(scans, {**alike, "copies": 1})[0]
    assert other_halves(whole, Medium.ELECTRONIC) == ()
    assert hidden_versions(paper, Medium.ELECTRONIC) == file.electronic


def test_one_unit_or_an_unread_name_may_be_one_project_too() -> None:
    scans = {"name": "社区养老", "electronic": False, "copies": 1}
    assert len(other_halves(cases(scans, {"name": "农村户厕", "copies": 0})[0], Medium.ELECTRONIC)) == 1
    unnamed = {"name": "农村户厕", "known_as": None, "unit": "乙有限公司", "copies": 0}
    assert len(other_halves(cases(scans, unnamed)[0], Medium.ELECTRONIC)) == 1
    assert (
        len(other_halves(cases({**scans, "known_as": None, "unit": "丙有限公司"}, {**unnamed, "known_as": "户厕"})[0], Medium.ELECTRONIC))
        == 1
    )


def delivery(**given: object) -> DeliveryCase:
    return RoundCase(NOTICE, build(given, NOTICE)).deliveries[0]


def test_recordings_and_programs_hide_no_paper() -> None:
    case = delivery(unread=["a.MP4", "b.exe", "c.pdf"])
    assert [d.path for d in unread(case)] == ["c.pdf"]
    assert hidden_note(unread(case)) == "另有1个文件无法读取（c.pdf）"


def test_an_unknown_paper_hides_a_form_only_where_its_heading_may_be_one() -> None:
    unknown = [
        {"path": "甲.pdf", "heading": "会议纪要"},
        {"path": "乙.pdf", "heading": "某表格"},
        {"path": "丙.pdf", "heading": "附件：申请表甲"},
    ]
    assert [d.path for d in hiding_places(delivery(unknown=unknown), ["申请表"])] == ["乙.pdf", "丙.pdf"]


def test_units_are_near_by_a_slip_and_not_by_a_number() -> None:
    name = "鞍山市第一养老服务管理中心"
    assert match_unit(name, None, "鞍山市第一养老服伤管理中心", None) is Match.NEAR
    assert match_unit(name, None, "鞍山市第二养老服务管理中心", None) is None
    assert match_unit(name, None, "抚顺禾穗农业科技有限公司", None) is None
    assert match_unit("", None, "", None) is None
    assert match_unit(name, None, "", None) is None
    assert match_unit("", None, name, None) is None
    assert match_unit(name, None, name, None) is Match.SAME


def test_a_contradiction_keeps_its_verdict_for_the_engine() -> None:
    case = one({"copies": 2})
    assert if_of(case, failed("不同"), *case.copies).verdict is Verdict.FAIL
