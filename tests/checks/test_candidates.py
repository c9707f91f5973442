"""How the candidates for the province's places are told."""

import pytest
from building import build

import checks
import notices
from schemas.finding import Finding

NOTICE = notices.load("liaoning-2026")
SENDERS = [r.name for r in NOTICE.recommenders]


def total(number: int) -> Finding:
    deliveries = [{"recommender": name, "projects": [{"name": f"项目{name}标准化试点"}]} for name in SENDERS[:number]]
    return next(f for f in checks.run(build({"deliveries": deliveries}, NOTICE), NOTICE, {}) if f.rule == "quota-province-total")


@pytest.mark.parametrize(("number", "more"), [(20, False), (21, True)])
def test_twenty_candidates_are_named_and_more_are_counted(number: int, more: bool) -> None:
    message = total(number).message
    assert message.count("》（") == 20
    assert (f"等{number}个" in message) is more


def test_a_candidate_without_a_form_is_shown_by_the_letter() -> None:
    given = {"projects": [{"copies": 0, "electronic": False}]}
    found = next(f for f in checks.run(build(given, NOTICE), NOTICE, {}) if f.rule == "quota-province-total")
    assert [e.document for e in found.evidence] == ["d-letter-1"]
