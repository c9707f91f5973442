"""Page pictures and crops: shows the reader the ink that a finding rests on.

File names are made of ids and numbers only. What the earlier report has drawn is not drawn again, nor is its scan opened.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reports.addresses import crop_picture, document_page, page_picture
from reports.directory import Directory
from reports.output import NO_PICTURE, Extent, Output
from reports.places import on_page
from schemas.documents import PageNote
from schemas.evidence import BBox
from schemas.finding import Evidence

if TYPE_CHECKING:
    from reports.crops import PagePicture

_PICTURE_STARTS = (b"\xff\xd8\xff", b"\x89PNG")

Pictures = Callable[[str], bytes | None]
"""Gives the JPEG of a ``PageNote.picture`` key, or None where it is not kept."""


@dataclass(frozen=True)
class Shot:
    """One picture of a place, ready to be shown."""

    src: str
    href: str
    """Where the whole page is shown with this place marked; '' for readers who don't get whole pages."""
    width: int
    height: int
    caption: str
    text: str


@dataclass
class Gallery:
    """Makes the pictures that a report asks for, each once, into ``evidence`` of its output."""

    directory: Directory
    pictures: Pictures
    output: Output
    source: "Gallery | None" = None
    """The reviewers' gallery, for one whose pictures leave the office: personal data are painted over, and no whole page is shown."""
    _made: dict[str, Shot | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._open = lru_cache(maxsize=6)(self._read)

    def shot(self, evidence: Evidence) -> Shot | None:
        """Return the picture of a piece of evidence; None where its page has none (DOCX, a page that was not kept)."""
        src = crop_picture(evidence)
        if src not in self._made:
            self._made[src] = self._given_out(evidence, src) if self.source else self._drawn(evidence, src, ())
        made = self._made[src]
        return replace(made, text=evidence.text) if made else None

    def page(self, ident: str, number: int) -> str:
        """Return the address of a page's picture; '' where there is none."""
        document = self.directory.document(ident)
        note = self.directory.page_note(document, number) if document else None
        if note is None or not note.picture:
            return ""
        src, key = page_picture(ident, number), note.picture
        return src if self.output.picture(src, key, lambda path: self._copy(key, path)) else ""

    def _copy(self, key: str, path: Path) -> Extent | None:
        content = self.pictures(key)
        if not content or not content.startswith(_PICTURE_STARTS):
            return None
        path.write_bytes(content)
        return NO_PICTURE

    def _given_out(self, evidence: Evidence, src: str) -> Shot | None:
        """Return the picture for a reader outside: without a place it would be a whole page, which nobody gets."""
        note = self._note(evidence)
        if self.source is None or note is None or evidence.bbox is None or on_page(evidence.bbox, note.width, note.height) is None:
            return None
        shot = self.source.shot(evidence)
        if shot is None:
            return None
        personal = [s.bbox for s in self.source.directory.spots(evidence.document) if s.personal and s.page == evidence.page and s.bbox]
        if personal:
            return self._drawn(evidence, src, personal)
        self.output.same_as(self.source.output.path(src), src)
        return replace(shot, href="")

    def _drawn(self, evidence: Evidence, src: str, hidden: Iterable[BBox]) -> Shot | None:
        note = self._note(evidence)
        if note is None or not note.picture or note.width <= 0:
            return None
        of = (note.picture, note.width, evidence.bbox, tuple(hidden))
        extent = self.output.picture(src, of, lambda path: self._draw(note, evidence.bbox, hidden, path))
        caption = str(self.directory.place(evidence.document, evidence.page))
        return Shot(src, self.href(evidence), *extent, caption, evidence.text) if extent else None

    def _draw(self, note: PageNote, bbox: BBox | None, hidden: Iterable[BBox], path: Path) -> Extent | None:
        from reports import crops  # noqa: PLC0415  (loads Pillow, which a report that only takes over does not need)

        page = self._open(note.picture)
        if page is None:
            return None
        scale = page.size[0] / note.width
        shown = crops.cut(page.size, bbox, scale)
        self.output.draw(page, crops.Sketch(path, shown, tuple(hidden), scale))
        return shown.size

    def _note(self, evidence: Evidence) -> PageNote | None:
        document = self.directory.document(evidence.document)
        return self.directory.page_note(document, evidence.page) if document else None

    def href(self, evidence: Evidence) -> str:
        """Return where the whole page is shown with the place marked; '' where this reader gets no whole pages, or there is none."""
        note = self._note(evidence)
        if self.source or note is None or not note.picture:
            return ""
        spot = self.directory.spot_at(evidence)
        return f"{document_page(evidence.document)}#{f'm{spot.number}' if spot else f'p{evidence.page}'}"

    def _read(self, key: str) -> "PagePicture | None":
        from reports import crops  # noqa: PLC0415

        return crops.page_picture(key, self.pictures(key))
