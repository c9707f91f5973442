"""What counts as filled in: XXX and 请填写 don't, and ink that nobody understood is somebody's ink all the same."""

import re
from functools import cache
from typing import Any

from chinese.punctuation import fold
from schemas.evidence import Reading
from schemas.notice import FormProfile

_CROSSES = re.compile(r"[XxＸｘ×✕*＊_＿…．.\-]{2,}")
_NAME_OF_CROSSES = re.compile(r"(?<![0-9A-Za-z])[XxＸｘ×✕]{3,}(?![0-9A-Za-z])")
"""Not inside a code or a number: 91210102MA2TMQ5XXX is filled in."""
_ASKING = ("请", "点击", "单击", "此处")
_ROOM = re.compile(r"[,;(]?(?:限|不超过|控制在|限于)?\d{2,4}字(?:以内|左右|内)?\)?$")
"""How much may be written, as an empty form says behind its request: 请在此处填写标准化工作基础，限800字以内."""


def is_empty(reading: Reading[Any], profile: FormProfile) -> bool:
    """Say whether a field holds nothing as far as it was read: no ink, or a placeholder. How sure that is, its ink says."""
    if reading.value is None:
        return not is_unread(reading)
    return bool(reading.raw.strip()) and is_placeholder(reading.raw, profile)


def is_unread(reading: Reading[Any]) -> bool:
    """Say whether something stands there that nobody understood, or that may mean several things."""
    return reading.value is None and reading.needs_review and bool(reading.raw.strip())


def is_placeholder(text: str, profile: FormProfile) -> bool:
    """Say whether a text is only what the empty form itself says: XXX, XXX公司, （请填写项目名称）."""
    bare = fold(text).strip("():;,.")
    if not bare or _CROSSES.fullmatch(bare) or (len(bare) <= 20 and _NAME_OF_CROSSES.search(bare)):
        return bare not in {fold(mark) for mark in profile.empty_marks}
    return any(_stands_for(bare, _bare(sign)) for sign in profile.placeholders)


@cache
def _bare(sign: str) -> str:
    return fold(sign).strip("():;,.")


def _stands_for(bare: str, sign: str) -> bool:
    return bare == sign or (sign.startswith(_ASKING) and bare.startswith(sign) and len(_ROOM.sub("", bare)) <= len(sign) + 12)
