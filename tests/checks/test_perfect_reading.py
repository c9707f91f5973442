"""With every value read rightly, each planted defect of the sample round is found, and what is in order is left in peace."""

from typing import Any

import pytest
from perfect import perfect_round, truth

import checks
import notices
from schemas.finding import Finding, Verdict
from schemas.submission import Round

SAID = truth()


@pytest.fixture(scope="module")
def audited() -> tuple[Round, tuple[Finding, ...]]:
    notice = notices.load("liaoning-2026")
    round_ = perfect_round(notice)
    return round_, checks.run(round_, notice, {})


def subjects(round_: Round, match: dict[str, Any]) -> set[str]:
    """Return the ids that a planted defect's subject may have."""
    if project := match.get("project"):
        forms = [d for d in SAID["documents"] if d["project"] == project]
        names = {d["fields"].get("project_name") for d in forms} | {project}
        return {a.id for a in round_.applications if a.project_name in names}
    return {d.id for d in round_.deliveries if d.folder == match["delivery"]}


@pytest.mark.parametrize("expected", SAID["expected_findings"], ids=lambda e: f"{e['rule']}: {e['defect']}")
def test_planted_defect_is_found(expected: dict[str, Any], audited: tuple[Round, tuple[Finding, ...]]) -> None:
    round_, findings = audited
    ids = subjects(round_, expected["match"])
    assert ids, f"no subject for {expected['match']}"
    found = [f for f in findings if f.rule == expected["rule"] and f.subject in ids]
    assert any(f.verdict.value in expected["verdict"] for f in found), [(f.verdict.value, f.message) for f in found]


def test_what_is_in_order_fails_nowhere(audited: tuple[Round, tuple[Finding, ...]]) -> None:
    round_, findings = audited
    clean = [{"delivery": folder} for folder in SAID["clean"]["deliveries"]]
    clean += [{"project": name} for name in SAID["clean"]["applications"]]
    ids = {subject for match in clean for subject in subjects(round_, match)}
    assert [(f.rule, f.message) for f in findings if f.subject in ids and f.verdict is Verdict.FAIL] == []


def test_nothing_fails_that_nobody_planted(audited: tuple[Round, tuple[Finding, ...]]) -> None:
    round_, findings = audited
    planted = {(e["rule"], subject) for e in SAID["expected_findings"] for subject in subjects(round_, e["match"])}
    fails = [(f.rule, f.message) for f in findings if f.verdict is Verdict.FAIL and (f.rule, f.subject) not in planted]
    assert fails == []
