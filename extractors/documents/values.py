"""From ink to values: one small parser per kind of field.

Every function takes the settled text (after the second reading) and says what it means; ``raw`` keeps what stood on the page.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from chinese import uscc
from chinese.dates import Precision, is_blank_date, parse_date
from chinese.numerals import parse_count
from chinese.periods import parse_period
from chinese.punctuation import fold, half_width, squeeze, strip_spaces
from chinese.traditional import simplified
from extractors.documents.contacts import email, phone, postcode
from extractors.documents.posts import is_broken_name, name_and_post
from extractors.documents.text import EMPTY_MARKS, EXACT_READERS, SURE, Read, Text, blank, cleaned, is_empty, join, reading, settled
from extractors.layout.ink import Ink
from schemas.evidence import Reading

HINTS_END = re.compile(r"^[^（(）)一二三四五六七八九十0-9A-Za-z、，。]{1,12}[）)]\s*(?=\S)")
"""The end of what a label says in brackets (（包括机构、人员｜情况）), where it was taken for the beginning of the text beside it."""
LOST_DASH = re.compile(r"(?<=[.\-/]\d\d)(?=20\d\d[.\-/]\d)")
"""2027.012028.12: between a month of two digits and a year there was a dash."""
WEAKEST_LINE = 0.6
SLASHES = frozenset("1lI|丨一⊥丄")
"""What engines read for a lone ／ or —, with the rule under it as well."""
UNIT_END = re.compile(
    r"(公司|集团|研究院|研究所|学院|大学|学校|中学|小学|幼儿园|医院|中心|协会|学会|商会|联合会|合作社|银行|局|厅|委员会|办公室|院|所|厂|站|馆|社|会|队|处|部|园|场)$"
)
UNIT_GAP = re.compile(r"[、；;,，\n]|[（(]\d{1,2}[)）]|[①-⑳]|(?<=[^\d（(])\s*(?:\d{1,2}[.、．)）])")


def plain(text: Text) -> Reading[str]:
    """A name, a title, an address."""
    value = cleaned(text.text)
    if EMPTY_MARKS.match(value):
        return blank(text)
    return reading(value, text, doubt="文字过长，可能与相邻栏目混淆" if len(value) > LONGEST_CELL else "")


LONGEST_CELL = 60
"""No name, title or address is longer: a table whose rules were lost runs together into one text."""
SEAL_WORDS = re.compile(r"\s*[（(](?:单位)?(?:盖|公|签|印)章[）)]\s*$")
"""What a form prints behind the place for the name."""
SEAL_NUMBER = re.compile(r"(?<=[一-鿿])\d{8,14}$")
"""What stands at the foot of a seal that lies over a name: proposed without it, and for a person."""
HAN = re.compile(r"[一-鿿㐀-䶿]")
LEAST_HAN = 2
"""A unit's name is written in Chinese; what is left of a torn label is not."""
NO_UNIT = re.compile(r"[@：:]|邮编|\d{5,}|\d号|[。；]|\d+%")


def unit(text: Text) -> Reading[str]:
    """A unit's name. What no unit is called (an address, a sentence) got there by a rule that was not found."""
    told = plain(replace(text, text=SEAL_WORDS.sub("", text.text)))
    if told.value and (NO_UNIT.search(told.value) or len(HAN.findall(told.value)) < LEAST_HAN):
        return reading(SEAL_NUMBER.sub("", told.value), text, doubt="不像单位名称，可能与相邻栏目混淆")
    return told


def person(text: Text) -> Reading[str]:
    """A person's name alone, without post, title or telephone."""
    value = cleaned(text.text)
    if not value or EMPTY_MARKS.match(value):
        return blank(text)
    named = name_and_post(_with_gaps(text))
    name = re.split(r"[（(/／,，、;；]|\d|(?:职务|职称|电话|联系)", named.name)[0]
    return reading(strip_spaces(name) or value, text, doubt="姓名与职务连写，未能分开" if named.doubtful else "")


