"""补正通知.docx: what a recommender is asked to mend, told once and completely.

Only what the documents prove goes in, and what only the recommender can clear up. Doubts of the machine's own reading are the
reviewer's to settle, and what no mending cures (a late delivery, a unit that may not apply) is the office's to decide; both stand
in the report, not in this letter.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reports.causes import Cause, causes
from reports.directory import Directory
from reports.wording import plain_message
from schemas.finding import Finding, FindingKind, Verdict

BEYOND_MENDING = {
    "recommender-eligible",
    "deadline-recommender",
    "unit-legal-person",
    "unit-credit",
    "participant-credit",
    "unit-prior-pilot",
}
"""Rules whose failure no new paper cures."""

WORTH_ASKING = {
    "letter-form",
    "letter-ranked",
    "letter-dated",
    "form-present",
    "form-complete",
    "form-electronic",
    "domain-stated",
    "construction-period",
    "project-name-consistent",
    "unit-name-consistent",
    "copies-identical",
    "uscc-valid",
    "dates-in-order",
    "contact-reachable",
    "participants-sealed",
    "electronic-matches-scan",
    "template-current",
    "pages-complete",
}
"""Rules whose 须人工核对 the recommender can clear up; a rule that is not named here is asked about by a person, if at all.

Seals are not here: where the machine could not read one, the reviewer looks at it first."""


@dataclass(frozen=True)
class Item:
    """One row of the letter."""

    number: int
    project: str
    problem: str
    clause: str
    place: str


def is_to_mend(finding: Finding) -> bool:
    """Whether the documents prove a fault that new papers cure."""
    return finding.verdict is Verdict.FAIL and finding.kind is not FindingKind.ADVICE and finding.rule not in BEYOND_MENDING


def is_to_ask(finding: Finding) -> bool:
    """Whether the recommender should say what is right: not where only our own reading is in doubt, or a clause's meaning is open."""
    settled = finding.unsure or finding.reading_outcomes
    return finding.verdict is Verdict.REVIEW and finding.rule in WORTH_ASKING and not settled


def mending_letter(recommender: str, directory: Directory) -> dict[str, object]:
    """Return what the letter to one recommender is filled with; ``directory`` holds its part of the report, masked."""
    notice = directory.notice
    return {
        "recommender": recommender,
        "programme": f"{notice.year}年度{notice.programme}",
        "notice_title": notice.title,
        "receiver": notice.receiver,
        "mend": tuple(_items(directory, is_to_mend)),
        "ask": tuple(_items(directory, lambda f: is_to_ask(f) and not _rests_on_a_seal(f, directory))),
        "not_required": "、".join(notice.not_required),
    }


def _items(directory: Directory, wanted: Callable[[Finding], bool]) -> Iterator[Item]:
    told = ((project, cause) for project, findings in _findings(directory) for cause in causes(filter(wanted, findings), directory))
    for number, (project, cause) in enumerate(told, 1):
        yield _item(number, project, cause, directory)


def _findings(directory: Directory) -> Iterator[tuple[str, tuple[Finding, ...]]]:
    """Give what concerns each delivery, and each of its projects."""
    for delivery in directory.report.round.deliveries:
        yield "推荐函及整批材料", directory.findings_for(delivery.id)
        for application in directory.applications_of(delivery):
            yield application.project_name or "（项目名称未能识读）", directory.findings_for(application.id)


def _rests_on_a_seal(finding: Finding, directory: Directory) -> bool:
    spots = (directory.spot_at(e) for e in finding.evidence)
    return any(spot.seal is not None and spot.unsure for spot in spots if spot)


def _item(number: int, project: str, cause: Cause, directory: Directory) -> Item:
    quotes = (f"“{c.quote}”" for f in cause.findings for c in f.clauses if c.id not in directory.derived_clauses)
    places = (directory.place(e.document, e.page) for e in cause.evidence)
    return Item(
        number=number,
        project=project,
        problem=plain_message(cause.message, project),
        clause="\n".join(dict.fromkeys(quotes)) or "材料之间核对",
        place="\n".join(dict.fromkeys(f"{p.path.rsplit('/', 1)[-1]}第{p.page}页" for p in places if p)),
    )
