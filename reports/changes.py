"""What changed since an earlier report: which findings are new, which still stand, which were mended, which are gone.

A finding is known by its fingerprint: the rule, what it speaks of, and the evidence. Words of the message don't count, so a
report in better words is no news; neither do boxes, which move by a hair when a page is read by a newer engine.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from reports.cleaning import clean_text, clean_tree
from reports.directory import Directory
from reports.wording import OPEN_VERDICTS
from schemas.errors import UsageError
from schemas.finding import Evidence, Scope, Verdict
from schemas.notice import Notice
from schemas.report import AuditReport, Changes, Outlived, PastFinding

LARGEST = 512 << 20
"""Bytes of an earlier audit.json that are read."""


class _Earlier(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")  # a later version may say more than we know of


class EarlierEvidence(_Earlier):
    """A place as an earlier audit.json has it."""

    document: str
    page: int = 1
    text: str = ""


class EarlierFinding(_Earlier):
    """A finding as an earlier audit.json has it."""

    rule: str
    title: str = ""
    verdict: Verdict
    scope: Scope
    subject: str
    message: str = ""
    evidence: tuple[EarlierEvidence, ...] = ()


class EarlierDocument(_Earlier):
    """A document as an earlier audit.json has it."""

    id: str
    application: str | None = None


class EarlierApplication(_Earlier):
    """An application as an earlier audit.json has it."""

    id: str
    project_name: str | None = None


class EarlierDelivery(_Earlier):
    """A delivery as an earlier audit.json has it."""

    id: str
    folder: str = ""
    recommender: str | None = None
    documents: tuple[str, ...] = ()


class EarlierReport(_Earlier):
    """What an earlier audit.json says, as far as it is compared."""

    notice: str
    as_of: dt.date
    documents: tuple[EarlierDocument, ...] = ()
    applications: tuple[EarlierApplication, ...] = ()
    deliveries: tuple[EarlierDelivery, ...] = ()
    findings: tuple[EarlierFinding, ...] = ()


def read_earlier(path: Path) -> EarlierReport:
    """Return an earlier audit.json; UsageError where it is none."""
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path} 过大，不像审核报告", "请指定初核写出的 audit.json")
        return EarlierReport.model_validate(clean_tree(json.loads(path.read_bytes())))
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{path} 无法读取，或者不是初核写出的 audit.json", "请指定以往报告目录中的 audit.json") from error


def fingerprint(rule: str, home: str, evidence: Iterable[Evidence | EarlierEvidence]) -> str:
    """Return by what a finding is known again."""
    places = sorted((e.document, e.page, "".join(clean_text(e.text).split())) for e in evidence)
    return hashlib.sha256(repr((rule, home, places)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def marked(report: AuditReport, notice: Notice) -> AuditReport:
    """Return the report with every finding's fingerprint."""
    directory = Directory(report, notice)
    findings = (f.model_copy(update={"fingerprint": fingerprint(f.rule, directory.home(f), f.evidence)}) for f in report.findings)
    return report.model_copy(update={"findings": tuple(findings)})


def compare(earlier: EarlierReport, report: AuditReport, notice: Notice) -> Changes:
    """Return what became of each open finding, and which are new, in a report whose findings are marked."""
    directory = Directory(report, notice)
    before = {_earlier_print(f, earlier): f for f in earlier.findings if f.verdict in OPEN_VERDICTS}
    now = {f.fingerprint for f in report.findings if f.verdict in OPEN_VERDICTS}
    return Changes(
        against=earlier.as_of,
        new=tuple(sorted(now - before.keys())),
        unchanged=tuple(sorted(now & before.keys())),
        past=tuple(_past(mark, before[mark], earlier, directory) for mark in before if mark not in now),
    )


def _past(mark: str, finding: EarlierFinding, earlier: EarlierReport, directory: Directory) -> PastFinding:
    home = _earlier_home(finding, earlier)
    again = [f for f in directory.findings_for(home) if f.rule == finding.rule]
    mended = bool(again) and not any(f.verdict in OPEN_VERDICTS for f in again)
    return PastFinding(
        fingerprint=mark,
        change=Outlived.MENDED if mended else Outlived.GONE,
        rule=finding.rule,
        title=finding.title or finding.rule,
        home=home,
        about=_about(home, earlier),
        message=finding.message,
    )


def _earlier_print(finding: EarlierFinding, earlier: EarlierReport) -> str:
    return fingerprint(finding.rule, _earlier_home(finding, earlier), finding.evidence)


def _earlier_home(finding: EarlierFinding, earlier: EarlierReport) -> str:
    """Return where the earlier report showed a finding, as ``Directory.home`` does."""
    if finding.scope is not Scope.DOCUMENT:
        return finding.subject
    known = {a.id for a in earlier.applications}
    document = next((d for d in earlier.documents if d.id == finding.subject), None)
    if document and document.application in known:
        return document.application or ""
    return next((d.id for d in earlier.deliveries if finding.subject in d.documents), "round")


def _about(home: str, earlier: EarlierReport) -> str:
    project = next((a.project_name for a in earlier.applications if a.id == home), None)
    sender = next((d.recommender or d.folder for d in earlier.deliveries if d.id == home), None)
    return project or sender or "全省汇总"
