"""report.html and report.xlsx say everything once, in the office's words, and in the right list."""

import itertools
import re

import openpyxl
import pytest
import report_builder as made
from pages import all_pages, messages, opened, text

import reports
from reports.wording import mark
from schemas.finding import FindingKind, Scope, Verdict
from schemas.report import ChosenBy, ReadingState

RE = {"re": "http://exslt.org/regular-expressions"}
APPLICATION = "applications/a-0000000000000001.html"
DELIVERY = "deliveries/r-0000000000000001.html"


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    reports.publish(made.report(2), made.notice(), made.picture, folder)
    return folder


@pytest.fixture(scope="module")
def pages(out):
    return all_pages(out)


@pytest.fixture(scope="module")
def page(pages):
    return pages["report.html"]


@pytest.fixture(scope="module")
def application(pages):
    return pages[APPLICATION]


@pytest.fixture(scope="module")
def book(out):
    return openpyxl.load_workbook(out / "report.xlsx")


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


@pytest.mark.parametrize("address", [APPLICATION, DELIVERY])
def test_the_three_lists_stand_apart(pages, address):
    headings = [text(h) for h in pages[address].xpath("//section[starts-with(@id, 'list-')]/h2")]
    assert [h.partition("（")[0] for h in headings] == ["一、通知要求核对", "二、一致性核对", "三、提示"]


def test_findings_stand_in_the_list_of_their_kind(application):
    requirements, consistency, advice = (text(s) for s in application.xpath("//section[starts-with(@id, 'list-')]"))
    assert "申请表盖章" in requirements
    assert "三份一致" in consistency
    assert "六项活动" in advice
    assert "申请表盖章" not in consistency + advice


def test_every_finding_is_on_its_page_and_on_no_other(pages):
    report = made.report(2)
    names = {a.id: f"《{a.project_name}》" for a in report.round.applications}
    homes = {f"applications/{a.id}.html": a.id for a in report.round.applications}
    homes |= {f"deliveries/{d.id}.html": d.id for d in report.round.deliveries} | {"report.html": "round"}
    documents = {d.id: d.application for d in report.round.documents}
    for address, home in homes.items():
        told = [f.message.removeprefix(names.get(home, "")) for f in report.findings if documents.get(f.subject, f.subject) == home]
        assert sorted(messages(pages[address])) == sorted(told)


def test_settled_findings_are_folded_and_open_ones_are_not(pages):
    for page in pages.values():
        assert set(page.xpath("//details//@data-verdict")) <= {"pass", "not_applicable"}
        assert not page.xpath("//*[@data-verdict='pass'][not(ancestor::details)]")


def test_each_verdict_has_a_word_and_a_symbol(pages):
    for badge in (badge for page in pages.values() for badge in page.xpath("//span[starts-with(@class, 'mark ')]")):
        assert badge.xpath("./span[@aria-hidden='true']")
        assert len(text(badge)) > 2


def finding_called(page, title):
    return page.xpath(f"//article[contains(@class, 'finding')][contains(., '{title}')]")[0]


def test_contradictions_show_both_places_side_by_side(application):
    finding = finding_called(application, "三份一致")
    assert [text(c) for c in finding.xpath(".//div[@class='shots']//figcaption")] == [
        "申请表第1份 东湖市/申请表1（第1份）.pdf 第1页",
        "申请表第2份 东湖市/申请表1（第2份）.pdf 第1页",
    ]
    assert len(finding.xpath(".//div[@class='shots']//img")) == 2


def test_contradictions_are_aligned_character_by_character(application):
    first, second = finding_called(application, "三份一致").xpath(".//div[@class='aligned']/p[span]")
    assert [c.text or "" for c in first.xpath(".//*[self::i or self::b]")] == list("东湖市康养服务有限公司")
    assert [c.text or "" for c in second.xpath(".//*[self::i or self::b]")] == [*"东湖市康养服务", "", "", *"公司"]
    assert [c.text or "" for c in first.xpath(".//b")] == ["有", "限"]
    assert len(second.xpath(".//b[@class='gap']")) == 2


def test_an_unsure_reading_stands_beside_what_each_reader_read(tmp_path):
    base, box = made.report(1), (1.0, 1.0, 9.0, 9.0)
    unit = made.reading("甲", box=box, second="乙", needs_review=True)
    boxed = made.form(1, 1, "a-0000000000000001", undertaking_unit=unit)
    told = made.finding("unit-name", "名称存疑", Verdict.REVIEW, "a-0000000000000001", evidence=(made.at(boxed, 1, box, "甲"),))
    documents = (boxed, *base.round.documents[1:])
    report = base.model_copy(update={"findings": (told,), "round": base.round.model_copy(update={"documents": documents})})
    reports.publish(report, made.notice(), made.picture, tmp_path)
    exhibit = finding_called(opened(tmp_path / APPLICATION), "名称存疑").xpath(".//figure[contains(@class, 'with-said')]")[0]
    assert exhibit.xpath(".//img")
    assert [text(d) for d in exhibit.xpath(".//dd")][:2] == ["甲", "乙"]


