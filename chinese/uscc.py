"""统一社会信用代码: GB 32100-2015 with its amendment, and the organisation code of GB 11714 inside it.

Written from the standard. ``stdnum.cn.uscc`` is not used: it wants digits in the first eight places, and so refuses every N…, A… and Y…
code. A code that fails a check digit is suspect, never false: registered codes that fail digit 18 exist.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from chinese.punctuation import half_width, strip_spaces

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100, table 4: 31 characters, without I, O, S, V, Z."""
LENGTH = 18
_VALUE = {char: i for i, char in enumerate(ALPHABET)}
_WEIGHTS = tuple(pow(3, i, 31) for i in range(LENGTH - 1))
_INNER_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_SEPARATORS = re.compile(r"[-—–－·.,，、_:：'\"]")

IMPOSSIBLE = {"I": "1", "O": "0", "S": "5", "Z": "2"}
"""Letters that the alphabet leaves out, and the digit each was mistaken for."""
LOOK_ALIKES = {
    "0": "DQOCU",
    "D": "0",
    "Q": "0",
    "C": "0G",
    "1": "L7TJ4",
    "L": "1",
    "T": "17",
    "J": "1",
    "2": "7",
    "7": "1T2Y",
    "5": "63",
    "6": "G58B",
    "G": "6C",
    "8": "B369",
    "B": "8R3E",
    "3": "859",
    "9": "3840",
    "4": "A1",
    "A": "4R",
    "U": "0W",
    "W": "UM",
    "M": "NHW",
    "N": "MH",
    "H": "NM",
    "K": "XR",
    "X": "KY",
    "Y": "X7",
    "E": "FB",
    "F": "EP",
    "P": "FR",
    "R": "BPKA",
    "V": "UY",
}
"""What each character is mistaken for in print and by OCR engines. V has no single counterpart."""


@dataclass(frozen=True)
class UsccCheck:
    """Which of the standard's demands a code meets."""

    code: str
    length_ok: bool
    charset_ok: bool
    inner_ok: bool
    """Digit 17: the GB 11714 check of the organisation code in places 9–17."""
    check_ok: bool
    """Digit 18: the GB 32100 check of the whole."""

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return self.length_ok and self.charset_ok and self.inner_ok and self.check_ok

    @property
    def old_registration_number(self) -> bool:
        """Whether this is a 15-digit 注册号 of before 2015."""
        return len(self.code) == 15 and self.code.isdigit()


@lru_cache(maxsize=50_000)
def normalise(raw: str) -> str:
    """Write a code in upper case, half width, without spaces and separators. Nothing is repaired."""
    return _SEPARATORS.sub("", strip_spaces(half_width(raw))).upper()


@lru_cache(maxsize=50_000)
def check(raw: str) -> UsccCheck:
    """Check a code against GB 32100 and GB 11714; junk fails, and never raises."""
    code = normalise(raw)
    length_ok = len(code) == LENGTH
    charset_ok = bool(code) and all(char in _VALUE for char in code)
    sound = length_ok and charset_ok
    return UsccCheck(
        code, length_ok, charset_ok, sound and inner_digit(code[8:16]) == code[16], sound and check_digit(code[:17]) == code[17]
    )


def is_valid(raw: str) -> bool:
    """Say whether a code passes everything."""
    return check(raw).ok


def check_digit(first17: str) -> str:
    """Compute character 18 (GB 32100, 5.5): C18 = (31 − Σ Ci·3^(i−1) mod 31) mod 31."""
    total = sum(_VALUE[char] * weight for char, weight in zip(first17, _WEIGHTS, strict=True))
    return ALPHABET[-total % 31]


