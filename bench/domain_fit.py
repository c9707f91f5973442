"""Does domain-fits tell a right label from a wrong one? 200 made-up projects, each under its own label and under every other.

Run from the repository's root: python -m bench.domain_fit [tune|measure|unseen|samples|names] [-v]. Odd lines of ``domain_projects.yaml``
tune, even ones measure; ``domain_unseen.yaml`` has 40 longer ones; ``samples`` are the sample generator's, ``names`` the names alone that
the pack's tests keep, both by another hand.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

import notices
from checks.application import domain_fits
from checks.case import ApplicationCase, RoundCase
from checks.rule import Outcome, Params
from schemas.documents import ApplicationForm, Medium
from schemas.evidence import Reading
from schemas.finding import Verdict
from schemas.notice import Notice
from schemas.submission import Application, Round

MATERIAL = Path(__file__).parent / "domain_projects.yaml"
UNSEEN = Path(__file__).parent / "domain_unseen.yaml"
SAMPLES = Path(__file__).parents[1] / "sample_docs" / "generator" / "material" / "domains.yaml"
NAMES = Path(__file__).parents[1] / "tests" / "notices" / "project_names.yaml"
WORK = (
    "一是开展工作需求分析，摸清现状；二是梳理适用标准，建立标准体系；三是补充制定标准；四是组织宣贯培训，推动标准实施；五是持续改进，形成可复制可推广的经验。",
    "围绕全过程查找短板，编制标准明细表，制定标准不少于十项，选择骨干人员开展培训，定期评价实施效果，完善管理制度和服务流程。",
    "组建工作专班，调研需求，收集国家标准、行业标准，搭建标准体系框架，分批研制标准，按计划实施并检查，总结典型做法。",
)
AIMS = (
    "到2028年底建成较为完善的标准体系，标准覆盖率达到95%以上，人员培训率100%，满意度明显提高。",
    "形成标准体系一套，制定标准二十项，培养标准化人员十名，质量和效率显著提升。",
    "实现工作规范化、管理精细化，打造标准化样板，带动同类单位共同提高。",
)


@dataclass(frozen=True)
class Project:
    """A made-up project. ``other`` is the second label that one could defend, '' where there is none."""

    name: str
    text: str
    domain: str
    other: str
    number: int


def projects(material: Path = MATERIAL) -> Iterator[Project]:
    """Return the projects of the material."""
    number = 0
    for domain, groups in yaml.safe_load(material.read_text("utf-8")).items():
        for line in (*groups["plain"], *groups.get("borderline", ())):
            name, text, *other = (part.strip() for part in line.split(" | "))
            number += 1
            yield Project(name, text, domain, other[0] if other else "", number)


def of_samples() -> Iterator[Project]:
    """Return the projects of the sample generator's material: each subject with what its domain's projects do."""
    for domain, said in yaml.safe_load(SAMPLES.read_text("utf-8")).items():
        for number, name in enumerate(said["objects"]):
            yield Project(name, said["action"][number % len(said["action"])], domain, "", number)


def of_names() -> Iterator[Project]:
    """Return projects of which the name is all there is."""
    for domain, names in yaml.safe_load(NAMES.read_text("utf-8")).items():
        yield from (Project(name.removesuffix("标准化试点"), "", domain, "", number) for number, name in enumerate(names))


def chosen(half: str) -> Iterator[Project]:
    """Return the projects of a half."""
    match half:
        case "unseen":
            yield from projects(UNSEEN)
        case "samples":
            yield from of_samples()
        case "names":
            yield from of_names()
        case _:
            yield from (p for p in projects() if (p.number % 2 == 1) == (half == "tune"))


def judge(project: Project, label: str, notice: Notice) -> Outcome:
    """Return what the rule says of a project under a label."""

    def said(text: str) -> Reading[str]:
        return Reading(value=text, raw=text, confidence=0.99)

    form = ApplicationForm(
        id="d-1",
        path="申请表.pdf",
        medium=Medium.SCAN,
        application="a-1",
        project_name=said(f"{project.name}标准化试点"),
        domain=said(label),
        tasks=said(f"{project.text}。{WORK[project.number % 3]}"),
        goals=said(AIMS[project.number % 3]),
    )
    application = Application(id="a-1", delivery="r-1", project_name=f"{project.name}标准化试点", domain=label, documents=("d-1",))
    whole = Round(as_of=notice.issued_on, documents=(form,), deliveries=(), applications=(application,))
    return domain_fits.check(ApplicationCase(RoundCase(notice, whole), application), Params())


def measure(half: str) -> tuple[Counter[str], list[str]]:
    """Return the counts of one half, and the plain projects that fail."""
    notice = notices.load("liaoning-2026")
    count: Counter[str] = Counter()
    wrong: list[str] = []
    for project in chosen(half):
        kind = "borderline" if project.other else "plain"
        for domain in notice.domains:
            outcome = judge(project, domain.id, notice)
            fits = outcome.verdict is Verdict.PASS
            if domain.id == project.domain:
                count[f"{kind} right"] += 1
                count[f"{kind} right, passed"] += fits
                wrong += [] if fits or project.other else [f"{project.name}: {outcome.message}"]
            elif domain.id == project.other:
                count["second label"] += 1
                count["second label, passed"] += fits
            else:
                count[f"{kind} wrong"] += 1
                count[f"{kind} wrong, noticed"] += not fits
                suggested = outcome.expected in {d.name for d in notice.domains if d.id in (project.domain, project.other)}
                count[f"{kind} wrong, right one suggested"] += not fits and suggested
                wrong += [f"{project.name} as {domain.id}: {outcome.message}"] if fits else []
    return count, wrong


def main(arguments: list[str]) -> int:
    """Print the counts of a half."""
    count, wrong = measure(arguments[0] if arguments else "measure")
    for total in ("plain right", "plain wrong", "borderline right", "borderline wrong", "second label"):
        for name in (n for n in count if n.startswith(f"{total},")):
            print(f"{name}: {count[name]} of {count[total]} ({count[name] / count[total]:.1%})")
    if "-v" in arguments:
        print(*wrong, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
