"""A form's values are found wherever its layout puts them."""

import cv2
import numpy as np
import pytest
from form_reading import NAME, NOTICE, UNIT, NoCrops, read, value
from page_building import line, page, table

from extractors.documents import addresses, application_form, contacts, values
from extractors.documents.second import SecondReader
from extractors.documents.sheets import Segment, Sheet
from extractors.documents.text import Text, join
from extractors.ocr.blank import build as blank_engine
from schemas.documents import ApplicationForm, Kind
from schemas.page import Line, Page


def test_two_column_table() -> None:
    form = read(
        page(
            table(
                [
                    ["项目名称", (NAME, 3)],
                    ["试点领域", "农业农村", "建设周期", "2027年1月—2028年12月"],
                    ["承担单位", (UNIT, 3)],
                    ["统一社会信用代码", "91210100MA0000000X", "单位性质", "企业"],
                    ["法定代表人", "赵一", "邮政编码", "110000"],
                    ["通讯地址", ("沈阳市某区某路1号", 3)],
                ]
            )
        )
    )
    assert value(form, "project_name") == NAME
    assert value(form, "domain") == "agriculture"
    assert (value(form, "period_start"), value(form, "period_end")) == ("2027-01", "2028-12")
    assert value(form, "undertaking_unit") == UNIT
    assert value(form, "unit_type") == "企业"
    assert value(form, "legal_representative") == "赵一"
    assert value(form, "postcode") == "110000"
    assert value(form, "address") == "沈阳市某区某路1号"


def test_an_empty_cell_is_an_empty_field_and_an_absent_label_no_field() -> None:
    form = read(page(table([["项目名称", (NAME, 3)], ["承担单位", ("", 3)]])))
    assert form.undertaking_unit is not None
    assert form.undertaking_unit.is_blank
    assert form.contact_email is None


def test_telephone_beside_the_leader_is_not_the_contacts() -> None:
    form = read(
        page(
            table(
                [
                    ["项目负责人", "钱二", "职务", "主任", "电话", "024-11110000"],
                    ["联系人", "孙三", "电话", "024-22220000", "手机", "19900001111"],
                ],
                cols=6,
            )
        )
    )
    assert value(form, "project_leader") == "钱二"
    assert value(form, "contact_name") == "孙三"
    assert value(form, "contact_phone") == "024-22220000"
    assert value(form, "contact_mobile") == "19900001111"


def test_groups_with_labels_of_their_own() -> None:
    form = read(
        page(
            table(
                [
                    [("项目负责人", 1, 2), "姓名", "钱二", "职务", "主任"],
                    ["电话", "024-11110000", "手机", "19900009999"],
                    [("联系人", 1, 2), "姓名", "孙三", "电话", "024-22220000"],
                    ["手机", "19900001111", "电子邮箱", "sun@example.cn"],
                    [("承担单位", 1, 2), "单位名称", (UNIT, 3)],
                    ["统一社会信用代码", "91210100MA0000000X", "法定代表人", "赵一"],
                    [("参加单位", 1, 2), "单位名称", ("辽宁某某协会", 3)],
                    ["统一社会信用代码", "51210000MJ0000000Y", "法定代表人", "李四"],
                ],
                cols=5,
            )
        )
    )
    assert value(form, "project_leader") == "钱二"
    assert value(form, "contact_name") == "孙三"
    assert value(form, "contact_phone") == "024-22220000"
    assert value(form, "contact_mobile") == "19900001111"
    assert value(form, "contact_email") == "sun@example.cn"
    assert value(form, "undertaking_unit") == UNIT
    assert value(form, "uscc") == "91210100MA0000000X"
    assert value(form, "legal_representative") == "赵一"
    assert value(form, "participating_units") == ("辽宁某某协会",)


def test_cover_lines_and_title() -> None:
    form = read(
        page(
            line("国家标准化试点项目", x=180, y=120, size=22),
            line("申 报 书", x=250, y=160, size=22),
            line("（2026年度）", x=250, y=190),
            line("项 目 名 称：" + NAME, x=100, y=300),
            line("承担单位（盖章）：", x=100, y=340),
            line(UNIT, x=220, y=340),
            line("推荐单位：沈阳市市场监督管理局", x=100, y=380),
            line("填报日期：2026 年 5 月 8 日", x=100, y=420),
        )
    )
    assert value(form, "form_title") == "国家标准化试点项目申报书"
    assert value(form, "form_year") == 2026
    assert value(form, "project_name") == NAME
    assert value(form, "undertaking_unit") == UNIT
    assert value(form, "recommending_unit") == "沈阳市市场监督管理局"
    assert value(form, "filled_on") == "2026-05-08"


def test_an_unfilled_date_is_empty_not_wrong() -> None:
    form = read(page(line("填报日期：    年    月    日", x=100, y=420)))
    assert form.filled_on is not None
    assert form.filled_on.is_blank


def test_long_text_runs_over_pages() -> None:
    first = page(
        table([["标准化工作基础", ("本单位建立了标准体系，", 3)]], y=100),
        line("- 2 -", x=280, y=810),
        number=2,
    )
    second = page(table([["", ("并参与制定国家标准2项。", 3)], ["工作目标", ("到2028年建成体系。", 3)]], y=60), number=3)
    form = read(first, second)
    assert value(form, "standardization_base") == "本单位建立了标准体系，并参与制定国家标准2项。"
    assert value(form, "goals") == "到2028年建成体系。"


def test_headings_inside_wide_cells() -> None:
    form = read(
        page(
            table(
                [
                    [("一、单位基本情况\n本单位成立于2010年，\n现有职工80人。", 4)],
                    [("二、试点任务（可另附页）\n梳理适用标准。", 4)],
                ],
                row_height=60,
            )
        )
    )
    assert value(form, "unit_profile") == "本单位成立于2010年，现有职工80人。"
    assert value(form, "tasks") == "梳理适用标准。"


def test_paragraphs_without_a_table() -> None:
    form = read(
        page(
            line("一、项目名称", y=100),
            line(NAME, y=120),
            line("二、工作目标", y=140),
            line("到2028年建成标准体系，", y=160),
            line("（一）总体目标", y=180),
            line("形成可推广模式。", y=200),
            line("三、试点任务", y=220),
            line("1. 分析工作需求。", y=240),
            line("四、其他说明", y=260),
            line("没有。", y=280),
        )
    )
    assert value(form, "project_name") == NAME
    assert value(form, "goals") == "到2028年建成标准体系，（一）总体目标形成可推广模式。"
    assert value(form, "tasks") == "1.分析工作需求。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("□农业农村 □消费品 ☑高新技术 □服务业", "high-tech"),
        ("□农业农村 □消费品 ■服务业 □高新技术", "services"),
        ("○农业农村 ●社会管理与公共服务 ○基本公共服务", "social-governance"),
        ("八、民政领域专项", "civil-affairs"),
        ("基本公共服务领域", "basic-public-services"),
    ],
)
def test_domains(text: str, expected: str) -> None:
    assert value(read(page(table([["试点领域", (text, 3)]]))), "domain") == expected


