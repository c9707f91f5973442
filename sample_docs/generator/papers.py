"""Enclosures that nobody asked for: a certificate of registration, a credit print-out."""

import numpy as np

from sample_docs.generator.difficulty import Difficulty
from sample_docs.generator.drawn import Drawn
from sample_docs.generator.fonts import Face
from sample_docs.generator.identity import Unit
from sample_docs.generator.opinion import Impression, PressPlan, press_at
from sample_docs.generator.seal import SealSpec
from sample_docs.generator.sheet import Fill, Sheet
from sample_docs.generator.typeset import Cell, Flow, Row, Style

CERTIFICATES = {"事业单位": "事业单位法人证书", "民办非企业单位": "民办非企业单位登记证书", "机关": "统一社会信用代码证书"}
EMPTY = "查询期内无相关信息"
BLOCKS = ("行政管理", "诚实守信", "严重失信主体名单", "经营异常", "信用承诺", "信用评价", "司法判决", "其他信息")


def draw_licence(unit: Unit, d: Difficulty, seed: int) -> Drawn:
    """营业执照 (or what a public institution has instead), with the registrar's seal."""
    rng = np.random.default_rng(seed)
    sheet = Sheet(size=(841.89, 595.28) if unit.uscc.startswith("9") else (595.28, 841.89))
    out = Drawn("legal_person_certificate", [sheet])
    w, h = sheet.size
    sheet.ops.append(Fill((30, 30, w - 30, h - 30), (247, 243, 228)))
    for inset, width in ((30, 3.0), (38, 0.8)):
        sheet.frame((inset, inset, w - inset, h - inset), width)
    title = CERTIFICATES.get(unit.type, "营业执照")
    size = 40 if len(title) == 4 else 28
    sheet.note("certificate_type", sheet.centred(w / 2, 120, title if len(title) > 4 else "\u3000".join(title), Face.BOLD, size))
    y = 165.0
    label = sheet.text(70, y, "统一社会信用代码　", Face.HEI, 12)
    sheet.note("uscc", sheet.text(label[2], y, unit.uscc, Face.HEI, 13))
    name = (
        ("名　　称", "类　　型", "法定代表人", "住　　所", "注册资本", "成立日期")
        if title == "营业执照"
        else ("名　　称", "类　　型", "法定代表人", "住　　所", "开办资金", "有效期")
    )
    year = int(rng.integers(2003, 2020))
    values = (
        unit.name,
        unit.type,
        unit.head,
        unit.address,
        f"{int(rng.integers(2, 60)) * 50}万元整",
        f"{year}年{int(rng.integers(1, 13))}月{int(rng.integers(1, 29))}日",
    )
    if title != "营业执照":
        values = (*values[:5], "自2024年3月1日至2029年2月28日")
    y += 46
    for text, value, key in zip(name, values, ("unit_name", "unit_type", "legal_representative", "address", "", ""), strict=True):
        sheet.text(70, y, text, Face.KAI, 14)
        sheet.note(key or None, sheet.text(165, y, value, Face.SERIF, 14))
        y += 36
    out.fields |= {"certificate_type": title, "unit_name": unit.name, "uscc": unit.uscc, "unit_type": unit.type}
    out.fields |= {"legal_representative": unit.head, "address": unit.address}
    _registrar(sheet, unit, d, rng)
    return out


def _registrar(sheet: Sheet, unit: Unit, d: Difficulty, rng: np.random.Generator) -> None:
    w, h = sheet.size
    office = f"{unit.city}市场监督管理局" if unit.uscc.startswith("9") else f"{unit.city}事业单位登记管理局"
    sheet.text(w - 250, h - 110, "登记机关", Face.KAI, 16)
    sheet.text(w - 270, h - 78, "2024　年　3　月　1　日", Face.SERIF, 12)
    press_at(sheet, Impression(w - 190, h - 108, None), PressPlan(SealSpec(office, 40.0, owner=office)), d, rng)


def draw_credit_report(unit: Unit, on: str, entries: dict[str, tuple[str, ...]]) -> Drawn:
    """A 信用中国 print-out: front page with counts, then block by block."""
    style = Style(body=Face.SONG, label=Face.HEI, head=Face.HEI, title=Face.HEI, size=10.5, footer="第 {} 页")
    flow = Flow(style)
    sheet = flow.new_sheet()
    out = Drawn("credit_report", flow.sheets)
    flow.y = 110
    sheet.centred(sheet.size[0] / 2, flow.y, "法人和非法人组织公共信用信息报告", Face.HEI, 22)
    flow.y += 40
    for label, value, key in (
        ("机构名称：", unit.name, "unit_name"),
        ("统一社会信用代码：", unit.uscc, "uscc"),
        ("报告生成日期：", on, "reported_on"),
        ("报告来源：", "信用中国", "source"),
    ):
        x = sheet.text(110, flow.y, label, Face.HEI, 13)[2]
        sheet.note(key, sheet.text(x + 4, flow.y, value, Face.SONG, 13))
        flow.y += 28
    flow.y += 20
    rows: list[Row] = [(Cell("信息类别", label=True, centre=True), Cell("条数", label=True, centre=True))]
    rows += [(Cell(b), Cell(f"{len(entries.get(b, ()))}条", centre=True)) for b in BLOCKS]
    flow.table((70, 30), rows)
    flow.y += 14
    flow.paragraph("“信用中国”网站（www.creditchina.gov.cn）仅如实展示相关信息，不对信息作评价。", size=9)
    flow.new_sheet()
    for i, block in enumerate(BLOCKS):
        flow.heading(f"{'一二三四五六七八九'[i]}、{block}")
        found = entries.get(block, ())
        if not found:
            flow.paragraph(EMPTY)
        for k, text in enumerate(found, 1):
            flow.paragraph(f"第 {k} 条", indent=False)
            parts = [p.split("：", 1) for p in text.split("；")]
            flow.table((30, 70), [(Cell(a, label=True), Cell(b)) for a, b in parts])
    out.fields |= {"source": "信用中国", "unit_name": unit.name, "uscc": unit.uscc, "reported_on": on}
    return out
