"""What the engine promises whatever the rules are."""

import pytest
from building import UNIT, build

import checks
import notices
from checks.catalogue import rules
from schemas.errors import NoticeError, UsageError
from schemas.finding import Finding, FindingKind, Verdict
from schemas.notice import Clause, Notice, RuleBinding, Strength
from schemas.report import ChosenBy
from schemas.submission import Round


@pytest.fixture(scope="module")
def notice() -> Notice:
    return notices.load("liaoning-2026")


def with_clause(notice: Notice, rule: str, params: dict[str, object]) -> Notice:
    clause = Clause(id="Z-1", quote="条款", source="provincial", strength=Strength.MUST, rules=(RuleBinding(rule=rule, params=params),))
    return notice.model_copy(update={"clauses": (clause,)})


def one(findings: tuple[Finding, ...], rule: str) -> Finding:
    return next(f for f in findings if f.rule == rule)


def test_every_rule_of_the_notice_exists(notice: Notice) -> None:
    bound = {binding.rule for clause in notice.clauses for binding in clause.rules}
    assert bound <= set(rules())


def test_unknown_rule_is_refused(notice: Notice) -> None:
    with pytest.raises(NoticeError, match=r"Z-1.*no-such-rule"):
        checks.run(build({}, notice), with_clause(notice, "no-such-rule", {}), {})


@pytest.mark.parametrize("params", [{"copies": "many"}, {}, {"copies": "3", "pages": "2"}])
def test_wrong_numbers_are_refused(notice: Notice, params: dict[str, object]) -> None:
    with pytest.raises(NoticeError, match=r"Z-1.*form-copies"):
        checks.run(build({}, notice), with_clause(notice, "form-copies", params), {})


def test_rules_that_no_clause_names_stay_silent(notice: Notice) -> None:
    findings = checks.run(build({}, notice), with_clause(notice, "form-copies", {"copies": "3"}), {})
    always = {name for name, rule in rules().items() if rule.always}
    assert {f.rule for f in findings} == {"form-copies"} | always


def test_number_comes_from_the_notice(notice: Notice) -> None:
    two = with_clause(notice, "form-copies", {"copies": "2"})
    finding = one(checks.run(build({"projects": [{"copies": 2}]}, notice), two, {}), "form-copies")
    assert (finding.verdict, finding.expected) == (Verdict.PASS, "2份")


def test_requirements_carry_clauses_and_evidence_names_known_documents(notice: Notice) -> None:
    round_ = build({"projects": [{"fields": {"contact_name": None}}]}, notice)
    known = {d.id for d in round_.documents}
    for finding in checks.run(round_, notice, {}):
        assert finding.clauses or finding.kind is not FindingKind.REQUIREMENT
        assert all(evidence.document in known for evidence in finding.evidence)


def test_passes_show_what_they_rest_on(notice: Notice) -> None:
    finding = one(checks.run(build({}, notice), notice, {}), "letter-dated")
    assert finding.verdict is Verdict.PASS
    assert finding.evidence
    assert finding.evidence[0].bbox is not None


def test_same_round_same_findings(notice: Notice) -> None:
    given = {"projects": [{"name": "甲标准化试点"}, {"name": "乙标准化试点", "domain": "services"}]}
    assert checks.run(build(given, notice), notice, {}) == checks.run(build(given, notice), notice, {})


def test_unknown_reading_and_choice_are_refused(notice: Notice) -> None:
    with pytest.raises(UsageError, match="no-such-reading"):
        checks.readings_in_force(notice, {"no-such-reading": "x"})
    with pytest.raises(UsageError, match="sometimes"):
        checks.run(build({}, notice), notice, {"deadline-event": "sometimes"})


def test_readings_say_who_chose(notice: Notice) -> None:
    states = checks.readings_in_force(notice, {"deadline-event": "letter-date"})
    assert (states["deadline-event"].choice, states["deadline-event"].by) == ("letter-date", ChosenBy.PERSON)
    assert states["special-quota-scope"].by is ChosenBy.DEFAULT
    assert set(states) == {question.id for question in notice.readings}