def test_two_ticked_domains_are_no_value() -> None:
    form = read(page(table([["试点领域", ("☑农业农村 □消费品 ☑高新技术 □服务业", 3)]])))
    assert form.domain is not None
    assert form.domain.value is None
    assert form.domain.needs_review
    assert "农业农村" in form.domain.raw
    assert "高新技术" in form.domain.raw


def test_no_ticked_domain_is_empty() -> None:
    form = read(page(table([["试点领域", ("□农业农村 □消费品 □高新技术 □服务业", 3)]])))
    assert form.domain is not None
    assert form.domain.is_blank


@pytest.mark.parametrize("mark", ["无", "/", "—", "——", "／", "1", "|", "⊥"])
def test_no_participating_units(mark: str) -> None:
    assert value(read(page(table([["参加单位", (mark, 3)]]))), "participating_units") == ()


@pytest.mark.parametrize("mark", ["—", "——", "/", "一", "一一", "丨一"])
def test_strokes_alone_are_no_unit_however_badly_the_second_reader_sees_them(mark: str) -> None:
    doubted = values.units(Text(mark, mark, 0.6, None, "rapidocr", second="ー一", doubt="两次识读不一致"), ("无",))
    assert (doubted.value, doubted.needs_review) == ((), False)


def test_a_doubtful_word_for_none_stays_doubtful() -> None:
    doubted = values.units(Text("无", "无", 0.6, None, "rapidocr", second="天津", doubt="两次识读不一致"), ("无",))
    assert (doubted.value, doubted.needs_review) == ((), True)


def test_one_character_is_no_unit_whichever_it_is() -> None:
    doubted = values.units(Text("无", "无", 0.6, None, "rapidocr", second="天", doubt="两次识读不一致"), ("无",))
    assert (doubted.value, doubted.needs_review) == ((), False)


def test_a_name_in_a_group_that_only_says_what_it_is_about() -> None:
    form = read(
        page(
            table(
                [
                    [("项目概况", 1, 2), "名　　称", (NAME, 2)],
                    ["试点领域", ("农业农村", 2)],
                    [("承担单位", 1, 2), "单位名称", (UNIT, 2)],
                    ["联络人", ("赵某", 2)],
                ]
            )
        )
    )
    assert value(form, "project_name") == NAME
    assert value(form, "undertaking_unit") == UNIT
    assert value(form, "contact_name") == "赵某"


@pytest.mark.parametrize(
    ("read_as", "meant"),
    [
        ("Inggfl@In-legal.example.cn", "lnggfl@ln-legal.example.cn"),
        ("shan@Inice.example.cn", "shan@lnice.example.cn"),
    ],
)
def test_one_capital_among_small_letters_is_an_l(read_as: str, meant: str) -> None:
    found = contacts.email(Text(read_as, read_as, 0.99, None, "rapidocr"))
    assert (found.value, found.needs_review) == (meant, True)


def test_a_figure_between_a_word_and_a_year_may_be_a_letter() -> None:
    assert contacts.email(Text("fsc12009@example.com", "", 0.99, None, "rapidocr")).needs_review
    assert not contacts.email(Text("fsc2009@example.com", "", 0.99, None, "rapidocr")).needs_review


@pytest.mark.parametrize("read_as", ["zhb2290example.com", "zhb229@examplecom", "zhb229@example.", "@example.com"])
def test_a_mail_address_that_is_none_is_for_a_person_though_the_readers_agree(read_as: str) -> None:
    assert contacts.email(Text(read_as, read_as, 0.995, None, "rapidocr+tesseract")).needs_review


def test_the_sign_of_a_mail_address_is_proposed_and_told() -> None:
    found = contacts.email(Text("zhb2290example.com", "zhb2290example.com", 0.995, None, "rapidocr+tesseract"))
    assert (found.value, found.second, found.needs_review) == ("zhb229@example.com", "zhb2290example.com", True)


def test_an_l_behind_a_whole_word_is_for_a_person() -> None:
    found = contacts.email(Text("guanlil@example.com", "guanlil@example.com", 0.995, None, "rapidocr+tesseract"))
    assert (found.value, found.needs_review) == ("guanli1@example.com", True)


def test_two_mail_addresses_in_one_cell_are_addresses() -> None:
    assert not contacts.email(Text("zhb229@example.com；bgs@example.cn", "", 0.99, None, "rapidocr+tesseract")).needs_review


def test_ligatures_of_a_text_layer_are_letters() -> None:
    assert join(["lnggﬂ@example.cn"]) == "lnggfl@example.cn"


def test_participating_units() -> None:
    assert value(read(page(table([["参加单位", ("甲市某某学院、乙市某某公司", 3)]]))), "participating_units") == (
        "甲市某某学院",
        "乙市某某公司",
    )
    assert value(read(page(table([["参加单位", ("甲市某某学院\n乙市某某有限公司", 3)]]))), "participating_units") == (
        "甲市某某学院",
        "乙市某某有限公司",
    )


def test_schedule_as_a_table() -> None:
    form = read(
        page(
            table(
                [
                    [("进度安排", 1, 3), "时间", ("工作内容", 2)],
                    ["2027年1月—6月", ("调研", 2)],
                    ["2028年7月—12月", ("总结", 2)],
                    ["保障措施", ("经费保障。", 3)],
                ]
            )
        )
    )
    assert value(form, "schedule") == "时间\t工作内容\n2027年1月—6月\t调研\n2028年7月—12月\t总结"
    assert value(form, "safeguards") == "经费保障。"


def test_opinion_boxes() -> None:
    form = read(
        page(
            table(
                [
                    ["承担单位意见", ("同意申报。\n（盖章）\n2026年5月8日", 3)],
                    ["推荐单位意见", ("同意推荐。\n（盖章）\n年  月  日", 3)],
                    ["省级标准化行政主管部门意见", ("（盖章）\n年  月  日", 3)],
                ],
                row_height=80,
            )
        )
    )
    roles = {opinion.role: opinion for opinion in form.opinions}
    assert roles["undertaking"].text == "同意申报。"
    assert roles["undertaking"].signed_on.value == "2026-05-08"
    assert roles["recommender"].signed_on.is_blank
    assert roles["province"].text == ""


