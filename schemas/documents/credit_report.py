"""A print-out of 信用中国 or 国家企业信用信息公示系统."""

from typing import Literal

from schemas.base import Frozen
from schemas.documents.base import DocumentBase, Kind
from schemas.evidence import Reading


class CreditEntry(Frozen):
    """One negative entry of a report."""

    block: str
    """严重失信主体名单, 严重违法失信名单, 经营异常名录, 行政处罚 or 失信被执行人."""
    text: Reading[str]
    """Its words, and how surely they were read: the state stands among them."""
    decided_on: str | None = None
    state: str = ""
    """在列, 公示中, 已移出, 已修复, 已撤销 or ''."""


class CreditReport(DocumentBase):
    """Who was looked up, where, when, and what was found."""

    kind: Literal[Kind.CREDIT_REPORT] = Kind.CREDIT_REPORT
    source: Reading[str] | None = None
    """信用中国 or 国家企业信用信息公示系统."""
    unit_name: Reading[str] | None = None
    uscc: Reading[str] | None = None
    reported_on: Reading[str] | None = None
    entries: tuple[CreditEntry, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    """Counts on the front page, block by block."""
    complete: bool = False
    """Every negative block was seen, with its empty marker or its entries."""