def _with_gaps(text: Text) -> str:
    """The first line as it was set: joined lines have lost the gap between name and post. A name over two lines is put together."""
    lines = [cleaned(half_width(line)) for line in text.lines if cleaned(line)]
    first = next(iter(lines), "")
    if len(lines) > 1 and is_broken_name(first, "".join(lines[1:])):
        return strip_spaces("".join(lines))
    shown = first if strip_spaces(cleaned(text.text)).startswith(strip_spaces(first)) else cleaned(text.text)
    return re.sub(r"^姓\s*名[:：]\s*", "", shown)


NEVER_IN_CODES = str.maketrans("OIZS", "0125")
"""Letters that GB 32100 leaves out because they look like figures: the figure is meant, and the check digit bears it out."""


def code(text: Text) -> Reading[str]:
    """A 统一社会信用代码: the check digits prove a reading right whatever the readers' doubts; they never repair in silence."""
    value = uscc.normalise(cleaned(text.text))
    if len(value) == 1 and value in SLASHES:  # no code is one stroke
        return blank(replace(text, confidence=max(text.confidence, SURE), doubt=""))
    if not value or EMPTY_MARKS.match(value):
        return blank(text)
    if uscc.is_valid(value):
        return reading(value, replace(text, confidence=0.999, doubt="", second=None))
    if text.reader not in EXACT_READERS and uscc.is_valid(figures := value.translate(NEVER_IN_CODES)):
        return reading(figures, replace(text, confidence=0.98, doubt="", second=value))
    second = uscc.normalise(text.second or "")
    if second and uscc.is_valid(second):
        return reading(second, replace(text, confidence=0.99, doubt="", second=value))
    repairs = uscc.repair(value)
    if text.doubt or text.confidence < SURE or not uscc.check(value).charset_ok or len(value) != uscc.LENGTH:
        return reading(value, text, doubt="代码未通过校验，且识读存疑" + (f"，可能是{repairs[0]}" if len(repairs) == 1 else ""))
    return reading(value, text, doubt="" if text.reader in EXACT_READERS else "代码未通过校验")


LOST_RING = re.compile(r"^二(?=[二三][一二三四五六七八九]年)")
"""二二六年五月十五日: the 〇 lies under a seal, or was taken for a part of it."""
BEHIND_MONTH = re.compile(r"月\s*[\dA-Za-z一二三四五六七八九十]")
"""A day whose 日 was not read: 5月10H."""


def date(text: Text) -> Reading[str]:
    """A day, or a month where the form asks for no more."""
    if is_empty(text.text) or is_blank_date(text.text) or re.fullmatch(r"[年月日\s/／.—\-_]*", text.text):
        return blank(text)
    parsed = parse_date(text.text)
    if parsed is None:
        ringed = parse_date(LOST_RING.sub("二〇", strip_spaces(text.text)))
        return reading(ringed.value if ringed else None, text, doubt="年份缺“〇”" if ringed else "日期无法辨认")
    if parsed.precision is Precision.YEAR:
        return reading(None, text, doubt="只读出年份")
    day_lost = parsed.precision is Precision.MONTH and BEHIND_MONTH.search(text.text)
    return reading(parsed.value, text, doubt="日期可能不完整" if day_lost or not parsed.complete else "")


def period(text: Text, *, parted: bool = False) -> tuple[Reading[str], Reading[str]]:
    """From when to when; ``parted`` where the end has a place of its own, and only the beginning is asked for here."""
    if is_empty(text.text) or re.fullmatch(r"[自从至到起止年月日\s/／.—\-–~～_]*", text.text):
        return blank(text), blank(text)
    parsed = parse_period(LOST_DASH.sub("—", text.text))
    if parsed is None:
        unread: Reading[str] = reading(None, text, doubt="起止时间无法辨认")
        return unread, unread
    half = "" if (parsed.start and parsed.end) or (parted and parsed.start) else "只读出起止时间的一端"
    start, end = (reading(side, text, doubt=half) for side in (parsed.start, parsed.end))
    return start, end