def test_unknown_labels_are_left_over() -> None:
    form = read(page(table([["项目名称", (NAME, 3)], ["碳排放核算编号", ("TP-01", 3)]])))
    assert [(item.label, item.text) for item in form.leftovers] == [("碳排放核算编号", "TP-01")]


def test_a_cover_value_that_wraps() -> None:
    form = read(
        page(
            line("项目名称：智慧温室蔬菜种植", x=100, y=300),
            line("标准化试点", x=165, y=316),
            line("承担单位：" + UNIT, x=100, y=340),
            line("二〇二六年五月", x=250, y=600),
        )
    )
    assert value(form, "project_name") == NAME
    assert value(form, "undertaking_unit") == UNIT


def test_two_labels_in_one_cell() -> None:
    form = read(page(table([["联系人及电话", ("孙三 024-22220000", 3)]])))
    assert value(form, "contact_name") == "孙三"
    assert value(form, "contact_phone") == "024-22220000"


def test_a_column_of_participants() -> None:
    rows = [["参加单位名称", "统一社会信用代码", "联系人", "联系电话"], ["甲学院", "1", "赵", "1"], ["乙公司", "2", "钱", "2"]]
    assert value(read(page(table(rows))), "participating_units") == ("甲学院", "乙公司")


def test_a_special_track_in_a_field_of_its_own() -> None:
    form = read(page(table([["试点领域", "服务业", "专项类别", "民政专项"]])))
    assert value(form, "domain") == "civil-affairs"
    assert value(read(page(table([["试点领域", "服务业", "专项类别", "无"]]))), "domain") == "services"


def test_a_long_value_that_repeats_a_label_inside() -> None:
    form = read(
        page(table([[("五、试点任务\n（一）工作目标明确。\n主要任务如下：\n1.梳理标准。", 4)], ["保障措施", ("经费。", 3)]], row_height=80))
    )
    assert value(form, "tasks") == "（一）工作目标明确。主要任务如下：1.梳理标准。"
    assert value(form, "goals") is None


def test_a_schedule_table_under_its_heading() -> None:
    rows = [["起止时间", ("工作内容", 3)], ["2027年1月—6月", ("调研", 3)], ["2028年7月—12月", ("总结", 3)]]
    form = read(page(line("八、进度安排", y=80), table(rows, y=100), line("九、保障措施", y=220), line("经费保障。", y=240)))
    assert value(form, "schedule") == "起止时间\t工作内容\n2027年1月—6月\t调研\n2028年7月—12月\t总结"
    assert value(form, "safeguards") == "经费保障。"
    assert form.period_start is None


def test_a_schedule_table_that_shares_its_grid_with_the_next_fields() -> None:
    rows = [
        [("起止时间", 2), ("主要工作内容", 2)],
        [("2027年1—4月", 2), ("准备启动", 2)],
        [("2028年9—12月", 2), ("评价改进", 2)],
        ["预期成果", ("形成指南一份。", 3)],
    ]
    form = read(page(line("七、工作步骤", y=80), table(rows, y=100)))
    assert value(form, "schedule") == "起止时间\t主要工作内容\n2027年1—4月\t准备启动\n2028年9—12月\t评价改进"
    assert value(form, "expected_results") == "形成指南一份。"


def test_a_bare_date_at_the_foot_of_the_cover() -> None:
    form = read(
        page(line("国家标准化试点项目申请表", x=160, y=150, size=22), line("项目名称：" + NAME, y=300), line("2026年4月", x=260, y=700))
    )
    assert value(form, "filled_on") == "2026-04"


def test_a_dash_that_was_read_as_a_numeral() -> None:
    form = read(page(table([["进度安排", ("2027年1一4月准备，统一安排。", 3)]])))
    assert value(form, "schedule") == "2027年1—4月准备，统一安排。"


@pytest.mark.parametrize("rest", ["（盖章）", "章）", "单位"])
def test_a_piece_of_the_label_is_no_value_and_no_empty_field(rest: str) -> None:
    form = read(page(table([["承担单位", (rest, 3)]])))
    assert form.undertaking_unit is not None
    assert form.undertaking_unit.value is None
    assert form.undertaking_unit.needs_review


@pytest.mark.parametrize(
    ("label", "written", "field", "expected"),
    [
        ("邮", "110000", "postcode", "110000"),
        ("码", "110000", "postcode", None),
        ("联系电", "024-31234567", "contact_phone", "024-31234567"),
        ("联系", "024-31234567", "contact_phone", None),
        ("社会信用", "91210100MA0000000X", "uscc", "91210100MA0000000X"),
        ("邮", "沈阳市某区", "postcode", None),
    ],
)
def test_a_label_read_in_part_still_has_its_value_and_a_doubt(label: str, written: str, field: str, expected: str | None) -> None:
    form = read(page(table([["项目名称", (NAME, 3)], ["法定代表人", "赵一", label, written], ["承担单位", (UNIT, 3)]])))
    assert value(form, field) == expected
    if expected:
        assert getattr(form, field).needs_review
        assert written not in [item.text for item in form.leftovers]


def test_a_whole_label_is_preferred_to_a_torn_one() -> None:
    form = read(page(table([["项目名称", (NAME, 3)], ["邮政编码", "110001", "邮", "110000"]])))
    assert value(form, "postcode") == "110001"
    assert not form.postcode or not form.postcode.needs_review


def test_group_with_words_of_its_own() -> None:
    form = read(
        page(
            table(
                [
                    [("承\n担\n单\n位", 1, 3), "名　称", UNIT, "信用代码", "91210100MA0000000X"],
                    ["性　质", "企业", "法定代表人", "赵一"],
                    ["地　址", ("沈阳市某区某路1号（邮编：110000）", 3)],
                    [("联\n系\n人", 1, 2), "姓　名", "钱二", "办公电话", "024-23456789"],
                    ["手　机", "13800000000", "E-mail", "a@b.cn"],
                ],
                cols=5,
            )
        )
    )
    assert value(form, "undertaking_unit") == UNIT
    assert value(form, "unit_type") == "企业"
    assert (value(form, "address"), value(form, "postcode")) == ("沈阳市某区某路1号", "110000")
    assert (value(form, "contact_name"), value(form, "contact_phone")) == ("钱二", "024-23456789")


def test_table_within_a_cell() -> None:
    form = read(
        page(
            table(
                [
                    ["联系人信息", ("姓名\t固定电话\t手机号码\t电子邮箱\n钱二\t024-23456789\t13800000000\ta@b.cn", 3)],
                    ["邮编", "110000", "", ""],
                ]
            )
        )
    )
    assert value(form, "contact_name") == "钱二"
    assert value(form, "contact_phone") == "024-23456789"
    assert value(form, "contact_email") == "a@b.cn"


