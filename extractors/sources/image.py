"""JPEG, PNG, TIFF and BMP files: one page a frame, turned as the camera says."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from extractors.intake.limits import LIMITS, Limits
from extractors.raster.image import Image, scaled
from extractors.sources.broken import is_broken_jpeg, lacks_rows, listening
from extractors.sources.source import SHORT_SIDE_POINTS, Closing, SourcePage, TextPage
from schemas.errors import Quarantine, Reason
from schemas.page import Page

CREDIBLE_DPI = (100.0, 1200.0)
_ORIENTATION = 0x0112
_MAKE = 0x010F
_COMPRESSION, _ROWS_PER_STRIP, _STRIP_SIZES, _GROUP_4 = 259, 278, 279, 4
_SIDEWAYS = frozenset({5, 6, 7, 8})


@dataclass(frozen=True)
class Frame:
    """Size and resolution of a frame, turned as its orientation tag says."""

    width: int
    height: int
    dpi_x: float
    dpi_y: float
    own_dpi: float | None
    photographed: bool


class ImagePage:
    """One frame of an image file."""

    def __init__(self, picture: "ImageSource", number: int, frame: Frame) -> None:
        self._source = picture
        self._frame = frame
        self.number = number
        self.width = frame.width * 72 / frame.dpi_x
        self.height = frame.height * 72 / frame.dpi_y
        self.native_dpi: float | None = (frame.dpi_x + frame.dpi_y) / 2
        self.photographed = frame.photographed

    @property
    def damaged(self) -> bool:
        """Whether the frame's data are broken."""
        return self._source.is_broken(self.number)

    def image(self, dpi: float) -> Image:
        """Show the frame, at most as large as it is; its pixels are made square."""
        pixels = self._source.pixels(self.number)
        if abs(self._frame.dpi_x - self._frame.dpi_y) > 1:
            pixels = _square(pixels, self._frame)
        return scaled(pixels, min(1.0, dpi / max(self._frame.dpi_x, self._frame.dpi_y)))

    def text_page(self) -> TextPage | None:
        """An image has no text layer."""
        return None

    def finished(self) -> Page | None:
        """An image has to be read."""
        return None


class ImageSource(Closing):
    """An image file with one or more frames."""

    def __init__(self, path: Path, kind: str, limits: Limits = LIMITS) -> None:
        self._limits = limits
        self._path, self._kind = path, kind
        with _faults():
            self._picture = Pillow.open(path, formats=[kind])
        try:
            self._frames = self._measured()
        except BaseException:
            self.close()
            raise
        self.page_count = len(self._frames)

    def page(self, number: int) -> SourcePage:
        """Give one frame."""
        return ImagePage(self, number, self._frames[number - 1])

    def pixels(self, number: int) -> Image:
        """Decode a frame: on white where it is transparent, upright as its orientation tag says."""
        with _faults():
            self._picture.seek(number - 1)
            upright = ImageOps.exif_transpose(self._picture)
            return _bgr(upright)

    def is_broken(self, number: int) -> bool:
        """Say whether a frame's decoder stumbled: Pillow itself hears only of what cannot be shown at all."""
        if self._kind == "JPEG":
            return is_broken_jpeg(self._path.read_bytes())
        if self._kind != "TIFF":
            return False
        with listening() as said:
            self.pixels(number)
        return bool(said) or self._lacks_rows()

    def close(self) -> None:
        """Let go of the file."""
        self._picture.close()

    def _lacks_rows(self) -> bool:
        """Say whether a frame of fax data is not shown to its end."""
        tags = getattr(self._picture, "tag_v2", {})
        if tags.get(_COMPRESSION) != _GROUP_4:
            return False
        return lacks_rows(self._picture, sum(tags.get(_STRIP_SIZES, ())), tags.get(_ROWS_PER_STRIP) or self._picture.height)

    def _measured(self) -> tuple[Frame, ...]:
        with _faults():
            count = getattr(self._picture, "n_frames", 1)
            if count > self._limits.frames:
                raise Quarantine(Reason.TOO_MANY_PAGES, f"{count} frames")
            frames = tuple(self._frame(index) for index in range(count))
        if sum(frame.width * frame.height for frame in frames) > self._limits.total_pixels:
            raise Quarantine(Reason.IMAGE_GEOMETRY, "all frames together are too large")
        return frames

    def _frame(self, index: int) -> Frame:
        self._picture.seek(index)
        width, height = self._picture.size
        self._check(width, height)
        exif = self._picture.getexif()
        dpi_x, dpi_y = _declared_dpi(self._picture)
        if exif.get(_ORIENTATION) in _SIDEWAYS:
            width, height, dpi_x, dpi_y = height, width, dpi_y, dpi_x
        return _frame(width, height, dpi_x, dpi_y, camera=_MAKE in exif)

    def _check(self, width: int, height: int) -> None:
        short, long = sorted((width, height))
        if width * height > self._limits.frame_pixels:
            raise Quarantine(Reason.IMAGE_GEOMETRY, f"{width} x {height} px")
        if short < self._limits.shortest_side or long > short * self._limits.aspect:
            raise Quarantine(Reason.IMAGE_GEOMETRY, f"{width} x {height} px is no page")


