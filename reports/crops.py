"""Draws the crops: a place on a scan with a margin around it, and a thin blue frame on the place itself.

Blue, because print is black and seals are red.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw

from reports.places import on_page, window
from schemas.evidence import BBox

FRAME = (11, 87, 208)
COVER = (176, 180, 186)
WIDEST = 1100
"""Pixels."""
PAGE_WIDTH = 620
"""Pixels of a picture that stands for a whole page."""
QUALITY = 82


@dataclass(frozen=True)
class PagePicture:
    """A page's picture as it is stored, and its size in pixels."""

    key: str
    data: bytes
    size: tuple[int, int]


@dataclass(frozen=True)
class Sketch:
    """A picture to be drawn: what of the page, what of it is covered, and where it goes."""

    path: Path
    shown: "Cut"
    hidden: tuple[BBox, ...]
    scale: float


def page_picture(key: str, data: bytes | None) -> PagePicture | None:
    """Return a page's picture, not yet decoded; None where there is none, or it is none."""
    if not data:
        return None
    try:
        with _opened(data) as image:
            return PagePicture(key, data, image.size)
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def draw(pages: Iterable[tuple[bytes, Iterable[Sketch]]]) -> None:
    """Draw pictures, page by page."""
    for data, sketches in pages:
        page = _decoded(data)
        for sketch in sketches:
            covered = painted_over(page, sketch.hidden, sketch.scale)
            buffer = io.BytesIO()
            drawn(covered, sketch.shown, sketch.scale).save(buffer, "JPEG", quality=QUALITY)
            sketch.path.write_bytes(buffer.getbuffer())


def _opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))


@lru_cache(maxsize=6)
def _decoded(data: bytes) -> Image.Image:
    """Return the page; grey where what the store gave turns out to be damaged: its size has been told already."""
    with _opened(data) as image:
        try:
            return image.convert("RGB")
        except (OSError, ValueError):
            return Image.new("RGB", image.size, COVER)


def painted_over(page: Image.Image, places: Iterable[BBox], scale: float) -> Image.Image:
    """Return the page with the given places covered."""
    covered = page
    for x0, y0, x1, y1 in places:
        covered = covered.copy() if covered is page else covered
        ImageDraw.Draw(covered).rectangle(((x0 - 2) * scale, (y0 - 2) * scale, (x1 + 2) * scale, (y1 + 2) * scale), fill=COVER)
    return covered


@dataclass(frozen=True)
class Cut:
    """What of a page is shown, in its pixels, and how large."""

    window: tuple[int, int, int, int]
    frame: tuple[float, float, float, float] | None
    size: tuple[int, int]


def cut(page: tuple[int, int], bbox: BBox | None, scale: float) -> Cut:
    """Return the place with its surroundings; the whole page, smaller, where there is no place. ``page`` is the picture's size."""
    width, height = page
    place = on_page(bbox, width / scale, height / scale) if bbox else None
    if place is None:
        return Cut((0, 0, width, height), None, _no_wider(width, height, PAGE_WIDTH))
    x0, y0, x1, y1 = (round(v * scale) for v in window(place, width / scale, height / scale))
    x1, y1 = max(x1, x0 + 1), max(y1, y0 + 1)
    pad = 2.5
    frame = ((place[0] - pad) * scale - x0, (place[1] - pad) * scale - y0, (place[2] + pad) * scale - x0, (place[3] + pad) * scale - y0)
    return Cut((x0, y0, x1, y1), frame, _no_wider(x1 - x0, y1 - y0, WIDEST))


def drawn(page: Image.Image, shown: Cut, scale: float) -> Image.Image:
    """Return the picture of a cut, the place itself in a frame."""
    picture = page.crop(shown.window)
    if shown.frame is not None:
        ImageDraw.Draw(picture).rectangle(shown.frame, outline=FRAME, width=max(2, round(scale)))
    return picture if picture.size == shown.size else picture.resize(shown.size, Image.Resampling.LANCZOS)


def _no_wider(width: int, height: int, most: int) -> tuple[int, int]:
    return (width, height) if width <= most else (most, max(1, round(height * most / width)))