def test_address_and_postcode_in_one_cell() -> None:
    form = read(page(table([["通信地址及邮编", ("沈阳市某区某路1号  110000", 3)], ["项目名称", (NAME, 3)]])))
    assert (value(form, "address"), value(form, "postcode")) == ("沈阳市某区某路1号", "110000")


def test_heading_over_two_long_texts() -> None:
    form = read(page(line("四、试点目标及预期成果", y=100), table([[("建成标准体系，形成标准汇编。", 4)]], y=130)))
    assert value(form, "goals") == value(form, "expected_results") == "建成标准体系，形成标准汇编。"


def test_heading_of_a_known_and_an_unknown_text() -> None:
    form = read(page(line("二、立项依据和目的", y=100), line("目前标准供给不足。", y=130)))
    assert value(form, "necessity") == "目前标准供给不足。"


def test_hints_behind_a_label() -> None:
    form = read(
        page(table([["领域（专项）\n（在□内打“√”，限选一\n项）", ("☑民政专项 □服务业", 3)], ["试点名称（不超过30个汉字）", (NAME, 3)]]))
    )
    assert value(form, "domain") == "civil-affairs"
    assert value(form, "project_name") == NAME


def test_several_values_in_one_line() -> None:
    form = read(page(line("（十）联系人：钱二    电话：024-56601700    手机：13800000000"), table([["邮编", "110000", "", ""]], y=200)))
    assert value(form, "contact_phone") == "024-56601700"
    assert value(form, "contact_mobile") == "13800000000"


def test_cover_line_without_a_gap() -> None:
    form = read(page(line("国家标准化试点项目申报书"), line(f"项 目 名 称{NAME}", y=300), line(f"申 报 单 位{UNIT}", y=330)))
    assert value(form, "project_name") == NAME
    assert value(form, "undertaking_unit") == UNIT


def test_another_heading_is_no_misread_opinion() -> None:
    form = read(page(line("九、审核意见", y=100), table([["承担单位意见", ("同意申报。", 3)], ["推荐单位意见", ("同意推荐。", 3)]], y=130)))
    assert [(opinion.role, opinion.text) for opinion in form.opinions] == [("undertaking", "同意申报。"), ("recommender", "同意推荐。")]


def test_contents_are_no_fields() -> None:
    contents = [
        line(f"{i}．{text}……{i + 1}", y=130 + 20 * i) for i, text in enumerate(("单位基本情况", "工作目标", "主要任务", "申报单位意见"), 1)
    ]
    form = read(page(line("目    录"), *contents), page(line("1.工作目标"), line("建成标准体系。", y=130), number=2))
    assert value(form, "goals") == "建成标准体系。"
    assert form.opinions == ()


def test_year_in_a_line_and_in_the_title() -> None:
    form = read(page(line("2026年度国家标准化试点项目申请表"), line("申报年度：2026", y=130), table([["项目名称", (NAME, 3)]], y=160)))
    assert value(form, "form_year") == 2026


def test_headings_over_their_values() -> None:
    form = read(
        page(
            table(
                [
                    ["开始时间", "结束时间", "推荐单位", "是否承担过标准化试点"],
                    ["2027年1月", "2028年12月", "鞍山市市场监督管理局", "否"],
                    [("二、单位情况", 4)],
                ]
            )
        )
    )
    assert value(form, "prior_pilot_statement") == "否"
    assert (value(form, "period_start"), value(form, "recommending_unit")) == ("2027-01", "鞍山市市场监督管理局")


def test_day_lost_in_an_opinion_is_doubted() -> None:
    form = read(
        page(table([["承担单位意见", ("同意申报。\n法定代表人：    申报单位（盖章）：\n2026年5月", 3)], ["推荐单位意见", ("", 3)]]))
    )
    assert form.opinions[0].signed_on.needs_review
    assert form.opinions[0].text == "同意申报。"


def printed(*texts: str) -> Page:
    """A page of lines out of a file's own text, one under the other."""
    return page(*(line(text, y=100 + 18 * n).model_copy(update={"reader": "text-layer"}) for n, text in enumerate(texts)))


def test_options_may_stand_under_a_label_that_has_nothing_beside_it() -> None:
    form = read(printed(f"项目名称：{NAME}", "试点领域：", "□农业农村 □消费品 □高新技术", "■服务业 □司法行政", f"承担单位：{UNIT}"))
    assert value(form, "domain") == "services"
    assert value(form, "undertaking_unit") == UNIT


def test_nothing_beside_a_label_and_nothing_under_it_is_empty() -> None:
    form = read(printed(f"项目名称：{NAME}", "试点领域：", f"承担单位：{UNIT}"))
    assert form.domain is not None
    assert form.domain.is_blank
    assert value(form, "undertaking_unit") == UNIT


def merged(*values: str) -> ApplicationForm:
    """A row of headings over one cell, because the rules between the values were not found."""
    grid = table([["开始时间", "结束时间", "推荐单位", "单位性质"], [("", 2), "鞍山市市场监督管理局", "企业"]])
    wide = next(cell for cell in grid.cells if (cell.row, cell.col) == (1, 0))
    filled = wide.model_copy(update={"lines": tuple(line(text, 64 + 120 * i, 134) for i, text in enumerate(values))})
    return read(page(grid.model_copy(update={"cells": tuple(filled if cell is wide else cell for cell in grid.cells)})))


def test_one_cell_under_two_headings() -> None:
    form = merged("2027年1月", "2028年12月")
    assert (value(form, "period_start"), value(form, "period_end")) == ("2027-01", "2028-12")


def test_one_cell_under_two_headings_that_cannot_be_parted() -> None:
    form = merged("2027年1月起")
    assert form.period_end.needs_review


def test_two_pages_on_one_sheet() -> None:
    left = [
        line(text, 60, 100 + 20 * i) for i, text in enumerate((f"（一）项目名称：{NAME}", f"（二）承担单位：{UNIT}", "（三）邮编：110000"))
    ]
    right = [line(text, 660, 100 + 20 * i) for i, text in enumerate(("二、工作目标", "建成标准体系。", "三、保障措施", "落实经费。"))]
    sheet = page(*left, *right).model_copy(update={"width": 1190.0})
    form = read(sheet)
    assert (value(form, "project_name"), value(form, "undertaking_unit")) == (NAME, UNIT)
    assert (value(form, "goals"), value(form, "safeguards")) == ("建成标准体系。", "落实经费。")


