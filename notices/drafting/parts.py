"""The papers that a notice is made of: the notice itself, its letter form, the notice it passes on, and the annex of domains."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from notices.drafting.paragraphs import BODY, Paragraph
from schemas.draft import TextSide

_ANNEX = re.compile(r"附件\d{0,2}[:：]?")
_LETTERHEAD = re.compile(rf"(?:{BODY})文件")
_LETTER = re.compile(r"推荐[^。]{0,20}[公]?函|公函")
_NOTICE = re.compile(r"[^。；]{4,80}的(?:通知|意见|公告)(?:[（(][^（）()]{1,6}[)）])?")


class PartKind(StrEnum):
    """What a part is."""

    NOTICE = "notice"
    LETTER = "letter"
    ANNEX = "annex"


@dataclass(frozen=True)
class Part:
    """Paragraphs that belong together."""

    kind: PartKind
    side: TextSide
    paragraphs: tuple[Paragraph, ...]


def parts(paragraphs: Sequence[Paragraph]) -> tuple[Part, ...]:
    """Cut a text where a letterhead or the heading of an annex stands."""
    cuts = [0, *(n for n, p in enumerate(paragraphs) if n and (_ANNEX.fullmatch(p.text) or _LETTERHEAD.fullmatch(p.text))), len(paragraphs)]
    found: list[Part] = []
    for start, end in itertools.pairwise(cuts):
        if block := tuple(paragraphs[start:end]):
            found.append(_part(block, found))
    return tuple(found)


def _part(block: tuple[Paragraph, ...], before: Sequence[Part]) -> Part:
    """A second notice is the one that the first passes on; what follows it is its own."""
    side = before[-1].side if before else TextSide.PROVINCIAL
    head = [p.text for p in block[:5]]
    if not before or (any(_NOTICE.fullmatch(text) for text in head) and not _ANNEX.fullmatch(head[0])):
        return Part(PartKind.NOTICE, TextSide.NATIONAL if before else TextSide.PROVINCIAL, block)
    is_letter = any(_LETTER.search(text) and len(text) <= 40 for text in head[:4])
    return Part(PartKind.LETTER if is_letter else PartKind.ANNEX, side, block)