def test_passages_of_two_projects_are_set_side_by_side_and_what_differs_is_marked(tmp_path):
    """Each project's whole text beside its picture would hide the passage that both share."""
    base, boxes = made.report(2), ((1.0, 1.0, 9.0, 9.0), (1.0, 20.0, 9.0, 30.0))
    beginning, end = (
        "按照通用基础、服务提供、服务保障三个子体系，收录国家标准",
        "项，逐项判定适用性，形成目录，并向社会公开，每年修订一次，接受监督，听取意见。",
    )
    passages = [f"{beginning}{count}{end}" for count in "三五"]
    forms = [
        made.form(n, 1, f"a-000{n}000000000000"[:18], tasks=made.reading("前文。" * 50 + passage, box=box, needs_review=True))
        for n, passage, box in zip((1, 2), passages, boxes, strict=True)
    ]
    places = tuple(made.at(form, 1, box, passage) for form, box, passage in zip(forms, boxes, passages, strict=True))
    told = made.finding("shared", "文字雷同", Verdict.REVIEW, "round", scope=Scope.ROUND, kind=FindingKind.ADVICE, evidence=places)
    report = base.model_copy(update={"findings": (told,), "round": base.round.model_copy(update={"documents": tuple(forms)})})
    reports.publish(report, made.notice(), made.picture, tmp_path)
    finding = finding_called(opened(tmp_path / "report.html"), "文字雷同")
    assert [text(mark) for mark in finding.xpath(".//div[@class='aligned']//b")] == ["三", "五"]
    assert not finding.xpath(".//*[contains(@class, 'with-said')]")
    assert "前文" not in text(finding)


def test_clauses_stand_with_their_number_and_their_words(application):
    clause = finding_called(application, "申请表盖章").xpath("./p[@class='clause']")[0]
    assert text(clause) == "L-3.1d 加盖相关单位印章"


def test_every_way_of_reading_is_printed_and_the_one_in_force_marked(pages):
    table = pages[DELIVERY].xpath("//table[@class='outcomes']")[0]
    assert [text(h) for h in table.xpath(".//th")] == ["每个推荐单位各有（现行）", "全省合计"]


@pytest.mark.parametrize(("by", "word"), [(ChosenBy.DEFAULT, "默认"), (ChosenBy.PERSON, "人工选定")])
def test_the_panel_says_who_chose_a_reading(tmp_path, by, word):
    report = made.report(1).model_copy(update={"readings": {"special-quota-scope": ReadingState(choice="per-province", by=by)}})
    reports.publish(report, made.notice(), lambda _: None, tmp_path)
    assert word in text(opened(tmp_path / "report.html").xpath("//table[@class='readings']")[0])


def test_doubtful_values_are_marked_and_shown(application):
    row = application.xpath("//tr[contains(@class, 'unsure')]")[0]
    assert "须核对" in text(row)
    assert "两次识读不一致" in text(row)
    assert "东湖市康养服努有限公司" in text(row)
    assert row.xpath(".//img")


def test_a_value_leads_to_its_place_and_back(pages):
    application = pages[APPLICATION]
    address = application.xpath("//table[@class='facts']//tr[th='承担单位']/td[@class='place']/a/@href")[0]
    target, _, anchor = address.removeprefix("../").partition("#")
    box = pages[target].xpath(f"//*[@id='{anchor}']")[0]
    assert box.tag == "a"
    value = pages[target].xpath(f"//*[@id='{box.get('href')[1:]}']")[0]
    assert value.xpath(f"./a[@href='#{anchor}']")


def test_a_page_view_marks_readings_and_seals(pages):
    page = pages["documents/d-0001000100000000.html"]
    assert len(page.xpath("//*[local-name()='image']")) == 2
    assert page.xpath("//a[contains(@class, 'seal')]")
    assert "印文相符" in text(page.xpath("//ol[@class='values']")[1])


def test_a_domain_is_called_by_its_name_everywhere(pages):
    for address in (APPLICATION, "documents/d-0001000100000000.html"):
        assert "服务业" in text(pages[address])
        assert "services" not in text(pages[address])


def test_files_that_were_not_read_are_told_with_what_to_do(page):
    files = text(page.xpath("//section[@id='files']")[0])
    for words in ("测试省民政厅/材料.pdf", "需要密码", "Thumbs.db", "内容完全相同", "图像模糊"):
        assert words in files


def test_what_the_notice_does_not_ask_for_is_said_once(page):
    assert text(page).count("营业执照复印件") == 1


def test_what_a_person_must_judge_is_listed(page):
    assert "由审核人员判断。" in text(page.xpath("//section[@id='limits']")[0])


def test_headings_never_skip_a_level(pages):
    for page in pages.values():
        levels = [
            int(h.tag[1]) for h in page.xpath("//body//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5][not(ancestor::nav)]")
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))


