"""report.html and report.xlsx say everything once, in the office's words, and in the right list."""

import itertools

import lxml.html
import openpyxl
import pytest
import report_builder as made

import reports
from reports.wording import mark
from schemas.finding import FindingKind, Verdict
from schemas.report import ChosenBy, ReadingState


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    reports.publish(made.report(2), made.notice(), made.picture, folder)
    return folder


@pytest.fixture(scope="module")
def page(out):
    return lxml.html.document_fromstring((out / "report.html").read_text("utf-8"))


@pytest.fixture(scope="module")
def book(out):
    return openpyxl.load_workbook(out / "report.xlsx")


def text(element) -> str:
    return " ".join(element.text_content().split())


def rows(sheet) -> list[dict[str, object]]:
    header = [c.value for c in sheet[3]]
    return [dict(zip(header, (c.value for c in row), strict=True)) for row in sheet.iter_rows(min_row=4)]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_only_the_notices_demands_are_called_unmet(verdict):
    words = {kind: mark(kind, verdict).word for kind in FindingKind}
    assert (words[FindingKind.REQUIREMENT] == "不符合要求") == (verdict is Verdict.FAIL)
    assert "不符合要求" not in {words[FindingKind.CONSISTENCY], words[FindingKind.ADVICE]}


def test_advice_never_counts_against_anyone():
    assert {mark(FindingKind.ADVICE, v).word for v in (Verdict.FAIL, Verdict.REVIEW, Verdict.NO_EVIDENCE)} == {"提示"}


def test_the_three_lists_stand_apart_in_each_section(page):
    for section in page.xpath("//article[contains(@class, 'application')]"):
        assert [text(h) for h in section.xpath("./section/h4")] == ["一、通知要求核对", "二、一致性核对", "三、提示"]


def test_findings_stand_in_the_list_of_their_kind(page):
    application = page.xpath("//article[@id='application-1']")[0]
    requirements, consistency, advice = (text(s) for s in application.xpath("./section"))
    assert "申请表盖章" in requirements
    assert "三份一致" in consistency
    assert "六项活动" in advice
    assert "申请表盖章" not in consistency + advice


def test_every_finding_of_the_report_is_on_the_page(page):
    shown = [text(m) for m in page.xpath("//main//p[@class='message']")]
    report = made.report(2)
    for finding in report.findings:
        assert sum(m == finding.message for m in shown) >= 1


def test_settled_findings_are_folded_and_open_ones_are_not(page):
    folded = page.xpath("//details//article[contains(@class, 'finding')]/@data-verdict")
    assert set(folded) <= {"pass", "not_applicable"}
    assert not page.xpath("//article[@data-verdict='pass'][not(ancestor::details)]")


def test_each_verdict_has_a_word_and_a_symbol(page):
    for badge in page.xpath("//span[contains(@class, 'mark')]"):
        assert badge.xpath("./span[@aria-hidden='true']")
        assert len(text(badge)) > 2


def test_contradictions_show_both_places(page):
    finding = page.xpath("//article[@id='application-1']//article[contains(., '三份一致')]")[0]
    assert [text(c) for c in finding.xpath(".//figcaption")] == [
        "申请表第1份 东湖市/申请表1（第1份）.pdf 第1页识读：东湖市康养服务有限公司",
        "申请表第2份 东湖市/申请表1（第2份）.pdf 第1页识读：东湖市康养服务公司",
    ]


def test_every_way_of_reading_is_printed_and_the_one_in_force_marked(page):
    table = page.xpath("//table[@class='outcomes']")[0]
    assert [text(h) for h in table.xpath(".//th")] == ["每个推荐单位各有（现行）", "全省合计"]


def test_the_panel_says_who_chose_a_reading():
    for by, word in ((ChosenBy.DEFAULT, "默认"), (ChosenBy.PERSON, "人工选定")):
        assert word in panel_of(by)


def panel_of(by: ChosenBy) -> str:
    from reports.directory import Directory
    from reports.evidence import Gallery
    from reports.html import report_html
    from reports.overview import overview

    report = made.report(1).model_copy(update={"readings": {"special-quota-scope": ReadingState(choice="per-province", by=by)}})
    directory = Directory(report.model_copy(update={"findings": ()}), made.notice())
    page = lxml.html.document_fromstring(report_html(overview(directory, Gallery(directory, lambda _: None, made.FONT.parent))))
    return text(page.xpath("//table[@class='readings']")[0])


