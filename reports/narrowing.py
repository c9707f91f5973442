"""One recommender's part of a report: its deliveries and nothing of anybody else's."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from schemas.documents import Document
from schemas.finding import Finding, Scope
from schemas.registers import Registers
from schemas.report import AuditReport, Changes
from schemas.selection import Selection
from schemas.submission import Delivery

LONGEST_NAME = 60
_UNSAFE = re.compile(r"[^0-9A-Za-z\u3400-\u4dbf\u4e00-\u9fff（）_-]+")


@dataclass(frozen=True)
class Parts:
    """A report's things by whose they are, sorted once for all recommenders."""

    report: AuditReport

    @cached_property
    def _applications(self) -> dict[str, list[int]]:
        return _grouped((a.delivery, n) for n, a in enumerate(self.report.round.applications))

    @cached_property
    def _documents(self) -> dict[str, list[int]]:
        """Places of documents, by their ids and by the folders that they lie in."""
        places = list(enumerate(self.report.round.documents))
        return _grouped((key, n) for n, d in places for key in (d.id, f"/{d.folder}"))

    @cached_property
    def _findings(self) -> dict[str, list[int]]:
        return _grouped((f.subject, n) for n, f in enumerate(self.report.findings) if f.scope is not Scope.ROUND)

    def of(self, deliveries: tuple[Delivery, ...]) -> AuditReport:
        """Return the report as if the given deliveries were all that came in; findings about the round are left out."""
        report, homes = self.report, {d.id for d in deliveries}
        applications = tuple(report.round.applications[n] for n in _of(self._applications, homes))
        documents = self._of_documents(deliveries, {i for a in applications for i in a.documents})
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
        findings = tuple(_own_evidence(report.findings[n], own) for n in _of(self._findings, subjects))
        changes = _own_changes(report.run.changes, subjects, {f.fingerprint for f in findings})
        run = report.run.model_copy(update={"notes": (), "files": {}, "changes": changes})  # notes and files tell of everybody's
        return report.model_copy(update={"round": the_round, "findings": findings, "run": run, "selection": Selection()})

    def _of_documents(self, deliveries: tuple[Delivery, ...], of_applications: set[str]) -> tuple[Document, ...]:
        ids = of_applications | {i for d in deliveries for i in (*d.documents, *d.other_letters, d.letter) if i}
        places = _of(self._documents, ids | {f"/{d.folder}" for d in deliveries if d.folder})
        return tuple(self.report.round.documents[n] for n in places)


def by_recommender(report: AuditReport) -> Iterator[tuple[str, str, AuditReport]]:
    """Give, for each recommender, a folder name, what it is called, and its part of the report."""
    groups: dict[str, list[Delivery]] = {}
    for delivery in report.round.deliveries:
        groups.setdefault(delivery.recommender or delivery.folder or delivery.id, []).append(delivery)
    taken: set[str] = set()
    parts = Parts(report)
    for name, deliveries in groups.items():
        folder = _folder_name(name, deliveries[0].id, taken)
        taken.add(folder.casefold())
        yield folder, name, parts.of(tuple(deliveries))


def _grouped(pairs: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _of(groups: dict[str, list[int]], keys: set[str]) -> list[int]:
    """Return the places that the keys stand for, each once and in the report's order."""
    return sorted({place for key in keys for place in groups.get(key, ())})


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


def _own_evidence(finding: Finding, own: set[str]) -> Finding:
    if all(e.document in own for e in finding.evidence):
        return finding
    return finding.model_copy(update={"evidence": tuple(e for e in finding.evidence if e.document in own)})


def _folder_name(name: str, ident: str, taken: set[str]) -> str:
    """Return a name that every file system takes, and that no other recommender has."""
    safe = _UNSAFE.sub("_", name).strip("_-")[:LONGEST_NAME]
    if not safe or safe.casefold() in taken or not re.search(r"[\u3400-\u9fff]", safe):
        return f"{safe}_{_UNSAFE.sub('_', ident)}".strip("_")
    return safe
