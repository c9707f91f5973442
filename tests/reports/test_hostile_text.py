"""Whatever a scan, a file name or a register says is shown, and nothing that it says is done."""

import json
import re
import unicodedata
import zipfile

import docx
import hostile
import openpyxl
import pytest
import report_builder as made
from hypothesis import given
from hypothesis import strategies as st
from pages import all_pages, messages, text

import reports
from reports.cleaning import CUT, clean_text


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    reports.publish(hostile.report(), made.notice(), made.picture, folder)
    return folder


@pytest.fixture(scope="module")
def pages(out):
    return all_pages(out)


@pytest.fixture(scope="module")
def page(pages):
    return pages["applications/a-0000000000000001.html"]


@pytest.fixture(scope="module")
def page_view(pages):
    return pages["documents/d-0001000100000000.html"]


def shown(text: str) -> str:
    """What a reader sees of a text in a place that folds white space."""
    return " ".join(clean_text(text).split())


def test_each_page_has_its_own_script_and_no_other(pages):
    for page in pages.values():
        assert len(page.xpath("//script")) == 1
        assert len(page.xpath("//style")) == 1
        assert not page.xpath("//iframe | //object | //embed | //base | //math | //template | //noscript")
        assert not page.xpath("//svg[not(@class='bars' or @class='paper')]")
        assert not page.xpath("//svg//*[not(self::a or self::text or self::rect or self::path or self::image)]")
        assert not [name for element in page.iter("*") for name in element.attrib if name.startswith("on") or name == "style"]


OUR_PAGES = r"(report|look-ups|(applications|deliveries|documents)/[a-z0-9-]+)\.html"


def test_every_address_in_a_page_is_our_own(pages):
    for page in pages.values():
        for address in page.xpath("//@src | //@href | //@action"):
            assert re.fullmatch(rf"#[a-z]+(-?[0-9a-f]+)?|(\.\./)?(evidence/[a-z0-9-]+\.jpg|{OUR_PAGES}(#[a-z]+-?[0-9a-f]*)?)", address)


@pytest.mark.parametrize("payload", [p for p in hostile.PAYLOADS if len(p) < 1000])
def test_the_page_shows_each_text_as_it_is(page, page_view, payload):
    assert shown(payload) in messages(page)
    assert any(shown(payload) in text(item) for item in page.xpath("//ul[@class='registers']/li"))
    assert any(shown(payload) in text(item) for item in page_view.xpath("//span[@class='value']"))


def test_a_long_text_is_cut_and_says_so(page):
    assert any(p.text_content().endswith(CUT) for p in page.xpath("//p[@class='message']"))


def test_nothing_in_a_page_is_invisible_or_turns_the_line(out):
    for path in out.rglob("*.html"):
        assert {c for c in path.read_text("utf-8") if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} <= {"\n", "\t"}


COUNTING_SHEETS = {"报送情况", "遴选测算"}
"""Sheets whose further columns hold numbers of our own counting."""


def test_no_cell_is_a_formula_a_number_or_a_foreign_link(out):
    book = openpyxl.load_workbook(out / "report.xlsx")
    for sheet in book:
        for cell in (c for row in sheet.iter_rows() for c in row):
            assert cell.data_type in {"s", "n"}
            counted = cell.column <= 3 or sheet.title in COUNTING_SHEETS
            assert cell.data_type != "n" or cell.value is None or (counted and isinstance(cell.value, int))
            ours = r"evidence\\[a-z0-9-]+\.jpg|report\.html|(applications|deliveries)\\[a-z0-9-]+\.html"
            assert cell.hyperlink is None or re.fullmatch(ours, cell.hyperlink.target)


def test_cells_hold_the_texts_and_formula_like_ones_are_quoted(out):
    sheet = openpyxl.load_workbook(out / "report.xlsx")["问题清单"]
    cells = {c.value: c for row in sheet.iter_rows() for c in row if isinstance(c.value, str)}
    for payload in hostile.FORMULAS:
        cell = cells[clean_text(payload)]
        assert cell.quotePrefix == clean_text(payload).startswith(("=", "+", "-", "@", "\t", "＝"))


def test_the_workbook_has_no_formula_and_no_external_workbook(out):
    with zipfile.ZipFile(out / "report.xlsx") as archive:
        names = archive.namelist()
        assert not [n for n in names if "externalLink" in n]
        assert not [n for n in names if b"<f>" in archive.read(n) or b"<f " in archive.read(n)]


def test_the_letter_shows_the_texts_and_runs_none(out):
    letter = docx.Document(str(next((out / "recommenders").glob("东湖市*/补正通知.docx"))))
    cells = {" ".join(c.text.split()) for t in letter.tables for row in t.rows for c in row.cells}
    for payload in hostile.MARKUP + hostile.FORMULAS[:6]:
        assert shown(payload) in cells


def test_folders_of_recommenders_have_harmless_names(out):
    folders = list((out / "recommenders").iterdir())
    assert len(folders) == len(hostile.PAYLOADS) + 1
    for folder in folders:
        assert re.fullmatch(r"[0-9A-Za-z\u3400-\u9fff（）_-]{1,90}", folder.name)
        assert (folder / "report.html").exists()


def test_audit_json_holds_the_texts_unchanged(out):
    tree = json.loads((out / "audit.json").read_text("utf-8"))
    assert {f["message"] for f in tree["findings"]} >= set(hostile.PAYLOADS)


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_cleaned_text_can_always_be_written_and_seen(text):
    clean = clean_text(text)
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert not {c for c in clean if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co"}} - {"\n", "\t"}


@given(st.text(max_size=60))
def test_cleaning_twice_changes_nothing_more(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text("初核项目申请表（）“”，。 0123456789abcXYZ\n", max_size=60))
def test_ordinary_text_is_left_alone(text):
    assert clean_text(text) == text