def inner_digit(first8: str) -> str:
    """Compute the organisation code's check character (GB 11714): 11 − Σ mod 11, with 10 as X and 11 as 0."""
    total = sum(int(char, 36) * weight for char, weight in zip(first8, _INNER_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def repair(raw: str) -> tuple[str, ...]:
    """Propose codes one look-alike away that pass both digits, sorted; () for a sound code or where nothing fits.

    Letters that cannot stand in a code (I, O, S, Z) are put right first, all of them, since they are certainly misread. Propose a repair to
    a person only where exactly one comes back.
    """
    code = normalise(raw)
    if len(code) != LENGTH or is_valid(code):
        return ()
    mended = "".join(IMPOSSIBLE.get(char, char) for char in code)
    if is_valid(mended):
        return (mended,)
    return tuple(sorted({candidate for candidate in _one_away(mended) if is_valid(candidate)}))


def _one_away(code: str) -> tuple[str, ...]:
    return tuple(code[:i] + other + code[i + 1 :] for i, char in enumerate(code) for other in LOOK_ALIKES.get(char, ""))


def region(raw: str) -> str:
    """Return places 3–8, the division code of the registering office; '' where the code is too short or they are no digits."""
    digits = normalise(raw)[2:8]
    return digits if len(digits) == 6 and digits.isascii() and digits.isdigit() else ""


class LegalPerson(StrEnum):
    """What the first two characters say about 法人资格."""

    YES = "yes"
    NO = "no"
    MIXED = "mixed"
    """Both kinds bear this prefix; name or certificate decides."""
    CONDITIONAL = "conditional"
    """Depends on how the body was set up; look it up."""


@dataclass(frozen=True)
class Registration:
    """What the first two characters stand for (GB 32100, tables 1 and 2, with the amendment)."""

    prefix: str
    body: str
    kind: str
    legal_person: LegalPerson
    note: str = ""


def registration(raw: str) -> Registration | None:
    """Look up the registering body and kind; None where the standard has no such pair."""
    return _REGISTRATIONS.get(normalise(raw)[:2])


def _table() -> dict[str, Registration]:
    yes, no, mixed, depends = LegalPerson.YES, LegalPerson.NO, LegalPerson.MIXED, LegalPerson.CONDITIONAL
    rows = (
        ("11", "机构编制", "机关", yes, "特别法人；其内设机构不具有法人资格"),
        ("12", "机构编制", "事业单位", yes, "以事业单位法人证书为准"),
        ("13", "机构编制", "机构编制部门直接管理编制的群众团体", yes, "一般具有法人资格"),
        ("19", "机构编制", "其他", depends, ""),
        ("21", "外交", "外国常驻新闻机构", no, ""),
        ("29", "外交", "其他", depends, ""),
        ("31", "司法行政", "律师执业机构", mixed, "合伙、个人律师事务所为非法人组织；国资所依其设立方式"),
        ("32", "司法行政", "公证处", depends, "事业体制或合作制"),
        ("33", "司法行政", "基层法律服务所", depends, ""),
        ("34", "司法行政", "司法鉴定机构", depends, ""),
        ("35", "司法行政", "仲裁委员会", yes, ""),
        ("39", "司法行政", "其他", depends, ""),
        ("41", "文化", "外国在华文化中心", no, ""),
        ("49", "文化", "其他", depends, ""),
        ("51", "民政", "社会团体", yes, ""),
        ("52", "民政", "民办非企业单位", mixed, "分法人、合伙、个体三种，仅法人型具有法人资格"),
        ("53", "民政", "基金会", yes, ""),
        ("54", "民政", "居民委员会", yes, "特别法人；早期赋码"),
        ("55", "民政", "村民委员会", yes, "特别法人；早期赋码"),
        ("59", "民政", "其他", depends, ""),
        ("61", "旅游", "外国旅游部门常驻代表机构", no, ""),
        ("62", "旅游", "港澳台地区旅游部门常驻内地（大陆）代表机构", no, ""),
        ("69", "旅游", "其他", depends, ""),
        ("71", "宗教", "宗教活动场所", depends, "已办理法人登记的具有法人资格"),
        ("72", "宗教", "宗教院校", depends, ""),
        ("79", "宗教", "其他", depends, ""),
        ("81", "工会", "基层工会", depends, "具备法人条件并取得工会法人资格证书的"),
        ("89", "工会", "其他", depends, ""),
        ("91", "市场监管", "企业", mixed, "公司具有法人资格；分公司、合伙企业、个人独资企业不具有"),
        ("92", "市场监管", "个体工商户", no, ""),
        ("93", "市场监管", "农民专业合作社", yes, "特别法人；其分支机构不具有"),
        ("A1", "军队机构编制", "军队事业单位", depends, ""),
        ("A9", "军队机构编制", "其他", depends, ""),
        ("N1", "农业农村", "组级集体经济组织", yes, "特别法人"),
        ("N2", "农业农村", "村级集体经济组织", yes, "特别法人"),
        ("N3", "农业农村", "乡镇级集体经济组织", yes, "特别法人"),
        ("N9", "农业农村", "其他", depends, ""),
        ("Y1", "其他", "其他", depends, ""),
    )
    return {prefix: Registration(prefix, body, kind, person, note) for prefix, body, kind, person, note in rows}


_REGISTRATIONS = _table()
