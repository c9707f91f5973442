"""Faultless deliveries drawn by chance, and what it takes to plant a defect in one and to say what must be found."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from building import code_for

from schemas.notice import Domain, Notice, Recommender, RecommenderClass

Given = dict[str, Any]
FILLER = "".join(chr(0x5000 + 13 * i) for i in range(900))
"""Characters for made-up words, so that no two texts share a passage."""
BODY = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SPEAKS_OF_ALL = (
    "一是开展标准化需求分析{}。二是梳理适用标准{}。三是建立标准体系{}。四是补充制定标准{}。五是推动标准实施应用{}。六是持续改进标准{}。"
)


@dataclass
class Draw:
    """Chance, and the notice it draws for."""

    notice: Notice
    chance: random.Random

    def word(self, length: int = 12) -> str:
        """Return a made-up word; longer than a slip, so that it parts two passages."""
        return "".join(self.chance.choice(FILLER) for _ in range(length))

    def text(self, domain: Domain, length: int = 4) -> str:
        """Return sentences that speak for a domain in its own words."""
        terms = domain.terms[:3]
        return "".join(f"围绕{self.chance.choice(terms)}{self.word()}开展工作，形成{self.word()}的做法。" for _ in range(length))

    def code(self, region: str, prefix: str = "91") -> str:
        """Return a code that checks out."""
        return code_for(prefix, region, "MA" + "".join(self.chance.choice(BODY) for _ in range(6)))

    def project(self, recommender: Recommender, domain: Domain) -> Given:
        """Describe a project that nothing is wrong with."""
        region = f"{recommender.region_code or ('2104' if recommender.place else '2101')}02"
        place = recommender.place or "沈阳市"
        line = recommender.lines[0] if recommender.lines else ""
        term = domain.terms[0]
        return {
            "name": f"{self.word(6)}{term}{self.word(6)}标准化试点",
            "unit": f"{place.removesuffix('市')}{self.word(4)}{line}{self.word(3)}有限公司",
            "uscc": self.code(region),
            "domain": domain.id,
            "fields": {
                "address": f"{place}{self.word(3)}路{self.chance.randrange(1, 99)}号",
                "contact_mobile": f"138{self.chance.randrange(10**8):08d}",
                "tasks": f"围绕{term}。" + SPEAKS_OF_ALL.format(*(self.word() for _ in range(6))),
                "goals": self.text(domain),
                "necessity": self.text(domain),
                "unit_profile": self.text(domain),
                "expected_results": self.text(domain),
                "safeguards": f"成立领导小组{self.word()}，落实专人{self.word()}，建立制度{self.word()}。",
                "standardization_base": f"设有标准化工作部{self.word()}，专职标准化人员6名{self.word()}，"
                f"参与制定国家标准2项{self.word()}，通过质量管理体系认证{self.word()}，建立企业标准体系{self.word()}。",
            },
        }

    def delivery(self, recommender: Recommender) -> Given:
        """Describe two projects that nothing is wrong with: a city has one place, and fills the other from a special track."""
        ordinary = [domain for domain in self.notice.domains if not domain.special]
        special = next(domain for domain in self.notice.domains if domain.id == "civil-affairs")
        one_only = recommender.recommender_class in (RecommenderClass.CITY, RecommenderClass.ZONE)
        domains = [self.chance.choice(ordinary), special if one_only else self.chance.choice(ordinary)]
        voices = self.notice.letter.voices
        voice = next((v for v, ends in voices.items() if any(e and recommender.name.endswith(e) for e in ends)), "我单位")
        return {
            "recommender": recommender.name,
            "letter": {"voice": voice, "date": "2026-05-12"},
            "projects": [self.project(recommender, domain) for domain in domains],
        }


@dataclass(frozen=True)
class Found:
    """What must be found: a rule's verdict about a subject; ``says`` where a rule speaks of several things at once."""

    rule: str
    subject: str
    verdicts: tuple[str, ...]
    says: str = ""


@dataclass
class Planting:
    """One delivery with one defect in it, what must be found, and what may follow from it."""

    kind: str
    number: int
    given: Given
    draw: Draw
    found: list[Found] = field(default_factory=list)
    follows: set[str] = field(default_factory=set)
    registers: Given = field(default_factory=dict)

    @property
    def project(self) -> Given:
        """The project that bears the defect."""
        first: Given = self.given["projects"][0]
        return first

    @property
    def recommender(self) -> Recommender:
        """Who sent it."""
        return next(r for r in self.draw.notice.recommenders if r.name == self.given["recommender"])

    @property
    def domain(self) -> Domain:
        """What the first project states."""
        return next(d for d in self.draw.notice.domains if d.id == self.project["domain"])

    def set(self, **fields: Any) -> None:
        """Write other values into the first project's form."""
        self.project["fields"].update(fields)

    def expect(self, rule: str, *verdicts: str, says: str = "", follows: str = "") -> None:
        """Say what must be found of the first project, and which rules may speak up because of it."""
        self.found.append(Found(rule, f"a-{self.number}-1", verdicts, says))
        self.follows |= set(follows.split())

    def expect_copy(self, rule: str, *verdicts: str, says: str = "") -> None:
        """Say the same of the first copy of its form."""
        self.found.append(Found(rule, f"d-{self.number}-1-copy-1", verdicts, says))

    def expect_batch(self, rule: str, *verdicts: str, says: str = "", follows: str = "") -> None:
        """Say the same of the delivery."""
        self.found.append(Found(rule, f"r-{self.number}", verdicts, says))
        self.follows |= set(follows.split())

    def expect_round(self, rule: str, says: str, follows: str = "") -> None:
        """Say the same of the round."""
        self.found.append(Found(rule, "round", ("review",), says))
        self.follows |= set(follows.split())


Plant = Callable[[Planting], None]
PLANTS: dict[str, Plant] = {}


def plant(kind: str) -> Callable[[Plant], Plant]:
    """Register a defect under its number in the catalogue of defects, with a letter for its variants."""

    def keep(one: Plant) -> Plant:
        PLANTS[kind] = one
        return one

    return keep
