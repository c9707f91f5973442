"""The sheets of one document: which pages of which files, in reading order, and what every record says of them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from extractors.documents.page_numbers import printed_number, printed_total
from schemas.documents import Kind, Medium, PageNote, Part, Seal
from schemas.page import Page, SealImpression, TextSource


@dataclass(frozen=True)
class Sheet:
    """One page of a file. ``page.number`` counts in the file."""

    path: str
    sha256: str
    page: Page


@dataclass(frozen=True)
class Segment:
    """The sheets of one document, in reading order."""

    kind: Kind
    sheets: tuple[Sheet, ...]


class Frame(TypedDict):
    """The fields that every record has."""

    id: str
    path: str
    folder: str
    first_page: int
    last_page: int
    parts: tuple[Part, ...] | None
    medium: Medium
    pages: tuple[PageNote, ...]


def frame(segment: Segment, pages: Sequence[Page]) -> Frame:
    """Identity and place of a document; ``pages`` are numbered in the document (see ``numbered``)."""
    parts = _parts(segment.sheets)
    first = segment.sheets[0].path
    return Frame(
        id=identity(segment),
        path=first,
        folder=first.split("/")[0] if "/" in first else "",
        first_page=1 if len(parts) > 1 else parts[0].first_page,
        last_page=len(segment.sheets) if len(parts) > 1 else parts[0].last_page,
        parts=parts if len(parts) > 1 else None,
        medium=_medium(pages),
        pages=tuple(_note(page) for page in sorted(pages, key=lambda page: page.number)),
    )


def numbered(segment: Segment) -> tuple[Page, ...]:
    """The pages in reading order, numbered as the record numbers them: in the file, or through the parts."""
    parts = _parts(segment.sheets)
    if len(parts) == 1:
        return tuple(sheet.page for sheet in segment.sheets)
    ordered = [(part.path, number) for part in parts for number in range(part.first_page, part.last_page + 1)]
    places = {place: index for index, place in enumerate(ordered, 1)}
    return tuple(sheet.page.model_copy(update={"number": places[(sheet.path, sheet.page.number)]}) for sheet in segment.sheets)


def identity(segment: Segment) -> str:
    """The document's id: SHA-256 over the bytes and page numbers of its sheets, whatever their order."""
    places = sorted((sheet.sha256, sheet.page.number) for sheet in segment.sheets)
    return "d-" + hashlib.sha256(repr(places).encode()).hexdigest()[:16]


def _parts(sheets: Sequence[Sheet]) -> tuple[Part, ...]:
    """Runs of consecutive pages of one file; the files keep the order in which they are read."""
    numbers: dict[str, list[int]] = {}
    for sheet in sheets:
        numbers.setdefault(sheet.path, []).append(sheet.page.number)
    parts: list[Part] = []
    for path, pages in numbers.items():
        start = before = None
        for number in sorted(pages):
            if before is None or start is None:
                start = number
            elif number != before + 1:
                parts.append(Part(path=path, first_page=start, last_page=before))
                start = number
            before = number
        if start is not None and before is not None:
            parts.append(Part(path=path, first_page=start, last_page=before))
    return tuple(parts)


def _medium(pages: Sequence[Page]) -> Medium:
    """A document is a scan as soon as one of its written pages is a picture."""
    sources = {page.source for page in pages if not page.blank}
    return Medium.SCAN if TextSource.OCR in sources or not sources - {TextSource.NONE} else Medium.ELECTRONIC


def _note(page: Page) -> PageNote:
    return PageNote(
        number=page.number,
        width=page.width,
        height=page.height,
        rotation=page.rotation,
        blank=page.blank,
        faults=page.faults,
        picture=page.picture,
        printed_number=printed_number(page),
        printed_total=printed_total(page),
    )


def seal_of(impression: SealImpression, page: int) -> Seal:
    """A seal without owner and role."""
    best = impression.readings[0].text if impression.readings else ""
    return Seal(
        page=page,
        bbox=impression.bbox,
        ink=impression.ink,
        text=best,
        readings=impression.readings,
        line_text=impression.line_text,
        line_unread=impression.line_unread,
        complete=impression.complete,
    )


def all_seals(pages: Sequence[Page]) -> tuple[Seal, ...]:
    """Every seal on every page."""
    return tuple(seal_of(impression, page.number) for page in pages for impression in page.seals)
