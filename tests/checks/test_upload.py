"""What speaks against an upload: places overrun, domains undecided, faults that documents prove."""

import pytest

import notices
from checks.upload import Obstacle, obstacles
from schemas.finding import Finding, FindingKind, Scope, Verdict
from schemas.notice import Notice
from schemas.submission import Application


@pytest.fixture(scope="module")
def notice() -> Notice:
    return notices.load("liaoning-2026")


def projects(*domains: str | None, special: frozenset[str] = frozenset({"civil-affairs", "judicial-administration"})) -> list[Application]:
    return [
        Application(
            id=f"a-{n}",
            delivery=f"r-{n % 2}",
            project_name=f"项目{n}",
            domain=domain,
            special_track=domain if domain in special else None,
            documents=(f"d-{n}",),
        )
        for n, domain in enumerate(domains)
    ]


def told(subject: str, verdict: Verdict = Verdict.FAIL, kind: FindingKind = FindingKind.REQUIREMENT) -> Finding:
    return Finding(rule="x", title="事项", kind=kind, verdict=verdict, scope=Scope.APPLICATION, subject=subject, message="说明。")


def said(notice: Notice, *domains: str | None) -> list[str]:
    return [o.message for o in obstacles(notice, (), projects(*domains))]


def test_a_domain_holds_two(notice: Notice) -> None:
    assert said(notice, "agriculture", "agriculture", "services") == []
    assert said(notice, *["agriculture"] * 3, "services") == ["农业农村领域选定3个，名额2个，超出1个。"]


def test_the_province_holds_eight_ordinary_ones_and_tracks_do_not_count(notice: Notice) -> None:
    eight = [d for d in ("agriculture", "consumer-goods", "high-tech", "services") for _ in (1, 2)]
    assert said(notice, *eight, "civil-affairs", "judicial-administration") == []
    assert said(notice, *eight, "social-governance") == ["全省普通项目选定9个，名额8个，超出1个。"]


def test_each_track_has_places_of_its_own(notice: Notice) -> None:
    assert said(notice, "civil-affairs", "civil-affairs", "judicial-administration") == []
    assert said(notice, "civil-affairs", "civil-affairs", "civil-affairs") == ["民政专项选定3个，名额2个，超出1个。"]


def test_an_undecided_domain_cannot_be_counted(notice: Notice) -> None:
    assert obstacles(notice, (), projects("agriculture", None)) == (Obstacle("a-1", "《项目1》所属领域未能确定，无法计入名额。"),)


def test_what_documents_prove_speaks_against_a_member(notice: Notice) -> None:
    chosen = projects("agriculture", "services")
    findings = (told("a-0"), told("d-1"), told("a-9"), told("r-0"))
    assert [(o.application, o.message) for o in obstacles(notice, findings, chosen)] == [
        ("a-0", "事项：说明。"),
        ("a-1", "事项：说明。"),
        ("a-0", "本批材料，事项：说明。"),
    ]


@pytest.mark.parametrize("verdict", [v for v in Verdict if v is not Verdict.FAIL])
def test_what_is_no_proven_fault_does_not(notice: Notice, verdict: Verdict) -> None:
    assert obstacles(notice, (told("a-0", verdict),), projects("agriculture")) == ()


def test_advice_does_not(notice: Notice) -> None:
    assert obstacles(notice, (told("a-0", kind=FindingKind.ADVICE),), projects("agriculture")) == ()
