"""From ink to values: one small parser per kind of field, and how sure the outcome is.

Every function takes the settled text (after the second reading) and says what it means; ``raw`` keeps what stood on the page.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from chinese import mail, uscc
from chinese.dates import Precision, is_blank_date, parse_date
from chinese.numerals import parse_count
from chinese.periods import parse_period
from chinese.punctuation import DASH_READ_AS_ONE, fold, half_width, squeeze, strip_spaces
from chinese.traditional import simplified
from extractors.documents.confidence import calibrated
from extractors.documents.posts import name_and_post
from extractors.documents.second import DIFFER, Place, Seconds, Settled, settle
from extractors.layout.ink import Ink, union
from schemas.evidence import Reading, Region

EXACT_READERS = frozenset({"text-layer", "docx"})
"""They take characters as the file says them, not by sight."""
Read = Mapping[Place, Seconds]
T = TypeVar("T")

HINTS_END = re.compile(r"^[^（(）)一二三四五六七八九十0-9A-Za-z、，。]{1,12}[）)]\s*(?=\S)")
"""The end of what a label says in brackets (（包括机构、人员｜情况）), where it was taken for the beginning of the text beside it."""
LOST_DASH = re.compile(r"(?<=[.\-/]\d\d)(?=20\d\d[.\-/]\d)")
"""2027.012028.12: between a month of two digits and a year there was a dash."""
PER_MILLE = re.compile(r"(?<=\d)%(?:[oO](?![A-Za-z])|[0₀](?!\d)|。(?=[，,、；;。]))")
"""The recogniser knows no ‰: it writes %o, %0, or %。 before another punctuation mark."""
LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"})
"""A PDF's text layer may hold two letters as one sign: lnggﬂ@… is lnggfl@…"""
WEAKEST_LINE = 0.6
SURE = 0.9
"""Below this, as the readers say it themselves, a value is marked for review."""
DOUBTED = 0.6
EMPTY_MARKS = re.compile(r"^[/／\\|—–\-－_＿.。·…\s]*$")
SLASHES = frozenset("1lI|丨一⊥丄")
"""What engines read for a lone ／ or —, with the rule under it as well."""
UNIT_END = re.compile(
    r"(公司|集团|研究院|研究所|学院|大学|学校|中学|小学|幼儿园|医院|中心|协会|学会|商会|联合会|合作社|银行|局|厅|委员会|办公室|院|所|厂|站|馆|社|会|队|处|部|园|场)$"
)
UNIT_GAP = re.compile(r"[、；;,，\n]|(?<=[^\d])\s*(?:\d{1,2}[.、．)）])")


@dataclass(frozen=True)
class Text:
    """A value's text with its ink: what all readers of its lines made of it."""

    text: str
    raw: str
    confidence: float
    region: Region | None
    reader: str
    second: str | None = None
    doubt: str = ""
    lines: tuple[str, ...] = ()


def settled(inks: Sequence[Ink], seconds: Read) -> Text:
    """Put the readings of all lines of a value together."""
    items = [(settle(line, seconds.get((ink.page, line.quad)) if line.quad else None), line) for ink in inks for line in ink.lines]
    parts = [item for item, _ in items]
    return Text(
        text=join(part.text for part in parts),
        raw="\n".join(part.text for part in parts),
        confidence=min((part.confidence for part in parts), default=1.0),
        region=_region(inks),
        reader=next((part.reader for part in parts if part.reader), ""),
        second=_second(parts),
        doubt=next((part.doubt for part in parts if part.doubt), ""),
        lines=tuple(part.text for part in parts),
    )


def _region(inks: Sequence[Ink]) -> Region | None:
    """The place of the value's first page; a long value's later pages follow from the record's pages."""
    if not inks:
        return None
    page = inks[0].page
    here = [ink for ink in inks if ink.page == page]
    return Region(page=page, bbox=union(line.bbox for ink in here for line in ink.lines) or union(ink.bbox for ink in here))


def _second(parts: Sequence[Settled]) -> str | None:
    if not any(part.second for part in parts):
        return None
    return join(part.second or part.text for part in parts)


def join(lines: Iterable[str]) -> str:
    """Join lines into one text: no break inside Chinese, a space between Latin words."""
    joined = ""
    for line in lines:
        part = line.strip(" \u3000")
        if joined and part and joined[-1].isascii() and joined[-1].isalnum() and part[0].isascii() and part[0].isalnum():
            joined += " "
        joined += part
    return PER_MILLE.sub("‰", DASH_READ_AS_ONE.sub("—", squeeze(half_width(joined.translate(LIGATURES)))))


def cleaned(text: str) -> str:
    """Without the rule that a form prints under a value."""
    return re.sub(r"[_＿]{2,}", "", text).strip(" _＿：:")


