"""Names of units and projects: when two are the same, how far apart they are, and what a name gives away."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from chinese.punctuation import fold

_SUPERVISION = re.compile(r"市场(?:和质量)?监管(?=[局所]|总局|部门|$)")
_SEAL_WORDS = re.compile(r"\((?:盖章|公章|签章|印章|章|盖公章|加盖公章|单位盖章)\)?$")
_LONG_FORMS = (
    ("发展改革委员会", "发展和改革委员会"),
    ("发改委", "发展和改革委员会"),
    ("卫健委", "卫生健康委员会"),
    ("人社厅", "人力资源和社会保障厅"),
    ("人社局", "人力资源和社会保障局"),
    ("人力资源社会保障", "人力资源和社会保障"),
    ("住建厅", "住房和城乡建设厅"),
    ("住建局", "住房和城乡建设局"),
    ("住房城乡建设", "住房和城乡建设"),
    ("工信厅", "工业和信息化厅"),
    ("工信局", "工业和信息化局"),
    ("国资委", "国有资产监督管理委员会"),
)
_COMMISSION = re.compile(r"(发展和?改革|卫生健康|民族(?:和)?宗教(?:事务)?|政法|教育工)委$")
_BRACKETS = re.compile(r"[()\"'·,.、]")
_PROJECT_QUOTES = re.compile(r"[\"'《》〈〉()]")
_PROJECT_TAIL = re.compile(r"(?:试点项目|试点|项目)$")


def unit_key(name: str) -> str:
    """Bring a unit's name into one form for comparing: folded brackets, no spaces, 市场监管局 written out, no （盖章）."""
    key = _SEAL_WORDS.sub("", fold(name)).rstrip(".,:;、")
    key = _SUPERVISION.sub("市场监督管理", key)
    key = _COMMISSION.sub(r"\1委员会", key)
    for short, full in _LONG_FORMS:
        if full not in key:
            key = key.replace(short, full)
    return key


@lru_cache(maxsize=50_000)
def bare_key(name: str) -> str:
    """Return the key without any punctuation, as a seal's ring or a hurried reader shows it."""
    return _BRACKETS.sub("", unit_key(name))


def name_similarity(a: str, b: str) -> float:
    """Return 0–1: one minus the share of characters that must change."""
    return Levenshtein.normalized_similarity(bare_key(a), bare_key(b))


def same_unit(a: str, b: str) -> bool:
    """Say whether two names are one unit's, whatever the brackets and spaces."""
    return bool(a and b) and bare_key(a) == bare_key(b)


def is_abbreviation_of(short: str, full: str) -> bool:
    """Say whether ``short`` is ``full`` with parts left out: 沈阳市监局, 辽宁禾穗公司. At least three characters stay and two go."""
    few, many = bare_key(short), bare_key(full)
    return len(few) >= 3 and len(many) - len(few) >= 2 and is_subsequence(few, many)


def is_subsequence(few: str, many: str) -> bool:
    """Say whether all characters of one text stand in the other, in the same order."""
    rest = iter(many)
    return all(char in rest for char in few)


class CueKind(StrEnum):
    """What a name says about the kind of body."""

    COMPANY = "company"
    BRANCH = "branch"
    PARTNERSHIP = "partnership"
    FIRM = "firm"
    SOLE_TRADER = "sole_trader"
    INTERNAL = "internal"
    COMMISSION_OFFICE = "commission_office"
    COOPERATIVE = "cooperative"


@dataclass(frozen=True)
class NameCue:
    """A word in a name, what it stands for, and whether it settles the matter by itself."""

    kind: CueKind
    word: str
    decisive: bool
    """True: a body so named has no 法人资格 of its own. False: it often has none; look it up."""


