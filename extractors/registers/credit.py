"""信用查询: what was looked up on 信用中国 and 国家企业信用信息公示系统.

Words that nobody foresaw stay as they stand, for a person to judge.
"""

import re

from extractors.registers.codes import read_code
from extractors.registers.moments import parse_moment
from extractors.registers.table import Cells, Column, Register
from schemas.registers import CreditLookup

COLUMNS = (
    Column(
        "unit_name",
        "单位名称",
        ("查询单位", "被查询单位", "承担单位", "参加单位", "企业名称", "机构名称", "主体名称", "单位全称", "单位", "名称"),
        required=True,
    ),
    Column("uscc", "统一社会信用代码", ("社会信用代码", "信用代码", "统一信用代码", "组织机构代码", "代码"), expected=True),
    Column(
        "source", "来源", ("查询来源", "信息来源", "数据来源", "查询网站", "查询平台", "查询渠道", "网站", "平台", "系统"), required=True
    ),
    Column("looked_up_on", "查询日期", ("查询时间", "查询日", "截止日期", "日期", "时间"), required=True),
    Column("conclusion", "结论", ("查询结论", "查询结果", "结果", "核查结果", "核查结论"), required=True),
    Column("matter", "事项类型", ("事项", "信息类型", "问题类型", "事项类别", "失信类型", "类型")),
    Column("detail", "事项说明", ("事项内容", "事项详情", "具体情况", "详情", "说明", "内容", "备注")),
    Column("state", "状态", ("当前状态", "事项状态", "公示状态", "目前状态")),
)

Spelling = tuple[tuple[str, re.Pattern[str]], ...]

SOURCES: Spelling = (
    ("信用中国", re.compile(r"信用中国|creditchina", re.IGNORECASE)),
    ("国家企业信用信息公示系统", re.compile(r"企业信用信息公示|公示系统|gsxt", re.IGNORECASE)),
)
CONCLUSIONS: Spelling = (
    (
        "无相关信息",
        re.compile(
            r"(?:查询期内)?(?:无|没有|未查询到|未查到|未发现|未见)(?:相关|不良|失信|负面|违法|异常)*(?:信用)?(?:信息|记录|情形|情况)?"
        ),
    ),
    ("有相关信息", re.compile(r"(?:有|存在|查询到|查到|发现)(?:相关|不良|失信|负面|违法|异常)*(?:信用)?(?:信息|记录|情形|情况)?")),
)
MATTERS: Spelling = (
    ("严重失信主体名单", re.compile(r"(?:列入)?严重失信(?:主体)?(?:名单)?(?:信息)?")),
    ("严重违法失信名单", re.compile(r"(?:列入)?严重违法(?:失信)?(?:企业)?(?:名单)?(?:[(（]黑名单[)）])?(?:信息)?")),
    ("经营异常名录", re.compile(r"(?:列入)?经营异常(?:名录)?(?:信息)?")),
    ("行政处罚", re.compile(r"行政处罚(?:信息|决定)?")),
    ("失信被执行人", re.compile(r"失信被执行人(?:名单)?(?:信息)?")),
)
STATES: Spelling = (
    ("在列", re.compile(r"在列|仍在列|列入中|未移出")),
    ("公示中", re.compile(r"公示中|正在公示|公示|未修复")),
    ("已移出", re.compile(r"已移出|移出|已移除")),
    ("已修复", re.compile(r"已修复|修复|修复完成|信用已修复")),
    ("已撤销", re.compile(r"已撤销|撤销|已撤消")),
)


def _entry(cells: Cells) -> CreditLookup:
    moment = parse_moment(cells.need("looked_up_on"))
    if moment is None:
        raise cells.fault("looked_up_on", "不是可识别的日期，应写作 2026-05-18")
    cells.need("source")
    cells.need("conclusion")
    entry = CreditLookup(
        unit_name=cells.need("unit_name"),
        uscc=read_code(cells),
        source=_named(cells, "source", SOURCES),
        looked_up_on=moment.day,
        conclusion=_named(cells, "conclusion", CONCLUSIONS),
        matter=_named(cells, "matter", MATTERS),
        detail=cells.get("detail"),
        state=_named(cells, "state", STATES),
        row=cells.number,
    )
    return _questioned(cells, entry) if entry.conclusion == "无相关信息" and entry.matter else entry


def _questioned(cells: Cells, entry: CreditLookup) -> CreditLookup:
    """A clean conclusion beside a matter clears nobody: keep both words in the conclusion, so that it is no longer the official one."""
    cells.note("conclusion", f"与事项类型“{entry.matter[:20]}”不符，请核对")
    return entry.model_copy(update={"conclusion": f"{entry.conclusion}，但事项类型填有“{entry.matter[:20]}”"})


def _named(cells: Cells, name: str, spelling: Spelling) -> str:
    """Return the official word for a cell; a word that is none stays as it stands, with a note."""
    text = cells.get(name)
    if text in {"", "无", "/", "／", "-", "—"} and name in {"matter", "state"}:
        return ""
    bare = text.rstrip("。.")
    search = re.Pattern.search if name == "source" else re.Pattern.fullmatch
    official = next((word for word, pattern in spelling if search(pattern, bare)), None)
    if official is None and text:
        cells.note(name, "不是规定的写法，将由人工判断")
    return official or text


REGISTER = Register("信用查询", COLUMNS, _entry)