def test_every_link_leads_somewhere(out, pages):
    ids = {address: page.xpath("//@id") for address, page in pages.items()}
    for address, page in pages.items():
        assert len(set(ids[address])) == len(ids[address])
        for link in page.xpath("//*[not(self::image)]/@href"):
            path, _, anchor = link.partition("#")
            target = ((out / address).parent / path).resolve().relative_to(out.resolve()).as_posix() if path else address
            assert target in pages, link
            assert not anchor or anchor in ids[target], link


def test_every_picture_is_there_and_has_words(out, pages):
    for address, page in pages.items():
        for image in page.xpath("//img"):
            assert ((out / address).parent / image.get("src")).is_file()
            assert image.get("alt")


def test_nothing_is_called_an_inspection(pages):
    for page in pages.values():
        assert not re.search("考核|验收", text(page))


def test_charts_say_their_numbers_in_words(page):
    words = page.xpath("//*[local-name()='svg']/@aria-label")
    assert any("东湖市市场监督管理局不符合要求2项不一致2项须人工核对3项待查询2项" in w for w in words)


def test_charset_then_policy_come_first(out):
    head = (out / "report.html").read_text("utf-8")
    assert head.startswith("<!doctype html>")
    assert head.index("charset") < head.index("Content-Security-Policy") < head.index("<title>")


def test_no_page_is_larger_than_300_kilobytes(out, pages):
    assert max((out / address).stat().st_size for address in pages) < 300_000


def test_the_workbook_has_its_sheets(book):
    assert book.sheetnames == ["汇总表", "问题清单", "逐条核对表", "待查询清单", "名额测算", "遴选测算", "报送情况", "隔离文件"]


def test_who_has_sent_nothing_is_told(book):
    listed = {row["推荐单位"]: row for row in rows(book["报送情况"])}
    assert listed["东湖市市场监督管理局"]["报送情况"] == "已报送"
    assert listed["东湖市市场监督管理局"]["合计"] == listed["东湖市市场监督管理局"]["普通项目"] + listed["东湖市市场监督管理局"]["专项项目"]
    absent = [row for row in listed.values() if row["报送情况"] == "未见报送"]
    assert all(row["合计"] is None and row["批次"] is None for row in absent)


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


def test_every_clause_has_a_row_for_each_application(book):
    table = rows(book["逐条核对表"])
    for name in (a.project_name for a in made.report(2).round.applications):
        assert [r["条款"] for r in table if r["项目名称"] == name and r["条款"]] == [c.id for c in made.notice().clauses]


def test_a_clauses_row_has_the_gravest_word_and_all_that_was_checked(book):
    sealed = next(r for r in rows(book["逐条核对表"]) if r["条款"] == "L-3.1d")
    assert sealed["结论"] == "不符合要求"
    assert "申请表盖章" in sealed["核对项"]
    assert "已收到三份扫描件。" in sealed["说明"]
    by_hand = next(r for r in rows(book["逐条核对表"]) if r["条款"] == "L-1")
    assert (by_hand["结论"], by_hand["说明"]) == ("由人工判断", "由审核人员判断。")


def test_problems_link_to_their_picture_and_their_page(out, book):
    for row in book["问题清单"].iter_rows(min_row=4):
        for target in (cell.hyperlink.target for cell in row if cell.hyperlink):
            assert (out / target.replace("\\", "/")).is_file()
    assert all(row[13].hyperlink for row in book["问题清单"].iter_rows(min_row=4))


def test_look_ups_name_the_unit_and_its_code(book):
    first, second = rows(book["待查询清单"])
    assert first["单位名称"] == "东湖市康养服务有限公司"
    assert first["统一社会信用代码"] == "91210100MA0TEST00X（校验不符，请按名称查询）"
    assert (first["查询处"], first["查询事项"]) == ("信用中国", "承担单位信用记录")
    assert second["查询处"] == "往届试点下达文件"
    assert first["涉及项目"].splitlines() == [a.project_name for a in made.report(2).round.applications]


def test_the_page_of_look_ups_lists_the_same_and_the_first_page_counts_them(page, pages):
    assert [text(row) for row in page.xpath("//section[@id='waiting']//tbody/tr")] == ["信用中国1个", "往届试点下达文件1个"]
    listed = pages["look-ups.html"].xpath("//tbody/tr")
    assert [text(row.xpath("./td[2]")[0]) for row in listed] == ["信用中国", "往届试点下达文件"]
    assert len(listed[0].xpath("./td[4]/a")) == 2


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


def test_what_is_wrong_with_a_delivery_is_told_with_its_applications(page, application, book):
    assert "本批材料另有1项需要处理" in text(application.xpath("//section[@id='todo']")[0])
    assert "本批" in text(page.xpath("//table[contains(@class, 'overview')]//tbody/tr")[0])
    assert rows(book["汇总表"])[0]["主要问题"].startswith("1. （本批）专项名额：两种口径结论不同")
