"""Page pictures and crops: shows the reader the ink that a finding rests on.

File names are made of ids and numbers only. A crop shows its place with a margin around it, and a thin blue frame on the place
itself: blue, because print is black and seals are red.
"""

import io
import math
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from reports.addresses import crop_picture, document_page, page_picture
from reports.directory import Directory
from schemas.documents import PageNote
from schemas.evidence import BBox
from schemas.finding import Evidence

FRAME = (11, 87, 208)
COVER = (176, 180, 186)
SMALLEST = (250.0, 90.0)
"""A crop shows at least so many points, so that a single digit is seen in its row."""
MARGIN = (28.0, 20.0)
WIDEST = 1100
"""Pixels."""
PAGE_WIDTH = 620
"""Pixels of a picture that stands for a whole page."""
QUALITY = 82

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
    """Makes the pictures that a report asks for, each once, into ``<folder>/evidence``."""

    directory: Directory
    pictures: Pictures
    folder: Path
    source: "Gallery | None" = None
    """The reviewers' gallery, for one whose pictures leave the office: personal data are painted over, and no whole page is shown."""
    _made: dict[str, Shot | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._open = lru_cache(maxsize=6)(self._read)

    def shot(self, evidence: Evidence) -> Shot | None:
        """Return the picture of a piece of evidence; None where its page has none (DOCX, a page that was not kept)."""
        src = crop_picture(evidence)
        if src not in self._made:
            self._made[src] = self._given_out(evidence, src) if self.source else self._draw(evidence, src, ())
        made = self._made[src]
        return Shot(made.src, made.href, made.width, made.height, made.caption, evidence.text) if made else None

    def page(self, ident: str, number: int) -> str:
        """Return the address of a page's picture; '' where there is none."""
        document = self.directory.document(ident)
        note = self.directory.page_note(document, number) if document else None
        content = self.pictures(note.picture) if note and note.picture else None
        if not content or not content.startswith(_PICTURE_STARTS):
            return ""
        src = page_picture(ident, number)
        (self.folder / src).write_bytes(content)
        return src

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
            return self._draw(evidence, src, personal)
        _link(self.source.folder / src, self.folder / src)
        return Shot(src, "", shot.width, shot.height, shot.caption, shot.text)

    def _draw(self, evidence: Evidence, src: str, hidden: Iterable[BBox]) -> Shot | None:
        note = self._note(evidence)
        page = self._open(note.picture) if note and note.picture else None
        if page is None or note is None or note.width <= 0:
            return None
        scale = page.width / note.width
        crop = _framed(_painted_over(page, hidden, scale), evidence.bbox, scale)
        crop.save(self.folder / src, "JPEG", quality=QUALITY)
        caption = str(self.directory.place(evidence.document, evidence.page))
        return Shot(src, self.href(evidence), crop.width, crop.height, caption, evidence.text)

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

    def _read(self, key: str) -> Image.Image | None:
        data = self.pictures(key)
        if not data:
            return None
        try:
            with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
                return image.convert("RGB")
        except (OSError, ValueError, Image.DecompressionBombError):
            return None


def _link(source: Path, target: Path) -> None:
    """Put the same file at a second place; copied where the file system knows no links."""
    if target.exists():
        return
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _painted_over(page: Image.Image, places: Iterable[BBox], scale: float) -> Image.Image:
    """Return the page with the given places covered."""
    covered = page
    for x0, y0, x1, y1 in places:
        covered = covered.copy() if covered is page else covered
        ImageDraw.Draw(covered).rectangle(((x0 - 2) * scale, (y0 - 2) * scale, (x1 + 2) * scale, (y1 + 2) * scale), fill=COVER)
    return covered


def _framed(page: Image.Image, bbox: BBox | None, scale: float) -> Image.Image:
    """Return the place with its surroundings and its frame; the whole page, smaller, where there is no place."""
    place = on_page(bbox, page.width / scale, page.height / scale) if bbox else None
    if place is None:
        return _no_wider(page, PAGE_WIDTH)
    window = _window(place, page.width / scale, page.height / scale)
    x0, y0, x1, y1 = (round(v * scale) for v in window)
    crop = page.crop((x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)))
    pad = 2.5
    frame = [(place[0] - pad) * scale - x0, (place[1] - pad) * scale - y0, (place[2] + pad) * scale - x0, (place[3] + pad) * scale - y0]
    ImageDraw.Draw(crop).rectangle(frame, outline=FRAME, width=max(2, round(scale)))
    return _no_wider(crop, WIDEST)


def on_page(bbox: BBox, width: float, height: float) -> BBox | None:
    """Return the part of a box that lies on the page; None where nothing does, or a number is none."""
    if not all(math.isfinite(v) for v in bbox):
        return None
    x0, y0, x1, y1 = max(0.0, bbox[0]), max(0.0, bbox[1]), min(width, bbox[2]), min(height, bbox[3])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _window(place: BBox, width: float, height: float) -> BBox:
    x0, x1 = _span(place[0] - MARGIN[0], place[2] + MARGIN[0], SMALLEST[0], width)
    y0, y1 = _span(place[1] - MARGIN[1], place[3] + MARGIN[1], SMALLEST[1], height)
    return (x0, y0, x1, y1)


def _span(low: float, high: float, least: float, end: float) -> tuple[float, float]:
    """Return a stretch of at least ``least`` around low…high, pushed inside 0…end."""
    missing = max(0.0, least - (high - low)) / 2
    low, high = low - missing, high + missing
    if low < 0:
        low, high = 0.0, high - low
    if high > end:
        low, high = low - (high - end), end
    return max(0.0, low), min(end, high)


def _no_wider(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image.copy()
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
