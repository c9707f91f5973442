"""What counts as filled in: XXX and 请填写 don't, and a reading that nobody understood is somebody's ink all the same."""

import re

from chinese.punctuation import fold
from schemas.evidence import Reading
from schemas.notice import FormProfile

_CROSSES = re.compile(r"[XxＸｘ×✕*＊_＿…．.\-]{2,}")


def is_empty(reading: Reading[object], profile: FormProfile) -> bool:
    """Say whether a field holds nothing: blank, or a placeholder of the form's own."""
    if reading.is_blank:
        return True
    return bool(reading.raw.strip()) and is_placeholder(reading.raw, profile)


def is_placeholder(text: str, profile: FormProfile) -> bool:
    """Say whether a text is only what the empty form itself says: XXX, （请填写）, 示例文字."""
    bare = fold(text).strip("():;,.")
    if not bare or _CROSSES.fullmatch(bare):
        return True
    signs = [fold(sign) for sign in profile.placeholders]
    return any(bare == sign or (sign in bare and len(bare) <= len(sign) + 10) for sign in signs if sign)
