"""The audit report in every format: audit.json, report.html, report.xlsx, and what each recommender gets."""

from reports.changes import EarlierReport, read_earlier
from reports.folder import holds_others_work
from reports.publish import publish
from reports.upload import write_papers

__all__ = ["EarlierReport", "holds_others_work", "publish", "read_earlier", "write_papers"]
