"""Tesseract: the second reader. On whole pages of forms it is of little use, on a single line or cell it is a witness of its own."""

import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from extractors.ocr.crops import crop
from extractors.ocr.engine import OcrEngine, OcrLine, Quad, Reading, Script, in_reading_order, quad_of
from extractors.ocr.repeats import repeated, said_once
from extractors.raster.image import Image, gray
from extractors.raster.ink import ink, without_rules
from schemas.errors import EngineMissing

CHINESE, LATIN = "chi_sim", "eng"
SECONDS = 20
HEIGHT = 40
CHINESE_HEIGHT = 48
"""Heights in pixels that a line is scaled to: Tesseract reads capital letters of 20 to 40 px best, Chinese ones a little larger."""
_MARGIN = 12
_ONE_LINE, _ONE_BLOCK = 7, 6
_MIN_SIDE = 6


@dataclass(frozen=True)
class _Word:
    page: int
    text: str
    sure: float


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
        both = "+".join(name for name in (CHINESE, LATIN) if name in languages)
        self._languages = {Script.ANY: both, Script.CHINESE: CHINESE, Script.LATIN: LATIN if LATIN in languages else CHINESE}
        self.version = str(pytesseract.get_tesseract_version())

    def detect(self, image: Image) -> tuple[Quad, ...]:
        """Find lines by their ink: Tesseract's own layout analysis takes a ruled table for a picture."""
        return tuple(quad_of(box) for box in _text_rows(image))

    def read_lines(self, crops: Sequence[Image], script: Script = Script.ANY) -> tuple[Reading, ...]:
        """Read one line, or one cell, from each crop; all of a kind in one call, for loading the model costs more than reading.

        Short Chinese lines are read three times in a row; where that gives nothing, once more as they are.
        """
        if script is not Script.CHINESE:
            return self._read_as_they_are(crops, script)
        rows = [repeated(piece) for piece in crops]
        first = self._read_as_they_are([piece if row is None else row for piece, row in zip(crops, rows, strict=True)], script)
        readings = [one if row is None else replace(one, text=said_once(one.text)) for one, row in zip(first, rows, strict=True)]
        silent = [index for index, row in enumerate(rows) if row is not None and not readings[index].text]
        for index, reading in zip(silent, self._read_as_they_are([crops[index] for index in silent], script), strict=True):
            readings[index] = reading
        return tuple(readings)

    def _read_as_they_are(self, crops: Sequence[Image], script: Script) -> tuple[Reading, ...]:
        readings = [Reading("", 0.0)] * len(crops)
        for mode in (_ONE_LINE, _ONE_BLOCK):
            chosen = [index for index, piece in enumerate(crops) if _is_readable(piece) and _mode(piece) == mode]
            for index, reading in zip(chosen, self._read([crops[index] for index in chosen], mode, script), strict=True):
                readings[index] = reading
        return tuple(readings)

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
        (reading,) = self.read_lines([image])
        return reading.text, reading.confidence

    def _read(self, crops: Sequence[Image], mode: int, script: Script) -> list[Reading]:
        if not crops:
            return []
        with tempfile.TemporaryDirectory(prefix="chuhe-tesseract-") as folder:
            names = [str(Path(folder, f"{index}.png")) for index in range(len(crops))]
            for name, piece in zip(names, crops, strict=True):
                cv2.imwrite(name, _prepared(piece, CHINESE_HEIGHT if script is Script.CHINESE else HEIGHT))
            listed = Path(folder, "crops.txt")
            listed.write_text("\n".join(names) + "\n", encoding="utf-8")
            said = self._run(str(listed), mode, self._languages[script], SECONDS + 2 * len(crops))
        return [_said([row for row in said if row.page == number]) for number in range(1, len(crops) + 1)]

    def _run(self, listed: str, mode: int, languages: str, seconds: int) -> list[_Word]:
        try:
            found = pytesseract.image_to_data(
                listed,
                lang=languages,
                config=f"--oem 1 --psm {mode} -c preserve_interword_spaces=1",
                timeout=seconds,
                output_type=pytesseract.Output.DICT,
            )
        except (RuntimeError, pytesseract.TesseractError):
            # Too slow or refused: a witness who says nothing.
            return []
        return [
            _Word(int(page), str(text), float(sure))
            for page, text, sure in zip(found["page_num"], found["text"], found["conf"], strict=True)
        ]


def build() -> OcrEngine:
    """Start the engine."""
    return Tesseract()


def _said(words: Sequence[_Word]) -> Reading:
    spoken = [word for word in words if word.text.strip() and word.sure >= 0]
    if not spoken:
        return Reading("", 0.0)
    weight = sum(len(word.text) for word in spoken)
    return Reading(_joined([word.text for word in spoken]), sum(len(word.text) * word.sure for word in spoken) / weight / 100)


def _is_readable(piece: Image) -> bool:
    return bool(min(piece.shape[:2]) >= _MIN_SIDE and max(piece.shape[:2]) <= 60 * min(piece.shape[:2]))


def _mode(piece: Image) -> int:
    return _ONE_BLOCK if piece.shape[0] > 3 * HEIGHT and piece.shape[1] < 12 * piece.shape[0] else _ONE_LINE


def _joined(words: Sequence[str]) -> str:
    text = words[0]
    for word in words[1:]:
        # Tesseract parts Chinese characters with spaces; only Latin words keep theirs.
        text += f" {word}" if text[-1].isascii() and word[0].isascii() and text[-1].isalpha() and word[0].isalpha() else word
    return text


def _prepared(image: Image, height: int) -> Image:
    """Grey, stretched to full contrast, of a good height, with a white margin."""
    flat = gray(image)
    low, high = np.percentile(flat, (1, 90))
    stretched = np.clip((flat.astype(np.float32) - low) * 255 / max(float(high - low), 1.0), 0, 255).astype(np.uint8)
    factor = min(3.0, max(0.5, height / image.shape[0])) if image.shape[0] < 3 * HEIGHT else 1.0
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
