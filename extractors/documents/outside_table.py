"""What a form says outside its table: title and year, how many copies, and the date at the foot of its cover."""

import re
from collections.abc import Iterable, Mapping, Sequence

from chinese.numerals import parse_count
from chinese.punctuation import fold, half_width, strip_spaces
from extractors.documents import values
from extractors.documents.second import SecondReader
from extractors.documents.text import Read, reading, settled
from extractors.labelled.lines import free_lines
from extractors.layout.ink import Ink
from schemas.evidence import Reading
from schemas.notice import FormProfile
from schemas.page import Line, Page

YEAR = re.compile(r"(20\d\d)\s*年度?")
COVER_LINES = 30
DATE_ZONE = 0.4
"""The date of filling in stands below this share of a cover's height."""
BARE_DATE = re.compile(r"^(?:\d{4}|[二2][〇○零0oO][一二三四五六七八九〇○零\d]{2})[年.\-/].{1,3}(?:[月.\-/].{0,3}日?)?$")
LABELS_END = re.compile(r"^.{0,2}[:：]")
"""What is left of a torn 填报日｜期： before its date."""
COPIES = re.compile(r"一式\s*([一二两三四五六七八九十]|\d{1,2})\s*份")


def heading(pages: Sequence[Page], profile: FormProfile) -> dict[str, Reading[object]]:
    """The form's title and year, from the free text of its first pages; a title may be set over two lines."""
    for page in pages[:2]:
        free = free_lines(page)[:12]
        for start in range(len(free)):
            for count in (1, 2, 3):
                lines = free[start : start + count]
                title = _title_in("".join(line.text for line in lines), profile.titles)
                if title is not None and len(lines) == count:
                    ink = Ink(page.number, tuple(lines))
                    text = settled([ink], {})
                    return {"form_title": reading(title, text), **_year(page, ink)}
    return {}


def _title_in(text: str, titles: Iterable[str]) -> str | None:
    bare = fold(text)
    return max((title for title in titles if fold(title) in bare), key=len, default=None)


def _year(page: Page, title: Ink) -> dict[str, Reading[object]]:
    """The call's year: in the title, or on a line of its own near it."""
    nearby = [line for line in free_lines(page)[:8] if "年度" in strip_spaces(line.text) or line in title.lines]
    for line in (*title.lines, *nearby):
        found = YEAR.search(half_width(strip_spaces(line.text)))
        if found:
            return {"form_year": reading(int(found.group(1)), settled([Ink(page.number, (line,))], {}))}
    return {}


def copies(pages: Sequence[Page], fields: Mapping[str, object], second: SecondReader) -> dict[str, Reading[object]]:
    """「一式三份」 wherever the form says it, where it has no field of its own for that; read twice where once is not sure."""
    if "copies_stated" in fields:
        return {}
    for page in pages:
        for line in page.lines:
            if COPIES.search(strip_spaces(line.text)):
                once = _copies_in(page, line, {})
                again = second.read([(page.number, line.quad)]) if once.needs_review and line.quad else {}
                return {"copies_stated": _copies_in(page, line, again) if again else once}
    return {}


def _copies_in(page: Page, line: Line, seconds: Read) -> Reading[object]:
    text = settled([Ink(page.number, (line,))], seconds)
    found = COPIES.search(strip_spaces(text.text))
    return reading(parse_count(found.group(1)) if found else None, text)


def cover_date(pages: Sequence[Page], fields: Mapping[str, object], second: SecondReader) -> dict[str, Reading[object]]:
    """A date alone at the foot of a cover is the date of filling in, with or without a label."""
    if "filled_on" in fields or not pages or len(pages[0].lines) > COVER_LINES:
        return {}
    for line in reversed(free_lines(pages[0])):
        if line.bbox is not None and line.bbox[1] < pages[0].height * DATE_ZONE:
            break
        if BARE_DATE.match(LABELS_END.sub("", strip_spaces(line.text))):
            seconds = second.read([(pages[0].number, line.quad)]) if line.quad else {}
            return {"filled_on": values.date(settled([Ink(pages[0].number, (line,))], seconds))}  # type: ignore[dict-item]
    return {}
