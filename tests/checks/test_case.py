"""What a rule gets to see of a round."""

from building import build

import notices
from checks.case import RoundCase
from checks.letters import unit_in_letter

NOTICE = notices.load("liaoning-2026")


def test_a_paper_that_names_its_project_belongs_to_it_though_nobody_listed_it() -> None:
    round_ = build({"certificates": [{}], "projects": [{}, {"name": "乙标准化试点"}]}, NOTICE)
    certificate = next(d for d in round_.documents if d.id == "d-certificate-1")
    named = certificate.model_copy(update={"application": "a-1-1"})
    whole = RoundCase(NOTICE, round_.model_copy(update={"documents": (*(d for d in round_.documents if d is not certificate), named)}))
    first, second = whole.applications
    assert named in first.documents
    assert named not in second.documents
    assert len(first.documents) == len(set(first.documents))


def test_copies_stand_in_their_order_and_are_called_by_it() -> None:
    case = RoundCase(NOTICE, build({"projects": [{"copies": 3}]}, NOTICE)).applications[0]
    assert [case.title_of(form) for form in case.forms] == ["第1份申请表", "第2份申请表", "第3份申请表", "电子版申请表"]
    turned = case.application.model_copy(update={"documents": tuple(reversed(case.application.documents))})
    again = type(case)(case.whole, turned)
    assert [form.copy_number for form in again.copies] == [1, 2, 3]
    alone = RoundCase(NOTICE, build({"projects": [{"copies": 1}]}, NOTICE)).applications[0]
    assert alone.title_of(alone.copies[0]) == "申请表"


def test_the_unit_in_the_letter_is_the_one_beside_the_project_s_name() -> None:
    given = {"projects": [{"name": "甲标准化试点"}, {"name": "乙标准化试点"}], "letter": {"units": ["甲公司", "乙公司"]}}
    first, second = RoundCase(NOTICE, build(given, NOTICE)).applications
    inks = [unit_in_letter(case) for case in (first, second)]
    assert [(ink.text, ink.title) for ink in inks if ink] == [
        ("甲公司", "推荐函第1个项目的承担单位"),
        ("乙公司", "推荐函第2个项目的承担单位"),
    ]


def test_a_project_that_no_letter_names_has_no_unit_there() -> None:
    given = {"projects": [{"name": "甲标准化试点"}, {"name": "乙标准化试点", "in_letter": False}], "letter": {"units": ["甲公司"]}}
    second = RoundCase(NOTICE, build(given, NOTICE)).applications[1]
    assert second.named is None
    assert unit_in_letter(second) is None
    assert second.letter is not None
    without = RoundCase(NOTICE, build({"letter": None}, NOTICE)).applications[0]
    assert (without.named, without.letter, unit_in_letter(without)) == (None, None, None)


def test_a_letter_that_names_fewer_units_than_projects_says_nothing_of_the_rest() -> None:
    given = {"projects": [{"name": "甲标准化试点"}, {"name": "乙标准化试点"}], "letter": {"units": ["甲公司"]}}
    assert unit_in_letter(RoundCase(NOTICE, build(given, NOTICE)).applications[1]) is None
