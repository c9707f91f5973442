import zipfile
from pathlib import Path

import pytest

from extractors.intake import FileKind, Limits
from extractors.sources import open_source
from schemas.errors import Quarantine, Reason
from schemas.page import Page, TextSource

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def content_box(state: int, shown: str) -> str:
    properties = f'<w:sdtPr><w14:checkbox><w14:checked w14:val="{state}"/></w14:checkbox></w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent><w:r><w:t>{shown}</w:t></w:r></w:sdtContent></w:sdt>"


FORM_BOX = "<w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData>"


def tc(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def read(tmp_path: Path, body: str, parts: dict[str, str] | None = None, limits: Limits | None = None) -> Page:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>" if not body.startswith("<?") else body
        )
        for name, content in (parts or {}).items():
            archive.writestr(name, content)
    with open_source(path, FileKind.DOCX, limits or Limits()) as source:
        page = source.page(1).finished()
    assert page is not None
    return page


def refusal(tmp_path: Path, body: str, limits: Limits | None = None) -> Reason:
    with pytest.raises(Quarantine) as refused:
        read(tmp_path, body, None, limits)
    return refused.value.reason


def test_paragraphs_are_lines_without_places(tmp_path: Path) -> None:
    page = read(
        tmp_path,
        p("国家标准化试点项目申请表") + p("") + "<w:p><w:r><w:t>项目</w:t></w:r><w:r><w:t>名称</w:t><w:br/><w:t>下一行</w:t></w:r></w:p>",
    )
    assert [line.text for line in page.lines] == ["国家标准化试点项目申请表", "项目名称", "下一行"]
    assert page.source is TextSource.DOCX
    assert all(line.bbox is None and line.reader == "docx" for line in page.lines)


def test_merged_cells(tmp_path: Path) -> None:
    rows = (
        "<w:tr>" + tc(p("负责人"), '<w:vMerge w:val="restart"/>') + tc(p("姓名")) + tc(p("赵建国")) + "</w:tr>"
        "<w:tr>" + tc(p(""), "<w:vMerge/>") + tc(p("通讯地址"), '<w:gridSpan w:val="2"/>') + "</w:tr>"
    )
    (grid,) = read(tmp_path, f"<w:tbl>{rows}</w:tbl>").grids
    assert (grid.rows, grid.cols) == (2, 3)
    places = {cell.text: (cell.row, cell.col, cell.row_span, cell.col_span) for cell in grid.cells}
    assert places == {"负责人": (0, 0, 2, 1), "姓名": (0, 1, 1, 1), "赵建国": (0, 2, 1, 1), "通讯地址": (1, 1, 1, 2)}


def test_tables_within_cells_are_text(tmp_path: Path) -> None:
    inner = "<w:tbl><w:tr>" + tc(p("甲")) + tc(p("乙")) + "</w:tr><w:tr>" + tc(p("丙")) + tc(p("丁")) + "</w:tr></w:tbl>"
    (grid,) = read(tmp_path, "<w:tbl><w:tr>" + tc(inner + p("")) + "</w:tr></w:tbl>").grids
    assert grid.cells[0].text == "甲\t乙\n丙\t丁"


@pytest.mark.parametrize(
    ("box", "sign"),
    [
        (
            content_box(1, "X"),
            "☑",
        ),
        (
            content_box(0, "☐"),
            "□",
        ),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "□"),
        (
            f"<w:r><w:fldChar w:fldCharType='begin'>{FORM_BOX}</w:fldChar></w:r>",
            "☑",
        ),
    ],
)
def test_boxes_show_whether_they_are_ticked(tmp_path: Path, box: str, sign: str) -> None:
    page = read(tmp_path, f"<w:p>{box}<w:r><w:t>农业农村</w:t></w:r></w:p>")
    assert page.text == f"{sign}农业农村"


def test_text_boxes_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('文本框里')}</w:txbxContent>"
    page = read(
        tmp_path,
        f"<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    )
    assert [line.text for line in page.lines] == ["文本框里"]


def test_content_controls_are_looked_through(tmp_path: Path) -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    row = control("<w:tr>" + control(tc(control(p("格中")))) + "</w:tr>")
    page = read(tmp_path, control(p("段中")) + f"<w:tbl>{row}</w:tbl>")
    assert [line.text for line in page.lines] == ["段中", "格中"]
    assert page.grids[0].cells[0].text == "格中"


def test_headers_and_footers_stand_around_the_body(tmp_path: Path) -> None:
    parts = {
        f"word/{kind}.xml": f"<w:x {W}>{p(text)}</w:x>" for kind, text in (("header1", "页眉"), ("header2", "页眉"), ("footer1", "页脚"))
    }
    assert [line.text for line in read(tmp_path, p("正文"), parts).lines] == ["页眉", "正文", "页脚"]


def test_deleted_and_hidden_words_are_gone(tmp_path: Path) -> None:
    deleted = "<w:del><w:r><w:delText>删</w:delText></w:r></w:del>"
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
    added = "<w:ins><w:r><w:t>增</w:t></w:r></w:ins>"
    assert read(tmp_path, f"<w:p>{deleted}{hidden}{added}</w:p>").text == "增"


def test_no_word_is_lost_in_a_structure_that_nobody_knows(tmp_path: Path) -> None:
    page = read(tmp_path, p("正文") + f"<w:unheard><w:of>{p('角落里的字')}</w:of></w:unheard>")
    assert [line.text for line in page.lines] == ["正文", "角落里的字"]


def test_a_cell_that_spans_a_billion_columns(tmp_path: Path) -> None:
    assert refusal(tmp_path, "<w:tbl><w:tr>" + tc(p("x"), '<w:gridSpan w:val="1000000000"/>') + "</w:tr></w:tbl>") is Reason.DOCX_LIMITS


def test_too_many_elements(tmp_path: Path) -> None:
    assert refusal(tmp_path, p("x") * 100, Limits(elements=200)) is Reason.DOCX_LIMITS


def test_too_large_a_part(tmp_path: Path) -> None:
    assert refusal(tmp_path, p("x" * 5000), Limits(document_xml=2000)) is Reason.DOCX_LIMITS


def test_tables_without_end(tmp_path: Path) -> None:
    body = p("x")
    for _ in range(40):
        body = "<w:tbl><w:tr>" + tc(body) + "</w:tr></w:tbl>"
    assert refusal(tmp_path, body) is Reason.DOCX_LIMITS


@pytest.mark.parametrize("subset", ['SYSTEM "file:///etc/passwd"', '[<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]'])
def test_definitions_are_forbidden(tmp_path: Path, subset: str) -> None:
    body = f"<?xml version='1.0'?><!DOCTYPE w:document {subset}><w:document {W}><w:body>{p('x')}</w:body></w:document>"
    assert refusal(tmp_path, body) is Reason.XML_FORBIDDEN


def test_broken_xml(tmp_path: Path) -> None:
    assert refusal(tmp_path, "<?xml version='1.0'?><w:document") is Reason.DAMAGED_UNREADABLE
