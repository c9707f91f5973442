"""Draws the crops: a place on a scan with a margin around it, and a thin blue frame on the place itself.

Blue, because print is black and seals are red.
"""

import io
from collections.abc import Iterable

from PIL import Image, ImageDraw

from reports.places import on_page, window
from schemas.evidence import BBox

FRAME = (11, 87, 208)
COVER = (176, 180, 186)
WIDEST = 1100
"""Pixels."""
PAGE_WIDTH = 620
"""Pixels of a picture that stands for a whole page."""


def opened(data: bytes | None) -> Image.Image | None:
    """Return a page's picture; None where there is none, or it is none."""
    if not data:
        return None
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as image:
            return image.convert("RGB")
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def painted_over(page: Image.Image, places: Iterable[BBox], scale: float) -> Image.Image:
    """Return the page with the given places covered."""
    covered = page
    for x0, y0, x1, y1 in places:
        covered = covered.copy() if covered is page else covered
        ImageDraw.Draw(covered).rectangle(((x0 - 2) * scale, (y0 - 2) * scale, (x1 + 2) * scale, (y1 + 2) * scale), fill=COVER)
    return covered


def framed(page: Image.Image, bbox: BBox | None, scale: float) -> Image.Image:
    """Return the place with its surroundings and its frame; the whole page, smaller, where there is no place."""
    place = on_page(bbox, page.width / scale, page.height / scale) if bbox else None
    if place is None:
        return _no_wider(page, PAGE_WIDTH)
    x0, y0, x1, y1 = (round(v * scale) for v in window(place, page.width / scale, page.height / scale))
    crop = page.crop((x0, y0, max(x1, x0 + 1), max(y1, y0 + 1)))
    pad = 2.5
    frame = [(place[0] - pad) * scale - x0, (place[1] - pad) * scale - y0, (place[2] + pad) * scale - x0, (place[3] + pad) * scale - y0]
    ImageDraw.Draw(crop).rectangle(frame, outline=FRAME, width=max(2, round(scale)))
    return _no_wider(crop, WIDEST)


def _no_wider(image: Image.Image, width: int) -> Image.Image:
    if image.width <= width:
        return image
    return image.resize((width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS)
