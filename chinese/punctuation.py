"""Spaces, widths and brackets: the same words must compare equal however a clerk or an OCR engine set them."""

import re

from chinese.traditional import SIMPLIFIED

_BEFORE_GAP = re.compile(r"[0-9A-Za-z.,;:!?%)\]]")
_AFTER_GAP = re.compile(r"[0-9A-Za-z(\[]")
_SPACES = re.compile(r"[\s\u3000\u00a0\u200b\u200c\u200d\u2060\ufeff]+")

# Chinese commas, colons and brackets stay: they are right in Chinese text. Only what stands inside numbers, codes and addresses changes.
_HALF_SIGNS = "＠．／－＿％＋＃＆＊＝～"
_HALF = {
    **{ord("０") + i: ord("0") + i for i in range(10)},
    **{ord("Ａ") + i: ord("A") + i for i in range(26)},
    **{ord("ａ") + i: ord("a") + i for i in range(26)},
    **{ord(sign): ord(sign) - 0xFEE0 for sign in _HALF_SIGNS},
    0x3000: ord(" "),
}

DASH_READ_AS_ONE = re.compile(r"(?<=[0-9年月日])一(?=[0-9])")
"""No Chinese numeral stands before an Arabic one: 「1一4月」 is a dash that an engine took for 一."""

_FOLDED = {
    **{ord(c): "(" for c in "（〔［【｛[{﹙「『"},
    **{ord(c): ")" for c in "）〕］】｝]}﹚」』"},
    **{ord(c): ":" for c in "：︰﹕∶"},
    **{ord(c): ";" for c in "；﹔"},
    **{ord(c): "," for c in "，﹐"},
    **{ord(c): "." for c in "。｡﹒"},
    **{ord(c): '"' for c in "“”„‟〝〞＂″"},
    **{ord(c): "'" for c in "‘’‚‛＇′"},
    **{ord(c): "-" for c in "—–‐‑‒―－﹣−─━"},
    **{ord(c): "~" for c in "～〜∼"},
    **{ord(c): "·" for c in "•・‧∙．"},
    **SIMPLIFIED,
    ord("！"): "!",
    ord("？"): "?",
    ord("｜"): "|",
}

_NUMBERING = re.compile(
    r"^(?:[(]{1,2}[一二三四五六七八九十]{1,3}[)][、.,]?"
    r"|[一二三四五六七八九十]{1,3}[、.,]"
    r"|第[一二三四五六七八九十]{1,3}[部章节条][分]?[、.,:]?"
    r"|[(]{1,2}\d{1,2}[)][、.,]?"
    r"|\d{1,2}(?:\.\d{1,2})*[、.,·)](?!\d)"
    r"|\d{1,2}(?:\.\d{1,2})+(?=\D)"
    r"|\d{1,2}(?=[一-鿿])(?![年月日份个号楼室种类家件名位]|项(?!目))"
    r"|[①-⑳㈠-㈩⑴-⒇])"
)
_TRAILING_BRACKETS = re.compile(r"(?:[(][^()]{0,60}[)])*[(][^()]{0,60}[)]?$")
_MARKS = re.compile(r"[:;_*※★●■◆▲·□☐|]+")


def strip_spaces(text: str) -> str:
    """Take out every space and line break, the full-width and the invisible ones too."""
    return _SPACES.sub("", text)


def squeeze(text: str) -> str:
    """Take spaces and line breaks out of Chinese text; between Latin words and numbers one space stays."""
    return _SPACES.sub(_gap, text.strip())


def _gap(match: re.Match[str]) -> str:
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return " " if _BEFORE_GAP.match(before) and _AFTER_GAP.match(after) else ""


def half_width(text: str) -> str:
    """Turn full-width digits, Latin letters and the signs inside codes and addresses to half width; Chinese punctuation stays."""
    return text.translate(_HALF)


def fold(text: str) -> str:
    """Bring text into one form for comparing: no spaces, half width, one kind of bracket, quote, dash and colon. Never for display."""
    return strip_spaces(half_width(text)).translate(_FOLDED)


def label_key(text: str) -> str:
    """Bring a form's label into one form: 「（一）联 系 人（盖章）：____」 becomes 联系人.

    Numbering before it, brackets after it, colons, underlines and required-field stars go. A label that is all brackets keeps what
    is in them.
    """
    folded = re.sub(r"^[*※★●■◆▲]+", "", fold(text))
    key = _NUMBERING.sub("", folded, count=1)
    key = _MARKS.sub("", key) if _MARKS.sub("", key) else key
    bare = _TRAILING_BRACKETS.sub("", key)
    return bare or key.strip("()")
