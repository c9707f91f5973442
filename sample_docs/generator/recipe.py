"""What a form looks like: the choices of which layouts are made, six that are always there, and any mixture of them."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

import numpy as np

from sample_docs.generator.fonts import Face
from sample_docs.generator.typeset import Style

LABELS: dict[str, tuple[str, ...]] = {
    "project_name": ("项目名称", "试点项目名称", "试点名称"),
    "domain": ("试点领域", "所属领域", "申报领域", "领域"),
    "undertaking_unit": ("承担单位", "项目承担单位", "申报单位", "试点单位"),
    "participating_units": ("参加单位", "参与单位", "协作单位"),
    "recommending_unit": ("推荐单位", "推荐部门", "主管部门"),
    "uscc": ("统一社会信用代码",),
    "unit_type": ("单位性质", "单位类型", "机构类型"),
    "legal_representative": ("法定代表人", "法人代表", "单位负责人"),
    "address": ("单位地址", "通讯地址", "地址"),
    "postcode": ("邮政编码", "邮编"),
    "project_leader": ("项目负责人",),
    "contact_name": ("联系人",),
    "contact_phone": ("固定电话", "联系电话", "电话"),
    "contact_mobile": ("手机", "手机号码", "移动电话"),
    "contact_email": ("电子邮箱", "E-mail", "电子邮件"),
    "period": ("建设周期", "起止时间", "起止年限", "计划执行时间"),
    "unit_profile": ("单位基本情况", "单位简介", "承担单位概况"),
    "standardization_base": ("标准化工作基础", "标准化工作基础和能力", "标准化工作情况"),
    "necessity": ("申报背景", "必要性", "需求分析", "申报理由"),
    "goals": ("工作目标", "试点目标", "预期目标"),
    "tasks": ("试点任务", "主要任务", "试点内容", "工作内容"),
    "schedule": ("进度安排", "实施计划", "工作步骤"),
    "safeguards": ("保障措施",),
    "expected_results": ("预期成果", "预期效益"),
    "filled_on": ("填报日期", "填表日期", "申报日期"),
    "prior_pilot_statement": ("是否承担过国家级标准化试点", "是否承担过国家标准化试点项目", "曾承担标准化试点情况"),
}
OPINIONS: dict[str, tuple[str, ...]] = {
    "undertaking": ("承担单位意见", "申报单位意见"),
    "participant": ("参加单位意见",),
    "recommender": ("推荐单位意见", "市级市场监管部门意见", "主管部门意见"),
    "province": ("省级标准化行政主管部门意见", "省级标准化行政主管部门审核意见"),
}
HINTS: dict[str, str] = {
    "unit_profile": "（包括单位规模、主营业务等，限500字）",
    "standardization_base": "（包括标准化机构、人员、制度、参与标准制修订等情况）",
    "necessity": "（简述试点的背景和必要性）",
    "goals": "（应具体、可考核）",
    "tasks": "（围绕建设周期内的主要标准化活动填写）",
    "safeguards": "（组织、人员、经费、制度等）",
    "expected_results": "（可复制、可推广的经验）",
    "schedule": "",
}
ORDERS = (
    ("unit_profile", "standardization_base", "necessity", "goals", "tasks", "schedule", "safeguards", "expected_results"),
    ("necessity", "unit_profile", "standardization_base", "tasks", "goals", "schedule", "expected_results", "safeguards"),
    ("unit_profile", "necessity", "standardization_base", "goals", "tasks", "expected_results", "schedule", "safeguards"),
)
TITLES = ("国家标准化试点项目申请表", "国家标准化试点项目申报书", "国家标准化试点项目申请书")


class Cover(StrEnum):
    """Kinds of cover."""

    LINES = "lines"
    BOXED = "boxed"
    NONE = "none"


class Basics(StrEnum):
    """How the short fields are set."""

    GRID4 = "grid4"
    GRID2 = "grid2"
    GROUP = "group"
    LINES = "lines"


class Longs(StrEnum):
    """How the long texts are set."""

    FULL = "full"
    SIDE = "side"
    BOX = "box"
    PLAIN = "plain"


class Opinions(StrEnum):
    """How the opinion boxes are set."""

    FULL = "full"
    QUAD = "quad"
    SIDE = "side"
    PLAIN = "plain"


class Ticks(StrEnum):
    """How an option is ticked."""

    CHECKED = "checked"
    ROOT = "root"
    SOLID = "solid"
    DISC = "disc"
    PEN = "pen"
    BRACKET = "bracket"
    AFTER = "after"
    CELL = "cell"


class Dates(StrEnum):
    """How a date is written."""

    YMD = "ymd"
    SPACED = "spaced"
    DOTS = "dots"
    DASH = "dash"
    CHINESE = "chinese"
    MONTH = "month"


@dataclass(frozen=True)
class Recipe:
    """One layout."""

    name: str
    title: str
    cover: Cover
    notes: bool
    basics: Basics
    longs: Longs
    schedule_table: bool
    opinions: Opinions
    ticks: Ticks
    dates: Dates
    cover_dates: Dates
    period: int
    """Which way of writing a period."""
    words: int
    """Which synonym of each label."""
    spaced: bool
    """Full-width spaces inside short labels."""
    year: int
    """0 none, 1 over the title, 2 in the title."""
    cover_seal: bool
    roles: tuple[str, ...]
    left_out: frozenset[str]
    empty: str
    style: Style
    hints: bool = False
    """Long labels say in brackets what is wanted."""
    people: bool = False
    """Leader and contact as groups with 姓名, 电话 … as labels of their own."""
    order: int = 0
    """Which order of the long fields."""
    made_by: bool = False
    """国家标准化管理委员会制 at the foot of the cover."""

    def label(self, name: str) -> str:
        """Label of a field."""
        words = LABELS[name]
        return words[self.words % len(words)]

    def opinion_label(self, role: str) -> str:
        """Label of an opinion box."""
        words = OPINIONS[role]
        return words[self.words % len(words)]


E = TypeVar("E", bound=StrEnum)

ALL_ROLES = ("undertaking", "participant", "recommender", "province")

CLASSIC = Recipe(
    "classic",
    TITLES[0],
    Cover.LINES,
    True,
    Basics.GRID4,
    Longs.FULL,
    False,
    Opinions.FULL,
    Ticks.CHECKED,
    Dates.SPACED,
    Dates.SPACED,
    0,
    0,
    True,
    1,
    True,
    ALL_ROLES,
    frozenset({"prior_pilot_statement", "recommending_unit_cell"}),
    "无",
    Style(),
    made_by=True,
)
COMPACT = Recipe(
    "compact",
    TITLES[0],
    Cover.NONE,
    False,
    Basics.GROUP,
    Longs.SIDE,
    False,
    Opinions.QUAD,
    Ticks.ROOT,
    Dates.YMD,
    Dates.YMD,
    1,
    1,
    False,
    0,
    False,
    ALL_ROLES,
    frozenset({"expected_results", "filled_on"}),
    "/",
    Style(body=Face.KAI, label=Face.HEI, margin=50, top=50, bottom=50, size=10),
)
NARRATIVE = Recipe(
    "narrative",
    TITLES[1],
    Cover.LINES,
    False,
    Basics.LINES,
    Longs.PLAIN,
    False,
    Opinions.PLAIN,
    Ticks.CELL,
    Dates.DOTS,
    Dates.CHINESE,
    3,
    2,
    False,
    2,
    False,
    ("undertaking", "recommender", "province"),
    frozenset({"postcode", "unit_type"}),
    "—",
    Style(body=Face.SERIF, label=Face.HEI, size=12, leading=1.7, margin=76, top=72, footer="- {} -"),
)
LEDGER = Recipe(
    "ledger",
    TITLES[0],
    Cover.BOXED,
    False,
    Basics.GRID2,
    Longs.BOX,
    True,
    Opinions.SIDE,
    Ticks.PEN,
    Dates.DASH,
    Dates.MONTH,
    2,
    3,
    True,
    2,
    False,
    ("undertaking", "participant", "recommender", "province"),
    frozenset({"unit_type", "necessity"}),
    "——",
    Style(body=Face.SONG, label=Face.KAI, head=Face.BOLD, footer="第 {} 页"),
)
BOOK = Recipe(
    "book",
    TITLES[1],
    Cover.LINES,
    True,
    Basics.GRID4,
    Longs.BOX,
    True,
    Opinions.FULL,
    Ticks.CELL,
    Dates.SPACED,
    Dates.MONTH,
    4,
    1,
    False,
    1,
    True,
    ALL_ROLES,
    frozenset(),
    "无",
    Style(body=Face.SERIF, label=Face.SERIF, size=12, leading=1.75, rule=0.8, footer="— {} —"),
    hints=True,
    made_by=True,
)
MODERN = Recipe(
    "modern",
    TITLES[2],
    Cover.NONE,
    False,
    Basics.GRID4,
    Longs.SIDE,
    True,
    Opinions.FULL,
    Ticks.DISC,
    Dates.YMD,
    Dates.YMD,
    5,
    2,
    False,
    1,
    False,
    ("undertaking", "recommender"),
    frozenset({"postcode", "safeguards"}),
    "无",
    Style(
        body=Face.MICROHEI,
        label=Face.MICROHEI,
        head=Face.SANS,
        title=Face.SANS,
        size=9.5,
        leading=1.6,
        margin=54,
        top=54,
        bottom=54,
        footer="{}",
    ),
    people=True,
    order=1,
)
FIXED = {r.name: r for r in (CLASSIC, COMPACT, NARRATIVE, LEDGER, BOOK, MODERN)}


def mix(rng: np.random.Generator) -> Recipe:
    """A layout that nobody drew: each choice taken from anywhere."""
    base = list(FIXED.values())[int(rng.integers(len(FIXED)))]
    if rng.random() < 0.4:
        return replace(
            base, words=int(rng.integers(4)), ticks=_any(rng, Ticks), dates=_any(rng, Dates, but=Dates.MONTH), period=int(rng.integers(6))
        )
    longs = _any(rng, Longs)
    body = [Face.SONG, Face.SERIF, Face.KAI, Face.UKAI, Face.MICROHEI, Face.HEI][int(rng.integers(6))]
    style = replace(
        base.style,
        body=body,
        label=[body, Face.HEI, Face.SERIF][int(rng.integers(3))],
        size=float(rng.choice([9.5, 10.5, 10.5, 12])),
        margin=float(rng.uniform(48, 78)),
        footer=("", "- {} -", "第 {} 页", "{}")[int(rng.integers(4))],
    )
    cover = _any(rng, Cover)
    return replace(
        base,
        name="mixed",
        cover=cover,
        notes=bool(rng.random() < 0.3) and cover is not Cover.NONE,
        basics=_any(rng, Basics),
        longs=longs,
        schedule_table=bool(rng.random() < 0.4),
        opinions=_any(rng, Opinions),
        ticks=_any(rng, Ticks),
        dates=_any(rng, Dates, but=Dates.MONTH),
        cover_dates=_any(rng, Dates),
        period=int(rng.integers(6)),
        words=int(rng.integers(4)),
        spaced=bool(rng.random() < 0.4),
        year=int(rng.integers(3)),
        style=style,
        title=TITLES[int(rng.integers(3))],
        empty=("无", "/", "—", "——")[int(rng.integers(4))],
        hints=bool(rng.random() < 0.35),
        people=bool(rng.random() < 0.35),
        order=int(rng.integers(3)),
        left_out=frozenset(
            f for f in ("postcode", "unit_type", "prior_pilot_statement", "expected_results", "necessity") if rng.random() < 0.3
        ),
    )


def _any(rng: np.random.Generator, kind: type[E], *, but: E | None = None) -> E:
    values = [v for v in kind if v != but]
    return values[int(rng.integers(len(values)))]
