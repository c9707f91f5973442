"""Opinion boxes: what was declared, when it was signed, and which seal stands in which box."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chinese.punctuation import strip_spaces
from extractors.documents import values
from extractors.documents.second import SecondReader
from extractors.documents.sheets import all_seals
from extractors.documents.text import join, settled
from extractors.labelled.entry import Entry
from extractors.layout.ink import Ink
from schemas.documents import Opinion, OpinionRole, Seal
from schemas.evidence import BBox, Reading
from schemas.page import Line, Page

FORMALITIES = re.compile(
    r"[（(]?(?:[一-鿿]{0,4}单位|[一-鿿]{0,4}部门)?(?:主要)?(?:负责人|法定代表人|法人代表|经办人|主管领导|签字人)?(?:或授权代表)?"
    r"(?:[（(]?(?:单位)?(?:盖章|公章|签章|签字|签名|印章|章)[）)]?)+[）)]?[:：]?"
    r"|(?:主要)?(?:负责人|法定代表人|法人代表|经办人|主管领导|签字人)[:：]|(?:日期|时间)[:：]"
)
"""What a box asks for beside the opinion itself: signature, seal, date."""
LONGEST_NAME = 6
DATE_LINE = re.compile(r"年.{0,6}月|月.{0,6}日|\d{4}\s*[.\-/年]")
LEAST_OVERLAP = 0.35
"""A seal belongs to the box that holds at least this share of it: seals are pressed over the box's border as often as not."""


@dataclass(frozen=True)
class Box:
    """The area of an opinion box on one page."""

    role: OpinionRole
    page: int
    bbox: BBox


def opinions_of(entries: Sequence[Entry], pages: Sequence[Page], second: SecondReader) -> tuple[Opinion, ...]:
    """Read every opinion box; a box that appears twice (over two pages) stays one opinion a page."""
    return tuple(_opinion(entry, index, entries, pages, second) for index, entry in enumerate(entries) if entry.label.role is not None)


def seals_with_roles(pages: Sequence[Page], opinions: Sequence[Opinion], entries: Sequence[Entry]) -> tuple[Seal, ...]:
    """Give each seal the role of the opinion box that it stands in; a box may go on at the top of the next page."""
    boxes = [Box(opinion.role, opinion.page, opinion.bbox) for opinion in opinions if opinion.bbox is not None]
    boxes += [
        Box(entry.label.role, ink.page, ink.place)
        for entry in entries
        for ink in entry.inks
        if entry.label.role is not None and ink.page != entry.page and ink.place is not None
    ]
    return tuple(seal.model_copy(update={"role": _role(seal, boxes)}) for seal in all_seals(pages))


def _role(seal: Seal, boxes: Sequence[Box]) -> OpinionRole | None:
    held = [(_share(seal.bbox, box.bbox), box.role) for box in boxes if box.page == seal.page]
    share, role = max(held, key=lambda pair: pair[0], default=(0.0, None))
    return role if share >= LEAST_OVERLAP else None


def _share(inner: BBox, outer: BBox) -> float:
    """Share of ``inner`` that lies in ``outer``."""
    w = min(inner[2], outer[2]) - max(inner[0], outer[0])
    h = min(inner[3], outer[3]) - max(inner[1], outer[1])
    area = (inner[2] - inner[0]) * (inner[3] - inner[1])
    return max(0.0, w) * max(0.0, h) / area if area > 0 else 0.0


def _opinion(entry: Entry, index: int, entries: Sequence[Entry], pages: Sequence[Page], second: SecondReader) -> Opinion:
    role = entry.label.role
    if role is None:  # opinions_of gives only boxes
        raise ValueError(entry.label.printed)
    page, box = _area(entry, index, entries, pages)
    lines = [line for ink in entry.inks for line in ink.lines]
    return Opinion(
        role=role,
        label=entry.label.printed,
        text=join(line.text for line in lines if not _is_formality(line.text)),
        signed_on=_signed_on(entry, second),
        page=page,
        bbox=box,
    )


def _area(entry: Entry, index: int, entries: Sequence[Entry], pages: Sequence[Page]) -> tuple[int, BBox | None]:
    """The box on its page: the cell, or without a grid everything from its heading to the next one."""
    number = entry.page
    if entry.box is not None:
        return number, entry.box
    page = next((page for page in pages if page.number == number), None)
    if page is None or not page.lines or all(line.bbox is None for line in page.lines):
        return number, None
    below = [other for other in entries[index + 1 :] if other.page == number and other.top is not None and other.top > (entry.top or 0)]
    bottom = min((other.top for other in below if other.top is not None), default=page.height)
    return number, (0.0, entry.top or 0.0, page.width, bottom)


def _is_formality(text: str) -> bool:
    bare = strip_spaces(text)
    rest = FORMALITIES.sub("", bare)
    return (rest != bare and len(rest) <= LONGEST_NAME) or (bool(DATE_LINE.search(bare)) and len(rest) <= 20)


def _signed_on(entry: Entry, second: SecondReader) -> Reading[str] | None:
    """The last line that looks like a date; None where the box has none."""
    for ink in reversed(entry.inks):
        rows = [line for line in ink.lines if DATE_LINE.search(strip_spaces(line.text))]
        if rows:
            return _date_of(ink.page, rows[-1], second)
    return None


def _date_of(page: int, line: Line, second: SecondReader) -> Reading[str]:
    place = (page, line.quad) if line.quad is not None else None
    seconds = second.read([place]) if place is not None else {}
    told = values.date(settled([Ink(page, (line,))], seconds))
    if told.value is not None and len(told.value) < len("2026-05-18"):
        return told.model_copy(update={"needs_review": True, "doubt": "日期不完整，可能被印章遮盖或系手写", "confidence": 0.5})
    return told
