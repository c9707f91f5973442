"""统一社会信用代码 as registers hold them."""

import re

from chinese import uscc
from extractors.registers.table import Cells

_ROUNDED = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d+|\d{15}0{3}")
"""A spreadsheet program took an all-digit code for a number and kept 15 digits of it."""


def read_code(cells: Cells) -> str:
    """Return the code in one form; '' with a note where a spreadsheet program has spoilt it."""
    text = cells.get("uscc")
    if _ROUNDED.fullmatch(text):
        cells.note("uscc", "被表格软件当作数字改写，未采用该代码，请改为文本格式重新填写")
        return ""
    return uscc.normalise(text)
