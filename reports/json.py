"""audit.json: everything, under the contract's names, for the tools that read the report.

Two runs over the same bytes give the same text, apart from the top-level object ``run``. What was read on a page stands here as it
was read, control characters and all (JSON escapes them); making text harmless to look at is the business of the other formats.
"""

import json

from reports.counting import count_pages, verdict_counts
from reports.json_document import JsonTree, box, document_json
from schemas.documents import Status
from schemas.finding import Evidence, Finding
from schemas.notice import Notice
from schemas.report import AuditReport, RunInfo
from schemas.submission import Application, Delivery

SCHEMA_VERSION = 1
_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False)


def audit_json(report: AuditReport, notice: Notice) -> bytes:
    """Return audit.json's bytes: UTF-8, one canonical text for one report.

    A lone surrogate (an inbox name that is no UTF-8) can only stand in JSON as its escape, so it is written as one.
    """
    parts = (f" {_compact(name)}: {_lines(value)}" for name, value in audit_document(report, notice).items())
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8", "backslashreplace")


def _lines(value: JsonTree) -> str:
    """Return a value as JSON, a list's items on a line each: people compare reports line by line, and 50,000 findings take a second."""
    if isinstance(value, list) and value:
        return "[\n  " + ",\n  ".join(map(_compact, value)) + "\n ]"
    return _compact(value)


def _compact(value: JsonTree) -> str:
    return _ENCODER.encode(value)


def audit_document(report: AuditReport, notice: Notice) -> dict[str, JsonTree]:
    """Return the report as JSON values, with exactly the names of the contract (and a few more)."""
    the_round = report.round
    documents = sorted(the_round.documents, key=lambda d: (d.path, d.first_page, d.id))
    return {
        "schema_version": SCHEMA_VERSION,
        "notice": report.notice,
        "notice_version": notice.version,
        "as_of": report.as_of.isoformat(),
        "readings": {name: {"choice": state.choice, "by": state.by.value} for name, state in sorted(report.readings.items())},
        "documents": [document_json(d) for d in documents],
        "deliveries": [_delivery(d) for d in the_round.deliveries],
        "applications": [_application(a) for a in the_round.applications],
        "findings": [_finding(f) for f in report.findings],
        "selection": report.selection.model_dump(mode="json"),
        "summary": _summary(report),
        "register_problems": list(the_round.registers.problems),
        "run": _run(report.run),
    }


def _summary(report: AuditReport) -> dict[str, JsonTree]:
    documents = report.round.documents
    return {
        "documents": len(documents),
        "pages": count_pages(documents),
        "deliveries": len(report.round.deliveries),
        "applications": len(report.round.applications),
        **{verdict.value: count for verdict, count in verdict_counts(report.findings).items()},
        "processed": sum(d.status is Status.PROCESSED for d in documents),
        "duplicates": sum(d.status is Status.DUPLICATE for d in documents),
        "quarantined": sum(d.status is Status.QUARANTINED for d in documents),
        "ignored": sorted(report.round.ignored),
    }


def _run(run: RunInfo) -> dict[str, JsonTree]:
    return {
        "id": run.id,
        "started_at": run.started_at.isoformat(),
        "seconds": round(run.seconds, 3),
        "versions": dict(sorted(run.versions.items())),
        "reused_documents": run.reused_documents,
        "notes": list(run.notes),
        "files": dict(sorted(run.files.items())),
        "trail": {"seq": run.trail[0], "head": run.trail[1]} if run.trail else None,
        "changes": run.changes.model_dump(mode="json") if run.changes else None,
    }


def _delivery(delivery: Delivery) -> dict[str, JsonTree]:
    return {
        "id": delivery.id,
        "folder": delivery.folder,
        "recommender": delivery.recommender,
        "recommender_class": delivery.recommender_class.value,
        "letter": delivery.letter,
        "other_letters": list(delivery.other_letters),
        "received_at": delivery.received_at.isoformat() if delivery.received_at else None,
        "applications": list(delivery.applications),
        "documents": list(delivery.documents),
    }


def _application(application: Application) -> dict[str, JsonTree]:
    return {
        "id": application.id,
        "delivery": application.delivery,
        "project_name": application.project_name,
        "domain": application.domain,
        "special_track": application.special_track,
        "undertaking_unit": application.undertaking_unit,
        "uscc": application.uscc,
        "participating_units": list(application.participating_units),
        "recommender": application.recommender,
        "rank": application.rank,
        "documents": list(application.documents),
    }


def _finding(finding: Finding) -> dict[str, JsonTree]:
    return {
        "rule": finding.rule,
        "title": finding.title,
        "kind": finding.kind.value,
        "verdict": finding.verdict.value,
        "scope": finding.scope.value,
        "subject": finding.subject,
        "message": finding.message,
        "expected": finding.expected,
        "observed": finding.observed,
        "clauses": [{"id": c.id, "quote": c.quote} for c in finding.clauses],
        "reading": {"id": finding.reading.id, "choice": finding.reading.choice} if finding.reading else None,
        "reading_outcomes": [o.model_dump(mode="json") for o in finding.reading_outcomes],
        "evidence": [_evidence(e) for e in finding.evidence],
        "look_ups": [look_up.model_dump(mode="json") for look_up in finding.look_ups],
        "unsure": finding.unsure,
        "fingerprint": finding.fingerprint,
    }


def _evidence(evidence: Evidence) -> dict[str, JsonTree]:
    return {"document": evidence.document, "page": evidence.page, "bbox": box(evidence.bbox), "text": evidence.text}
