"""Tesseract: the second reader. On whole pages of forms it is of little use, on a single line or cell it is a witness of its own."""

import os
import shutil
from collections.abc import Sequence

import cv2
import numpy as np
import pytesseract

from extractors.ocr.crops import crop
from extractors.ocr.engine import OcrEngine, OcrLine, Quad, Reading, in_reading_order, quad_of
from extractors.raster.image import Image, gray
from extractors.raster.ink import ink, without_rules
from schemas.errors import EngineMissing

CHINESE = "chi_sim"
SECONDS = 20
HEIGHT = 40
"""Height in pixels that a line is scaled to: Tesseract reads capital letters of 20 to 40 px best."""
_MARGIN = 12
_ONE_LINE, _ONE_BLOCK = 7, 6
_TALL = 2.2
"""A crop taller than this many times its text has several lines."""
_MIN_SIDE = 6


class Tesseract:
    """Tesseract as a program, one call a line."""

    name = "tesseract"

    def __init__(self) -> None:
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")
        if shutil.which("tesseract") is None:
            raise EngineMissing("没有安装 Tesseract", "安装 tesseract-ocr 和 tesseract-ocr-chi-sim，或改用 --engine rapidocr")
        languages = set(pytesseract.get_languages())
        if CHINESE not in languages:
            raise EngineMissing("Tesseract 没有简体中文数据 chi_sim", "安装 tesseract-ocr-chi-sim")
        self._languages = "+".join(name for name in (CHINESE, "eng") if name in languages)
        self.version = str(pytesseract.get_tesseract_version())

    def detect(self, image: Image) -> tuple[Quad, ...]:
        """Find lines by their ink: Tesseract's own layout analysis takes a ruled table for a picture."""
        return tuple(quad_of(box) for box in _text_rows(image))

    def read_lines(self, crops: Sequence[Image]) -> tuple[Reading, ...]:
        """Read one line from each crop."""
        return tuple(Reading(*self.read_line(piece)) for piece in crops)

    def read_page(self, image: Image) -> tuple[OcrLine, ...]:
        """Find and read the lines of an upright page."""
        quads = self.detect(image)
        readings = self.read_lines([crop(image, quad) for quad in quads])
        lines = [
            OcrLine(one.text, quad, one.confidence) for quad, one in zip(quads, readings, strict=True) if one.text and one.confidence >= 0.3
        ]
        return in_reading_order(lines)

    def read_line(self, image: Image) -> tuple[str, float]:
        """Read one line or one cell."""
        if min(image.shape[:2]) < _MIN_SIDE or max(image.shape[:2]) > 60 * min(image.shape[:2]):
            return "", 0.0
        several = image.shape[0] > 3 * HEIGHT and image.shape[1] < 12 * image.shape[0]
        try:
            found = pytesseract.image_to_data(
                _prepared(image),
                lang=self._languages,
                config=f"--oem 1 --psm {_ONE_BLOCK if several else _ONE_LINE} -c preserve_interword_spaces=1",
                timeout=SECONDS,
                output_type=pytesseract.Output.DICT,
            )
        except (RuntimeError, pytesseract.TesseractError):
            # Too slow or refused: a witness who says nothing.
            return "", 0.0
        return _said(found["text"], found["conf"])


def build() -> OcrEngine:
    """Start the engine."""
    return Tesseract()


def _said(words: Sequence[object], confidences: Sequence[object]) -> tuple[str, float]:
    spoken = [
        (str(word), float(str(sure))) for word, sure in zip(words, confidences, strict=True) if str(word).strip() and float(str(sure)) >= 0
    ]
    if not spoken:
        return "", 0.0
    weight = sum(len(word) for word, _sure in spoken)
    return _joined([word for word, _sure in spoken]), sum(len(word) * sure for word, sure in spoken) / weight / 100


def _joined(words: Sequence[str]) -> str:
    text = words[0]
    for word in words[1:]:
        # Tesseract parts Chinese characters with spaces; only Latin words keep theirs.
        text += f" {word}" if text[-1].isascii() and word[0].isascii() and text[-1].isalpha() and word[0].isalpha() else word
    return text


def _prepared(image: Image) -> Image:
    """Grey, stretched to full contrast, of a good height, with a white margin."""
    flat = gray(image)
    low, high = np.percentile(flat, (1, 90))
    stretched = np.clip((flat.astype(np.float32) - low) * 255 / max(float(high - low), 1.0), 0, 255).astype(np.uint8)
    factor = min(3.0, max(0.5, HEIGHT / image.shape[0])) if image.shape[0] < 3 * HEIGHT else 1.0
    sized = cv2.resize(stretched, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA)
    return np.asarray(cv2.copyMakeBorder(sized, _MARGIN, _MARGIN, _MARGIN, _MARGIN, cv2.BORDER_CONSTANT, value=255), dtype=np.uint8)


def _text_rows(image: Image) -> list[tuple[float, float, float, float]]:
    """Smear ink sideways until characters touch; what comes out is lines."""
    unit = max(image.shape[:2]) / 2339
    text = without_rules(ink(image), max(30, round(60 * unit)))
    smeared = cv2.morphologyEx(text, cv2.MORPH_CLOSE, np.ones((max(1, round(4 * unit)), max(3, round(34 * unit))), np.uint8))
    _count, _labels, stats, _centres = cv2.connectedComponentsWithStats(smeared)
    pad = round(5 * unit)
    return [
        (float(max(0, x - pad)), float(max(0, y - pad)), float(x + w + pad), float(y + h + pad))
        for x, y, w, h, _area in stats[1:]
        if 10 * unit <= h <= 140 * unit and w >= 10 * unit
    ]