def test_a_label_without_the_space_before_it_and_a_value_on_the_next_line() -> None:
    form = read(
        page(
            line("（十）联系人：钱二电话：024-56601700"),
            line("手机：", 440, 100),
            line("13800000000", 60, 120),
            line("（十一）邮编：110000", 60, 140),
        )
    )
    assert (value(form, "contact_name"), value(form, "contact_phone")) == ("钱二", "024-56601700")
    assert (value(form, "contact_mobile"), value(form, "postcode")) == ("13800000000", "110000")


def test_a_sliver_beside_a_group_takes_nothing() -> None:
    rows = [
        [("承\n担\n单\n位", 1, 3), "名　称", UNIT, "", "信用代码"],
        ["性　质", "企业", "", "其他"],
        ["地　址", ("沈阳市某区某路1号", 3)],
    ]
    form = read(page(table(rows, cols=5)))
    assert (value(form, "undertaking_unit"), value(form, "address")) == (UNIT, "沈阳市某区某路1号")


@pytest.mark.parametrize("odd", ["沈阳市某区某路1号（邮编：110000）", "培养标准化骨干30名，实施率达到95%以上"])
def test_what_no_unit_is_called_is_doubted(odd: str) -> None:
    form = read(page(table([["承担单位", (odd, 3)], ["项目名称", (NAME, 3)]])))
    assert form.undertaking_unit.needs_review
    assert all(place.needs_review for place in form.name_places)


def test_labels_of_other_wordings() -> None:
    form = read(
        page(
            table(
                [
                    ["1", "试点项目申报单位", UNIT, "项目联络员", "钱二"],
                    ["2", "联系方式", ("电话：024-56601700 手机：13800000000\n邮箱：a@b.cn", 3)],
                    ["3", "申报单位简要情况", ("成立于2011年。", 3)],
                    ["4", "人员、经费等保障措施", ("落实经费。", 3)],
                    ["5", "试点拟达到的目标", ("建成标准体系。", 3)],
                    ["6", "市级主管部门推荐意见", ("同意推荐。", 3)],
                    ["7", "省级标准化主管部门审批意见", ("", 3)],
                ],
                cols=5,
            )
        )
    )
    assert (value(form, "undertaking_unit"), value(form, "contact_name")) == (UNIT, "钱二")
    assert (value(form, "contact_phone"), value(form, "contact_mobile"), value(form, "contact_email")) == (
        "024-56601700",
        "13800000000",
        "a@b.cn",
    )
    assert (value(form, "unit_profile"), value(form, "safeguards"), value(form, "goals")) == (
        "成立于2011年。",
        "落实经费。",
        "建成标准体系。",
    )
    assert [opinion.role for opinion in form.opinions] == ["recommender", "province"]


def test_words_inside_a_value_are_no_label() -> None:
    form = read(
        page(
            table(
                [
                    ["项目名称", (NAME, 3)],
                    ["合作机构", "沈阳市农技推广中心", "电话", "024-56601700"],
                    ["主要任务", ("一、制定目标\n二、加强保障", 3)],
                ]
            )
        )
    )
    assert form.expected_results is None
    assert form.goals is None
    assert value(form, "tasks") == "一、制定目标二、加强保障"


@pytest.mark.parametrize("written", ["六、社会管理与公共服务领域、一、农业农村领域", "八、民政领域专项、四、服务业领域", "服务业、消费品"])
def test_two_domains_in_words_are_no_value(written: str) -> None:
    """The first of them, or the longer name, would be a guess."""
    form = read(page(table([["申报领域", (written, 3)], ["项目名称", (NAME, 3)]])))
    assert value(form, "domain") is None
    assert form.domain
    assert form.domain.doubt == "写有两个以上领域"
    assert value(form, "domain_text") == written


def test_a_headings_number_may_be_a_line_of_its_own() -> None:
    heading = line("单位基本情况（包括单位规模、主营业务等，限500字）", x=100, y=200)
    text = line("某某公司成立于2001年，专业从事设计和制造。", y=220)
    before = [line("承担试点情况：未承担过国家级标准化试点项目", y=180), line("二、", x=70, y=200)]
    form = read(page(*before, heading, text))
    assert value(form, "unit_profile") == "某某公司成立于2001年，专业从事设计和制造。"
    assert "单位基本情况" not in str(value(form, "prior_pilot_statement"))


def test_brackets_before_an_option_are_its_own() -> None:
    options = "（ ）农业农村 （ ）消费品 （ ）高新技术\n（ ）基本公共服务 （√）社会管理与公共服务\n（ ）民政"
    form = read(page(table([["申报领域", (options, 3)], ["项目名称", (NAME, 3)]])))
    assert value(form, "domain") == "social-governance"


def test_a_label_misread_as_a_particle() -> None:
    form = read(page(table([["统一社会信用代的", ("91210100MA0000000X", 3)], ["项目名称", (NAME, 3)]])))
    assert value(form, "uscc") == "91210100MA0000000X"


def test_a_character_of_a_long_texts_label_was_overlooked() -> None:
    form = read(page(table([["预期标", ("（一）培养骨干20名。", 3)], ["预期成果", ("压减时限。", 3)]])))
    assert (value(form, "goals"), value(form, "expected_results")) == ("（一）培养骨干20名。", "压减时限。")


@pytest.mark.parametrize("ticked", ["√", "✓"])
def test_ticks_in_brackets_behind_the_options(ticked: str) -> None:
    options = f"1.农业农村（  ） 2.消费品（  ） 3.高新技术（  ）\n4.服务业（{ticked}） 5.基本公共服务（  ）"
    form = read(page(table([["申报领域", (options, 3)], ["项目名称", (NAME, 3)]])))
    assert value(form, "domain") == "services"


@pytest.mark.parametrize(
    ("options", "expected", "words"),
    [
        ("□农业农村 □消费品 □高新技术 ☑基本公共服\n务 □社会管理与公共服务 □司法行政", "basic-public-services", "基本公共服务"),
        ("□农业农村 □消费品 □高新技术 □基本公共服\n务 ☑社会管理与公共服务 □司法行政", "social-governance", "社会管理与公共服务"),
        ("□农业农村 □消费品 ☑高\n新技术 □服务业 □基本公共服务", "high-tech", "高新技术"),
    ],
)
def test_an_option_that_runs_over_the_end_of_its_line(options: str, expected: str, words: str) -> None:
    form = read(page(table([["申报领域", (options, 3)], ["项目名称", (NAME, 3)]])))
    assert (value(form, "domain"), value(form, "domain_text")) == (expected, words)


