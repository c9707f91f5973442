"""Radicals written for the characters that look like them: browsers print ⺠ for 民 into PDFs, and copies bring it into DOCX."""

import unicodedata

from chinese.traditional import simplified

_SUPPLEMENT = (
    "⺁厂 ⺄乙 ⺇几 ⺈刀 ⺊卜 ⺌小 ⺎兀 ⺐尢 ⺒巳 ⺓幺 ⺜日 ⺝月 ⺟母 ⺠民 ⺧牛 ⺪疋 ⺫目 ⺬示 ⺮竹 "
    "⺳网 ⺴网 ⺶羊 ⺷羊 ⺸羊 ⺼肉 ⺽臼 ⻁虎 ⻄西 ⻅见 ⻆角 ⻇角 "
    "⻉贝 ⻊足 ⻋车 ⻑長 ⻓长 ⻔门 ⻕阜 ⻗雨 ⻘青 "
    "⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻡首 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫齐 ⻬齐 ⻮齿 ⻰龙 ⻱龜 ⻲龟"
)
"""The block U+2E80–2EFF has no compatibility mappings; these of its signs stand for whole characters."""
_CHARACTERS = {ord(pair[0]): pair[1] for pair in _SUPPLEMENT.split()}


def as_characters(text: str) -> str:
    """Turn radicals (⼀, ⺠) and compatibility ideographs into the characters that they stand for."""
    if not any("\u2e80" <= char <= "\u2fdf" or "\uf900" <= char <= "\ufaff" for char in text):
        return text
    return "".join(_plain(char) for char in text.translate(_CHARACTERS))


def _plain(char: str) -> str:
    """Return the character; a radical's own is the traditional one (⼾ is 戶), though fonts give its glyph to the simplified one, too."""
    if "\u2e80" <= char <= "\u2fdf":
        return simplified(unicodedata.normalize("NFKC", char))
    return unicodedata.normalize("NFKC", char) if "\uf900" <= char <= "\ufaff" else char
