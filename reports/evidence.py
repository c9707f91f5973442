"""Page pictures and crops: shows the reader the ink that a finding rests on.

File names are made of ids and numbers only. A crop shows its place with a margin around it, and a thin blue frame on the place
itself: blue, because print is black and seals are red.
"""

import hashlib
import io
import math
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from reports.directory import Directory
from schemas.evidence import BBox
from schemas.finding import Evidence

FRAME = (11, 87, 208)
SMALLEST = (250.0, 90.0)
"""A crop shows at least so many points, so that a single digit is seen in its row."""
MARGIN = (28.0, 20.0)
WIDEST = 1100
"""Pixels."""
PAGE_WIDTH = 620
"""Pixels of a picture that stands for a whole page."""
QUALITY = 82

Pictures = Callable[[str], bytes | None]
"""Gives the JPEG of a ``PageNote.picture`` key, or None where it is not kept."""


@dataclass(frozen=True)
class Shot:
    """One picture of a place, ready to be shown."""

    src: str
    page_src: str
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
    """A gallery that has made many of the pictures already; its files are linked instead of made again."""
    _made: dict[str, Shot | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._open = lru_cache(maxsize=6)(self._read)

    def shot(self, evidence: Evidence) -> Shot | None:
        """Return the picture of a piece of evidence; None where its page has none (DOCX, a page that was not kept)."""
        name = _crop_name(evidence)
        if name not in self._made:
            self._made[name] = self._make(evidence, name)
        made = self._made[name]
        return Shot(made.src, made.page_src, made.width, made.height, made.caption, evidence.text) if made else None

    def _make(self, evidence: Evidence, name: str) -> Shot | None:
        if self.source and (shot := self.source.shot(evidence)):
            for path in (shot.src, shot.page_src):
                _link(self.source.folder / path, self.folder / path)
            return shot
        return self._draw(evidence, name)

    def _draw(self, evidence: Evidence, name: str) -> Shot | None:
        document = self.directory.document(evidence.document)
        note = self.directory.page_note(document, evidence.page) if document else None
        page = self._open(note.picture) if note and note.picture else None
        if page is None or note is None or note.picture is None or note.width <= 0:
            return None
        page_src = self._keep_page(_page_name(evidence), note.picture)
        crop = _framed(page, evidence.bbox, page.width / note.width)
        crop.save(self.folder / "evidence" / name, "JPEG", quality=QUALITY, optimize=True)
        caption = str(self.directory.place(evidence.document, evidence.page))
        return Shot(f"evidence/{name}", page_src, crop.width, crop.height, caption, evidence.text)

    def _keep_page(self, name: str, key: str) -> str:
        target = self.folder / "evidence" / name
        if not target.exists():
            target.write_bytes(self.pictures(key) or b"")
        return f"evidence/{name}"

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


def _framed(page: Image.Image, bbox: BBox | None, scale: float) -> Image.Image:
    """Return the place with its surroundings and its frame; the whole page, smaller, where there is no place."""
    place = _on_page(bbox, page.width / scale, page.height / scale) if bbox else None
    if place is None:
        return _no_wider(page, PAGE_WIDTH)
    window = _window(place, page.width / scale, page.height / scale)
    x0, y0, x1, y1 = (round(v * scale) for v in window)
    crop = page.crop((x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)))
    pad = 2.5
    frame = [(place[0] - pad) * scale - x0, (place[1] - pad) * scale - y0, (place[2] + pad) * scale - x0, (place[3] + pad) * scale - y0]
    ImageDraw.Draw(crop).rectangle(frame, outline=FRAME, width=max(2, round(scale)))
    return _no_wider(crop, WIDEST)


def _on_page(bbox: BBox, width: float, height: float) -> BBox | None:
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


def _page_name(evidence: Evidence) -> str:
    return f"{_safe(evidence.document)}-p{evidence.page}.jpg"


def _crop_name(evidence: Evidence) -> str:
    if evidence.bbox is None:
        return f"{_safe(evidence.document)}-p{evidence.page}-page.jpg"
    place = hashlib.sha256(repr(evidence.bbox).encode()).hexdigest()[:10]
    return f"{_safe(evidence.document)}-p{evidence.page}-{place}.jpg"


def _safe(ident: str) -> str:
    """Return an id as a file name: our ids are one already, and anything else becomes a digest."""
    if re.fullmatch(r"[a-z]-[0-9a-f]{1,64}", ident):
        return ident
    return hashlib.sha256(ident.encode("utf-8", "surrogatepass")).hexdigest()[:16]