def test_chosen_reading_leaves_the_others_printed(notice: Notice) -> None:
    late = build({"received": "2026-05-22 09:00", "letter": {"date": "2026-05-19"}}, notice)
    finding = one(checks.run(late, notice, {"deadline-event": "letter-date"}), "deadline-recommender")
    assert finding.verdict is Verdict.PASS
    assert finding.reading is not None
    assert (finding.reading.id, finding.reading.choice) == ("deadline-event", "letter-date")
    assert {o.verdict for o in finding.reading_outcomes if o.id == "deadline-event"} == {Verdict.PASS, Verdict.FAIL}


def test_default_alone_never_decides_a_disagreement(notice: Notice) -> None:
    short = build({"projects": [{"copies": 2}]}, notice)
    assert one(checks.run(short, notice, {}), "form-copies").verdict is Verdict.REVIEW
    assert one(checks.run(short, notice, {"copies-evidence": "scans"}), "form-copies").verdict is Verdict.FAIL


def test_notice_without_the_question_is_read_by_the_rule_s_own_choice(notice: Notice) -> None:
    settled = notice.model_copy(update={"readings": ()})
    finding = one(checks.run(build({"projects": [{"copies": 2}]}, notice), settled, {}), "form-copies")
    assert (finding.verdict, finding.reading) == (Verdict.FAIL, None)


def test_late_delivery_stands_apart_from_the_totals(notice: Notice) -> None:
    late = {"received": "2026-06-02 09:00", "letter": {"date": "2026-06-01"}}
    finding = one(checks.run(build(late, notice), notice, {}), "quota-province-total")
    assert "候选项目0个" in finding.message
    assert "1个" in finding.message


def test_delivery_of_a_sender_who_may_not_stands_apart_from_the_totals(notice: Notice) -> None:
    county = build({"recommender": "台安县市场监督管理局"}, notice)
    assert one(checks.run(county, notice, {}), "recommender-eligible").verdict is Verdict.FAIL
    assert "候选项目0个" in one(checks.run(county, notice, {}), "quota-province-total").message


def test_passes_of_several_parts_show_what_they_rest_on(notice: Notice) -> None:
    finding = one(checks.run(build({}, notice), notice, {}), "form-sealed")
    assert finding.verdict is Verdict.PASS
    assert [e.document for e in finding.evidence] == ["d-1-1-copy-1", "d-1-1-copy-2", "d-1-1-copy-3"]


def test_what_fails_shows_what_fails_and_nothing_else(notice: Notice) -> None:
    finding = one(checks.run(build({"projects": [{"copies": [{}, {"seal": "none"}, {}]}]}, notice), notice, {}), "form-sealed")
    assert finding.verdict is Verdict.FAIL
    assert {e.document for e in finding.evidence} == {"d-1-1-copy-2"}


def test_delivery_that_is_only_questioned_still_stands(notice: Notice) -> None:
    unsure = {"received": "2026-05-22 09:00", "letter": {"date": "2026-05-19"}}
    assert "候选项目1个" in one(checks.run(build(unsure, notice), notice, {}), "quota-province-total").message


def test_empty_round_is_no_trouble(notice: Notice) -> None:
    empty = Round(as_of=build({}, notice).as_of, documents=(), deliveries=(), applications=())
    assert {f.scope.value for f in checks.run(empty, notice, {})} == {"round"}


def test_doubt_about_one_copy_doesn_t_hide_a_sure_lack_in_another(notice: Notice) -> None:
    copies = [{"fields": {"contact_name": None}}, {"fields": {"goals": {"value": None, "unsure": "扫描模糊"}}}, {}]
    finding = one(checks.run(build({"projects": [{"copies": copies}]}, notice), notice, {}), "form-complete")
    assert finding.verdict is Verdict.FAIL
    assert not finding.unsure
    assert "扫描模糊" in finding.message


def test_wording_is_kept_to_the_kind(notice: Notice) -> None:
    round_ = build({"projects": [{"name": "甲标准化试点", "letter_name": "乙丙标准化试点", "unit_places": [f"{UNIT}某"]}]}, notice)
    for finding in checks.run(round_, notice, {}):
        if finding.verdict is Verdict.FAIL:
            assert finding.message.startswith("不符合要求：" if finding.kind is FindingKind.REQUIREMENT else "不一致：")
