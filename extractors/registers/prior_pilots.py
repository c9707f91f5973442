"""往届试点单位: who has undertaken a pilot before."""

from extractors.registers.codes import read_code
from extractors.registers.table import Cells, Column, Register
from schemas.registers import PriorPilot

COLUMNS = (
    Column(
        "unit_name",
        "单位名称",
        (
            "承担单位",
            "承担单位名称",
            "试点单位",
            "试点单位名称",
            "试点承担单位",
            "项目承担单位",
            "申报单位",
            "企业名称",
            "机构名称",
            "单位全称",
            "单位",
            "名称",
        ),
        required=True,
    ),
    Column("uscc", "统一社会信用代码", ("社会信用代码", "信用代码", "统一信用代码", "组织机构代码", "代码"), expected=True),
    Column("project_name", "项目名称", ("试点项目名称", "试点名称", "试点项目", "项目", "示范项目名称", "试点示范项目名称")),
    Column("batch", "批次", ("试点批次", "批次年度", "年度", "年份", "立项年度", "下达年度", "下达文号", "文号", "批准文号")),
    Column("level", "级别", ("试点级别", "项目级别", "层级", "级别类型", "试点层级"), expected=True),
)

LEVELS = {"国家": "国家级", "国家级": "国家级", "国": "国家级", "省": "省级", "省级": "省级"}


def _entry(cells: Cells) -> PriorPilot:
    return PriorPilot(
        unit_name=cells.need("unit_name"),
        uscc=read_code(cells),
        project_name=cells.get("project_name"),
        batch=cells.get("batch"),
        level=_level(cells),
        row=cells.number,
    )


def _level(cells: Cells) -> str:
    """Return 国家级 or 省级; other words stay as they stand, for a person to judge."""
    text = cells.get("level")
    if text and text not in LEVELS:
        cells.note("level", "不是国家级或省级，将由人工判断")
    return LEVELS.get(text, text)


REGISTER = Register("往届试点单位", COLUMNS, _entry)
