"""Whatever a scan, a file name or a register says is shown, and nothing that it says is done."""

import json
import re
import subprocess
import unicodedata
import zipfile

import docx
import hostile
import lxml.html
import openpyxl
import pytest
import report_builder as made
from hypothesis import given
from hypothesis import strategies as st

import reports
from reports.cleaning import CUT, clean_text

CHROMIUM = [
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--virtual-time-budget=5000",
]  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    reports.publish(hostile.report(), made.notice(), made.picture, folder)
    return folder


@pytest.fixture(scope="module")
def page(out):
    return lxml.html.document_fromstring((out / "report.html").read_text("utf-8"))


def shown(text: str) -> str:
    """What a reader sees of a text in a place that folds white space."""
    return " ".join(clean_text(text).split())


def test_the_page_has_its_own_script_and_no_other(page):
    assert len(page.xpath("//script")) == 1
    assert len(page.xpath("//style")) == 1
    assert not page.xpath("//iframe | //object | //embed | //base | //link | //svg | //math | //template | //noscript")
    assert not [name for element in page.iter("*") for name in element.attrib if name.startswith("on") or name == "style"]


def test_every_address_in_the_page_is_our_own(page):
    for address in page.xpath("//@src | //@href | //@action"):
        assert re.fullmatch(r"#[a-z]+(-\d+)?|evidence/[a-z0-9-]+\.jpg", address)


@pytest.mark.parametrize("payload", [p for p in hostile.PAYLOADS if len(p) < 1000])
def test_the_page_shows_each_text_as_it_is(page, payload):
    messages = {" ".join(p.text_content().split()) for p in page.xpath("//p[@class='message']")}
    assert shown(payload) in messages


def test_a_long_text_is_cut_and_says_so(page):
    assert any(p.text_content().endswith(CUT) for p in page.xpath("//p[@class='message']"))


def test_nothing_in_the_page_is_invisible_or_turns_the_line(out):
    text = (out / "report.html").read_text("utf-8")
    assert {c for c in text if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}} <= {"\n", "\t"}


def test_no_cell_is_a_formula_a_number_or_a_foreign_link(out):
    book = openpyxl.load_workbook(out / "report.xlsx")
    for sheet in book:
        for cell in (c for row in sheet.iter_rows() for c in row):
            assert cell.data_type in {"s", "n"}
            assert cell.data_type != "n" or cell.value is None or cell.column <= 3
            assert cell.hyperlink is None or re.fullmatch(r"evidence\\[a-z0-9-]+\.jpg", cell.hyperlink.target)


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


def in_browser(out, profile, *options):
    address = (out / "report.html").as_uri()
    return subprocess.run([*CHROMIUM, f"--user-data-dir={profile}", *options, address], capture_output=True, timeout=120, check=True).stdout


@pytest.mark.slow
def test_no_payload_runs_in_a_browser(out, tmp_path):
    seen = lxml.html.document_fromstring(in_browser(out, tmp_path, "--dump-dom").decode())
    assert seen.findtext(".//title") == "2030年度国家标准化试点项目申报材料初核报告"
    assert seen.xpath("//form[@class='filters' and not(@hidden)]"), "our own script should have run"


@pytest.mark.slow
def test_pictures_load_from_disk(tmp_path):
    from PIL import Image

    reports.publish(made.report(1), made.notice(), made.picture, tmp_path / "out")
    in_browser(tmp_path / "out", tmp_path / "profile", "--window-size=1400,6000", f"--screenshot={tmp_path / 'seen.png'}")
    with Image.open(tmp_path / "seen.png") as image:
        colours = image.convert("RGB").resize((700, 3000)).getcolors(700 * 3000) or []
    seal_red = sum(count for count, (red, green, blue) in colours if red > 180 and green < 70 and blue < 70)
    assert seal_red > 200, "the seal of the made-up pages is not to be seen"
