"""Draw an OFD page: rules, pictures and seals where they stand, characters in whatever Chinese font the machine has."""

import io
from functools import lru_cache
from pathlib import Path

import numpy as np
from PIL import Image as Pillow
from PIL import ImageChops, ImageDraw, ImageFont

from extractors.raster.image import Image
from extractors.sources.ofd_content import Content, Picture

_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
_FONT_WORDS = (
    "notosanscjk-regular",
    "notoserifcjk-regular",
    "wqy-",
    "sourcehan",
    "simsun",
    "simhei",
    "droidsansfallback",
    "pingfang",
    "gbsn",
    "lxgw",
)


def draw(content: Content, dpi: float) -> Image:
    """Draw the page in blue, green, red."""
    scale = dpi / 25.4
    size = (max(1, round(content.size[0] * scale)), max(1, round(content.size[1] * scale)))
    canvas = Pillow.new("RGB", size, "white")
    for picture in content.pictures:
        _paste(canvas, picture, scale)
    pen = ImageDraw.Draw(canvas)
    for stroke in content.strokes:
        pen.line([(x * scale, y * scale) for x, y in stroke.points], fill=stroke.colour, width=max(1, round(stroke.width * scale)))
    for glyph in content.glyphs:
        font = _font(max(4, round(glyph.size * dpi / 72)))
        if font is not None and not glyph.text.isspace():
            pen.text((glyph.box[0] * dpi / 72, glyph.box[1] * dpi / 72), glyph.text, fill="black", font=font)
    return np.ascontiguousarray(np.asarray(canvas, dtype=np.uint8)[:, :, ::-1])


def _paste(canvas: Pillow.Image, picture: Picture, scale: float) -> None:
    x0, y0, x1, y1 = (round(side * scale) for side in picture.box)
    if x1 <= x0 or y1 <= y0 or (x1 - x0) * (y1 - y0) > 4 * canvas.width * canvas.height:
        return
    try:
        with Pillow.open(io.BytesIO(picture.data), formats=["PNG", "JPEG", "BMP"]) as opened:
            shown = opened.convert("RGBA").resize((x1 - x0, y1 - y0))
    except (OSError, ValueError, SyntaxError):
        return
    paper = Pillow.new("RGBA", shown.size, "white")
    ink = Pillow.alpha_composite(paper, shown).convert("RGB")
    # Ink darkens what lies under it; a seal's white background must not cover the text.
    under = canvas.crop((x0, y0, x1, y1))
    canvas.paste(ImageChops.multiply(under, ink), (x0, y0))


@lru_cache(maxsize=64)
def _font(pixels: int) -> ImageFont.FreeTypeFont | None:
    path = _font_file()
    return ImageFont.truetype(str(path), pixels) if path else None


@lru_cache(maxsize=1)
def _font_file() -> Path | None:
    files = sorted(file for folder in _FONT_FOLDERS for file in Path(folder).rglob("*.tt[cf]"))
    return next((file for word in _FONT_WORDS for file in files if word in file.name.lower()), None)
