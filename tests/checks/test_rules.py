"""Every situation of tests/rules holds against the real notice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from building import build

import checks
import notices
from checks.catalogue import rules
from schemas.finding import Finding, FindingKind, Verdict
from schemas.notice import Notice

FOLDER = Path(__file__).parents[1] / "rules"


def situations() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for situation in yaml.safe_load(path.read_text("utf-8"))["situations"]:
            yield pytest.param(path.stem, situation, id=f"{path.stem}: {situation['name']}")


@pytest.fixture(scope="module")
def notice() -> Notice:
    return notices.load("liaoning-2026")


def wanted(expect: object) -> list[dict[str, Any]]:
    if isinstance(expect, str):
        return [{"verdict": expect}]
    return expect if isinstance(expect, list) else [dict(expect)]  # type: ignore[call-overload]


@pytest.mark.parametrize(("rule", "situation"), list(situations()))
def test_situation(rule: str, situation: dict[str, Any], notice: Notice) -> None:
    round_ = build(situation.get("given") or {}, notice)
    said = checks.run(round_, notice, situation.get("readings", {}))
    assert [f.rule for f in said if f.kind is not FindingKind.REQUIREMENT and "不符合要求" in f.message] == []
    findings = [f for f in said if f.rule == rule]
    assert findings, f"{rule} said nothing"
    for expect in wanted(situation["expect"]):
        about = [f for f in findings if expect.get("of", f.subject) in (f.subject, f.message) or expect.get("of", "") in f.message]
        assert about, f"nothing about {expect['of']} in {[f.message for f in findings]}"
        check_one(about[0], expect)
    if "findings" in situation:
        assert len(findings) == situation["findings"], [f.message for f in findings]


def check_one(finding: Finding, expect: dict[str, Any]) -> None:
    assert finding.verdict == expect["verdict"], f"{finding.verdict}: {finding.message}"
    for fragment in expect.get("says", []):
        assert fragment in finding.message, finding.message
    for fragment in expect.get("silent", []):
        assert fragment not in finding.message, finding.message
    if "unsure" in expect:
        assert finding.unsure is expect["unsure"], finding.message
    if "observed" in expect:
        assert expect["observed"] in (finding.observed or ""), finding.observed
    if "expected" in expect:
        assert finding.expected == expect["expected"]
    if "looks_up" in expect:
        assert [[f"{look.unit} {look.uscc or ''}".strip(), look.where, look.why] for look in finding.look_ups] == expect["looks_up"]
    if "clauses" in expect:
        assert [clause.id for clause in finding.clauses] == expect["clauses"]
    if "outcomes" in expect:
        assert {f"{o.id}={o.choice}": o.verdict.value for o in finding.reading_outcomes} == expect["outcomes"]


def test_every_rule_has_situations_on_both_sides() -> None:
    for name in rules():
        path = FOLDER / f"{name}.yaml"
        assert path.exists(), f"tests/rules/{name}.yaml is missing"
        verdicts = {e["verdict"] for s in yaml.safe_load(path.read_text("utf-8"))["situations"] for e in wanted(s["expect"])}
        assert verdicts & {"pass", "not_applicable"}, f"{name} never passes"
        assert verdicts & {"fail", "review", "no_evidence"}, f"{name} never speaks up"


def test_faultless_round_draws_no_complaint(notice: Notice) -> None:
    findings = checks.run(
        build({"registers": {"prior_pilots": [], "credit": [{"unit_name": "鞍山禾穗农业科技有限公司"}]}}, notice), notice, {}
    )
    complaints = [f.message for f in findings if f.verdict in (Verdict.FAIL, Verdict.REVIEW)]
    assert complaints == []
