"""Layouts that offices send: people as a table, labels above their values in one cell, two texts side by side, boxes for yes and no."""

import cv2
import numpy as np
import pytest
from form_reading import NAME, NOTICE, UNIT, NoCrops, read, value
from page_building import line, page, table

from extractors.documents import application_form
from extractors.documents.second import SecondReader
from extractors.documents.sheets import Segment, Sheet
from extractors.ocr.blank import build as blank_engine
from schemas.documents import ApplicationForm, Kind
from schemas.page import Line

CONTACT = ("contact_name", "contact_phone", "contact_mobile", "contact_email")
HIS = ("孙三", "024-22220000", "19900001111", "sunsan@example.com")


@pytest.mark.parametrize("none", ["无", "/", "—", ""])
def test_a_person_a_row(none: str) -> None:
    people = table(
        [
            ["", "姓　名", "职务/职称", "办公电话", "手　机", "电子邮箱"],
            ["项目负责人", "钱二", "主任", none, none, none],
            ["联 系 人", "孙三", none, *HIS[1:]],
        ],
        cols=6,
    )
    form = read(page(people))
    assert value(form, "project_leader") == "钱二"
    assert tuple(value(form, name) for name in CONTACT) == HIS


def test_a_person_a_row_beside_a_group_and_within_a_larger_table() -> None:
    rows = [
        ["承担单位", ("", 1), (UNIT, 3)],
        [("人员", 1, 3), "类别", "姓名", "手机", "邮箱"],
        ["法定代表人", "赵一", "19900002222", ""],
        ["联系人", "孙三", HIS[2], HIS[3]],
        ["邮政编码", ("110000", 4)],
    ]
    form = read(page(table(rows, cols=5)))
    assert (value(form, "legal_representative"), value(form, "contact_name")) == ("赵一", "孙三")
    assert (value(form, "contact_mobile"), value(form, "contact_email")) == HIS[2:]
    assert value(form, "postcode") == "110000"


def test_a_person_a_column() -> None:
    rows = [
        ["", "项目负责人", "联系人"],
        ["姓名", "钱二", HIS[0]],
        ["电话", "024-11110000", HIS[1]],
        ["手机", "", HIS[2]],
        ["邮箱", "", HIS[3]],
    ]
    form = read(page(table(rows, cols=3)))
    assert value(form, "project_leader") == "钱二"
    assert tuple(value(form, name) for name in CONTACT) == HIS


def test_labels_above_their_values_in_one_cell() -> None:
    rows = [
        [(f"项目名称\n{NAME}", 2)],
        [f"承担单位（全称）\n{UNIT}", "项目负责人及职务\n钱二　中心主任"],
        [f"联系人及联系电话\n{HIS[0]}，{HIS[2]}，{HIS[1]}", f"电子邮件\n{HIS[3]}"],
        [("是否承担过国家级标准化试点\n□是　☑否", 2)],
        [("某种新的栏目\n一段无人认领的文字。", 2)],
        [("试点任务\n梳理适用标准。", 2)],
    ]
    form = read(page(table(rows, cols=2)))
    assert (value(form, "project_name"), value(form, "undertaking_unit")) == (NAME, UNIT)
    assert value(form, "project_leader") == "钱二"
    assert tuple(value(form, name) for name in CONTACT) == HIS
    assert value(form, "prior_pilot_statement") == "否"
    assert value(form, "tasks") == "梳理适用标准。"


def test_two_long_texts_side_by_side() -> None:
    rows = [
        ["单位概况", "单位有员工一百人。", "标准化工作基础", "现行标准十项。"],
        ["试点目标", "满意率九成。", "试点任务", "建立标准体系。"],
        ["保障措施", ("经费十万元。", 3)],
    ]
    form = read(page(table(rows)))
    found = [value(form, name) for name in ("unit_profile", "standardization_base", "goals", "tasks", "safeguards")]
    assert found == ["单位有员工一百人。", "现行标准十项。", "满意率九成。", "建立标准体系。", "经费十万元。"]


