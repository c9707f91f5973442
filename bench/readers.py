"""Three ways to read a page, each giving a ``Page``: ours, and what a user would pick instead, on whole pages and with nothing of ours."""

import os
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

import cv2
import numpy as np
import pytesseract
from rapidocr import RapidOCR

from extractors.ocr import OcrEngine, load
from extractors.ocr.engine import OcrLine, in_reading_order, quad_of
from extractors.raster.image import Image
from extractors.reading import PageReader
from extractors.sources.source import SourcePage
from schemas.page import Line, Page, TextSource

DPI = 200.0


class Way(StrEnum):
    """A way to read pages."""

    OURS = "ours"
    RAPIDOCR = "rapidocr"
    TESSERACT = "tesseract"


class Reader(Protocol):
    """Reads pages."""

    def read(self, page: SourcePage) -> Page:
        """Read one page."""


@dataclass(frozen=True)
class Cost:
    """What something took, in seconds."""

    wall: float
    core: float

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.wall + other.wall, self.core + other.core)


class Watch:
    """Counts wall and core seconds, those of finished child processes included."""

    def __init__(self) -> None:
        self._wall, self._core = time.monotonic(), _core()

    def stop(self) -> Cost:
        """What was taken since the start."""
        return Cost(time.monotonic() - self._wall, _core() - self._core)


class Ours:
    """The product's own page reader."""

    def __init__(self, engine: OcrEngine) -> None:
        self._reader = PageReader(engine)

    def read(self, page: SourcePage) -> Page:
        """Read one page."""
        return self._reader.read(page).page


class WholeRapid:
    """RapidOCR as it comes, but for one thread, which is faster for it than many."""

    def __init__(self) -> None:
        self._engine = RapidOCR(
            params={
                "Global.log_level": "error",
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def read(self, page: SourcePage) -> Page:
        """Read one page."""
        image = page.image(DPI)
        found = self._engine(image)
        if found.boxes is None or found.txts is None or found.scores is None:
            return _page(page, image, ())
        lines = (
            OcrLine(text, tuple((float(x), float(y)) for x, y in box), float(score))  # type: ignore[arg-type]
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        )
        return _page(page, image, tuple(lines))


class WholeTesseract:
    """Tesseract with chi_sim over the whole page, which is what OCRmyPDF does."""

    def __init__(self) -> None:
        os.environ.setdefault("OMP_THREAD_LIMIT", "1")

    def read(self, page: SourcePage) -> Page:
        """Read one page."""
        image = page.image(DPI)
        told = pytesseract.image_to_data(
            cv2.cvtColor(image, cv2.COLOR_BGR2RGB) if image.ndim == 3 else image,
            lang="chi_sim",
            config="--oem 1",
            output_type=pytesseract.Output.DICT,
        )
        return _page(page, image, tuple(_tesseract_lines(told)))


def reader(way: Way) -> Reader:
    """Start a reader."""
    match way:
        case Way.OURS:
            return Ours(load("rapidocr"))
        case Way.RAPIDOCR:
            return WholeRapid()
        case Way.TESSERACT:
            return WholeTesseract()


def _tesseract_lines(told: dict[str, list[object]]) -> Iterator[OcrLine]:
    keys = list(zip(told["block_num"], told["par_num"], told["line_num"], strict=True))
    for key in dict.fromkeys(keys):
        words = [n for n, own in enumerate(keys) if own == key and str(told["text"][n]).strip()]
        if not words:
            continue
        x0, y0, x1, y1 = zip(*(_box(told, n) for n in words), strict=True)
        sure = float(np.mean([float(str(told["conf"][n])) for n in words])) / 100
        text = "".join(str(told["text"][n]) for n in words)
        yield OcrLine(text, quad_of((min(x0), min(y0), max(x1), max(y1))), max(0.0, sure))


def _box(told: dict[str, list[object]], n: int) -> tuple[float, float, float, float]:
    x, y, w, h = (float(str(told[k][n])) for k in ("left", "top", "width", "height"))
    return (x, y, x + w, y + h)


def _page(page: SourcePage, image: Image, lines: tuple[OcrLine, ...]) -> Page:
    scale = page.width / image.shape[1]
    return Page(
        number=page.number,
        width=page.width,
        height=page.height,
        source=TextSource.OCR if lines else TextSource.NONE,
        dpi=page.native_dpi,
        blank=not lines,
        lines=tuple(
            Line(
                text=line.text,
                bbox=tuple(v * scale for v in line.box),  # type: ignore[arg-type]
                quad=tuple((x * scale, y * scale) for x, y in line.quad),  # type: ignore[arg-type]
                confidence=min(1.0, line.confidence),
                reader="whole-page",
            )
            for line in in_reading_order(lines)
        ),
    )


def _core() -> float:
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
