"""Lines of pages put together to paragraphs: a printed line ends where the paper does, a paragraph where the thought does."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from chinese.dates import Precision, parse_date
from chinese.punctuation import strip_spaces

NUMBER = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、](?!\d)|[（(]\d{1,2}[)）]|第[一二三四五六七八九十]{1,3}[条章]"
)
"""How an item is numbered."""
_STARTS = re.compile(rf"^(?:[-•·●*]?附件|{NUMBER.pattern}|联系人|联系电话|联系方式|地址|邮箱|电子邮箱|抄送|[（(]此件)")
_ENDS = ("。", "；", "：", "！", "？", ";")
BODY = r"[一-鿿（）()]{2,40}(?:人民政府|总局|[局厅委办社]|办公室|委员会|领导小组|[总协]会)"
_BODY_LINE = re.compile(rf"(?:{BODY})(?:文件)?")
_TITLE_LINE = re.compile(r"[^。；]{2,}(?:的通知|的意见|的函|的公告|通知|公函|函)(?:格式|样式)?(?:[（(][^（）()]{1,6}[)）])?")
_NUMBER_LINE = re.compile(r"[一-鿿]{2,14}[〔\[（(【]20\d\d[〕\]）)】]\d{1,4}号")
_PAGE_NUMBER = re.compile(r"[-—–－·\s]*\d{1,3}[-—–－·\s]*|第\d{1,3}页.{0,8}")
_SHORT = 24
"""Characters of a line that was hardly ended by the margin."""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph without spaces. ``turns`` gives, for each page it runs over, the offset where that page begins."""

    text: str
    turns: tuple[tuple[int, int], ...]

    def page(self, offset: int = 0) -> int:
        """Return the page on which a character stands."""
        return [page for start, page in self.turns if start <= offset][-1]

    @property
    def bare(self) -> str:
        """The text without its number."""
        return re.sub(rf"^(?:{NUMBER.pattern})", "", self.text)

    @property
    def number(self) -> str:
        """The number it begins with, '' where it has none."""
        found = re.match(NUMBER.pattern, self.text)
        return found[0] if found else ""

    @property
    def is_heading(self) -> bool:
        """Whether it is a numbered heading: short, and no sentence."""
        return bool(self.number) and len(self.text) <= _SHORT and not re.search(r"[，。；：]", self.text)


def paragraphs(pages: Sequence[Sequence[str]]) -> tuple[Paragraph, ...]:
    """Join the lines of each page, empty ones included, to paragraphs; page numbers and empty lines go."""
    found: list[Paragraph] = []
    gap = False
    for page, line in _lines(pages):
        if not line:
            gap = True
        elif found and not _parted(found[-1], line, gap=gap):
            found[-1] = _joined(found[-1], line, page)
            gap = False
        else:
            found.append(Paragraph(line, ((0, page),)))
            gap = False
    return tuple(found)


def _lines(pages: Sequence[Sequence[str]]) -> Iterator[tuple[int, str]]:
    for page, lines in enumerate(pages, 1):
        for line in lines:
            dense = strip_spaces(line)
            if not dense or not _PAGE_NUMBER.fullmatch(dense):
                yield page, dense


def _joined(paragraph: Paragraph, line: str, page: int) -> Paragraph:
    turns = paragraph.turns if page == paragraph.turns[-1][1] else (*paragraph.turns, (len(paragraph.text), page))
    return Paragraph(paragraph.text + line, turns)


def _parted(before: Paragraph, line: str, *, gap: bool) -> bool:
    """Say whether a line begins a paragraph of its own."""
    text = before.text
    return bool(
        text.endswith(_ENDS)
        or _STARTS.match(line)
        or is_date(line)
        or is_date(text)
        or before.is_heading
        or _BODY_LINE.fullmatch(text)
        or _TITLE_LINE.fullmatch(text)
        or _NUMBER_LINE.fullmatch(text)
        or (text.startswith("附件") and len(text) <= 4)
        or (gap and len(text) <= _SHORT)
    )


def is_date(text: str) -> bool:
    """Say whether a line is a date, blank or filled in, and nothing else."""
    if text == "年月日":
        return True
    date = parse_date(text) if len(text) <= 14 else None
    return date is not None and date.precision is Precision.DAY and date.raw == text
