"""What is new, what still stands, what was mended and what is gone: told by rule, subject and evidence, never by the words."""

import datetime as dt
import json

import hostile
import openpyxl
import pytest
import report_builder as made
from pages import opened, text

import reports
from reports.changes import compare, fingerprint, marked, read_earlier
from schemas.errors import UsageError
from schemas.finding import Evidence, Finding, Scope, Verdict
from schemas.report import AuditReport, Outlived

APPLICATION = "a-0000000000000001"


def published(report: AuditReport, out, earlier=None):
    reports.publish(report, made.notice(), made.picture, out, earlier=earlier)
    return read_earlier(out / "audit.json")


def with_findings(*findings: Finding) -> AuditReport:
    return made.report(1).model_copy(update={"findings": findings})


def sealed(verdict: Verdict, **more) -> Finding:
    return made.finding("form-sealed", "申请表盖章", verdict, APPLICATION, **more)


def changes(before: AuditReport, after: AuditReport, tmp_path):
    return compare(published(before, tmp_path), marked(after, made.notice()), made.notice())


def test_an_unchanged_inbox_has_nothing_new(tmp_path):
    report = made.report(2)
    told = changes(report, report, tmp_path)
    assert (told.new, told.past) == ((), ())
    assert len(told.unchanged) == len({f.fingerprint for f in marked(report, made.notice()).findings if f.verdict in OPEN})


OPEN = {Verdict.FAIL, Verdict.REVIEW, Verdict.NO_EVIDENCE}


def test_texts_that_no_file_can_hold_as_they_are_stay_unchanged_too(tmp_path):
    told = changes(hostile.report(), hostile.report(), tmp_path)
    assert (told.new, told.past) == ((), ())


def test_better_words_and_a_moved_box_are_no_news(tmp_path):
    first = Evidence(document="d-0001000100000000", page=2, bbox=(1.0, 2.0, 3.0, 4.0), text="盖 章")
    again = first.model_copy(update={"bbox": (1.5, 2.0, 3.0, 4.0), "text": "盖章"})
    before, after = sealed(Verdict.FAIL, evidence=(first,)), sealed(Verdict.FAIL, evidence=(again,), message="换了说法。")
    told = changes(with_findings(before), with_findings(after), tmp_path)
    assert (told.new, told.past) == ((), ())


def test_a_finding_that_was_not_there_is_new(tmp_path):
    told = changes(with_findings(sealed(Verdict.PASS)), with_findings(sealed(Verdict.FAIL)), tmp_path)
    assert len(told.new) == 1


@pytest.mark.parametrize("verdict", [Verdict.PASS, Verdict.NOT_APPLICABLE])
def test_a_rule_that_now_has_nothing_to_say_was_mended(tmp_path, verdict):
    told = changes(with_findings(sealed(Verdict.FAIL, message="未盖章。")), with_findings(sealed(verdict)), tmp_path)
    assert [(p.change, p.message, p.home) for p in told.past] == [(Outlived.MENDED, "未盖章。", APPLICATION)]


def test_a_rule_that_no_longer_speaks_of_its_subject_left_it_gone(tmp_path):
    told = changes(with_findings(sealed(Verdict.FAIL)), with_findings(), tmp_path)
    assert [p.change for p in told.past] == [Outlived.GONE]


def test_other_evidence_is_another_finding(tmp_path):
    places = [(Evidence(document=f"d-000100010000000{n}", page=2),) for n in (0, 1)]
    told = changes(*(with_findings(sealed(Verdict.FAIL, evidence=place)) for place in places), tmp_path)
    assert len(told.new) == 1
    assert [p.change for p in told.past] == [Outlived.GONE]


def test_the_order_of_the_evidence_does_not_matter():
    places = [Evidence(document="d-1", page=n, text="x") for n in (1, 2)]
    assert fingerprint("r", "a", places) == fingerprint("r", "a", reversed(places))


def test_every_report_lists_what_changed(tmp_path):
    before = made.report(1)
    kept = [f for f in before.findings if f.rule != "unit-credit"]
    earlier = published(before.model_copy(update={"findings": (*kept, sealed(Verdict.REVIEW, message="旧问题。"))}), tmp_path)
    published(before, tmp_path, earlier)
    page = opened(tmp_path / "report.html")
    assert "旧问题。" in text(page.xpath("//section[@id='changes']")[0])
    assert "新增" in text(page.xpath("//section[@id='changes']")[0])
    application = opened(tmp_path / "applications" / f"{APPLICATION}.html")
    fresh = application.xpath("//article[contains(@class, 'finding')][.//span[@class='change' and text()='新增']]")
    assert [text(f.find("h3")).split()[2] for f in fresh] == ["信用记录"]
    sheet = openpyxl.load_workbook(tmp_path / "report.xlsx")["变化情况"]
    assert {row[1].value for row in sheet.iter_rows(min_row=4)} >= {"新增", "未变"}
    sent = opened(next(tmp_path.glob("recommenders/东湖市*/report.html")))
    assert "旧问题。" in text(sent.xpath("//section[@id='changes']")[0])


def test_a_recommender_hears_nothing_of_anybody_elses_changes(tmp_path):
    other = made.finding("letter-dated", "推荐函日期", Verdict.FAIL, "r-0000000000000002", scope=Scope.DELIVERY, message="别人的事。")
    base = made.report(1)
    earlier = published(base.model_copy(update={"findings": (*base.findings, other)}), tmp_path)
    published(base, tmp_path, earlier)
    assert "别人的事。" in (tmp_path / "report.html").read_text("utf-8")
    assert "别人的事。" not in next(tmp_path.glob("recommenders/东湖市*/report.html")).read_text("utf-8")


def test_the_rest_of_audit_json_is_the_same_with_and_without_a_comparison(tmp_path):
    earlier = published(made.report(1), tmp_path / "a")
    published(made.report(1), tmp_path / "b", earlier)
    one, two = (json.loads((tmp_path / name / "audit.json").read_bytes()) for name in "ab")
    assert two["run"].pop("changes")["against"] == made.report(1).as_of.isoformat()
    one["run"].pop("changes")
    assert one == two


def test_an_earlier_report_of_another_day_is_named_by_its_day(tmp_path):
    before = made.report(1).model_copy(update={"as_of": dt.date(2030, 5, 1)})
    assert changes(before, made.report(1), tmp_path).against == dt.date(2030, 5, 1)


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"nonsense", b'{"as_of": 5}', b"[" * 100_000, "甲".encode("gbk")])
def test_what_is_no_report_is_told_with_a_remedy(tmp_path, content):
    (tmp_path / "audit.json").write_bytes(content)
    with pytest.raises(UsageError) as caught:
        read_earlier(tmp_path / "audit.json")
    assert caught.value.remedy
    with pytest.raises(UsageError):
        read_earlier(tmp_path / "missing.json")
