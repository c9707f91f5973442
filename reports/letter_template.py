"""Builds the letters in ``templates/`` that the office may edit in Word or WPS: ``python -m reports.letter_template``.

Sizes and margins follow GB/T 9704-2012. The words in double braces are filled in by ``reports.mending`` and
``reports.upload``.
"""

from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from reports.letters import MENDING_LETTER, UPLOAD_LETTER

BODY_FONT, TITLE_FONT, HEADING_FONT = "仿宋", "宋体", "黑体"
BODY_SIZE, TITLE_SIZE, CELL_SIZE = 16, 22, 11
Columns = tuple[tuple[str, int, str], ...]
"""Heading, width in millimetres (GB/T 9704's type area is 156 mm wide), and the item's value that stands there."""
MENDING: Columns = (
    ("序号", 11, "number"),
    ("项目", 31, "project"),
    ("事项", 58, "problem"),
    ("依据（通知原文）", 28, "clause"),
    ("所在材料", 28, "place"),
)
UPLOAD: Columns = (
    ("序号", 11, "number"),
    ("项目名称", 58, "project"),
    ("承担单位", 40, "unit"),
    ("领域", 20, "domain"),
    ("推荐单位", 27, "recommender"),
)


def upload_letter() -> Any:  # noqa: ANN401  (python-docx has no types)
    """Return the covering letter of an upload as a python-docx document."""
    document = Document()
    _page(document)
    _paragraph(document, "（草稿，供拟文参考）", font=BODY_FONT, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _paragraph(
        document, "关于报送{{ programme }}\n申报材料的函", size=TITLE_SIZE, font=TITLE_FONT, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER
    )
    _paragraph(document, "")
    _paragraph(document, "{{ addressee }}：")
    _body(
        document,
        "按照{{ upstream }}要求，{{ we }}组织开展了{{ programme }}申报推荐工作。经研究，拟推荐下列{{ number }}个项目（{{ counts }}），"
        "现将申报材料报送，请予审核。",
    )
    _table(document, "items", UPLOAD)
    _body(document, "附件：1. 推荐汇总表")
    _body(document, "　　　2. 各项目申报材料（电子版，共{{ number }}个项目）")
    for line in ("", "{{ sender }}", "　　　　年　　月　　日"):
        _paragraph(document, line, align=WD_ALIGN_PARAGRAPH.RIGHT)
    _body(document, "（联系人：　　　　　　电话：　　　　　　）")
    return document


def mending_letter() -> Any:  # noqa: ANN401
    """Return the letter to a recommender as a python-docx document."""
    document = Document()
    _page(document)
    _paragraph(
        document, "关于补正{{ programme }}\n申报材料的通知", size=TITLE_SIZE, font=TITLE_FONT, bold=True, align=WD_ALIGN_PARAGRAPH.CENTER
    )
    _paragraph(document, "")
    _paragraph(document, "{{ recommender }}：")
    _body(
        document,
        "你单位报送的{{ programme }}申报材料收悉。按照《{{ notice_title }}》，经对材料作初步核对，现将有关事项一次性告知如下。",
    )
    _section(document, "mend", "一、请补正的事项", "下列事项与通知要求不符，或者材料之间不一致，请补正。")
    _section(
        document, "ask", "{% if mend %}二{% else %}一{% endif %}、请核实的事项", "下列事项需要你单位核实；与实际相符的，书面说明即可。"
    )
    _when(document, "not mend and not ask")
    _body(document, "经初步核对，未发现需要补正或者核实的事项。")
    _end(document)
    _when(document, "mend or ask")
    _body(document, "请于　　　　年　　月　　日前将补正材料和说明报送{{ receiver }}。未列明的材料不需重复报送。")
    _end(document)
    _when(document, "not_required")
    _body(document, "{{ not_required }}等材料，通知未作要求，不需补报。")
    _end(document)
    _body(document, "联系人：　　　　　　　　电话：　　　　　　　　")
    for line in ("", "{{ receiver }}", "　　　　年　　月　　日"):
        _paragraph(document, line, align=WD_ALIGN_PARAGRAPH.RIGHT)
    return document


def _page(document: Any) -> None:  # noqa: ANN401
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _section(document: Any, items: str, heading: str, words: str) -> None:  # noqa: ANN401
    _when(document, items)
    _paragraph(document, heading, font=HEADING_FONT, indent=True)
    _body(document, words)
    _table(document, items, MENDING)
    _end(document)


def _table(document: Any, items: str, columns: Columns) -> None:  # noqa: ANN401
    table = document.add_table(rows=4, cols=len(columns), style="Table Grid")
    table.autofit = False
    widths = tuple(width for _, width, _ in columns)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _row(table.rows[0], widths, tuple(heading for heading, _, _ in columns), bold=True)
    _row(table.rows[1], widths, (f"{{%tr for item in {items} %}}",))
    _row(table.rows[2], widths, tuple(f"{{{{ item.{name} }}}}" for _, _, name in columns))
    _row(table.rows[3], widths, ("{%tr endfor %}",))
    _mark(table.rows[0], "w:tblHeader")  # repeated on each page
    _mark(table.rows[2], "w:cantSplit")
    _paragraph(document, "", size=6)


def _mark(row: Any, property_name: str) -> None:  # noqa: ANN401
    row._tr.get_or_add_trPr().append(row._tr.makeelement(qn(property_name), {}))


def _row(row: Any, widths: tuple[int, ...], texts: tuple[str, ...], *, bold: bool = False) -> None:  # noqa: ANN401
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    for cell, text in zip(row.cells, texts, strict=False):
        _run(cell.paragraphs[0], text, size=CELL_SIZE, font=BODY_FONT, bold=bold)


def _when(document: Any, condition: str) -> None:  # noqa: ANN401
    _paragraph(document, f"{{%p if {condition} %}}")


def _end(document: Any) -> None:  # noqa: ANN401
    _paragraph(document, "{%p endif %}")


def _body(document: Any, text: str) -> None:  # noqa: ANN401
    _paragraph(document, text, indent=True)


def _paragraph(
    document: Any,  # noqa: ANN401
    text: str,
    *,
    size: float = BODY_SIZE,
    font: str = BODY_FONT,
    bold: bool = False,
    indent: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(max(12, size * 1.75))
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(size * 2)
    _run(paragraph, text, size=size, font=font, bold=bold)


def _run(paragraph: Any, text: str, *, size: float, font: str, bold: bool) -> None:  # noqa: ANN401
    run = paragraph.add_run(text)
    run.font.size, run.font.name, run.bold = Pt(size), font, bold
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


if __name__ == "__main__":
    mending_letter().save(MENDING_LETTER)
    upload_letter().save(UPLOAD_LETTER)