@pytest.mark.parametrize(
    ("written", "value_", "sure"),
    [("2026年5月10日", "2026-05-10", True), ("2026年5月10H", "2026-05", False), ("2026年5月", "2026-05", True)],
)
def test_a_day_without_its_last_sign_is_no_month(written: str, value_: str, sure: bool) -> None:
    filled = read(page(table([["填报日期", (written, 3)], ["项目名称", (NAME, 3)]]))).filled_on
    assert filled is not None
    assert (filled.value, filled.needs_review) == (value_, not sure)


def test_a_mobile_number_that_runs_over_the_end_of_its_line() -> None:
    form = read(page(table([["项目名称", (NAME, 3)], ["联系人", "钱二", "手机", "1394128770\n6"]])))
    assert value(form, "contact_mobile") == "13941287706"


def test_a_dot_behind_the_number_of_a_label() -> None:
    form = read(page(line("7·项目名称：" + NAME), line("8·邮编：110000", y=130), line("9·联系人：钱二", y=160)))
    assert (value(form, "project_name"), value(form, "postcode"), value(form, "contact_name")) == (NAME, "110000", "钱二")


def test_group_behind_an_empty_strip() -> None:
    rows = [
        [("联系人信息", 1, 3), ("", 4)],
        ["姓名", "固定电话", "手机号码", "电子邮箱"],
        ["钱二", "024-56601700", "13800000000", "a@b.cn"],
    ]
    form = read(page(table(rows, cols=5)))
    assert (value(form, "contact_name"), value(form, "contact_phone")) == ("钱二", "024-56601700")


def test_participants_as_a_table_under_their_heading() -> None:
    form = read(
        page(
            table(
                [
                    ["承担单位", (UNIT, 3)],
                    [("参加单位", 4)],
                    ["序号", ("单位名称", 2), "任务分工"],
                    ["1", ("某市蔬菜研究所", 2), "技术支撑"],
                    ["2", ("某县绿野种植\n专业合作社", 2), "试点实施"],
                    [("工作目标", 4)],
                    [("建成标准体系。", 4)],
                ]
            )
        )
    )
    assert value(form, "participating_units") == ("某市蔬菜研究所", "某县绿野种植专业合作社")
    assert value(form, "undertaking_unit") == UNIT
    assert [place.value for place in form.name_places] == [UNIT]
    assert value(form, "goals") == "建成标准体系。"


def test_participants_as_a_table_beside_their_heading() -> None:
    form = read(
        page(
            table(
                [
                    ["承担单位", (UNIT, 3)],
                    [("参与单位", 1, 3), "序号", "名称", "性质"],
                    ["1", "某市蔬菜研究所", "事业单位"],
                    ["2", "某县绿野专业合作社", "企业"],
                    ["单位性质", ("企业", 3)],
                ]
            )
        )
    )
    assert value(form, "participating_units") == ("某市蔬菜研究所", "某县绿野专业合作社")
    assert value(form, "unit_type") == "企业"


def test_a_table_of_no_participants_says_so() -> None:
    form = read(page(table([[("参加单位", 4)], ["序号", ("单位名称", 2), "分工"], ["", ("无", 2), ""], ["项目名称", (NAME, 3)]])))
    assert value(form, "participating_units") == ()
    assert value(form, "project_name") == NAME


@pytest.mark.parametrize("heading", ["三、申报的必要性", "四、本项目必要性分析"])
def test_a_numbered_heading_in_other_words_ends_the_cell_before(heading: str) -> None:
    rows = [["二、标准化工作基础\n有标准12项。"], [f"{heading}\n服务尺度不一。"], ["五、工作目标\n统一尺度。"]]
    form = read(page(table(rows, cols=1)))
    assert value(form, "standardization_base") == "有标准12项。"
    assert value(form, "necessity") == "服务尺度不一。"


def test_all_ways_to_reach_the_contact_in_one_cell() -> None:
    cell = "周小青　024-88881234、88881235　手机：\n13900001111\n邮箱：zhou@example.cn"
    form = read(
        page(table([[("申报\n单位", 1, 3), "单位名称", (UNIT, 2)], ["法定代表人", ("赵一", 2)], ["联系人及\n联系方式", (cell, 2)]]))
    )
    assert value(form, "contact_name") == "周小青"
    assert value(form, "contact_phone") == "024-88881234、88881235"
    assert value(form, "contact_mobile") == "13900001111"
    assert value(form, "contact_email") == "zhou@example.cn"


@pytest.mark.parametrize("written", ["024-88881234 13900001111", "024-88881234 / 13900001111", "13900001111、024-88881234"])
def test_landline_and_mobile_in_one_cell(written: str) -> None:
    form = read(page(table([["联系人", "周小青", "联系电话", written]])))
    assert value(form, "contact_phone") == "024-88881234"
    assert value(form, "contact_mobile") == "13900001111"


def test_two_numbers_never_run_together() -> None:
    form = read(page(table([["联系人", "周小青", "联系电话", "024-88881234 1390000111"]])))
    assert (value(form, "contact_phone"), value(form, "contact_mobile")) == ("024-88881234", "1390000111")


def test_options_go_on_at_the_left_margin() -> None:
    form = read(
        page(
            line("（一）项目名称：" + NAME, y=80),
            line("（二）所属领域：□农业农村　□消费品　□高新技术　□服务业", y=110),
            line("□基本公共服务　□社会管理与公共服务　√司法行政专项　□民政专项", y=130),
            line("（三）承担单位：" + UNIT, y=160),
        )
    )
    assert value(form, "domain") == "judicial-administration"
    assert value(form, "undertaking_unit") == UNIT


def test_a_value_that_fills_its_row_goes_on_at_the_left_margin() -> None:
    long = "某市很长很长的现代农业综合服务和技术推广应用研究"
    form = read(
        page(
            line("（三）承担单位：" + long, y=100),
            line("中心", y=118),
            line("（四）法定代表人：赵一", y=140),
        )
    )
    assert value(form, "undertaking_unit") == long + "中心"
    assert value(form, "legal_representative") == "赵一"


def test_a_letter_at_the_end_of_a_code_is_no_numbering_of_the_next_label() -> None:
    form = read(page(line("（四）统一社会信用代码：12210100MB1K55722N　机构类型：事业单位")))
    assert value(form, "uscc") == "12210100MB1K55722N"
    assert value(form, "unit_type") == "事业单位"


def test_a_form_run_together_into_one_value_is_doubted() -> None:
    form = read(page(line("项目名称" + NAME + "所属领域农业农村起止年限2027.1-2028.12承担单位" + UNIT * 6, y=100)))
    assert form.project_name is None or form.project_name.needs_review


