"""The same packages under another province's call: what differs is in the pack alone, and so the verdicts differ."""

from typing import Any

import pytest
from building import build, code_for

import checks
import notices
from schemas.errors import UsageError
from schemas.finding import Finding, Verdict
from schemas.notice import Notice
from schemas.submission import Round

RECOMMENDER = "岚州市市场监督管理局"
UNIT = "岚州齿轮制造有限公司"
CODE = code_for(region="990102")
PASSED = [{"unit_name": UNIT, "level": "省级", "project_name": "齿轮加工标准化试点", "batch": "第三批"}]
TEXT = {
    "tasks": "开展需求调研，完成标准体系构建，推进标准研制，组织标准宣贯实施，做好绩效评估。面向轴承齿轮企业开展质量分级和检验互认。",
    "goals": "建成齿轮智能工厂标准体系，带动产业链配套企业达标。",
    "necessity": "轴承齿轮产业链上下游标准不一。",
    "schedule": "2025年7月—2028年6月：分年度推进。",
    "unit_profile": "主营齿轮和轴承。",
    "expected_results": "形成企业标准二十项。",
    "standardization_base": "已有标准化人员六名。",
}


@pytest.fixture(scope="module")
def notice() -> Notice:
    return notices.load("lanjiang-2025")


def project(name: str = "齿轮智能工厂标准化试点", **said: Any) -> dict[str, Any]:
    fields = {
        "form_title": "标准化试点示范项目申报书",
        "form_year": 2025,
        "domain": said.pop("domain", "advanced-manufacturing"),
        "period_start": "2025-07",
        "period_end": "2028-06",
        "filled_on": "2025-05-12",
        "address": "岚州市西岭区样本路2号",
        "prior_pilot_statement": "2023年承担过省级齿轮加工标准化试点",
        **TEXT,
        **said.pop("fields", {}),
    }
    return {"name": name, "unit": UNIT, "uscc": CODE, "copies": 4, "fields": fields, **said}


def delivery(*projects: dict[str, Any], recommender: str = RECOMMENDER, **said: Any) -> dict[str, Any]:
    letter = {
        "title": "推荐公函",
        "addressee": "岚江省市场监督管理局",
        "cited": "岚江省市场监督管理局关于征集2025年度标准化试点示范项目的通知",
        "date": "2025-05-20",
    } | said.pop("letter", {})
    return {
        "recommender": recommender,
        "letter": letter,
        "received": said.pop("received", "2025-05-22 10:00"),
        "projects": list(projects),
        "as_of": "2025-06-03",
        "registers": said.pop("registers", {"prior_pilots": PASSED, "credit": [{"unit_name": UNIT}]}),
        **said,
    }


def two(*more: dict[str, Any], **said: Any) -> dict[str, Any]:
    return delivery(project(), project("轴承检验互认标准化试点"), *more, **said)


def judge(given: dict[str, Any], notice: Notice, **readings: str) -> tuple[Finding, ...]:
    return checks.run(tracked(build(given, notice), notice), notice, readings)


def tracked(round_: Round, notice: Notice) -> Round:
    special = {d.id for d in notice.domains if d.special}
    named = tuple(a.model_copy(update={"special_track": a.domain if a.domain in special else None}) for a in round_.applications)
    return round_.model_copy(update={"applications": named})


def about(findings: tuple[Finding, ...], rule: str, subject: str = "") -> Finding:
    return next(f for f in findings if f.rule == rule and f.subject.endswith(subject))


def complaints(findings: tuple[Finding, ...]) -> dict[str, str]:
    return {f.rule: f.message for f in findings if f.verdict in (Verdict.FAIL, Verdict.REVIEW) and not f.rule.endswith("-once")}


def test_a_good_delivery_draws_no_complaint(notice: Notice) -> None:
    told = complaints(judge(two(), notice))
    assert told.keys() <= {"text-shared"}, told  # both projects are written in one text here


def test_it_would_not_do_in_liaoning(notice: Notice) -> None:
    liaoning = notices.load("liaoning-2026")
    other = complaints(checks.run(build(two(), liaoning), liaoning, {}))
    assert {"recommender-eligible", "letter-form", "construction-period", "template-current"} <= other.keys()


@pytest.mark.parametrize(
    ("number", "verdict", "says"),
    [(1, Verdict.FAIL, "少1个"), (2, Verdict.PASS, "符合要求"), (4, Verdict.PASS, "2至4个"), (5, Verdict.FAIL, "限额内为")],
)
def test_a_city_has_a_lower_and_an_upper_limit(notice: Notice, number: int, verdict: Verdict, says: str) -> None:
    given = delivery(*(project(f"第{n}条齿轮产线标准化试点") for n in range(number)))
    finding = about(judge(given, notice), "quota-recommender")
    assert (finding.verdict, says in finding.message) == (verdict, True), finding.message
    assert [clause.id for clause in finding.clauses] == ["L-3a"]


def test_a_missing_second_project_may_lie_in_an_unread_file(notice: Notice) -> None:
    finding = about(judge(delivery(project(), unread=["申报书2.pdf"]), notice), "quota-recommender")
    assert (finding.verdict, "申报书2.pdf" in finding.message) == (Verdict.REVIEW, True)


