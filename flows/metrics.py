"""Numbers of the last run as a file in Prometheus' text format, for a node exporter's textfile collector or any script."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from schemas.report import AuditReport
from storage.atomic import disk_trouble, write_whole

FILE = "metrics.prom"


def write_metrics(report: AuditReport, pages_read: int, seconds: Mapping[str, float], store: Path) -> None:
    """Write what the run counted."""
    with disk_trouble("指标文件无法写入"):
        write_whole(store / FILE, generate_latest(_registry(report, pages_read, seconds)), 0o644)


def _registry(report: AuditReport, pages_read: int, seconds: Mapping[str, float]) -> CollectorRegistry:
    registry, documents = CollectorRegistry(), report.round.documents
    _fill(registry, "chuhe_files", "Files of the inbox by what became of them.", "state", _without(report.run.files, "seen"))
    _fill(registry, "chuhe_documents", "Documents by status.", "status", Counter(str(one.status) for one in documents))
    reasons = Counter(one.reason_code for one in documents if one.reason_code)
    _fill(registry, "chuhe_reasons", "Files set aside, by reason.", "reason", reasons)
    _fill(registry, "chuhe_findings", "Findings by verdict.", "verdict", Counter(str(one.verdict) for one in report.findings))
    _fill(registry, "chuhe_stage_seconds", "Seconds that each stage took.", "stage", seconds)
    Gauge("chuhe_pages", "Pages of all documents.", registry=registry).set(sum(len(one.pages) for one in documents))
    Gauge("chuhe_pages_read", "Pages that had to be read in this run.", registry=registry).set(pages_read)
    Gauge("chuhe_run_end_timestamp_seconds", "When the run ended.", registry=registry).set(dt.datetime.now(dt.UTC).timestamp())
    return registry


def _fill(registry: CollectorRegistry, name: str, about: str, label: str, values: Mapping[str, float]) -> None:
    gauge = Gauge(name, about, [label], registry=registry)
    for value, count in sorted(values.items()):
        gauge.labels(value).set(count)


def _without(counts: Mapping[str, int], name: str) -> dict[str, float]:
    return {key: count for key, count in counts.items() if key != name}