class Boxes(NoCrops):
    """A form whose only filled box stands where ``filled`` says, by the cut-out's left edge."""

    def __init__(self, filled: float) -> None:
        self.filled = filled

    def crop(self, page, quad, *, margin=1.5, red=False, beyond=0.0):
        image = np.full((30, 42), 255, np.uint8)
        cv2.rectangle(image, (8, 6), (26, 24), 0, -1 if abs(quad[0][0] - self.filled) < 12 else 1)
        return image


def test_a_filled_box_that_was_not_read_is_still_an_option() -> None:
    text = "□企业　　事业单位　□社会团体　□其他"
    scanned = line(text, x=200).model_copy(
        update={"reader": "rapidocr", "quad": ((200, 100), (200 + 12 * len(text), 100), (200 + 12 * len(text), 112), (200, 112))}
    )
    grid = table([["单位类型", ("", 3)]])
    grid = grid.model_copy(update={"cells": (grid.cells[0], grid.cells[1].model_copy(update={"lines": (scanned,)}))})
    crops = Boxes(200 + 12 * (text.index("事") - 1))
    second = SecondReader(crops, blank_engine(), blank_engine())
    segment = Segment(Kind.APPLICATION_FORM, (Sheet("甲/申请表.pdf", "0" * 64, page(grid)),))
    form = application_form.extract(segment, NOTICE, crops, second)
    assert value(form, "unit_type") == "事业单位"


def test_options_without_boxes_are_no_answer() -> None:
    form = read(page(table([["单位类型", ("企业 事业单位 社会团体 其他", 3)]])))
    assert form.unit_type is not None
    assert form.unit_type.needs_review


def test_a_bracket_read_twice_is_still_numbering() -> None:
    form = read(page(line("(（七）联系人：周小青", y=100), line("电话：024-88881234", x=300, y=100)))
    assert (value(form, "contact_name"), value(form, "contact_phone")) == ("周小青", "024-88881234")


def test_a_date_label_glued_to_a_name_is_no_part_of_it() -> None:
    form = read(
        page(line(f"填报单位（盖章）：{UNIT}填报时间：", y=95), line("2026年5月12日", y=113), table([["项目名称", (NAME, 3)]], y=140))
    )
    assert value(form, "undertaking_unit") == UNIT
    assert value(form, "filled_on") == "2026-05-12"


@pytest.mark.parametrize("slope", [-0.05, 0.05])
def test_lines_of_a_slanted_page_are_read_in_their_order(slope: float) -> None:
    """A long line's box is higher than it is, and its middle lies below the short line that follows it."""
    written = [
        ("五、保障措施", 60),
        ("（一）经费保障。安排试点专项经费四十一万元，纳入明年和后年预算，专款", 78),
        ("专用。", 94),
        ("（二）人才保障。", 110),
    ]
    form = read(page(*(slanted(line(text, y=y), slope) for text, y in written)))
    assert value(form, "safeguards").endswith("纳入明年和后年预算，专款专用。（二）人才保障。")


def slanted(level: Line, slope: float) -> Line:
    """Lay a line on a page that falls to the right by ``slope``."""
    x0, y0, x1, y1 = level.bbox
    left, right = slope * x0, slope * x1
    quad = ((x0, y0 + left), (x1, y0 + right), (x1, y1 + right), (x0, y1 + left))
    return level.model_copy(update={"quad": quad, "bbox": (x0, y0 + min(left, right), x1, y1 + max(left, right))})


def test_values_that_share_a_cell() -> None:
    """A post behind the name, a mobile behind the landline."""
    form = read(
        page(
            table(
                [
                    ["项目名称", (NAME, 3)],
                    ["项目负责人", "赵一航　副总工程师", "电话/手机", "024-23456789 / 13800000000"],
                    ["联系人", "洪　梅", "建设周期", "2028年12月"],
                ]
            )
        )
    )
    assert value(form, "project_leader") == "赵一航"
    assert (value(form, "contact_phone"), value(form, "contact_mobile")) == ("024-23456789", "13800000000")
    assert value(form, "contact_name") == "洪梅"
    assert form.period_start is not None
    assert form.period_start.needs_review, "one end of a period alone is not sure"


def _free(*items: tuple[str, float, float]) -> ApplicationForm:
    """A form without a table: words, left edge, height on the page."""
    title = line("国家标准化试点项目申请表", x=150, y=60, size=22)
    filler = [line("甲" * 20, x=60, y=560 + 16 * i) for i in range(12)]
    return read(page(title, *(line(text, x=x, y=y) for text, x, y in items), *filler))


UNITS = ("本溪市医疗保障事务服务中心、阜新市医疗保障事务服务中心、葫芦", "岛市医疗保障事务服务中心、辽阳市医疗保障事务服务中心")


@pytest.mark.parametrize("label_at", [316, 308], ids=["label at the foot", "label in the middle"])
def test_a_value_that_begins_above_its_labels_row(label_at: float) -> None:
    form = _free(
        ("通信地址：", 76, 200), ("沈阳市某区某路1号", 150, 200), (UNITS[0], 150, 300), ("协作单位：", 76, label_at), (UNITS[1], 150, 316)
    )
    assert value(form, "address") == "沈阳市某区某路1号"
    assert value(form, "participating_units") == tuple("".join(UNITS).split("、"))


def test_a_value_that_begins_above_the_line_that_has_its_label_and_its_end() -> None:
    form = _free(("通信地址：沈阳市某区某路1号", 76, 200), (UNITS[0], 136, 300), ("协作单位：" + UNITS[1], 76, 316))
    assert value(form, "address") == "沈阳市某区某路1号"
    assert value(form, "participating_units") == tuple("".join(UNITS).split("、"))
    two = _free(("民办非企业单位", 364, 300), ("统一社会信用代码：52210202MJ25B0817K　单位性质：（法人）", 76, 316))
    assert (value(two, "uscc"), value(two, "unit_type")) == ("52210202MJ25B0817K", "民办非企业单位（法人）")
    near = _free(
        ("通信地址：沈阳市某区某某某某某某某某某某某某某某某路", 76, 200),
        ("某某某某某某某某某某某街1号", 136, 214),
        ("协作单位：某单位", 76, 230),
    )
    assert value(near, "participating_units") == ("某单位",)
    assert str(value(near, "address")).endswith("街1号")


def test_a_value_that_wraps_under_itself_stays_with_its_label() -> None:
    form = _free(
        ("协作单位：", 76, 200), (UNITS[0], 150, 200), (UNITS[1], 150, 216), ("通信地址：", 76, 240), ("沈阳市某区某路1号", 150, 240)
    )
    assert value(form, "participating_units") == tuple("".join(UNITS).split("、"))
    assert value(form, "address") == "沈阳市某区某路1号"