_AGENCY = r"(?:局|厅|总队|支队|委员会|省委|市委|区委|县委|人民政府|法院|检察院|公司|大学|学院|医院|集团|海关)"
_CUES: tuple[tuple[CueKind, str, bool], ...] = (
    (CueKind.BRANCH, r"分公司|分行|支行|分店|分理处|分公司[(].*[)]", True),
    (CueKind.BRANCH, r"项目部|项目经理部|(?<!街道)(?<!地区)办事处|代表处", True),
    (CueKind.BRANCH, r"营业部|营业厅|分所|分院|分校|分社|分中心|分部|分会|门店|门市部|经营部", False),
    (CueKind.PARTNERSHIP, r"[(](?:有限合伙|普通合伙|特殊普通合伙)[)]|合伙企业(?:[(].*[)])?", True),
    (CueKind.INTERNAL, rf"{_AGENCY}[^局厅会公司院]{{1,12}}(?:处|科|股|科室)", True),
    (CueKind.INTERNAL, rf"{_AGENCY}(?:办公室|综合部|[^局厅会公司院]{{1,8}}(?:部|室))", True),
    (CueKind.COMMISSION_OFFICE, r"(?:委员会|领导小组|联席会议|指挥部)办公室", False),
    (CueKind.FIRM, r"事务所", False),
    (CueKind.SOLE_TRADER, r"工作室|商行|店|超市|养殖场|个体|厂|农场", False),
    (CueKind.INTERNAL, r"(?<!公证)(?:处|科|股|室|大队|中队)", False),
    (CueKind.COOPERATIVE, r"(?:专业合作社|合作社|合作联社)", False),
    (CueKind.COMPANY, r"公司", False),
)
_COMPILED = tuple((kind, re.compile(rf"(?:{pattern})$"), decisive) for kind, pattern, decisive in _CUES)
_NO_DIVISION = re.compile(r"公证处$|街道办事处$|地区办事处$")


def unit_cues(name: str) -> tuple[NameCue, ...]:
    """Return what a unit's name says of its kind, most telling first; () where it says nothing."""
    key = fold(name)
    if _NO_DIVISION.search(key):
        return ()
    found = ((kind, pattern.search(key), decisive) for kind, pattern, decisive in _COMPILED)
    return _distinct(tuple(NameCue(kind, match[0], decisive) for kind, match, decisive in found if match))


def _distinct(cues: tuple[NameCue, ...]) -> tuple[NameCue, ...]:
    """Keep one cue a kind, and drop 公司 where 分公司 already stood."""
    kept: dict[CueKind, NameCue] = {}
    for cue in cues:
        kept.setdefault(cue.kind, cue)
    if CueKind.BRANCH in kept:
        kept.pop(CueKind.COMPANY, None)
    return tuple(kept.values())


def project_text(name: str) -> str:
    """Bring a project's name into one form for comparing: no quotes, no spaces, one kind of sign; the ending stays."""
    return _PROJECT_QUOTES.sub("", fold(name)).strip(".,:;、")


def project_key(name: str) -> str:
    """Return the name without quotes and without a trailing 试点, 项目 or 试点项目: what makes two names one project."""
    text = project_text(name)
    return _PROJECT_TAIL.sub("", text) or text


def project_similarity(a: str, b: str) -> float:
    """Return 0–1 over the keys of two project names."""
    return Levenshtein.normalized_similarity(project_key(a), project_key(b))


class DiffKind(StrEnum):
    """What happened to a span."""

    EQUAL = "equal"
    REPLACED = "replaced"
    ADDED = "added"
    MISSING = "missing"


@dataclass(frozen=True)
class DiffSpan:
    """One run of characters: as in the first text, and as in the second."""

    kind: DiffKind
    first: str
    second: str


_OPERATIONS = {"equal": DiffKind.EQUAL, "replace": DiffKind.REPLACED, "insert": DiffKind.ADDED, "delete": DiffKind.MISSING}


def char_diff(a: str, b: str) -> tuple[DiffSpan, ...]:
    """Compare two texts character by character; joined again, the spans give both texts back."""
    return tuple(
        DiffSpan(_OPERATIONS[op.tag], a[op.src_start : op.src_end], b[op.dest_start : op.dest_end]) for op in Levenshtein.opcodes(a, b)
    )
