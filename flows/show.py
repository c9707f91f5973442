"""Shows a document's record and findings on a terminal, in Chinese."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from notices import load
from schemas.documents import Document, Kind, SealOutcome, Status
from schemas.evidence import Reading
from schemas.finding import Finding, Verdict
from schemas.notice import Notice
from schemas.report import AuditReport

_KINDS = {
    Kind.APPLICATION_FORM: "申请表",
    Kind.RECOMMENDATION_LETTER: "推荐函",
    Kind.CREDIT_REPORT: "信用报告",
    Kind.LEGAL_PERSON_CERTIFICATE: "法人登记证照",
    Kind.ANNUAL_SUMMARY: "年度总结",
    Kind.SELF_EVALUATION: "自评表",
    Kind.OTHER: "其他材料",
}
_FIELDS = {
    "title": "标题",
    "addressee": "主送机关",
    "cited_notice": "所引通知",
    "projects": "推荐项目",
    "stated_count": "所称个数",
    "issuer": "落款单位",
    "issued_on": "成文日期",
    "voice": "自称",
    "source": "查询来源",
    "unit_name": "单位名称",
    "uscc": "统一社会信用代码",
    "reported_on": "查询日期",
    "certificate_type": "证照名称",
    "unit_type": "单位类型",
    "legal_representative": "法定代表人",
    "address": "住所",
    "valid_until": "有效期至",
    "form_title": "表名",
    "form_year": "年度",
    "domain_text": "试点领域（原文）",
    "period_start": "建设周期起",
    "period_end": "建设周期止",
    "copies_stated": "所称份数",
    "filled_on": "填报日期",
    "prior_pilot_statement": "承担试点情况说明",
}
"""Fields of kinds of document whose labels no notice prescribes."""
_STATUSES = {Status.PROCESSED: "已识读", Status.DUPLICATE: "重复件", Status.QUARANTINED: "未能读取"}
_VERDICTS = {
    Verdict.PASS: "符合",
    Verdict.FAIL: "不符合",
    Verdict.REVIEW: "需人工核对",
    Verdict.NOT_APPLICABLE: "不适用",
    Verdict.NO_EVIDENCE: "缺少依据",
}
_OUTCOMES = {
    SealOutcome.MATCHED: "相符",
    SealOutcome.MISMATCHED: "不符",
    SealOutcome.UNREADABLE: "无法辨认",
    SealOutcome.SPECIAL_PURPOSE: "专用章",
}


def show_document(document: Document, report: AuditReport, console: Console) -> None:
    """Print one document: what it is, what was read in it, its seals, and every finding that rests on it."""
    _line(
        console, f"{document.path}　第 {document.first_page}–{document.last_page} 页　{_KINDS[document.kind]}　{_STATUSES[document.status]}"
    )
    if document.reason:
        _line(console, f"原因：{document.reason}")
    if any(readings_of(document)):
        console.print(_fields(document, load(report.notice)))
    if document.seals:
        console.print(_seals(document))
    console.print(_findings(document, report))


def readings_of(document: Document) -> Iterator[tuple[str, Reading[object]]]:
    """Give the document's fields that were read, by name."""
    for name in type(document).model_fields:
        value = getattr(document, name)
        if isinstance(value, Reading):
            yield name, value


def _fields(document: Document, notice: Notice) -> Table:
    table = _table("识读结果", "项目", "内容", "把握", "页", "备注")
    for name, reading in readings_of(document):
        field = notice.form.field(name)
        page = str(reading.region.page) if reading.region else ""
        table.add_row(
            *_cells(field.title if field else _FIELDS.get(name, name), _value(reading), f"{reading.confidence:.0%}", page, _doubt(reading))
        )
    return table


def _seals(document: Document) -> Table:
    table = _table("印章", "页", "印文", "归属", "结论")
    for seal in document.seals:
        table.add_row(*_cells(str(seal.page), seal.text, seal.owner or "", _OUTCOMES[seal.outcome]))
    return table


def _findings(document: Document, report: AuditReport) -> Table:
    table = _table("核对结果", "结论", "事项", "说明", "依据")
    for finding in report.findings:
        if _rests_on(finding, document):
            clauses = "、".join(clause.id for clause in finding.clauses)
            table.add_row(*_cells(_VERDICTS[finding.verdict], finding.title, finding.message, clauses))
    return table


def _rests_on(finding: Finding, document: Document) -> bool:
    subjects = {document.id, document.application}
    return finding.subject in subjects or any(evidence.document == document.id for evidence in finding.evidence)


def _value(reading: Reading[object]) -> str:
    if reading.value is None:
        return f"（未能认定）{reading.raw}" if reading.raw.strip() else "（空白）"
    return "、".join(reading.value) if isinstance(reading.value, tuple) else str(reading.value)


def _doubt(reading: Reading[object]) -> str:
    return (reading.doubt or "需人工核对") if reading.needs_review else ""


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _cells(*texts: str) -> Iterator[Text]:
    """What was read is text, never markup; control characters are shown, not obeyed."""
    return (Text("".join(c if c.isprintable() or c in "\n\t\u3000" else "�" for c in text[:2000])) for text in texts)


def _line(console: Console, text: str) -> None:
    console.print(next(_cells(text)), soft_wrap=True)