def is_empty(text: str) -> bool:
    """Whether nothing was written: blank, or only a rule."""
    return not cleaned(text).strip()


def reading(value: T | None, text: Text, *, doubt: str = "") -> Reading[T]:
    """Wrap a value with its ink. A doubt of the readers or of the parser marks it for review."""
    doubts = doubt or text.doubt or ("识读把握不足" if text.confidence < SURE else "")
    return Reading(
        value=value,
        raw=text.raw,
        confidence=_confidence(min(text.confidence, DOUBTED) if doubt else text.confidence, text),
        needs_review=bool(doubts),
        region=text.region,
        reader=text.reader,
        second=text.second,
        doubt=doubts,
    )


def blank(text: Text) -> Reading[T]:
    """A field that was left empty; where the readers are in doubt, one that was not read."""
    if text.doubt:
        return reading(None, text)
    return Reading(value=None, raw=text.raw, confidence=_confidence(text.confidence, text), region=text.region, reader=text.reader)


def _confidence(told: float, text: Text) -> float:
    """What the readers' figure is worth; where nobody had to read, it stands."""
    return round(told if text.reader in EXACT_READERS else calibrated(told), 4)


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
NO_UNIT = re.compile(r"[@：:]|邮编|\d{5,}|\d号|[。；]|\d+%")


def unit(text: Text) -> Reading[str]:
    """A unit's name. What no unit is called (an address, a sentence) got there by a rule that was not found."""
    told = plain(replace(text, text=SEAL_WORDS.sub("", text.text)))
    if told.value and NO_UNIT.search(told.value):
        return reading(told.value, text, doubt="不像单位名称，可能与相邻栏目混淆")
    return told


POSTCODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
POSTCODE_BEHIND = re.compile(r"[\s,，;；、(（]*(?:邮政编码|邮编)?[:：\s]*(?<!\d)(\d{6})(?!\d)\s*[)）]?\s*$")


def postcode(text: Text) -> Reading[str]:
    """A postcode; where it shares its cell with an address, the six digits alone."""
    value = cleaned(text.text)
    found = POSTCODE.search(value) if re.search(r"[一-鿿]", value) else None
    return reading(found.group(), text) if found else spaceless(text)


def parted_address(text: Text) -> tuple[Reading[str], Reading[str] | None]:
    """An address without the postcode behind it, and that postcode."""
    value = cleaned(text.text)
    found = POSTCODE_BEHIND.search(value)
    if not found or not value[: found.start()].strip():
        return plain(text), None
    return plain(replace(text, text=value[: found.start()])), reading(found.group(1), text)


def spaceless(text: Text) -> Reading[str]:
    """A telephone number, a mail address, a postcode: nothing of it is a space."""
    value = strip_spaces(cleaned(text.text))
    return blank(text) if not value or EMPTY_MARKS.match(value) else reading(value, text)


MOBILE = re.compile(r"(?<!\d)1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}(?!\d)")
TRUNK = re.compile(r"(?<!\d)0(?=1[3-9]\d{9}(?!\d))")
"""The 0 that some write before a mobile number of another place."""
MISCOUNTED = re.compile(r"(?<![\d\-—–])1[3-9]\d{8}(?:\d{2})?(?!\d)")
"""A mobile number with a digit too few or too many, as somebody wrote it: no landline is as long without its 0."""
LANDLINE = re.compile(r"(?<!\d)(?:[（(]?0\d{2,3}[)）]?[\s\-—–]?)?[2-9]\d{6,7}(?:[\-—–转]\d{1,5})?(?!\d)")


TWO_NUMBERS = re.compile(r"(?<=\d{7})\s+(?=[（(]?\d)")
"""A gap between two numbers in one cell is no gap inside a number."""


def phone(text: Text) -> Reading[str]:
    """A telephone number; where other words stand beside it (联系人及电话), the numbers alone."""
    whole = strip_spaces("".join(text.lines))
    run_over = any(number.fullmatch(whole) for number in (MOBILE, LANDLINE))  # 024-2486900｜1: a number runs over the line's end
    value = whole if run_over else TWO_NUMBERS.sub("、", cleaned(text.text))
    if re.search(r"[一-鿿]", value):
        found = [*LANDLINE.finditer(value)] or [*MOBILE.finditer(value)]
        return reading("、".join(strip_spaces(hit.group()) for hit in found), text) if found else blank(replace(text, text=""))
    return spaceless(replace(text, text=value))


