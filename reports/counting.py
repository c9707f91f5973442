"""The counts that every format shows, counted in one place so that they agree."""

from collections.abc import Iterable

from schemas.documents import Document, Status
from schemas.finding import Finding, Verdict


def count_pages(documents: Iterable[Document]) -> int:
    """Return the number of pages that were opened: those of quarantined files are not known."""
    return sum(d.last_page - d.first_page + 1 for d in documents if d.status is not Status.QUARANTINED)


def verdict_counts(findings: Iterable[Finding]) -> dict[Verdict, int]:
    """Return how many findings have each verdict; every verdict is there, with 0 where it has none."""
    counts = dict.fromkeys(Verdict, 0)
    for finding in findings:
        counts[finding.verdict] += 1
    return counts
