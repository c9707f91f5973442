"""Pages drawn in memory, and a source page that shows them."""

from dataclasses import dataclass

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from extractors.raster.image import Image
from extractors.sources.ofd_drawing import _font_file
from extractors.sources.source import TextPage
from schemas.page import Page

A4 = (1654, 2339)
TITLE = "国家标准化试点项目申请表"
ROWS = (
    ("项目名称", "沈阳某某养老服务标准化试点"),
    ("承担单位", "沈阳市某某养老服务有限公司"),
    ("法定代表人", "赵建国"),
    ("联系电话", "024-31234567"),
    ("建设周期", "2027年1月至2028年12月"),
)
WORDS = "情况属实，同意申报国家标准化试点项目。"
DATE = "2026年5月12日"
SEAL_NAME = "沈阳市某某养老服务有限公司"


def font(size: int) -> ImageFont.FreeTypeFont:
    """Return a Chinese font, or skip the test on a machine without one."""
    file = _font_file()
    if file is None:
        pytest.skip("no Chinese font on this machine")
    return ImageFont.truetype(str(file), size)


def form(ink: int = 20) -> Image:
    """Draw a form of 1654 × 2339 px (200 dpi): a title, a table, an opinion with a date, and a seal over the date."""
    page = Pillow.new("RGB", A4, "white")
    pen = ImageDraw.Draw(page)
    dark = (ink, ink, ink)
    pen.text((480, 180), TITLE, fill=dark, font=font(56))
    for number, (label, value) in enumerate(ROWS):
        top = 320 + number * 80
        pen.rectangle((160, top, 520, top + 80), outline=dark, width=3)
        pen.rectangle((520, top, 1490, top + 80), outline=dark, width=3)
        pen.text((180, top + 22), label, fill=dark, font=font(30))
        pen.text((540, top + 22), value, fill=dark, font=font(30))
    pen.text((240, 900), WORDS, fill=dark, font=font(36))
    pen.text((980, 1250), DATE, fill=dark, font=font(36))
    return np.ascontiguousarray(np.asarray(page, dtype=np.uint8)[:, :, ::-1])


def sealed(page: Image, centre: tuple[int, int] = (1100, 1220), radius: int = 160) -> Image:
    """Press a seal on a page: a red ring, a name along it, a mark in the middle; ink multiplies. A ring without a name is no seal."""
    stamp = np.full_like(page, 255)
    cv2.circle(stamp, centre, radius, (60, 50, 225), 10)
    cv2.circle(stamp, centre, radius // 3, (60, 50, 225), -1)
    for number, character in enumerate(SEAL_NAME):
        turn = -120 + 240 * number / (len(SEAL_NAME) - 1)
        tile = Pillow.new("RGB", (54, 54), (255, 255, 255))
        ImageDraw.Draw(tile).text((8, 2), character, font=font(38), fill=(225, 50, 60))
        turned = np.array(tile.rotate(-turn, fillcolor=(255, 255, 255), resample=Pillow.Resampling.BICUBIC))[:, :, ::-1]
        x = round(centre[0] + radius * 0.76 * np.sin(np.radians(turn))) - 27
        y = round(centre[1] - radius * 0.76 * np.cos(np.radians(turn))) - 27
        stamp[y : y + 54, x : x + 54] = np.minimum(stamp[y : y + 54, x : x + 54], turned)
    return np.asarray(page.astype(np.uint16) * stamp // 255, dtype=np.uint8)


@dataclass(frozen=True)
class Shown:
    """A source page that is a picture in memory."""

    picture: Image
    width: float = 595.0
    height: float = 842.0
    native_dpi: float | None = 200.0
    photographed: bool = False
    layer: TextPage | None = None
    number: int = 1
    damaged: bool = False

    def image(self, dpi: float) -> Image:
        """Show the picture."""
        del dpi
        return self.picture

    def text_page(self) -> TextPage | None:
        """Give the text layer."""
        return self.layer

    def finished(self) -> Page | None:
        """Nothing is finished."""
        return None