@pytest.mark.parametrize(("number", "verdict"), [(1, Verdict.PASS), (2, Verdict.FAIL)])
def test_a_department_has_an_upper_limit_only(notice: Notice, number: int, verdict: Verdict) -> None:
    given = delivery(*(project(f"第{n}条齿轮产线标准化试点") for n in range(number)), recommender="岚江省工业和信息化厅")
    assert about(judge(given, notice), "quota-recommender").verdict is verdict


@pytest.mark.parametrize(("number", "verdict"), [(1, Verdict.PASS), (2, Verdict.FAIL)])
def test_the_special_track_has_its_own_place(notice: Notice, number: int, verdict: Verdict) -> None:
    carbon = [project(f"零碳园区{n}标准化试点", domain="green-carbon") for n in range(number)]
    findings = judge(two(*carbon), notice)
    assert about(findings, "quota-special").verdict is verdict
    assert about(findings, "quota-special").reading is None
    assert about(findings, "quota-recommender").observed == "2个"


@pytest.mark.parametrize(("copies", "verdict"), [(4, Verdict.PASS), (3, Verdict.REVIEW)])
def test_four_copies(notice: Notice, copies: int, verdict: Verdict) -> None:
    given = delivery(project(copies=copies), project("轴承检验互认标准化试点"))
    assert about(judge(given, notice), "form-copies", "1-1").verdict is verdict


def test_one_scan_is_enough_once_somebody_says_so(notice: Notice) -> None:
    given = delivery(project(copies=1), project("轴承检验互认标准化试点"))
    assert about(judge(given, notice, **{"copies-evidence": "one-scan-suffices"}), "form-copies", "1-1").verdict is Verdict.PASS
    assert about(judge(given, notice, **{"copies-evidence": "scans"}), "form-copies", "1-1").verdict is Verdict.FAIL


def test_a_branch_may_apply(notice: Notice) -> None:
    branch = "岚州电力有限公司汀阳分公司"
    given = delivery(project(unit=branch, fields={"uscc": code_for(region="990202")}), project("轴承检验互认标准化试点"))
    assert about(judge(given, notice), "unit-legal-person", "1-1").verdict is not Verdict.FAIL
    liaoning = notices.load("liaoning-2026")
    assert about(checks.run(build(given, liaoning), liaoning, {}), "unit-legal-person", "1-1").verdict is Verdict.FAIL


@pytest.mark.parametrize(
    ("pilots", "said", "verdict"),
    [
        (PASSED, None, Verdict.PASS),
        ([], None, Verdict.REVIEW),
        ([], "2022年承担过省级农产品标准化试点", Verdict.REVIEW),
        (None, None, Verdict.NO_EVIDENCE),
    ],
)
def test_an_earlier_pilot_is_asked_for(notice: Notice, pilots: object, said: str | None, verdict: Verdict) -> None:
    given = delivery(project(fields={"prior_pilot_statement": said}), project("轴承标准化试点"), registers={"prior_pilots": pilots})
    assert about(judge(given, notice), "unit-prior-pilot", "1-1").verdict is verdict


def test_an_earlier_pilot_is_a_bar_in_liaoning(notice: Notice) -> None:
    national = [{**PASSED[0], "level": "国家级"}]
    liaoning = notices.load("liaoning-2026")
    given = two(registers={"prior_pilots": national})
    assert about(judge(given, notice), "unit-prior-pilot").verdict is Verdict.PASS
    assert about(checks.run(build(given, liaoning), liaoning, {}), "unit-prior-pilot").verdict is Verdict.REVIEW


@pytest.mark.parametrize(
    ("received", "verdict"),
    [("2025-05-30 23:59", Verdict.PASS), ("2025-05-31 00:00", Verdict.FAIL)],
)
def test_the_systems_time_decides_and_the_last_day_counts(notice: Notice, received: str, verdict: Verdict) -> None:
    finding = about(judge(two(received=received), notice), "deadline-recommender")
    assert (finding.verdict, finding.reading, finding.reading_outcomes) == (verdict, None, ())


def test_what_the_notice_settles_is_nobodys_to_choose(notice: Notice) -> None:
    with pytest.raises(UsageError, match="已由通知写明"):
        judge(two(), notice, **{"deadline-day-inclusive": "no"})
    assert "deadline-event" not in checks.readings_in_force(notice, {})


def test_the_provinces_places_are_this_calls(notice: Notice) -> None:
    cities = [r.name for r in notice.recommenders if r.recommender_class == "city"]
    many = {"deliveries": [two(recommender=name) for name in cities[:3]], "as_of": "2025-06-03"}
    findings = judge(many, notice)
    domain = next(f for f in findings if f.rule == "quota-province-domain" and "先进制造" in f.message)
    assert (domain.verdict, domain.expected, domain.observed) == (Verdict.REVIEW, "不超过5个", "6个")
    assert about(findings, "quota-province-total").verdict is Verdict.PASS
