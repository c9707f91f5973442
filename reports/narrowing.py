"""One recommender's part of a report: its deliveries and nothing of anybody else's."""

import re
from collections.abc import Iterator

from schemas.documents import Document
from schemas.finding import Finding, Scope
from schemas.registers import Registers
from schemas.report import AuditReport, Changes
from schemas.selection import Selection
from schemas.submission import Delivery

LONGEST_NAME = 60
_UNSAFE = re.compile(r"[^0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff（）_-]+")


def by_recommender(report: AuditReport) -> Iterator[tuple[str, str, AuditReport]]:
    """Give, for each recommender, a folder name, what it is called, and its part of the report."""
    groups: dict[str, list[Delivery]] = {}
    for delivery in report.round.deliveries:
        groups.setdefault(delivery.recommender or delivery.folder or delivery.id, []).append(delivery)
    taken: set[str] = set()
    for name, deliveries in groups.items():
        folder = _folder_name(name, deliveries[0].id, taken)
        taken.add(folder.casefold())
        yield folder, name, narrowed(report, tuple(deliveries))


def narrowed(report: AuditReport, deliveries: tuple[Delivery, ...]) -> AuditReport:
    """Return the report as if the given deliveries were all that came in; findings about the round are left out."""
    homes = {d.id for d in deliveries}
    applications = tuple(a for a in report.round.applications if a.delivery in homes)
    documents = _documents(report, deliveries, {i for a in applications for i in a.documents})
    own = {d.id for d in documents}
    subjects = homes | own | {a.id for a in applications}
    the_round = report.round.model_copy(
        update={
            "deliveries": deliveries,
            "applications": applications,
            "documents": documents,
            "registers": Registers(),
            "ignored": tuple(n for n in report.round.ignored if any(d.folder and n.startswith(f"{d.folder}/") for d in deliveries)),
        }
    )
    findings = tuple(_own_evidence(f, own) for f in report.findings if f.scope is not Scope.ROUND and f.subject in subjects)
    changes = _own_changes(report.run.changes, subjects, {f.fingerprint for f in findings})
    run = report.run.model_copy(update={"notes": (), "files": {}, "changes": changes})  # notes and files tell of everybody's
    return report.model_copy(update={"round": the_round, "findings": findings, "run": run, "selection": Selection()})


def _own_changes(changes: Changes | None, subjects: set[str], prints: set[str]) -> Changes | None:
    if changes is None:
        return None
    return changes.model_copy(
        update={
            "new": tuple(p for p in changes.new if p in prints),
            "unchanged": tuple(p for p in changes.unchanged if p in prints),
            "past": tuple(p for p in changes.past if p.home in subjects),
        }
    )


def _documents(report: AuditReport, deliveries: tuple[Delivery, ...], of_applications: set[str]) -> tuple[Document, ...]:
    ids = of_applications | {i for d in deliveries for i in (*d.documents, *d.other_letters, d.letter) if i}
    folders = {d.folder for d in deliveries if d.folder}
    return tuple(d for d in report.round.documents if d.id in ids or d.folder in folders)


def _own_evidence(finding: Finding, own: set[str]) -> Finding:
    return finding.model_copy(update={"evidence": tuple(e for e in finding.evidence if e.document in own)})


def _folder_name(name: str, ident: str, taken: set[str]) -> str:
    """Return a name that every file system takes, and that no other recommender has."""
    safe = _UNSAFE.sub("_", name).strip("_-")[:LONGEST_NAME]
    if not safe or safe.casefold() in taken or not re.search(r"[\u3400-\u9fff]", safe):
        return f"{safe}_{_UNSAFE.sub('_', ident)}".strip("_")
    return safe
