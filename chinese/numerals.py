"""Numbers as clerks write them: 2, ２, 二, 两, 贰, 十二."""

import re

from chinese.punctuation import half_width, strip_spaces

_CLASSIFIER = re.compile(r"[个項项份件家名]$")
_D = "[〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖]"
_CHINESE = re.compile(
    rf"{_D}+|(?:{_D}[千仟])?零?(?:{_D}[百佰])?零?(?:{_D}?[十拾])?{_D}?|{_D}?[十拾]?{_D}?[万萬](?:{_D}[千仟])?零?(?:{_D}[百佰])?零?(?:{_D}?[十拾])?{_D}?"
)
_VARIANTS = str.maketrans({"○": "〇", "◯": "〇", "俩": "两", "仨": "三", "貳": "贰", "弍": "贰", "參": "叁"})
_MAX_DIGITS = 9


def parse_count(text: str) -> int | None:
    """Read a whole number written in digits or Chinese; a classifier after it (个, 份) does no harm. Anything else gives None."""
    bare = _CLASSIFIER.sub("", strip_spaces(half_width(text)))
    if bare.isascii() and bare.isdigit():
        return int(bare) if len(bare) <= _MAX_DIGITS else None
    plain = bare.translate(_VARIANTS).replace("廿", "二十").replace("卅", "三十")
    return _from_chinese(plain) if plain and _CHINESE.fullmatch(plain) else None


def _from_chinese(text: str) -> int | None:
    """Let cn2an count; it is given well-formed numerals only, since it stumbles over others in many ways."""
    import cn2an  # noqa: PLC0415  (takes a fifth of a second to load, and most documents have digits)

    try:
        return int(cn2an.cn2an(text, "smart"))
    except (ValueError, KeyError):
        return None