def one_end(text: Text) -> Reading[str]:
    """One end of a period that has a field of its own (开始时间, 结束时间)."""
    told = date(text)
    return told if told.value or told.is_blank else period(text)[1]


def number(text: Text) -> Reading[int]:
    """A count: 一式三份, 3份."""
    if is_empty(text.text):
        return blank(text)
    found = re.search(r"\d+|[一二两三叁四五六七八九十]+(?=份)", half_width(text.text))
    value = parse_count(found.group()) if found else None
    return reading(value, text, doubt="" if value is not None else "份数无法辨认")


def units(text: Text, empty_marks: Sequence[str]) -> Reading[tuple[str, ...]]:
    """Several units; () where the form says that there are none."""
    bare = fold(cleaned(text.text))
    if not bare and (text.doubt or not text.raw.strip()):
        return blank(text)
    if bare in {fold(mark) for mark in empty_marks} and not EMPTY_MARKS.match(bare):
        one_sign = len(bare) == len(fold(text.second or "")) == 1  # whatever the second reader made of 无, one character is no unit
        return reading((), replace(text, confidence=max(text.confidence, SURE), doubt="") if one_sign else text)
    if EMPTY_MARKS.match(bare) or SLASHES.issuperset(bare):  # no unit has a name of strokes
        return reading((), replace(text, confidence=max(text.confidence, SURE), doubt=""))
    return reading(split_units(text.lines), text)


def split_units(lines: Sequence[str]) -> tuple[str, ...]:
    """Tell units apart: by punctuation, else one a line where every line ends like a unit's name."""
    whole = join(lines)
    stripped = [join([line]) for line in lines if line.strip()]
    if len(stripped) > 1 and all(UNIT_END.search(line.rstrip("、；;,，")) for line in stripped):
        whole = "、".join(line.rstrip("、；;,，") for line in stripped)
    pieces = (
        re.sub(r"^(?:[\d一二三四五六七八九十]{1,2}[.、．)）]|[（(][\d一二三四五六七八九十]{1,2}[)）])", "", piece.strip(" 。；;"))
        for piece in UNIT_GAP.split(whole)
    )
    return tuple(squeeze(piece) for piece in pieces if piece and not EMPTY_MARKS.match(piece) and not re.fullmatch(r"\d{1,2}", piece))


def long_ink(inks: Sequence[Ink], seconds: Read) -> Text:
    """Settle running text: its confidence is the mean over its characters, for one weak line in forty is no reason to read all again."""
    text = settled(inks, seconds)
    lines = [line for ink in inks for line in ink.lines if line.text]
    size = sum(len(line.text) for line in lines)
    mean = sum(line.confidence * len(line.text) for line in lines) / size if size else 1.0
    weakest = min((line.confidence for line in lines if len(line.text) > 3), default=1.0)
    words = text.text if text.reader in EXACT_READERS else simplified(text.text)
    return replace(text, text=words, confidence=mean, doubt="部分文字识读存疑" if weakest < WEAKEST_LINE else "")


def tabbed(inks: Sequence[Ink]) -> tuple[tuple[str, ...], ...]:
    """Rows of a table that came as lines with tabs (a table inside a DOCX cell); () for running text."""
    lines = [line.text for ink in inks for line in ink.lines]
    return tuple(tuple(line.split("\t")) for line in lines) if any("\t" in line for line in lines) else ()


def long_text(text: Text, table: tuple[tuple[str, ...], ...]) -> Reading[str]:
    """Running text without line breaks; a table keeps its rows and cells."""
    value = "\n".join("\t".join(join([cell]) for cell in row) for row in table) if table else HINTS_END.sub("", cleaned(text.text))
    return blank(text) if not value.strip() else reading(value, text)


PARSERS: Mapping[str, Callable[[Text], Reading[str]]] = {
    "cover": plain,
    "cell": plain,
    "person": person,
    "phone": phone,
    "email": email,
    "code": code,
    "postcode": postcode,
    "date": date,
}