def test_no_address_has_a_date_in_it() -> None:
    form = read(page(table([["项目名称", (NAME, 3)], ["通讯地址", ("沈阳市某区某路1号2027年1月", 3)]])))
    assert form.address is not None
    assert form.address.needs_review


@pytest.mark.parametrize(
    ("read_as", "meant"),
    [
        ("低于1%o。", "低于1‰。"),
        ("不高于8%。，带动", "不高于8‰，带动"),
        ("合格率98%。", "合格率98%。"),
        ("由4%到2%o以下", "由4%到2‰以下"),
        ("2%0以内", "2‰以内"),
        ("2%₀以内", "2‰以内"),
    ],
)
def test_per_mille(read_as: str, meant: str) -> None:
    assert join([read_as]) == meant


def test_a_cover_whose_labels_were_not_read_whole() -> None:
    cover = page(
        line("国家标准化试点项目申报书", x=150, y=120, size=22),
        line("项目名称", x=100, y=300),
        line(NAME, x=220, y=300),
        line("推荐单", x=100, y=330),
        line("大连市市场监督管理局", x=220, y=330),
        line("二〇二六年五月六日", x=220, y=360),
    )
    form = read(cover)
    assert value(form, "recommending_unit") == "大连市市场监督管理局"
    assert form.recommending_unit is not None
    assert form.recommending_unit.needs_review, "a piece of a label is no sure label"
    assert value(form, "filled_on") == "2026-05-06"


def test_a_centred_value_of_two_lines_around_its_label() -> None:
    cover = page(
        line("国家标准化试点项目申报书", x=150, y=120, size=22),
        line("项目名称：", x=90, y=380),
        line(NAME, x=220, y=380),
        line("喀喇沁左翼蒙古族自治县现代农业发展服务中心", x=183, y=421),
        line("承担单位：", x=90, y=430),
        line("（盖章）", x=285, y=438),
    )
    assert value(read(cover), "undertaking_unit") == "喀喇沁左翼蒙古族自治县现代农业发展服务中心"


@pytest.mark.parametrize(
    ("written", "landline", "mobile"),
    [
        ("0417-5203396 / 1894176025", "0417-5203396", "1894176025"),
        ("0417-5203396、189417602567", "0417-5203396", "189417602567"),
        ("0417-5203396 18941760256", "0417-5203396", "18941760256"),
        ("024-24869001-8813", "024-24869001-8813", None),
        ("牛犇 024-57500190\n015842301277", "024-57500190", "15842301277"),
        ("0417-5203396/5203397", "0417-5203396/5203397", None),
    ],
)
def test_a_miscounted_mobile_number_is_still_the_mobile(written: str, landline: str, mobile: str | None) -> None:
    found, own = contacts.parted_phones(Text(written, written, 0.99, None, "rapidocr"))
    assert (found.value, own and own.value) == (landline, mobile)


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (("024-2486900", "1"), "024-24869001"),
        (("0417-", "5203396"), "0417-5203396"),
        (("024-24869001", "024-24869002"), "024-24869001、024-24869002"),
    ],
)
def test_a_number_that_runs_over_its_lines_end(lines: tuple[str, ...], number: str) -> None:
    text = "\n".join(lines)
    assert contacts.phone(Text(text, text, 0.99, None, "rapidocr", lines=lines)).value == number


def test_a_box_seen_between_the_characters_of_a_label() -> None:
    form = read(page(table([["项目名称", (NAME, 3)], ["领☑域", "服务业", "邮　　编", "110001"]])))
    assert (value(form, "domain_text"), value(form, "postcode")) == ("服务业", "110001")


def test_whose_a_short_label_is_depends_on_what_else_the_form_asks() -> None:
    both = read(page(table([["项目名称", (NAME, 3)], ["法定代表人", "赵一", "负 责 人", "钱二"]])))
    assert (value(both, "legal_representative"), value(both, "project_leader")) == ("赵一", "钱二")
    alone = read(page(table([["项目名称", (NAME, 3)], ["单位地址", "某路1号", "负责人", "钱二"]])))
    assert (value(alone, "legal_representative"), value(alone, "project_leader")) == ("钱二", None)
    three = read(page(table([["法定代表人", "赵一", "负责人", "钱二"], ["项目负责人", "孙三", "项目名称", NAME]])))
    assert (value(three, "legal_representative"), value(three, "project_leader")) == ("赵一", "孙三")
    group = [[("负责人", 1, 2), "姓名", "钱二", "职务", "主任"], ["电话", "13811112222", "传真", "024-11110000"]]
    grouped = read(page(table([["法定代表人", ("赵一", 4)], *group])))
    assert (value(grouped, "legal_representative"), value(grouped, "project_leader")) == ("赵一", "钱二")


@pytest.mark.parametrize(
    ("written", "told", "sure"),
    [("二二六年五月十五日", "2026-05-15", False), ("二〇二六年五月十五日", "2026-05-15", True), ("二六年五月十五日", None, False)],
)
def test_a_year_whose_ring_was_not_read(written: str, told: str | None, sure: bool) -> None:
    found = values.date(Text(written, written, 0.99, None, "rapidocr"))
    assert (found.value, not found.needs_review) == (told, sure)


@pytest.mark.parametrize(("address", "sure"), [("1100cao@example.cn", False), ("cao100@example.cn", False), ("cao2019@example.cn", True)])
def test_figures_that_may_all_be_letters_are_for_a_person(address: str, sure: bool) -> None:
    found = contacts.email(Text(address, address, 0.99, None, "rapidocr"))
    assert (found.value, not found.needs_review) == (address, sure)


@pytest.mark.parametrize("read_as", ["|zhb1376@example.com", "zhb1376@example.com丨", "zhb1376@example.com"])
def test_the_rule_beside_a_mail_address_is_no_part_of_it(read_as: str) -> None:
    assert contacts.email(Text(read_as, read_as, 0.99, None, "rapidocr")).value == "zhb1376@example.com"


@pytest.mark.parametrize("written", ["营日市站前区渤海大街7号", "辽宁省营日市站前区渤海大街7号", "迁阳市白塔区长青路126号"])
def test_a_city_that_only_looks_like_one_of_the_roster_is_doubted(written: str) -> None:
    found = addresses.address(scanned(written), NOTICE)["address"]
    assert found.value == written
    assert found.needs_review


@pytest.mark.parametrize("written", ["营口市站前区渤海大街7号", "盖州市红旗大街7号", "辽源市龙山区人民大街7号", "某某路7号", "市府路7号"])
def test_any_other_place_is_not(written: str) -> None:
    assert not addresses.address(scanned(written), NOTICE)["address"].needs_review


def scanned(written: str) -> Text:
    return Text(written, written, 0.99, None, "rapidocr")
