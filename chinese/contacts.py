"""Telephone numbers and mail addresses: can one be reached there, and what is wrong if not? And masks for what leaves the house."""

import re
from dataclasses import dataclass
from enum import StrEnum

from chinese.punctuation import half_width, strip_spaces


class ContactKind(StrEnum):
    """What a contact is, judging by its shape."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    HOTLINE = "hotline"
    EMAIL = "email"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ContactCheck:
    """A contact as written in one form, and why it cannot work ('' where it can)."""

    kind: ContactKind
    value: str
    problem: str = ""

    @property
    def ok(self) -> bool:
        """Whether it is well formed."""
        return not self.problem


_SEPARATORS = re.compile(r"[、，,；;/\n|]+|\s{2,}|(?<=\d)\s+(?=1[3-9]\d{9})|(?:或|及)")
_DASHES = str.maketrans(dict.fromkeys("—–－‐−―─", "-"))
_PREFIX = re.compile(r"^(?:\+?86[- ]?|0086[- ]?)(?=1[3-9]|\(?0?\d{2,3})")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_LANDLINE = re.compile(r"(?:\(?0\d{2,3}\)?-?)?[2-8]\d{6,7}(?:(?:-|转|ext\.?|#)\d{1,6})?", re.IGNORECASE)
_HOTLINE = re.compile(r"(?:(?:0\d{2,3}-?)?(?:1\d{4}|9\d{4,5})(?:-\d{1,5}){0,3}|[48]00-?\d{3}-?\d{4})")
_EMAIL = re.compile(r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}")


def check_phone(text: str) -> ContactCheck:
    """Judge one number, mobile or landline by its shape."""
    value = _number(text)
    digits = re.sub(r"\D", "", value)
    if _MOBILE.fullmatch(digits) and not re.search(r"[转#]", value):
        return ContactCheck(ContactKind.MOBILE, digits)
    if _HOTLINE.fullmatch(value):
        return ContactCheck(ContactKind.HOTLINE, value)
    if _LANDLINE.fullmatch(value):
        return ContactCheck(ContactKind.LANDLINE, value)
    return ContactCheck(_phone_kind(digits), value, _phone_problem(value, digits))


def check_mobile(text: str) -> ContactCheck:
    """Judge one number that stands where a mobile is asked for; a good landline there is said to be one."""
    found = check_phone(text)
    if found.ok and found.kind is not ContactKind.MOBILE:
        return ContactCheck(found.kind, found.value, "不是手机号码")
    return found


def check_email(text: str) -> ContactCheck:
    """Judge one mail address."""
    value = half_width(text).replace("。", ".").strip().rstrip(".;；,，")
    return ContactCheck(ContactKind.EMAIL, strip_spaces(value), _email_problem(value))


def split_contacts(text: str) -> tuple[str, ...]:
    """Take apart a cell with several numbers or addresses: 024-12345678／13800000000."""
    return tuple(part.strip() for part in _SEPARATORS.split(half_width(text)) if part and part.strip())


def mask_phone(text: str) -> str:
    """Hide the middle of a number: 138****5678, 024-****5678. Too short to hide, it is hidden whole."""
    digits = [i for i, char in enumerate(text) if char.isdigit()]
    if len(digits) < 7:
        return "*" * len(text)
    hidden = set(digits[-8:-4])
    return "".join("*" if i in hidden else char for i, char in enumerate(text))


def mask_name(name: str) -> str:
    """Hide a given name: 张*, 欧阳**. Compound surnames count as two characters."""
    bare = strip_spaces(name)
    keep = 2 if bare[:2] in _COMPOUND and len(bare) > 2 else 1
    return bare[:keep] + "*" * (len(bare) - keep) if bare else ""


def mask_email(text: str) -> str:
    """Hide a mail address but for its first letter and its host: z***@163.com."""
    local, at, host = text.strip().partition("@")
    return f"{local[:1]}***{at}{host}" if at else "*" * len(local)


_COMPOUND = frozenset(
    (
        "欧阳",
        "司马",
        "上官",
        "诸葛",
        "东方",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "司徒",
        "夏侯",
        "令狐",
        "宇文",
        "长孙",
        "端木",
        "南宫",
        "独孤",
        "呼延",
    )
)


def _number(text: str) -> str:
    plain = strip_spaces(half_width(text)).translate(_DASHES).replace("（", "(").replace("）", ")")
    return _PREFIX.sub("", plain)


def _phone_kind(digits: str) -> ContactKind:
    if re.match(r"1[3-9]", digits):
        return ContactKind.MOBILE
    return ContactKind.LANDLINE if digits.startswith("0") else ContactKind.UNKNOWN


def _phone_problem(value: str, digits: str) -> str:
    if not digits:
        return "未见号码"
    if re.search(r"[^\d\-()转#]", re.sub(r"ext\.?", "", value, flags=re.IGNORECASE)):
        return "含有非数字字符"
    if _phone_kind(digits) is ContactKind.MOBILE:
        return f"手机号码应为11位，现为{len(digits)}位"
    return f"电话号码位数不对（{len(digits)}位）"


def _email_problem(value: str) -> str:
    if not value:
        return "未见邮箱"
    if value.count("@") != 1:
        return "缺少@" if "@" not in value else "有多个@"
    if re.search(r"[^\x21-\x7e]", value):
        return "含有空格、中文或全角字符"
    if _EMAIL.fullmatch(value):
        return ""
    return "域名不完整" if "." not in value.partition("@")[2].strip(".") else "邮箱格式不对"
