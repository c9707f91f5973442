"""The audit report in every format: audit.json, report.html, report.xlsx, and what each recommender gets."""

from reports.publish import publish

__all__ = ["publish"]
