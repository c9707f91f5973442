"""Draws a letter of recommendation as GB/T 9704 has it: the seal stands over the issuer's name and the date."""

import datetime as dt
from dataclasses import dataclass

import numpy as np

from sample_docs.generator.difficulty import Difficulty
from sample_docs.generator.drawn import Drawn
from sample_docs.generator.fonts import Face, measure
from sample_docs.generator.opinion import Impression, PressPlan, press_at
from sample_docs.generator.recipe import Dates
from sample_docs.generator.sheet import RED, Sheet, Text, ink_box
from sample_docs.generator.typeset import Flow, Style
from sample_docs.generator.words import chinese_number, written_date

NOTICE = "关于组织开展2026年度国家标准化试点项目申报推荐工作的通知"


@dataclass(frozen=True)
class LetterPlan:
    """What a letter says and how it looks."""

    issuer: str
    """As printed over the date."""
    head: str
    """Full name, for a red letterhead."""
    projects: tuple[str, ...]
    count: int
    issued_on: dt.date | None
    seal: PressPlan | None
    voice: str = "我局"
    addressee: str = "省市场监管局"
    cited: str = NOTICE
    red_head: bool = False
    prefixed: bool = False
    listed: bool = False
    """Names on lines of their own, numbered."""
    dates: Dates = Dates.YMD
    count_way: int = 0
    wording: int = 0
    body: Face = Face.SERIF
    number: str = ""
    seed: int = 1


def draw_letter(plan: LetterPlan, d: Difficulty) -> Drawn:
    """One page, now and then two."""
    rng = np.random.default_rng(plan.seed)
    style = Style(body=plan.body, title=Face.BOLD, size=16, leading=1.8, margin=80, top=80, bottom=76)
    flow = Flow(style)
    sheet = flow.new_sheet()
    out = Drawn("recommendation_letter", flow.sheets)
    if plan.red_head:
        _letterhead(sheet, plan, flow)
    _title(flow, plan, out)
    _body(flow, plan, out)
    _foot(flow, plan, out, d, rng)
    return out


def _letterhead(sheet: Sheet, plan: LetterPlan, flow: Flow) -> None:
    size = min(34.0, 430 / len(plan.head))
    sheet.centred(sheet.size[0] / 2, 116, plan.head, Face.BOLD, size, colour=RED)
    sheet.line(64, 132, sheet.size[0] - 64, 132, width=2.4, colour=RED)
    sheet.line(64, 136, sheet.size[0] - 64, 136, width=0.8, colour=RED)
    if plan.number:
        sheet.text(flow.right - measure(plan.number, plan.body, 14), 158, plan.number, plan.body, 14)
    flow.y = 172


def _title(flow: Flow, plan: LetterPlan, out: Drawn) -> None:
    sheet, middle = flow.sheet, flow.sheet.size[0] / 2
    title = (plan.head if plan.prefixed else "") + (
        "关于推荐2026年度国家标准化试点项目的函" if plan.wording == 2 else "关于推荐国家标准化试点项目的函"
    )
    lines = [title] if len(title) <= 21 else [plan.head, title.removeprefix(plan.head)] if plan.prefixed else [title[:12], title[12:]]
    flow.y += 44
    for line in lines:
        sheet.note("title", sheet.centred(middle, flow.y, line, Face.BOLD, 21))
        flow.y += 34
    out.fields["title"] = title


def _mention(flow: Flow, text: str, marks: list[tuple[str, str]]) -> None:
    """Set a paragraph and note where the marked pieces stand, over all the lines that they run."""
    before = len(flow.sheet.ops)
    sheet = flow.sheet
    flow.paragraph(text)
    lines = [op for op in sheet.ops[before:] if isinstance(op, Text)]
    whole = "".join(op.text for op in lines)
    for name, piece in marks:
        start, at = whole.find(piece), 0
        for op in lines:
            first, last = max(start - at, 0), min(start + len(piece) - at, len(op.text))
            if start >= 0 and first < last:
                x = op.x + measure(op.text[:first], op.face, op.size)
                sheet.note(name, ink_box(x, op.base, measure(op.text[first:last], op.face, op.size), op.size))
            at += len(op.text)


def _body(flow: Flow, plan: LetterPlan, out: Drawn) -> None:
    s = flow.style
    flow.y += 8
    flow.y += s.pitch
    box = flow.sheet.text(flow.left, flow.y - 0.32 * s.pitch, plan.addressee + "：", s.body, s.size)
    flow.sheet.note("addressee", box)
    names = "".join(f"“{n}”" for n in plan.projects) if plan.wording != 1 else "、".join(f"“{n}”" for n in plan.projects)
    count = (str(plan.count), ("两" if plan.count == 2 else chinese_number(plan.count)), f" {plan.count} ")[plan.count_way]
    law = ("按照", "根据", "按照贵局")[plan.wording]
    work = (
        "开展了征集工作，经研究确定推荐",
        "认真组织开展了征集遴选工作，经研究，推荐",
        "组织开展了申报征集和初核工作，经局长办公会研究确定推荐",
    )[plan.wording]
    opening = f"{law}《{plan.cited}》要求，{plan.voice}{work}"
    marks = [("cited_notice", plan.cited)]
    if plan.listed:
        _mention(flow, f"{opening}以下{count}个项目申报国家标准化试点（按先后顺序排列）：", marks)
        for i, n in enumerate(plan.projects, 1):
            _mention(flow, f"{i}．“{n}”", [("projects", n)])
        flow.paragraph(f"以上共{count}个项目，请予审核。")
    else:
        order = "（按先后顺序排列）" if plan.wording == 0 and len(plan.projects) > 1 else ""
        _mention(flow, f"{opening}{names}{order}等{count}个项目申报国家标准化试点。", [*marks, *(("projects", n) for n in plan.projects)])
    if plan.wording:
        flow.paragraph(("", "特此函达。", "请予支持。")[plan.wording])
    out.fields |= {
        "addressee": plan.addressee,
        "cited_notice": plan.cited,
        "projects": list(plan.projects),
        "stated_count": plan.count,
    }


def _foot(flow: Flow, plan: LetterPlan, out: Drawn, d: Difficulty, rng: np.random.Generator) -> None:
    s = flow.style
    flow.need(s.pitch * 5)
    flow.y += s.pitch * (2.4 + float(rng.uniform(0, 1)))
    sheet = flow.sheet
    text, iso = ("　　年　　月　　日", None) if plan.issued_on is None else written_date(plan.issued_on, plan.dates)
    wide = measure(text, s.body, s.size)
    right = sheet.size[0] - s.margin - 4 * s.size
    middle = right - wide / 2
    half = measure(plan.issuer, s.body, s.size) / 2
    middle = min(middle, sheet.size[0] - s.margin - half)
    sheet.note("issuer", sheet.centred(middle, flow.y, plan.issuer, s.body, s.size))
    flow.y += s.pitch
    sheet.note("issued_on", sheet.centred(middle, flow.y, text, s.body, s.size))
    out.fields |= {"issuer": plan.issuer, "issued_on": iso}
    if plan.seal:
        press_at(sheet, Impression(middle, flow.y - 1.1 * s.pitch, None), plan.seal, d, rng)
