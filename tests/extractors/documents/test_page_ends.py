"""What a page's end tears apart belongs together; what a page's edge or a machine adds belongs to nothing."""

import pytest
from form_reading import NAME, read, value
from page_building import line, page
from page_building import table as ruled

from extractors.documents import values
from extractors.layout.ink import Ink
from schemas.documents import OpinionRole
from schemas.page import SealImpression, SealReading

NEED = "各单位口径不一。"


def table(rows, **options):
    return ruled(rows, cols=max(sum(1 if isinstance(cell, str) else cell[1] for cell in row) for row in rows), **options)


def seal(x: float, y: float) -> SealImpression:
    return SealImpression(bbox=(x, y, x + 100, y + 100), readings=(SealReading(text="某某局", confidence=0.99),))


def roles(*pages):
    return [item.role for item in read(*pages).seals]


@pytest.mark.parametrize(("foot", "head"), [("需\n求\n分", "析"), ("需\n求", "分\n析"), ("需\n求\n分\n析", "")])
def test_a_label_set_upright_that_runs_over_the_pages_end(foot: str, head: str) -> None:
    first = page(table([["项目名称", NAME], [foot, NEED]]))
    second = page(table([[head, ""], ["试点目标", "形成标准10项。"]], y=60), number=2)
    form = read(first, second)
    assert (value(form, "necessity"), value(form, "goals")) == (NEED, "形成标准10项。")


@pytest.mark.parametrize(("foot", "head"), [("推荐", "单位意见"), ("推\n荐\n单", "位\n意\n见"), ("推荐单位意见", "")])
def test_an_opinion_box_that_runs_over_the_pages_end_keeps_its_seal(foot: str, head: str) -> None:
    first = page(table([["项目名称", NAME], ["承担单位意见", "同意。"], [foot, "同意推荐。"]]))
    second = page(table([[head, "签字：孙一（盖章）"], ["省级标准化行政主管部门意见", "（盖章）"]], y=60, row_height=120), number=2)
    second = second.model_copy(update={"seals": (seal(300, 70),)})
    assert roles(first, second) == [OpinionRole.RECOMMENDER]


def test_two_whole_labels_at_a_pages_end_stay_two() -> None:
    first = page(table([["项目名称", NAME], ["推荐单位", "沈阳市市场监督管理局"]]))
    form = read(first, page(table([["参加单位意见", "同意参加。"], ["承担单位意见", "同意。"]], y=60), number=2))
    assert value(form, "recommending_unit") == "沈阳市市场监督管理局"
    assert [opinion.role for opinion in form.opinions] == [OpinionRole.PARTICIPANT, OpinionRole.UNDERTAKING]


def test_labels_between_which_no_rule_was_found() -> None:
    grid = table([["担单位意见", "签字："], ["参加单位意见", "同意参加。"], ["推荐单位意见", "同意推荐。"]], y=60, row_height=120)
    labels = [cell for cell in grid.cells if cell.col == 0]
    joined = labels[0].model_copy(update={"row_span": 3, "lines": tuple(item for cell in labels for item in cell.lines)})
    grid = grid.model_copy(update={"cells": (joined, *(cell for cell in grid.cells if cell.col))})
    first = page(table([["项目名称", NAME], ["承", "本单位自愿申报。"]]))
    second = page(grid, number=2).model_copy(update={"seals": (seal(300, 70), seal(300, 190), seal(300, 310))})
    assert roles(first, second) == [OpinionRole.UNDERTAKING, OpinionRole.PARTICIPANT, OpinionRole.RECOMMENDER]


def test_a_counted_heading_that_nobody_knows_ends_the_text_above_it() -> None:
    rows = [
        ["二、标准化工作基础"],
        ["有标准化人员3人。"],
        ["三、申报必要性"],
        [NEED],
        ["四、其他事宜"],
        ["无其他。"],
        ["五、试点目标"],
        ["10项。"],
    ]
    form = read(page(table([[(row[0], 4)] for row in rows] + [["项目名称", (NAME, 3)]])))
    assert value(form, "standardization_base") == "有标准化人员3人。"
    assert (value(form, "necessity"), value(form, "goals")) == (NEED, "10项。")


