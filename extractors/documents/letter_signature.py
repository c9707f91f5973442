"""The foot of a letter: who sent it, and when."""

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from chinese.dates import is_blank_date, parse_date
from chinese.punctuation import fold, half_width, strip_spaces
from extractors.documents import values
from extractors.documents.letter_text import Written, text_of, whole
from schemas.evidence import Reading

ISSUER_END = re.compile(r"(局|厅|委|委员会|办公室|中心|公司|集团|会|社|院|所|学校|大学|学院|部|队|关|行|署|处|站|协会|工会|合作社|联合社)$")
SEAL_WORDS = re.compile(r"[（(]\s*(?:单位)?(?:盖章|公章|印章|签章|章)\s*[）)]?")
APPENDIX = re.compile(r"^\s*(?:附件?|抄送|联系人|联系电话|联系方式|地\s*址|邮\s*箱)\s*[:：1-9]")
SIGNATURE_ROWS = 5
SAME_UNIT = 70.0


def issued_on(lines: Sequence[Written], start: int) -> tuple[int, Reading[str] | None]:
    """The date of issue: the last line that is a date and nothing else; also an unfilled one."""
    for index in range(len(lines) - 1, start - 1, -1):
        item = lines[index]
        text = strip_spaces(half_width(item.text))
        if "印发" in text or len(text) > 24 or APPENDIX.match(text):
            continue
        tail = re.search(r"(?:[\d〇○零一二三四五六七八九]{4}|[^\d]{0,2})年.{0,4}月.{0,4}日?|\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2}", text)
        if tail is None:
            continue
        if is_blank_date(text) or parse_date(text) is not None or re.search(r"年.*月", text):
            return index, _day(item)
    return len(lines), None


def _day(item: Written) -> Reading[str]:
    """A date of issue has a day; one cut short under a seal is no date."""
    told = values.date(text_of([item]))
    if told.value is not None and len(told.value) < len("2026-05-18"):
        return told.model_copy(update={"needs_review": True, "doubt": "日期不完整，可能被印章遮盖", "confidence": 0.5})
    return told


def issuer(lines: Sequence[Written], start: int, date_at: int) -> tuple[int, Reading[str] | None]:
    """The name over the date (or in its row): the nearest line above it that ends like a unit's name."""
    for index in range(min(date_at, len(lines) - 1), max(start, date_at - SIGNATURE_ROWS) - 1, -1):
        name = unit_in(lines[index].text, at_date=index == date_at)
        if name:
            return _signature(lines, start, index, name)
    return len(lines), None


def _signature(lines: Sequence[Written], start: int, last: int, name: str) -> tuple[int, Reading[str]]:
    """The issuer's whole signature: a long name may be set over two lines, and of several joint issuers the first sends the letter."""
    first = last
    while first > start and _is_other_unit(lines[first - 1], name):
        first -= 1
    if first == last and _is_rest(name) and last > start and _may_begin_unit(lines[last - 1].text):
        reading = whole(lines[last - 1 : last + 1])
        return last - 1, reading.model_copy(update={"value": strip_spaces(half_width(lines[last - 1].text)) + name})
    if first == last:
        return last, whole([lines[last]]).model_copy(update={"value": name})
    reading = whole([lines[first]])
    told = {"value": unit_in(lines[first].text, at_date=False), "needs_review": True, "doubt": "几个单位联合署名，取第一个"}
    return first, reading.model_copy(update=told)


def _is_other_unit(item: Written, name: str) -> bool:
    """Whether a line is another issuer's name; a seal's ring read as a line is the same name garbled."""
    unit = None if _ends_paragraph(item.text) else unit_in(item.text, at_date=False)
    return unit is not None and fuzz.ratio(fold(unit), fold(name)) < SAME_UNIT


def _is_rest(name: str) -> bool:
    """Whether a name can only be the second half of one: a body's kind without a place before it."""
    return bool(re.match(r"(?:市场监督管理|市场监管|人民政府|管理委员会|委员会|监督管理)", name))


def _may_begin_unit(text: str) -> bool:
    bare = strip_spaces(text)
    return 2 <= len(bare) <= 20 and not re.search(r"[。；，：:、！）)]$", bare) and not APPENDIX.match(bare)


def _ends_paragraph(text: str) -> bool:
    return bool(re.search(r"[。；：:！]$", strip_spaces(text)))


def unit_in(text: str, *, at_date: bool) -> str | None:
    """Return the unit that a line names and nothing else, but for a seal's words and, ``at_date``, the date behind it."""
    bare = strip_spaces(half_width(text))
    if at_date:
        bare = re.split(r"(?=\d{4}年|[二2][〇○零0]|年月)", bare)[0]
    bare = SEAL_WORDS.sub("", bare).strip("。.,，:：")
    if 4 <= len(bare) <= 40 and ISSUER_END.search(bare) and not re.search(r"[。；，]", bare) and not APPENDIX.match(bare):
        return bare
    return None
