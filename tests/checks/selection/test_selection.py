"""Who stands for the province's places, under which caps, and what another label would change."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1]))
from building import build

import checks
import notices
from checks.selection import selection
from schemas.finding import Finding, FindingKind, Scope, Verdict
from schemas.notice import Notice
from schemas.selection import CapState, PoolCount, Selection

CITIES = ("鞍山市", "抚顺市", "本溪市", "丹东市", "锦州市", "营口市", "阜新市", "辽阳市", "盘锦市", "铁岭市", "朝阳市", "葫芦岛市")


@pytest.fixture(scope="module")
def notice() -> Notice:
    return notices.load("liaoning-2026")


def city(name: str, *projects: dict[str, Any], **said: Any) -> dict[str, Any]:
    return {"recommender": f"{name}市场监督管理局", "projects": [{"copies": 3, **p} for p in projects], **said}


def one_each(domains: list[str]) -> dict[str, Any]:
    """Return a round in which each city puts up one project of the given domain."""
    return {"deliveries": [city(c, {"name": f"{c}标准化试点", "domain": d}) for c, d in zip(CITIES, domains, strict=False)]}


def posed(given: dict[str, Any], notice: Notice, **choices: str) -> Selection:
    round_ = build(given, notice)
    return selection(round_, notice, checks.run(round_, notice, choices), checks.readings_in_force(notice, choices))


def pool(found: Selection, name: str = "", scenario: int = 0) -> PoolCount:
    return next(p for p in found.scenarios[scenario].pools if p.pool == name)


def cap(counted: PoolCount, title: str) -> CapState:
    return next(state for state in counted.caps if state.cap.title == title)


def test_both_caps_bind_at_once(notice: Notice) -> None:
    found = pool(posed(one_each(["agriculture"] * 4 + ["services"] * 4 + ["high-tech"] * 4), notice))
    assert (found.candidates, found.filled, found.ways) == (12, 6, 6**3)  # two of four, three times
    assert (cap(found, "农业农村领域").over, cap(found, "农业农村领域").gain) == (2, 1)
    assert (cap(found, "全省普通项目总数").over, cap(found, "全省普通项目总数").gain) == (4, 0)


def test_the_total_binds_where_the_domains_leave_room(notice: Notice) -> None:
    spread = ["agriculture", "agriculture", "services", "services", "high-tech", "high-tech", "consumer-goods", "consumer-goods"]
    found = pool(posed(one_each([*spread, "social-governance", "social-governance"]), notice))
    assert (found.filled, found.ways) == (8, 45)  # leave out two of ten
    assert cap(found, "全省普通项目总数").gain == 1


def test_extra_places_lie_outside_the_total(notice: Notice) -> None:
    found = posed(one_each(["civil-affairs"] * 3 + ["agriculture"] * 2), notice)
    assert (pool(found).filled, pool(found).ways) == (2, 1)
    assert (pool(found, "civil-affairs").filled, pool(found, "civil-affairs").ways) == (2, 3)


def test_a_recommenders_order_is_kept_in_the_second_count(notice: Notice) -> None:
    shenyang = city("沈阳市", *({"name": f"第{n}智慧农业标准化试点", "domain": "agriculture"} for n in (1, 2)))
    other = city("鞍山市", {"name": "鞍山标准化试点", "domain": "agriculture"})
    found = pool(posed({"deliveries": [shenyang, other]}, notice))
    assert (found.filled, found.ways, found.ways_by_rank) == (2, 3, 2)  # never the second of 沈阳 without its first


def test_a_late_delivery_and_an_unnamed_project_do_not_stand(notice: Notice) -> None:
    late = city("鞍山市", {"name": "甲标准化试点"}, received="2026-06-02 09:00", letter={"date": "2026-06-01"})
    more = city("沈阳市", {"name": "乙标准化试点"}, {"name": "丙标准化试点", "in_letter": False})
    found = posed({"deliveries": [late, more]}, notice)
    assert [c.name for c in found.candidates] == ["乙标准化试点"]
    assert {e.name: e.why for e in found.excluded}.keys() == {"甲标准化试点", "丙标准化试点"}


def test_failed_requirements_make_a_second_scenario(notice: Notice) -> None:
    bad = city("鞍山市", {"name": "甲标准化试点", "fields": {"contact_name": None}})
    found = posed({"deliveries": [bad, city("抚顺市", {"name": "乙标准化试点"})]}, notice)
    assert [pool(found, scenario=n).candidates for n in range(len(found.scenarios))] == [2, 1]
    assert [c.failed > 0 for c in found.candidates] == [True, False]


def test_only_failed_requirements_count_and_only_they_make_a_second_scenario(notice: Notice) -> None:
    round_ = build(one_each(["agriculture"] * 3), notice)
    first, second, third = (a.id for a in round_.applications)

    def told(subject: str, kind: FindingKind, verdict: Verdict) -> Finding:
        return Finding(rule="x", title="x", kind=kind, verdict=verdict, scope=Scope.APPLICATION, subject=subject, message="x")

    advice = told(first, FindingKind.CONSISTENCY, Verdict.FAIL), told(second, FindingKind.REQUIREMENT, Verdict.REVIEW)
    failed = told(third, FindingKind.REQUIREMENT, Verdict.FAIL), told(third, FindingKind.REQUIREMENT, Verdict.FAIL)
    states = checks.readings_in_force(notice, {})
    assert len(selection(round_, notice, advice, states).scenarios) == 1
    found = selection(round_, notice, (*advice, *failed), states)
    assert [(c.number, c.failed) for c in found.candidates] == [(1, 0), (2, 0), (3, 2)]
    assert [pool(found, scenario=n).candidates for n in (0, 1)] == [3, 2]


def test_each_recommender_that_stands_has_its_caps(notice: Notice) -> None:
    late = city("本溪市", {"name": "丙标准化试点"}, received="2026-06-02 09:00", letter={"date": "2026-06-01"})
    given = {"deliveries": [city("鞍山市", {"name": "甲标准化试点"}), city("沈阳市", {"name": "乙标准化试点"}), late]}
    found = posed(given, notice)
    assert {c.recommender for c in found.candidates} == {"鞍山市市场监督管理局", "沈阳市市场监督管理局"}
    ordinary = {c.recommender: c.places for c in found.caps if c.recommender and not c.pool}
    assert ordinary == {"鞍山市市场监督管理局": 1, "沈阳市市场监督管理局": 2}
    tracks = {d.id for d in notice.domains if d.special}
    assert {(c.recommender, c.pool) for c in found.caps if c.recommender and c.pool} == {(name, t) for name in ordinary for t in tracks}
    whole = posed(given, notice, **{"special-quota-scope": "per-province"})
    assert not [c for c in whole.caps if c.recommender and c.pool]


def test_a_recommender_without_a_quota_of_its_own_is_not_capped(notice: Notice) -> None:
    made = build(one_each(["agriculture"]), notice)
    unread = made.model_copy(
        update={"deliveries": tuple(d.model_copy(update={"recommender": None, "recommender_class": "other"}) for d in made.deliveries)}
    )
    found = selection(unread, notice, (), checks.readings_in_force(notice, {}))
    assert [c.recommender for c in found.candidates] == [made.deliveries[0].folder]
    assert not [c for c in found.caps if c.recommender and not c.pool]


def test_only_a_doubted_label_may_be_another(notice: Notice) -> None:
    round_ = build(one_each(["agriculture"]), notice)
    (subject,) = (a.id for a in round_.applications)
    about = {"title": "x", "kind": FindingKind.ADVICE, "scope": Scope.APPLICATION, "subject": subject, "message": "x"}
    fits = Finding(rule="domain-fits", verdict=Verdict.PASS, expected="服务业", **about)
    other = Finding(rule="letter-list-matches", verdict=Verdict.REVIEW, expected="服务业", **about)
    doubt = Finding(rule="domain-fits", verdict=Verdict.REVIEW, expected="服务业", **about)
    states = checks.readings_in_force(notice, {})
    assert [c.may_be for c in selection(round_, notice, (fits, other), states).candidates] == [()]
    found = selection(round_, notice, (doubt,), states)
    assert [c.may_be for c in found.candidates] == [("services",)]
    assert [(m.stated, m.other, m.effects) for m in found.moves] == [("农业农村", "服务业", ())]


def test_every_effect_of_another_label_is_told(notice: Notice) -> None:
    round_ = build(one_each(["agriculture"] * 3 + ["services"] * 2), notice)
    subject = round_.applications[0].id
    doubt = Finding(
        rule="domain-fits",
        title="x",
        kind=FindingKind.ADVICE,
        verdict=Verdict.REVIEW,
        expected="服务业",
        scope=Scope.APPLICATION,
        subject=subject,
        message="x",
    )
    (move,) = selection(round_, notice, (doubt,), checks.readings_in_force(notice, {})).moves
    assert move.effects == ("农业农村领域超出名额由1个变为0个", "服务业领域超出名额由0个变为1个")
    special = doubt.model_copy(update={"expected": "民政专项"})
    (move,) = selection(round_, notice, (special,), checks.readings_in_force(notice, {})).moves
    assert move.effects == (
        "普通项目候选由5个变为4个",
        "普通项目选满的组合由3种变为1种",
        "农业农村领域超出名额由1个变为0个",
        "民政专项候选由0个变为1个",
        "民政专项最多可选由0个变为1个",
    )


def test_a_doubtful_label_says_what_it_would_change(notice: Notice) -> None:
    farm = city("鞍山市", {"name": "智慧农业标准化试点", "domain": "civil-affairs"})
    farms = [city(c, {"name": f"{c}智慧农业标准化试点", "domain": "agriculture"}) for c in CITIES[1:3]]
    found = posed({"deliveries": [farm, *farms]}, notice)
    (move,) = found.moves
    assert (move.stated, move.other) == ("民政专项", "农业农村")
    assert "普通项目候选由2个变为3个" in move.effects
    assert "农业农村领域超出名额由0个变为1个" in move.effects
    assert "民政专项最多可选由1个变为0个" in move.effects


def test_only_the_competent_department_stands_under_that_reading(notice: Notice) -> None:
    given = {"deliveries": [city("鞍山市", {"name": "养老标准化试点", "domain": "civil-affairs"})]}
    assert posed(given, notice).candidates
    found = posed(given, notice, **{"special-quota-scope": "competent-department"})
    assert not found.candidates
    assert "主管部门" in found.excluded[0].why


def test_a_notice_without_caps_leaves_no_selection(notice: Notice) -> None:
    bare = notice.model_copy(update={"clauses": tuple(c for c in notice.clauses if not c.id.startswith("N-2"))})
    kept = tuple(c.model_copy(update={"rules": tuple(b for b in c.rules if b.rule != "quota-special")}) for c in bare.clauses)
    assert posed({}, bare.model_copy(update={"clauses": kept})) == Selection()
