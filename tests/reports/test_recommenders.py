"""What a recommender gets: its own part, without personal data, asking for nothing that was not demanded."""

import docx
import pytest
import report_builder as made
from hypothesis import given
from hypothesis import strategies as st

import reports
from reports.causes import Cause, causes
from reports.directory import Directory
from reports.letters import MENDING_LETTER, write_letter
from reports.masking import mask_name, mask_text, masked
from reports.mending import BEYOND_MENDING, is_to_ask, is_to_mend, mending_letter
from reports.narrowing import Parts, by_recommender
from schemas.finding import Evidence, Finding, FindingKind, Scope, Verdict
from schemas.report import AuditReport
from schemas.submission import Delivery


def with_second_city(findings=()) -> AuditReport:
    base = made.report(1)
    other = made.letter("d-eeee000000000000", "西山市", (), "西山市市场监督管理局")
    delivery = Delivery(
        id="r-0000000000000003", folder="西山市", recommender="西山市市场监督管理局", letter=other.id, documents=(other.id,)
    )
    the_round = base.round.model_copy(
        update={"documents": (*base.round.documents, other), "deliveries": (*base.round.deliveries, delivery)}
    )
    return base.model_copy(update={"round": the_round, "findings": (*base.findings, *findings)})


def letter_text(tmp_path, report: AuditReport, recommender: str = "东湖市市场监督管理局") -> str:
    write_letter(tmp_path / "letter.docx", MENDING_LETTER, mending_letter(recommender, Directory(report, made.notice())))
    document = docx.Document(str(tmp_path / "letter.docx"))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def test_a_part_holds_nothing_of_another_recommender():
    shared = made.finding(
        "project-once",
        "重复申报",
        Verdict.REVIEW,
        "round",
        scope=Scope.ROUND,
        message="东湖市与西山市重复",
        evidence=(Evidence(document="d-eeee000000000000"),),
    )
    report = with_second_city((shared,))
    part = Parts(report).of((report.round.deliveries[0],))
    assert "西山" not in part.model_dump_json()
    assert "西山市" in report.model_dump_json()


def test_evidence_in_other_peoples_documents_is_left_out():
    crossing = made.finding(
        "x",
        "x",
        Verdict.REVIEW,
        "a-0000000000000001",
        evidence=(Evidence(document="d-eeee000000000000"), Evidence(document="d-0001000100000000")),
    )
    report = with_second_city((crossing,))
    part = Parts(report).of((report.round.deliveries[0],))
    assert [e.document for f in part.findings if f.rule == "x" for e in f.evidence] == ["d-0001000100000000"]


def test_two_deliveries_of_one_recommender_make_one_folder():
    report = with_second_city()
    again = report.round.deliveries[2].model_copy(update={"id": "r-0000000000000004", "folder": "散件", "documents": (), "letter": None})
    doubled = report.model_copy(update={"round": report.round.model_copy(update={"deliveries": (*report.round.deliveries, again)})})
    assert len(list(by_recommender(doubled))) == len(list(by_recommender(report)))


def test_folder_names_never_collide():
    report = made.report(1)
    twins = tuple(
        report.round.deliveries[1].model_copy(update={"id": f"r-{n:016x}", "recommender": name})
        for n, name in enumerate(("甲/乙局", "甲:乙局", "甲_乙局", "../..", "CON"))
    )
    folders = [
        name for name, _, _ in by_recommender(report.model_copy(update={"round": report.round.model_copy(update={"deliveries": twins})}))
    ]
    assert len(set(folders)) == len(twins)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("手机13800001234可打通", "手机138****1234可打通"),
        ("138 0000 1234", "138****1234"),
        ("身份证110101199003074514", "身份证110***********4514"),
        ("身份证110101 19900307 4514", "身份证110***********4514"),
        ("旧号110101900307451", "旧号110*********451"),
        ("卡号6222 0200 0000 0000 000", "卡号6222***********0000"),
        ("单号6222020000000000001", "单号6222020000000000001"),
        ("代码511000001234567890", "代码511000001234567890"),
        ("someone@example.org", "s***@example.org"),
        ("024-12345678", "024-****78"),
        ("代码12210000463401234X", "代码12210000463401234X"),
        ("91210100MA0TEST00X", "91210100MA0TEST00X"),
        ("GB/T 19001—2016", "GB/T 19001—2016"),
        ("2031年1月—2032年12月", "2031年1月—2032年12月"),
    ],
)
def test_numbers_of_persons_are_hidden_and_others_are_not(text, hidden):
    assert mask_text(text) == hidden


@given(st.text(max_size=80))
def test_masking_takes_any_text(text):
    assert isinstance(mask_text(text), str)


@given(st.text("张王李赵钱孙周吴", min_size=2, max_size=4))
def test_a_masked_name_keeps_its_first_character_only(name):
    assert mask_name(name)[0] == name[0]
    assert set(mask_name(name)[1:]) == {"*"}


def test_no_contact_is_left_in_what_a_recommender_gets(tmp_path):
    telling = made.finding(
        "contact-reachable",
        "联系方式",
        Verdict.FAIL,
        "a-0000000000000001",
        message="联系人测试联系人的手机13800001234少一位",
        observed="13800001234",
    )
    base = made.report(1)
    reports.publish(base.model_copy(update={"findings": (*base.findings, telling)}), made.notice(), made.picture, tmp_path)
    for page in (tmp_path / "recommenders").glob("*/report.html"):
        text = page.read_text("utf-8")
        assert not [word for word in ("13800001234", "测试联系人", "someone@example.org") if word in text]
    assert "13800001234" in (tmp_path / "applications" / "a-0000000000000001.html").read_text("utf-8"), "the reviewer must be able to call"