@pytest.mark.parametrize("printed", ["填报时间2026/5/9", "填表日期 2026.5.9", "填报日期二〇二六年五月九日"])
def test_a_date_right_behind_its_label(printed: str) -> None:
    form = read(page(line("国家标准化试点项目申报书", y=60), line(printed, x=400, y=90), table([["项目名称", (NAME, 3)]], y=120)))
    assert value(form, "filled_on") == "2026-05-09"


@pytest.mark.parametrize("printed", ["单位负责人：　　盖　章", "单位负责人：（签字）", "法定代表人：签章"])
def test_a_forms_own_words_are_nobodys_name(printed: str) -> None:
    form = read(page(line(f"承担单位：{UNIT}", y=80), line(printed, y=300), line("2026年5月14日", y=330)))
    assert value(form, "legal_representative") is None


def test_a_labels_opinion_is_no_unit() -> None:
    form = read(page(line("协作单位", y=80), line("意　见", x=140, y=80), line("同意参加。", y=110)))
    assert value(form, "participating_units") in (None, ())


@pytest.mark.parametrize(
    "text",
    ["（1）辽宁某某大学　（2）某某研究所", "(1)辽宁某某大学(2)某某研究所", "①辽宁某某大学②某某研究所", "1、辽宁某某大学 2、某某研究所"],
)
def test_numbered_units(text: str) -> None:
    form = read(page(table([["参加单位", (text, 3)]])))
    assert value(form, "participating_units") == ("辽宁某某大学", "某某研究所")


@pytest.mark.parametrize("text", ["是□　否☑", "□是　☑否", "□ 是\n√ 否", "是（　）否（√）"])
def test_boxes_for_yes_and_no(text: str) -> None:
    form = read(page(table([["是否承担过国家级标准化试点", (text, 3)]])))
    assert value(form, "prior_pilot_statement") == "否"


def test_more_than_yes_or_no_stays_as_it_is_said() -> None:
    form = read(page(table([["是否承担过国家级标准化试点", ("否（仅承担过县级示范基地建设）", 3)]])))
    assert value(form, "prior_pilot_statement") == "否（仅承担过县级示范基地建设）"


class Drawn(NoCrops):
    """Pictures of boxes: filled before 服务业, hollow elsewhere."""

    def __init__(self, ticked: float) -> None:
        self.ticked = ticked

    def crop(self, page, quad, *, margin=1.5, red=False, beyond=0.0):
        picture = np.full((40, 60, 3), 255, np.uint8)
        cv2.rectangle(picture, (8, 8), (30, 30), (0, 0, 0), 2)
        if quad[0][0] < self.ticked < quad[1][0]:
            cv2.line(picture, (12, 18), (18, 26), (0, 0, 0), 3)
            cv2.line(picture, (18, 26), (27, 11), (0, 0, 0), 3)
        return picture


def test_a_text_layer_that_lost_its_boxes_is_judged_by_the_picture() -> None:
    words = "　　农业农村　　消费品　　高新技术　　服务业"
    cell = table([["试点领域", (words, 3)]])
    (options,) = cell.cells[1].lines
    wide = options.bbox[2] - options.bbox[0]
    centred = options.model_copy(
        update={
            "centres": tuple((index + 0.5) / len(words) for index in range(len(words))),
            "quad": ((options.bbox[0], 0), (options.bbox[2], 0), (options.bbox[2], 12), (options.bbox[0], 12)),
        }
    )
    placed = cell.model_copy(update={"cells": (cell.cells[0], cell.cells[1].model_copy(update={"lines": (centred,)}))})
    box = options.bbox[0] + wide * (words.index("服务业") - 1) / len(words)
    sheets = (Sheet("甲/申请表.pdf", "0" * 64, page(placed)),)
    crops = Drawn(box)
    second = SecondReader(crops, blank_engine(), blank_engine())
    form = application_form.extract(Segment(Kind.APPLICATION_FORM, sheets), NOTICE, crops, second)
    assert isinstance(form, ApplicationForm)
    assert value(form, "domain") == "services"


