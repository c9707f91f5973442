"""A project: who applies, for what, and everything its form says."""

import datetime as dt
from dataclasses import dataclass, field, replace

import numpy as np

from sample_docs.generator.identity import Unit, found_unit, mail, mobile, person, phone, pick
from sample_docs.generator.material import DomainMaterial, UnitKind, cities, domains, phases, sentences

Paragraphs = tuple[str, ...]
LONG_FIELDS = ("unit_profile", "standardization_base", "necessity", "goals", "tasks", "safeguards", "expected_results")


@dataclass(frozen=True)
class Project:
    """What an application says. ``blanks`` are fields that the applicant left empty."""

    name: str
    domain: str
    unit: Unit
    participants: tuple[Unit, ...]
    leader: str
    leader_post: str
    contact: str
    phone: str
    mobile: str
    email: str
    period: tuple[str, str]
    filled_on: dt.date
    recommender: str
    schedule: tuple[tuple[str, str], ...]
    texts: dict[str, Paragraphs]
    prior: str = "否"
    ticked: tuple[str, ...] = ()
    """Domains that are ticked; the normal case is the one domain."""
    blanks: frozenset[str] = frozenset()
    title_year: int = 2026
    covered: dict[str, str] = field(default_factory=dict)
    """What a cover says where it differs from the table, by field."""


@dataclass
class Filler:
    """Puts numbers and names into sentences."""

    unit: str
    city: str
    object: str
    leader: str
    standards: tuple[str, ...]
    rng: np.random.Generator

    def fill(self, sentence: str) -> str:
        """The sentence with its slots filled."""
        r = self.rng
        std, std2 = (self.standards[i] for i in r.permutation(len(self.standards))[:2])
        return sentence.format(
            unit=self.unit,
            city=self.city,
            object=self.object,
            leader=self.leader,
            std=std,
            std2=std2,
            y1=2027,
            y2=2028,
            year=int(r.integers(1998, 2021)),
            k=int(r.integers(12, 90)) * 10,
            m=int(r.integers(11, 60)),
            n=int(r.integers(5, 20)),
            s=int(r.integers(2, 9)),
            p=int(r.integers(86, 99)),
        )

    def some(self, values: Paragraphs, count: int) -> list[str]:
        """``count`` different sentences, filled, in the store's order."""
        order = sorted(self.rng.permutation(len(values))[: min(count, len(values))])
        return [self.fill(values[i]) for i in order]

    def one(self, name: str) -> str:
        """One sentence of a list of the general store."""
        return self.fill(pick(self.rng, sentences(name)))


def compose_texts(m: DomainMaterial, f: Filler, length: int) -> dict[str, Paragraphs]:
    """The long texts of a form; ``length`` 1 short … 3 long."""
    profile = f.one("profile_open") + "；".join(f.some(m.profile, 1 + length)) + "。" + "".join(f.some(sentences("profile_close"), length))
    need = f.one("need_open") + "；".join(f.some(m.need, 1 + length)) + "。" + f.one("need_close")
    base = f.some(sentences("base"), 2 + 2 * length)
    goals = f.some(sentences("goals"), 2 + length)
    safe = f.some(sentences("safeguards"), 2 + length)
    results = [*f.some(m.results, 2), *f.some(sentences("results"), length)]
    results = [r if r.endswith("。") else r + "。" for r in results]
    return {
        "unit_profile": (profile,),
        "standardization_base": _listed(base, f.rng),
        "necessity": (need,) if length < 3 else (need, "；".join(f.some(m.need, 3)) + "。" + f.one("need_close")),
        "goals": _listed(goals, f.rng),
        "tasks": _tasks(m, f, length),
        "safeguards": _listed(safe, f.rng),
        "expected_results": _listed(results, f.rng),
    }


def _tasks(m: DomainMaterial, f: Filler, length: int) -> Paragraphs:
    own = [a + "。" for a in f.some(m.action, length)]
    verbs = [f.one(k) for k in ("task_needs", "task_collect", "task_system", "task_write", "task_apply", "task_improve")]
    return _listed([*verbs[:4], *own, *verbs[4:]] if length > 1 else verbs, f.rng)


def _listed(items: list[str], rng: np.random.Generator) -> Paragraphs:
    match int(rng.integers(4)):
        case 0:
            return ("".join(items),)
        case 1:
            return tuple(f"{i}.{s}" for i, s in enumerate(items, 1))
        case 2:
            return tuple(f"（{'一二三四五六七八九十'[i]}）{s}" if i < 10 else s for i, s in enumerate(items))
        case _:
            return ("".join(f"（{i}）{s}" for i, s in enumerate(items, 1)),)


def compose_schedule(rng: np.random.Generator, start: int = 2027, end: int = 2028) -> tuple[tuple[str, str], ...]:
    """Phases between two years, with what is done in each."""
    marks = [(start, 1, 4), (start, 5, 12), (end, 1, 8), (end, 9, 12)]
    names = phases()[:4] if rng.random() < 0.7 else (phases()[0], phases()[1], phases()[4], phases()[3])
    out = []
    for (year, a, b), (name, what) in zip(marks, names, strict=True):
        out.append((f"{year}年{a}月—{year}年{b}月" if rng.random() < 0.5 else f"{year}年{a}—{b}月", f"{name}：{what}。"))
    return tuple(out)


def weighted_kind(m: DomainMaterial, rng: np.random.Generator) -> UnitKind:
    """A kind of unit, the usual ones more often."""
    shares = np.array([k.share for k in m.units], dtype=float)
    return m.units[int(rng.choice(len(m.units), p=shares / shares.sum()))]


def invent_project(
    domain: str,
    city: str,
    recommender: str,
    rng: np.random.Generator,
    *,
    length: int = 1,
    participants: int | None = None,
    kind: int | None = None,
) -> Project:
    """A project without any defect."""
    m, place = domains()[domain], cities()[city]
    unit = found_unit(m.units[kind] if kind is not None else weighted_kind(m, rng), place, rng)
    others = tuple(
        found_unit(m.units[int(rng.integers(len(m.units)))], place, rng)
        for _ in range(int(rng.integers(0, 3)) if participants is None else participants)
    )
    others = tuple(u for i, u in enumerate(others) if u.name != unit.name and u.name not in {o.name for o in others[:i]})
    thing, leader = pick(rng, m.objects), person(rng)
    head = pick(rng, (place.name, unit.name if len(unit.name) < 12 else place.name, place.name.removesuffix("市")))
    texts = compose_texts(m, Filler(unit.name, place.name, thing, leader, m.standards, rng), length)
    return Project(
        name=f"{head}{thing}{pick(rng, m.suffixes)}",
        domain=domain,
        unit=unit,
        participants=others,
        leader=leader,
        leader_post=pick(rng, ("总经理", "主任", "副主任", "院长", "技术总监", "高级工程师", "理事长")),
        contact=person(rng),
        phone=phone(place.area, rng),
        mobile=mobile(rng),
        email=mail(rng),
        period=("2027-01", "2028-12"),
        filled_on=dt.date(2026, 4, 20) + dt.timedelta(days=int(rng.integers(0, 18))),
        recommender=recommender,
        schedule=compose_schedule(rng),
        texts=texts,
        prior=pick(rng, ("否", "无", "未承担过国家级标准化试点项目")),
        ticked=(domain,),
    )


def without(project: Project, *fields: str) -> Project:
    """The project with fields left empty."""
    return replace(project, blanks=project.blanks | frozenset(fields))