def test_masked_contact_fields_lose_their_pictures():
    form = next(d for d in masked(made.report(1)).round.documents if d.copy_number == 1)
    assert form.contact_mobile.region is None
    assert form.uscc.region is not None


def test_the_letter_lists_what_the_documents_prove(tmp_path):
    text = letter_text(tmp_path, made.report(1))
    assert "第2份申请表“承担单位意见”栏未见承担单位公章，请补盖后重报。" in text
    assert "“加盖相关单位印章”" in text
    assert "一、请补正的事项" in text


def test_the_letter_does_not_quote_what_stands_nowhere_in_the_notice(tmp_path):
    text = letter_text(tmp_path, made.report(1))
    assert "第1份与第2份的承担单位名称不一致。" in text
    assert "一式三份内容应当一致" not in text


def test_the_letter_keeps_to_itself_what_is_for_the_office(tmp_path):
    text = letter_text(tmp_path, made.report(1))
    assert "未附信用查询结果" not in text
    assert "持续改进标准" not in text
    assert "两种口径" not in text
    assert "考核" not in text
    assert "验收" not in text


def test_the_letter_says_what_need_not_be_sent(tmp_path):
    assert "营业执照复印件、信用报告、汇总表等材料，通知未作要求，不需补报。" in letter_text(tmp_path, made.report(1))


def test_a_clean_delivery_is_told_so(tmp_path):
    text = letter_text(tmp_path, made.report(1).model_copy(update={"findings": ()}))
    assert "未发现需要补正或者核实的事项" in text
    assert "日前将补正材料" not in text


@pytest.mark.parametrize("rule", sorted(BEYOND_MENDING))
def test_what_no_paper_cures_is_not_asked_for(rule):
    assert not is_to_mend(made.finding(rule, "x", Verdict.FAIL, "a"))


def test_doubts_of_our_own_reading_are_not_the_recommenders_business():
    assert is_to_ask(made.finding("uscc-valid", "x", Verdict.REVIEW, "a"))
    assert not is_to_ask(made.finding("uscc-valid", "x", Verdict.REVIEW, "a", unsure=True))
    assert not is_to_ask(made.finding("domain-fits", "x", Verdict.REVIEW, "a"))


def test_advice_is_never_a_demand():
    assert not is_to_mend(made.finding("letter-voice", "x", Verdict.FAIL, "a", kind=FindingKind.ADVICE))


def test_the_letter_says_a_fault_without_the_reviewers_verdict(tmp_path):
    name = made.report(1).round.applications[0].project_name
    told = made.finding("uscc-valid", "x", Verdict.FAIL, "a-0000000000000001", message=f"不一致：《{name}》第1份代码少一位，请核对。")
    text = letter_text(tmp_path, made.report(1).model_copy(update={"findings": (told,)}))
    assert "\n第1份代码少一位，请核对。" in text


def test_a_seal_that_only_the_machine_could_not_read_is_not_the_recommenders_business():
    assert not is_to_ask(made.finding("form-sealed", "x", Verdict.REVIEW, "a"))


def unread_domain(ident: str, rule: str, kind=FindingKind.REQUIREMENT, message: str = "领域未能确定") -> Finding:
    return made.finding(
        rule, "x", Verdict.REVIEW, ident, kind=kind, message=message, evidence=(Evidence(document="d-0001000100000000", bbox=TICKS),)
    )


TICKS = (10.0, 20.0, 300.0, 40.0)


def told_once(findings, doubt: str) -> tuple[Cause, ...]:
    report = made.report(1)
    domain = made.reading(None, box=TICKS, raw="☑农业农村 ☑消费品", needs_review=bool(doubt), doubt=doubt)
    first = report.round.documents[0].model_copy(update={"domain": domain})
    documents = (first, *report.round.documents[1:])
    directory = Directory(report.model_copy(update={"round": report.round.model_copy(update={"documents": documents})}), made.notice())
    return causes(findings, directory)


SAME_TICK = (
    unread_domain("a", "copies-identical", FindingKind.CONSISTENCY, "无法比对"),
    unread_domain("a", "domain-stated", message="应为所列领域之一"),
    unread_domain("a", "form-complete", message="有内容但未能确定"),
)


def test_one_unclear_tick_is_told_once_by_the_requirement():
    (cause,) = told_once(SAME_TICK, "勾选不清")
    assert cause.message == "应为所列领域之一"
    assert len(cause.findings) == 3


def test_other_things_about_the_same_place_are_all_told():
    assert len(told_once(SAME_TICK, "")) == 3


def test_what_another_finding_has_said_already_is_not_said_again():
    whole = made.finding("form-sealed", "x", Verdict.FAIL, "a", message="第1份印章不符；第2份未盖章。")
    part = made.finding("name", "x", Verdict.FAIL, "a", kind=FindingKind.CONSISTENCY, message="不一致：第1份印章不符。")
    more = made.finding("name", "x", Verdict.FAIL, "a", kind=FindingKind.CONSISTENCY, message="第3份印章不符。")
    assert [c.findings for c in told_once((part, whole, more), "")] == [(whole, part), (more,)]


def test_a_number_with_a_digit_too_few_is_hidden_as_well():
    report = made.report(1)
    first = report.round.documents[0].model_copy(update={"contact_mobile": made.reading("1380000123")})
    wrong = made.finding("contact-reachable", "x", Verdict.REVIEW, "a-0000000000000001", message="手机“1380000123”应为11位。")
    told = report.model_copy(update={"findings": (wrong,), "round": report.round.model_copy(update={"documents": (first,)})})
    assert masked(told).findings[0].message == "手机“13****”应为11位。"
