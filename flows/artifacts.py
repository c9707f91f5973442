"""What Prefect's pages show beside a run: the morning's summary and the report's tables. No names of people, no text of documents."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.morning import morning_lines
from flows.orders import AuditOrder
from schemas.finding import Finding, Verdict
from schemas.report import AuditReport

_COUNTED = {Verdict.FAIL: "不符合", Verdict.REVIEW: "需人工核对", Verdict.NO_EVIDENCE: "缺少依据"}

Row = Mapping[str, str | int]


def show_beside_run(report: AuditReport, order: AuditOrder) -> None:
    """Put the summary and the tables beside the flow run that is going on."""
    create_markdown_artifact(
        "\n".join((f"# {report.notice}　{report.as_of}", "", *(f"- {line.strip()}" for line in morning_lines(report, order)))),
        key="round-summary",
        description="处理结果",
    )
    for key, description, rows in (
        ("round-packages", "各推荐单位", _packages(report)),
        ("round-applications", "各申报项目", _applications(report)),
        ("round-rules", "各项检查", _rules(report)),
    ):
        if rows:
            create_table_artifact([dict(row) for row in rows], key=key, description=description)


def _packages(report: AuditReport) -> Sequence[Row]:
    return [
        {
            "推荐单位": one.recommender or one.folder or one.id,
            "材料": len(one.documents),
            "申报项目": len(one.applications),
            **_counts(report, one.id),
        }
        for one in report.round.deliveries
    ]


def _applications(report: AuditReport) -> Sequence[Row]:
    return [
        {"申报项目": one.project_name or one.id, "推荐单位": one.recommender or "", "材料": len(one.documents), **_counts(report, one.id)}
        for one in report.round.applications
    ]


def _rules(report: AuditReport) -> Sequence[Row]:
    titles = dict.fromkeys(finding.title for finding in report.findings if finding.verdict in _COUNTED)
    return [{"检查": title, **_counted(finding for finding in report.findings if finding.title == title)} for title in titles]


def _counts(report: AuditReport, subject: str) -> dict[str, int]:
    return _counted(finding for finding in report.findings if finding.subject == subject)


def _counted(findings: Iterable[Finding]) -> dict[str, int]:
    verdicts = Counter(finding.verdict for finding in findings)
    return {words: verdicts[verdict] for verdict, words in _COUNTED.items()}