def _frame(width: int, height: int, dpi_x: float, dpi_y: float, *, camera: bool) -> Frame:
    low, high = CREDIBLE_DPI
    if low <= dpi_x <= high and low <= dpi_y <= high:
        return Frame(width, height, dpi_x, dpi_y, (dpi_x + dpi_y) / 2, camera)
    # Fax machines write lines twice as far apart as dots; the pixels are still not square when the resolution itself is not credible.
    stretch = dpi_x / dpi_y if dpi_x > 0 and dpi_y > 0 and 0.4 <= dpi_x / dpi_y <= 2.5 else 1.0
    dpi = min(width / stretch, float(height)) / SHORT_SIDE_POINTS * 72
    return Frame(width, height, dpi * stretch, dpi, None, photographed=True)


def _declared_dpi(picture: Pillow.Image) -> tuple[float, float]:
    declared = picture.info.get("dpi")
    if not isinstance(declared, tuple) or len(declared) != 2:
        return 0.0, 0.0
    try:
        x, y = float(declared[0]), float(declared[1])
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0, 0.0
    return (x, y) if np.isfinite(x) and np.isfinite(y) else (0.0, 0.0)


def _bgr(picture: Pillow.Image) -> Image:
    if picture.mode.startswith("I;16") or picture.mode in {"I", "F"}:
        return _bgr(Pillow.fromarray(_eight_bits(np.asarray(picture, dtype=np.float32))))
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        paper = Pillow.new("RGBA", layer.size, "white")
        picture = Pillow.alpha_composite(paper, layer)
    return np.ascontiguousarray(np.asarray(picture.convert("RGB"), dtype=np.uint8)[:, :, ::-1])


def _eight_bits(values: np.ndarray) -> np.ndarray:
    top = 65535.0 if values.max(initial=0) > 255 else 255.0
    return np.clip(values * (255.0 / top), 0, 255).astype(np.uint8)


def _square(pixels: Image, frame: Frame) -> Image:
    import cv2  # noqa: PLC0415

    top = max(frame.dpi_x, frame.dpi_y)
    size = (round(frame.width * top / frame.dpi_x), round(frame.height * top / frame.dpi_y))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), dtype=np.uint8)


@contextmanager
def _faults() -> Iterator[None]:
    """Turn what Pillow says about a bad file into our own reasons; its own words may hold the file's content and are dropped."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            yield
    except (Pillow.DecompressionBombWarning, Pillow.DecompressionBombError):
        raise Quarantine(Reason.IMAGE_GEOMETRY, "too many pixels") from None
    except UnidentifiedImageError:
        raise Quarantine(Reason.DAMAGED_UNREADABLE, "not an image of its kind") from None
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, OverflowError, ZeroDivisionError) as error:
        raise Quarantine(Reason.DAMAGED_UNREADABLE, type(error).__name__) from None
