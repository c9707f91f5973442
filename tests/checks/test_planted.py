"""In a large round every planted defect is found, and nothing is found that nobody planted."""

import pytest
from building import build
from planted import PlantedRound, planted_round
from plants import PLANTS

import checks
import notices
from schemas.finding import Finding, Verdict
from schemas.notice import Notice

SEEDS = (1, 2, 3)
KINDS = 30
SELECTION = frozenset({"quota-province-total", "quota-province-domain", "quota-province-special"})
"""More candidates than places is no defect: it is the round."""


@pytest.fixture(scope="module")
def notice() -> Notice:
    return notices.load("liaoning-2026")


@pytest.fixture(scope="module", params=SEEDS)
def judged(request: pytest.FixtureRequest, notice: Notice) -> tuple[PlantedRound, tuple[Finding, ...]]:
    planted = planted_round(notice, request.param)
    return planted, checks.run(build(planted.given, notice), notice, {})


def test_the_round_is_as_large_as_promised(notice: Notice) -> None:
    round_ = build(planted_round(notice, SEEDS[0]).given, notice)
    assert len(round_.deliveries) == 60
    assert len(round_.applications) >= 120


def test_every_kind_is_planted() -> None:
    kinds = {int("".join(c for c in kind.removesuffix("city") if c.isdigit())) for kind in PLANTS}
    assert kinds == set(range(1, KINDS + 1))


def test_every_planted_defect_is_found(judged: tuple[PlantedRound, tuple[Finding, ...]]) -> None:
    planted, findings = judged
    missed = []
    for kind, wanted in planted.found:
        said = [f for f in findings if f.rule == wanted.rule and f.subject == wanted.subject]
        if not any(f.verdict.value in wanted.verdicts and wanted.says in f.message for f in said):
            missed.append((kind, wanted, [(f.verdict.value, f.message) for f in said]))
    assert missed == []


def test_nothing_is_found_that_nobody_planted(judged: tuple[PlantedRound, tuple[Finding, ...]]) -> None:
    planted, findings = judged
    expected = {(found.rule, found.subject) for _, found in planted.found}
    invented = [
        (f.rule, f.verdict.value, f.subject, f.message)
        for f in findings
        if f.verdict in (Verdict.FAIL, Verdict.REVIEW, Verdict.NO_EVIDENCE)
        and (f.rule, f.subject) not in expected
        and f.rule not in SELECTION
        and not _follows(f, planted)
    ]
    assert invented == []


def _follows(finding: Finding, planted: PlantedRound) -> bool:
    """Say whether it follows from a planted defect, or from a reading that nobody has chosen."""
    number = "-" + finding.subject.split("-")[1] if finding.subject != "round" else ""
    if any(rule == finding.rule and place == (number or place) for place, rule in planted.follows):
        return True
    return finding.rule == "quota-special" and len({o.verdict for o in finding.reading_outcomes}) > 1