def spaced(label: str, words: str, y: float) -> Line:
    """A line of a file's own text: a label, a gap of three characters that is one space in the text, and a value."""
    text, size = f"{label} {words}", 12
    middles = [60 + size * (index + 0.5 + (2 if index > len(label) else 0)) for index in range(len(text))]
    right = middles[-1] + size / 2
    return Line(
        text=text,
        bbox=(60, y, right, y + size),
        quad=((60, y), (right, y), (right, y + size), (60, y + size)),
        centres=tuple((middle - 60) / (right - 60) for middle in middles),
        reader="text-layer",
    )


def test_a_gap_that_the_text_has_as_one_space() -> None:
    lines = [spaced("承担单位", UNIT, 80), spaced("协作单位", "辽宁某某大学", 110), line("是否承担过", x=420, y=126)]
    lines += [line(f"这一页还有许多别的话第{number}句", y=200 + 15 * number) for number in range(35)]
    form = read(page(*lines))
    assert value(form, "undertaking_unit") == UNIT
    assert value(form, "participating_units") == ("辽宁某某大学",)


def test_a_label_alone_on_its_line_is_no_empty_field() -> None:
    form = read(page(line("所填情况属实，同意申报。", x=140, y=250), line("承担单位", x=80, y=280), line("审核意见", x=80, y=297)))
    assert form.undertaking_unit is None or form.undertaking_unit.needs_review


def test_the_beginning_of_a_period_in_a_place_of_its_own_is_no_half() -> None:
    rows = [["建设周期", "开始时间", "结束时间"], ["", "2027年1月", "2028年12月"]]
    form = read(page(table([[("建设周期", 1, 2), *rows[0][1:]], rows[1][1:]], cols=3)))
    assert (value(form, "period_start"), value(form, "period_end")) == ("2027-01", "2028-12")
    assert form.period_start is not None
    assert not form.period_start.needs_review


def test_a_tall_empty_cell_at_the_edge_is_nobodys_value() -> None:
    rows = [
        ["联系人", HIS[0], "固定电话", HIS[1], ("", 1, 2)],
        ["手机", HIS[2], "电子邮箱", HIS[3]],
    ]
    form = read(page(table(rows, cols=5)))
    assert tuple(value(form, name) for name in CONTACT) == HIS


def test_a_cell_with_a_label_of_its_own_is_no_other_labels_value() -> None:
    rows = [[f"联系人\n{HIS[0]}", f"座机\n{HIS[1]}", "移动电话", f"电子邮件\n{HIS[3]}"], [(f"项目名称\n{NAME}", 4)]]
    form = read(page(table(rows)))
    assert value(form, "contact_mobile") is None
    assert (value(form, "contact_email"), value(form, "contact_name")) == (HIS[3], HIS[0])


@pytest.mark.parametrize("stroke", ["一", "—", "/", "／", "丨"])
def test_a_stroke_is_no_code(stroke: str) -> None:
    form = read(page(table([["统一社会信用代码", (stroke, 3)]])))
    assert form.uscc is not None
    assert form.uscc.value is None
    assert not form.uscc.needs_review


def test_a_running_head_with_a_note_behind_it_is_still_one() -> None:
    head = "某年度某某项目申报材料"
    first = page(line(head + "原件", y=20), table([["试点任务", ("梳理适用标准，每学期评", 3)]], y=600))
    second = page(line(head, y=20), table([["", ("估一次。", 3)], ["保障措施", ("经费十万元。", 3)]], y=60), number=2)
    assert value(read(first, second), "tasks") == "梳理适用标准，每学期评估一次。"
