"""Print-outs of 信用中国 and 国家企业信用信息公示系统: who was looked up, when, and which negative entries were shown.

信用中国 prints blocks with their counts on the front page, entries 「第 N 条」, and 查询期内无相关信息 where a block is empty.
Positive blocks (守信, 信用承诺, 行政许可) are never counted. Absence is only as good as the print-out: ``complete`` says whether every
negative block was seen.
"""

import re
from collections.abc import Sequence

from chinese import uscc
from chinese.dates import parse_date
from chinese.punctuation import half_width, strip_spaces
from extractors.documents import values
from extractors.documents.second import SecondReader
from extractors.documents.sheets import Segment, all_seals, frame, numbered
from extractors.documents.text import reading, settled
from extractors.layout.ink import Ink, part
from schemas.documents import CreditEntry, CreditReport
from schemas.evidence import Reading
from schemas.page import Line, Page

CREDIT_CHINA = "信用中国"
PUBLICITY = "国家企业信用信息公示系统"
BLOCKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("严重失信主体名单", re.compile(r"严重失信主体名单")),
    ("严重违法失信名单", re.compile(r"严重违法失信(?:企业)?名单")),
    ("经营异常名录", re.compile(r"经营异常(?:名录)?")),
    ("行政处罚", re.compile(r"行政处罚(?:信息)?")),
    ("失信被执行人", re.compile(r"失信被执行人")),
)
NEEDED = {CREDIT_CHINA: ("严重失信主体名单", "经营异常名录", "行政处罚"), PUBLICITY: ("严重违法失信名单", "经营异常名录", "行政处罚")}
OTHER_BLOCK = re.compile(
    r"诚实守信|守信激励|信用承诺|信用评价|司法判决|其他信息|行政管理|行政许可|基础信息|营业执照信息|股东|主要人员|分支机构|变更信息|抽查检查|年报|信用状况提升建议|地方补充"
)
EMPTY = re.compile(r"(?:查询期内|暂)?无相关(?:信息|记录|数据)|暂无|无此类信息|没有相关|未查询到")
ENTRY = re.compile(r"^第\s*[0-9一二三四五六七八九十]+\s*条")
LISTED = re.compile(r"^(?:被)?列入(.{4,12}(?:[（(]黑名单[）)])?信息)")
"""A block of 公示系统: 列入经营异常名录信息; 列入经营异常名录原因 is a column of an entry."""
COUNT = re.compile(r"(\d+)\s*(?:条|次|项)")
STATES = (
    ("已移出", re.compile(r"移出日期[:：]?\s*\d|已移出")),
    ("已修复", re.compile(r"已修复|信用修复完成")),
    ("已撤销", re.compile(r"已撤销|撤销决定")),
)
CODE = re.compile(r"(?<![0-9A-Z])([0-9A-Z]{18})(?![0-9A-Z])")
LONGEST = 400
"""So many characters of an entry are kept."""
NAME_LABELS = ("机构名称", "企业名称", "单位名称", "主体名称", "信用主体名称", "名称")
DATE_LABELS = re.compile(r"(?:报告(?:生成|出具|打印)?(?:日期|时间)|查询(?:日期|时间)|打印(?:日期|时间)|生成(?:日期|时间))[:：]?(.*)")


def extract(segment: Segment, second: SecondReader) -> CreditReport:
    """Read one print-out."""
    pages = numbered(segment)
    lines = [(page, line) for page in pages for line in page.lines]
    source = _source(lines)
    entries, seen, counts = _blocks(lines)
    return CreditReport(
        **frame(segment, pages),
        source=source,
        unit_name=_name(lines, second),
        uscc=_code(lines, second),
        reported_on=_date(lines),
        entries=entries,
        counts=counts,
        complete=source is not None and set(NEEDED.get(source.value or "", ("",))) <= seen,
        seals=all_seals(pages),
    )


def _source(lines: Sequence[tuple[Page, Line]]) -> Reading[str] | None:
    for name, pattern in ((PUBLICITY, r"公示系统|公示报告"), (CREDIT_CHINA, r"信用中国|公共信用信息|信用信息报告")):
        for page, line in lines:
            if re.search(pattern, strip_spaces(line.text)):
                return reading(name, settled([Ink(page.number, (line,))], {}))
    return None


