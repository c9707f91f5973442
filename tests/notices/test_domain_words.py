"""The words of each domain speak for its projects, and never louder for another domain."""

from pathlib import Path

import pytest
import yaml

import notices
from schemas.notice import Domain, Notice

NAMES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "project_names.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def notice() -> Notice:
    return notices.load("liaoning-2026")


def support(notice: Notice, domain: Domain, name: str) -> int:
    shared = {overlap.term for overlap in notice.overlaps if domain.id in overlap.domains}
    strong = {*domain.terms, *shared}
    return sum(3 for word in strong if word in name) + sum(1 for word in set(domain.related) - strong if word in name)


@pytest.mark.parametrize("domain_id", NAMES)
def test_names_are_known_to_their_domain(notice: Notice, domain_id: str) -> None:
    domain = notice.domain(domain_id)
    assert domain is not None
    known = [name for name in NAMES[domain_id] if support(notice, domain, name)]
    assert len(known) >= 0.9 * len(NAMES[domain_id])


@pytest.mark.parametrize("domain_id", NAMES)
def test_no_other_domain_is_clearly_louder(notice: Notice, domain_id: str) -> None:
    own = notice.domain(domain_id)
    assert own is not None
    for name in NAMES[domain_id]:
        others = {d.id: support(notice, d, name) for d in notice.domains if d.id != domain_id}
        louder = {other: weight for other, weight in others.items() if weight > 2 * max(1, support(notice, own, name))}
        assert not louder, name


def test_no_word_belongs_to_two_domains_unless_it_is_an_overlap(notice: Notice) -> None:
    overlaps = {overlap.term for overlap in notice.overlaps}
    owners: dict[str, set[str]] = {}
    for domain in notice.domains:
        for word in (*domain.terms, *domain.related):
            owners.setdefault(word, set()).add(domain.id)
    assert {word for word, found in owners.items() if len(found) > 1} <= overlaps