def test_doubtful_values_are_marked_and_shown(page):
    row = page.xpath("//article[@id='application-1']//tr[contains(@class, 'unsure')]")[0]
    assert "须核对" in text(row)
    assert "两次识读不一致" in text(row)
    assert "东湖市康养服努有限公司" in text(row)
    assert row.xpath(".//img")


def test_files_that_were_not_read_are_told_with_what_to_do(page):
    files = text(page.xpath("//section[@id='files']")[0])
    for words in ("测试省民政厅/材料.pdf", "需要密码", "Thumbs.db", "内容完全相同", "图像模糊"):
        assert words in files


def test_what_the_notice_does_not_ask_for_is_said_once(page):
    assert text(page).count("营业执照复印件") == 1


def test_what_a_person_must_judge_is_listed(page):
    assert "由审核人员判断。" in text(page.xpath("//section[@id='limits']")[0])


def test_headings_never_skip_a_level(page):
    levels = [int(h.tag[1]) for h in page.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


def test_every_link_within_the_page_leads_somewhere(page):
    ids = set(page.xpath("//@id"))
    assert {h[1:] for h in page.xpath("//@href") if h.startswith("#")} <= ids
    assert len(ids) == len(page.xpath("//@id"))


def test_every_picture_is_there_and_has_words(out, page):
    for image in page.xpath("//img"):
        assert (out / image.get("src")).is_file()
        assert image.get("alt")


def test_nothing_is_called_an_inspection(page):
    assert "考核" not in text(page)
    assert "验收" not in text(page)


def test_charset_then_policy_come_first(out):
    head = (out / "report.html").read_text("utf-8")
    assert head.startswith("<!doctype html>")
    assert head.index("charset") < head.index("Content-Security-Policy") < head.index("<title>")


def test_ten_applications_fit_in_two_megabytes(tmp_path):
    reports.publish(made.report(10), made.notice(), made.picture, tmp_path)
    assert (tmp_path / "report.html").stat().st_size < 2_000_000


def test_the_workbook_has_its_sheets(book):
    assert book.sheetnames == ["汇总表", "问题清单", "逐条核对表", "待查询清单", "名额测算", "隔离文件"]


def test_the_summary_has_the_columns_that_the_office_uses(book):
    columns = [c.value for c in book["汇总表"][3]]
    assert columns[:8] == ["序号", "推荐单位", "推荐顺序", "项目名称", "领域", "是否专项", "承担单位", "统一社会信用代码"]
    assert columns[8:] == ["单位类型", "参加单位", "联系人", "联系电话", "形式审查结论", "主要问题", "证据页"]


def test_the_summary_has_one_row_for_each_application(book):
    first, second = rows(book["汇总表"])
    assert (first["推荐顺序"], second["推荐顺序"]) == (1, 2)
    assert first["领域"] == "服务业"
    assert first["联系电话"] == "138****1234"
    assert first["形式审查结论"] == "不符合要求1项；不一致1项；须人工核对1项；待查询1项\n（本批材料：须人工核对1项）"


def test_problems_are_all_that_is_open(book):
    open_findings = [f for f in made.report(2).findings if f.verdict in {Verdict.FAIL, Verdict.REVIEW, Verdict.NO_EVIDENCE}]
    assert len(rows(book["问题清单"])) == len(open_findings)


def test_every_check_has_its_row(book):
    assert len(rows(book["逐条核对表"])) == sum(max(1, len(f.clauses)) for f in made.report(2).findings)


def test_look_ups_name_the_unit_and_its_code(book):
    for row in rows(book["待查询清单"]):
        assert row["承担单位"] == "东湖市康养服务有限公司"
        assert row["统一社会信用代码"] == "91210100MA0TEST00X"


def test_quotas_show_each_reading(book):
    words = [row["口径"] for row in rows(book["名额测算"]) if row["测算项"] == "专项名额"]
    assert words[1:] == ["若按：每个推荐单位各有", "若按：全省合计"]


def test_sheets_are_ready_to_print(book):
    for sheet in book:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows == "$3:$3"
        assert sheet.freeze_panes == "A4"
        assert sheet.auto_filter.ref


def test_what_is_wrong_with_a_delivery_is_told_with_its_applications(page, book):
    assert "本批材料另有1项需要处理" in text(page.xpath("//article[@id='application-1']")[0])
    assert "本批" in text(page.xpath("//table[contains(@class, 'overview')]//tbody/tr")[0])
    assert rows(book["汇总表"])[0]["主要问题"].startswith("1. （本批）专项名额：两种口径结论不同")