def _name(lines: Sequence[tuple[Page, Line]], second: SecondReader) -> Reading[str] | None:
    for index, (page, line) in enumerate(lines):
        for label in NAME_LABELS:
            hit = re.match(rf"^\s*{label}\s*[:：]?\s*", line.text)
            if hit is None:
                continue
            rest = part(line, hit.end(), len(line.text))
            value = rest if rest.text else next((other for _, other in lines[index + 1 : index + 2]), None)
            if value is not None and len(strip_spaces(value.text)) >= 4:
                seconds = second.read([(page.number, value.quad)] if value.quad else [])
                return values.plain(settled([Ink(page.number, (value,))], seconds))
    return None


def _code(lines: Sequence[tuple[Page, Line]], second: SecondReader) -> Reading[str] | None:
    for page, line in lines:
        for hit in CODE.finditer(half_width(line.text).upper()):
            piece = part(line, hit.start(1), hit.end(1))
            if uscc.check(hit.group(1)).charset_ok:
                seconds = second.read([(page.number, piece.quad)] if piece.quad else [])
                return values.code(settled([Ink(page.number, (piece,))], seconds))
    return None


def _date(lines: Sequence[tuple[Page, Line]]) -> Reading[str] | None:
    for index, (page, line) in enumerate(lines):
        hit = DATE_LABELS.search(strip_spaces(line.text))
        if hit is None:
            continue
        for candidate in (line, *(other for _, other in lines[index + 1 : index + 2])):
            if parse_date(candidate.text) is not None:
                return values.date(settled([Ink(page.number, (candidate,))], {}))
    return None


def _blocks(lines: Sequence[tuple[Page, Line]]) -> tuple[tuple[CreditEntry, ...], set[str], tuple[tuple[str, int], ...]]:
    """Walk block by block: its count, its empty marker, or its entries."""
    entries: list[CreditEntry] = []
    seen: set[str] = set()
    counts: dict[str, int] = {}
    block: str | None = None
    held: list[Ink] = []

    def flush() -> None:
        if block is not None and held:
            entries.append(_entry(block, held))
        held.clear()

    for page, line in lines:
        text = strip_spaces(half_width(line.text))
        heading = _heading(text)
        if heading is not None:
            flush()
            block = heading or None
            counted = COUNT.search(text)
            if block and counted:
                counts[block] = int(counted.group(1))
                seen |= {block} if _is_sure(page, line) else set()
                block = block if counts[block] else None
            if block and EMPTY.search(text):
                seen.add(block)
                block = None
        elif block is not None and EMPTY.search(text) and not held:
            seen.add(block)
            block = None
        elif block is not None and ENTRY.match(text):
            flush()
            seen.add(block)
            held.append(Ink(page.number, (line,)))
        elif held:
            held.append(Ink(page.number, (line,)))
    flush()
    return tuple(entries), seen, tuple(sorted(counts.items()))


def _heading(text: str) -> str | None:
    """The negative block that a short line heads; '' for another block's heading; None for no heading."""
    if len(text) > 30:
        return None
    bare = LISTED.sub(r"\1", re.sub(r"^[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]", "", text))
    for name, pattern in BLOCKS:
        if pattern.match(bare):
            return name if re.fullmatch(r".{0,8}", pattern.sub("", bare)) or COUNT.search(bare) or EMPTY.search(bare) else None
    return "" if OTHER_BLOCK.match(bare) else None


def _is_sure(page: Page, line: Line) -> bool:
    """Whether a count can be relied on: a 0 that was read for an 8 would hide what is there."""
    return not reading(None, settled([Ink(page.number, (line,))], {})).needs_review


def _entry(block: str, inks: Sequence[Ink]) -> CreditEntry:
    text = "".join(strip_spaces(half_width(line.text)) for ink in inks for line in ink.lines)
    state = next((name for name, pattern in STATES if pattern.search(text)), "在列" if "名单" in block or "名录" in block else "公示中")
    decided = re.search(r"(?:决定日期|列入日期|处罚决定日期|设立日期)[:：]?([\d年月日.\-/]+)", text)
    parsed = parse_date(decided.group(1)) if decided else None
    words = reading(text[:LONGEST], settled(inks, {}))
    return CreditEntry(block=block, text=words, decided_on=parsed.value if parsed else None, state=state)