def parted_phones(text: Text) -> tuple[Reading[str], Reading[str] | None]:
    """The landlines of a cell, and the mobile numbers that share it with them, where every digit belongs to one or the other."""
    value = TRUNK.sub("", TWO_NUMBERS.sub("、", cleaned(text.text)))
    pattern = MOBILE if MOBILE.search(value) else MISCOUNTED
    mobiles = [strip_spaces(hit.group()) for hit in pattern.finditer(value)]
    rest = pattern.sub(" ", value)
    landlines = [strip_spaces(hit.group()) for hit in LANDLINE.finditer(rest)]
    if not mobiles or not landlines or re.search(r"\d", LANDLINE.sub("", rest)):
        return phone(text), None
    return reading("、".join(landlines), text), reading("、".join(mobiles), text)


def mobile(text: Text) -> Reading[str]:
    """A mobile number; of a cell that it shares with a landline (024-… / 138…), the mobile numbers alone."""
    landline, own = parted_phones(text)
    return own or landline


LONE_ONE = re.compile(
    r"(?<![0-9])1(?![0-9])|(?<=[0-9])[lI]|[lI](?=[0-9])|(?<=[A-Za-z])[0](?=[A-Za-z])|(?<![0-9])[01]{3,}(?=[A-Za-z])|(?<=[A-Za-z])[01]{3,}(?![0-9])|(?<=[a-z])1(?=(?:19|20)\d\d(?!\d))"
)
"""Where one shape may be either: alone among the other kind, a run of nothing but such figures beside letters (1100cao for l1O0cao),
or between a word and a year (fsc12009 for fscl2009)."""
RULES_READ = "|丨｜[]"
"""What engines read for the table's rule beside a value."""
MAIL = re.compile(r"(?<=[@.])(e?)mai1(?=\.)")


LOOK_ALIKE = "字母l与数字1、字母o与数字0难以区分"


def email(text: Text) -> Reading[str]:
    """A mail address. In many typefaces 1 and l are one shape, so an address that hangs on it is for a person, whatever the readers say.

    「mai1.」 in the host is mail beyond doubt; before the @ the likelier of both is given. Either is told in ``second``.
    """
    value = strip_spaces(cleaned(text.text))
    if not value or EMPTY_MARKS.match(value):
        return blank(text)
    if text.reader in EXACT_READERS:
        return reading(value, text)
    value = value.strip(RULES_READ)
    certain = MAIL.sub(r"\1mail", value)
    mended = mail.likely(mail.lowered(certain))
    told = replace(text, second=value) if mended != value else text
    if mended == certain and not LONE_ONE.search(mended):
        return reading(mended, told)
    otherwise = text.doubt and strip_spaces(text.second or "") not in {mended, value}
    return reading(mended, told, doubt=DIFFER if otherwise else LOOK_ALIKE)


def person(text: Text) -> Reading[str]:
    """A person's name alone, without post, title or telephone."""
    value = cleaned(text.text)
    if not value or EMPTY_MARKS.match(value):
        return blank(text)
    named = name_and_post(_with_gaps(text))
    name = re.split(r"[（(/／,，、;；]|\d|(?:职务|职称|电话|联系)", named.name)[0]
    return reading(strip_spaces(name) or value, text, doubt="姓名与职务连写，未能分开" if named.doubtful else "")


def _with_gaps(text: Text) -> str:
    """The first line as it was set: joined lines have lost the gap between name and post."""
    first = next((cleaned(half_width(line)) for line in text.lines if cleaned(line)), "")
    shown = first if strip_spaces(cleaned(text.text)).startswith(strip_spaces(first)) else cleaned(text.text)
    return re.sub(r"^姓\s*名[:：]\s*", "", shown)


NEVER_IN_CODES = str.maketrans("OIZS", "0125")
"""Letters that GB 32100 leaves out because they look like figures: the figure is meant, and the check digit bears it out."""


def code(text: Text) -> Reading[str]:
    """A 统一社会信用代码: the check digits prove a reading right whatever the readers' doubts; they never repair in silence."""
    value = uscc.normalise(cleaned(text.text))
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


def period(text: Text) -> tuple[Reading[str], Reading[str]]:
    """From when to when."""
    if is_empty(text.text) or re.fullmatch(r"[自从至到起止年月日\s/／.—\-–~～_]*", text.text):
        return blank(text), blank(text)
    parsed = parse_period(LOST_DASH.sub("—", text.text))
    if parsed is None:
        unread: Reading[str] = reading(None, text, doubt="起止时间无法辨认")
        return unread, unread
    half = "" if parsed.start and parsed.end else "只读出起止时间的一端"
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
    if not bare and not text.raw.strip():
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
    pieces = (re.sub(r"^[\d一二三四五六七八九十]{1,2}[.、．)）]", "", piece.strip(" 。；;")) for piece in UNIT_GAP.split(whole))
    return tuple(squeeze(piece) for piece in pieces if piece and not EMPTY_MARKS.match(piece))


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