@pytest.mark.parametrize(
    "header", ["2026-05-15 09:12 FROM: 0411 8363 1588 T0: 024 9631 5", "P. 2/2", "发件人：某局 收件人：省局 2/5", "传真：024-1 第2/3页"]
)
def test_a_fax_machines_header_is_no_text(header: str) -> None:
    first = page(table([["项目名称", NAME], ["试点目标", "形成标准"]]))
    second = page(line(header, x=30, y=10), table([["", "10项。"], ["试点任务", "培训。"]], y=60), number=2)
    assert value(read(first, second), "goals") == "形成标准10项。"


def test_a_slice_of_a_seal_at_the_sheets_edge_is_no_text() -> None:
    first = page(table([["项目名称", NAME], ["试点目标", "形成标准"]]), line("游发", x=571, y=360))
    second = page(table([["", "10项。"], ["试点任务", "培训。"]], y=60), number=2)
    assert value(read(first, second), "goals") == "形成标准10项。"


def test_text_on_a_closely_cut_sheet_is_no_slice() -> None:
    first = page(line("一、试点目标", x=5, y=100), line("形成标准", x=5, y=130))
    second = page(line("共10项。", x=5, y=60), line("二、试点任务", x=5, y=100), line("培训。", x=5, y=130), number=2)
    assert value(read(first, second), "goals") == "形成标准共10项。"


@pytest.mark.parametrize("gap", ["　", "\t", "  "])
def test_a_cover_line_without_a_colon(gap: str) -> None:
    form = read(page(line("项目名称" + gap + NAME, y=100), line("推荐部门" + gap + "某市市场监督管理局", y=140)))
    assert (value(form, "project_name"), value(form, "recommending_unit")) == (NAME, "某市市场监督管理局")


def test_persons_labels_behind_values_whose_gap_was_not_read() -> None:
    form = read(
        page(
            line("项目名称：" + NAME, y=100),
            line("单位类型：社会组织法定代表人：丛一", y=130),
            line("项目负责人：钱二联系人：汤三", y=160),
        )
    )
    assert (value(form, "unit_type"), value(form, "legal_representative")) == ("社会组织", "丛一")
    assert (value(form, "project_leader"), value(form, "contact_name")) == ("钱二", "汤三")


def test_brackets_behind_options_that_run_over_the_ends_of_lines() -> None:
    options = "农业农村（）消费品（）高新技术（√）服务业（）基本公\n共服务（）社会管理与公共服务（）司法行政专项（）民政专\n项（）"
    assert value(read(page(table([["所属领域", (options, 3)], ["项目名称", (NAME, 3)]]))), "domain") == "high-tech"
    last = options.replace("√", "").replace("项（）", "项（√）")
    assert value(read(page(table([["所属领域", (last, 3)], ["项目名称", (NAME, 3)]]))), "domain") in {"civil-affairs", None}


@pytest.mark.parametrize("second", ["参加单位意见：", "协作单位意见"])
def test_two_boxes_side_by_side_between_which_a_seal_hid_the_rule(second: str) -> None:
    rows = [["项目名称", (NAME, 3)], [("申报单位意见：", 2), (second, 2)], [("推荐单位意见：", 2), ("省级标准化行政主管部门审核意见：", 2)]]
    grid = table(rows, row_height=120)
    left, right = (cell for cell in grid.cells if cell.row == 1)
    joined = left.model_copy(
        update={
            "col_span": 4,
            "lines": (*left.lines, *right.lines),
            "bbox": (*(left.bbox or (0, 0))[:2], *(right.bbox or (0, 0, 0, 0))[2:]),
        }
    )
    grid = grid.model_copy(update={"cells": tuple(joined if cell is left else cell for cell in grid.cells if cell is not right)})
    sealed = page(grid).model_copy(update={"seals": (seal(100, 225), seal(260, 225), seal(400, 225))})
    assert roles(sealed) == [OpinionRole.UNDERTAKING, OpinionRole.PARTICIPANT, OpinionRole.PARTICIPANT]


@pytest.mark.parametrize(
    ("reader", "told"), [("rapidocr", "建立标准体系，聘王昇，乾坤朗朗。"), ("text-layer", "建立標準體系，聘王昇，乾坤朗朗。")]
)
def test_long_text_that_was_read_by_sight_is_in_one_script(reader: str, told: str) -> None:
    written = line("建立標準體系，聘王昇，乾坤朗朗。").model_copy(update={"reader": reader})
    assert values.long_text(values.long_ink([Ink(1, (written,))], {}), ()).value == told
