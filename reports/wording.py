"""The office's words for what the models call by English names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from schemas.documents import Document, Kind, Medium, OpinionRole, SealOutcome
from schemas.finding import FindingKind, Verdict
from schemas.page import PageFault
from schemas.report import ChosenBy, Outlived


@dataclass(frozen=True)
class Mark:
    """A verdict as a reader meets it: a word and a symbol, so that colour is never the only difference."""

    word: str
    symbol: str
    style: str
    """CSS class, and the value of ``data-verdict``."""


_MARKS = {
    Verdict.PASS: Mark("通过", "✓", "pass"),
    Verdict.FAIL: Mark("不符合要求", "✕", "fail"),
    Verdict.REVIEW: Mark("须人工核对", "！", "review"),
    Verdict.NO_EVIDENCE: Mark("待查询", "○", "no_evidence"),
    Verdict.NOT_APPLICABLE: Mark("不适用", "－", "not_applicable"),
}
_CONTRADICTION = Mark("不一致", "✕", "fail")
_ADVICE = Mark("提示", "※", "advice")

MARKS_IN_ORDER = (
    _MARKS[Verdict.FAIL],
    _CONTRADICTION,
    _MARKS[Verdict.REVIEW],
    _MARKS[Verdict.NO_EVIDENCE],
    _ADVICE,
    _MARKS[Verdict.PASS],
    _MARKS[Verdict.NOT_APPLICABLE],
)
"""All words, the gravest first."""

OPEN_VERDICTS = (Verdict.FAIL, Verdict.REVIEW, Verdict.NO_EVIDENCE)
"""Verdicts that ask something of the reviewer, the gravest first."""


def mark(kind: FindingKind, verdict: Verdict) -> Mark:
    """Return the word for a verdict: only what the notice demands is ever called 不符合要求, and advice is never more than 提示."""
    if kind is FindingKind.ADVICE and verdict in OPEN_VERDICTS:
        return _ADVICE
    if kind is FindingKind.CONSISTENCY and verdict is Verdict.FAIL:
        return _CONTRADICTION
    return _MARKS[verdict]


def gravest(marks: Iterable[Mark]) -> Mark:
    """Return the gravest of some words."""
    return min(marks, key=MARKS_IN_ORDER.index)


def plain_mark(verdict: Verdict) -> Mark:
    """Return the word for a verdict that belongs to no kind: one reading's outcome, a column of counts."""
    return _MARKS[verdict]


LIST_HEADINGS = {
    FindingKind.REQUIREMENT: "通知要求核对",
    FindingKind.CONSISTENCY: "一致性核对",
    FindingKind.ADVICE: "提示",
}

KIND_WORDS = {
    Kind.APPLICATION_FORM: "申请表",
    Kind.RECOMMENDATION_LETTER: "推荐函",
    Kind.CREDIT_REPORT: "信用报告",
    Kind.LEGAL_PERSON_CERTIFICATE: "法人登记证书",
    Kind.ANNUAL_SUMMARY: "年度工作总结",
    Kind.SELF_EVALUATION: "自评材料",
    Kind.OTHER: "其他材料",
}

OPINION_WORDS = {
    OpinionRole.UNDERTAKING: "承担单位意见栏",
    OpinionRole.PARTICIPANT: "参加单位意见栏",
    OpinionRole.RECOMMENDER: "推荐单位意见栏",
    OpinionRole.PROVINCE: "省级意见栏",
}

SEAL_WORDS = {
    SealOutcome.MATCHED: "印文相符",
    SealOutcome.MISMATCHED: "印文不符",
    SealOutcome.UNREADABLE: "印文未能辨认",
    SealOutcome.SPECIAL_PURPOSE: "专用章",
}

FAULT_WORDS = {
    PageFault.FAINT: "字迹浅淡",
    PageFault.BLURRED: "图像模糊",
    PageFault.BILEVEL: "黑白扫描，印章颜色无法辨别",
    PageFault.GRAY: "灰度扫描，印章颜色无法辨别",
    PageFault.LOW_RESOLUTION: "分辨率偏低",
    PageFault.CROPPED: "页边被裁切",
    PageFault.SHADOWED: "有阴影",
    PageFault.UNSURE: "多处文字识读把握不足",
    PageFault.UNREADABLE: "无法识读",
    PageFault.DAMAGED: "图像数据已损坏，页面内容可能不全",
}

FILE_STATE_WORDS = {
    "processed": "已处理",
    "needs_review": "部分页面未能识读",
    "quarantined": "未能读取",
    "duplicate": "重复",
    "waiting": "等待传完",
    "ignored": "不作为材料",
}

CHOSEN_WORDS = {ChosenBy.DEFAULT: "默认", ChosenBy.PERSON: "人工选定"}

CHANGED_WORDS = {True: "新增", False: "未变"}
OUTLIVED_WORDS = {Outlived.MENDED: "已补正", Outlived.GONE: "已消失"}

RECORD_TITLES = {
    "title": "标题",
    "addressee": "主送单位",
    "cited_notice": "所引通知",
    "projects": "推荐项目（按函中次序）",
    "stated_count": "载明个数",
    "issuer": "落款单位",
    "issued_on": "落款日期",
    "voice": "自称",
    "source": "查询来源",
    "unit_name": "单位名称",
    "uscc": "统一社会信用代码",
    "reported_on": "报告日期",
    "certificate_type": "证书种类",
    "unit_type": "类型",
    "legal_representative": "法定代表人",
    "address": "住所",
    "valid_until": "有效期至",
}
"""What the report calls the values of letters, credit reports and certificates; a form's are named by the notice's form profile."""


_VERDICT_WORD = re.compile(r"^(?:不符合要求|不一致|存疑|待核对|须人工核对|待查询|提示|通过|不适用)：")
"""How a message may open; not repeated where a column or a heading says it."""


def plain_message(message: str, project: str = "") -> str:
    """Return a message without its verdict, and without the project's name where that stands beside it."""
    return _VERDICT_WORD.sub("", message).removeprefix(f"《{project}》")


def document_name(document: Document) -> str:
    """Return what a reader calls the document: 申请表第2份, 申请表（电子版）, 推荐函."""
    word = KIND_WORDS[document.kind]
    if document.copy_number:
        return f"{word}第{document.copy_number}份"
    if document.kind is Kind.APPLICATION_FORM and document.medium is Medium.ELECTRONIC:
        return f"{word}（电子版）"
    return word


_READERS = {"rapidocr": "RapidOCR识读", "tesseract": "Tesseract识读", "text-layer": "文件所含文字", "docx": "电子文档文字"}


def reader_name(reader: str) -> str:
    """Return what a reader of ink is called: 两种引擎一致 where both read the same."""
    if "+" in reader:
        return "两种引擎识读一致"
    return _READERS.get(reader, "识读")
