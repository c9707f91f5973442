"""RapidOCR: PP-OCR's models, which come inside the wheel: the recogniser on ONNX Runtime, the detector on OpenVINO, one thread each.

Its own whole-page call scales any picture to a side of 2,000 px in silence and takes 2 GB for a strip of a few pixels' height, so only its
detector and its recogniser are used, and the geometry is decided here: lines are found at a bounded scale, cut out of the full
picture, and read in batches of bounded width.
"""

import logging
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import rapidocr
from rapidocr import RapidOCR
from rapidocr.ch_ppocr_rec import TextRecInput

from extractors.ocr.crops import TALL, char_boxes, crop
from extractors.ocr.engine import OcrEngine, OcrLine, Quad, Reading, Script, in_reading_order, side_lengths
from extractors.raster.image import Image, colour, scaled
from schemas.errors import EngineMissing

if TYPE_CHECKING:
    from openvino import InferRequest

_DETECTOR = "PP-OCRv6_det_small.onnx"
_RECOGNISER = "PP-OCRv6_rec_small.onnx"

MIN_SIDE = 8
MAX_WIDTH_TO_HEIGHT = 60
"""A line is read at 48 px height; this bounds the recogniser's input to 2,880 px."""

DETECT_LONG_SIDE = 1280
BATCH_WIDTH = 2400
"""Sum of widths (at 48 px height) that go through the recogniser at once."""

MIN_CONFIDENCE = 0.5

PART_PIXELS = 500_000
"""Up to this a picture is a part of a page, whose shape seldom comes again."""


class Rapid:
    """PP-OCR's detector and recogniser."""

    name = "rapidocr"

    def __init__(self) -> None:
        logging.getLogger("RapidOCR").setLevel(logging.ERROR)
        models = Path(rapidocr.__file__).parent / "models"
        for file in (_DETECTOR, _RECOGNISER):
            if not (models / file).is_file():
                raise EngineMissing(
                    f"RapidOCR 的模型 {file} 没有随软件包安装", "重新安装 rapidocr：pip install --force-reinstall 'rapidocr>=3.10,<4'"
                )
        self.version = f"{version('rapidocr')}/PP-OCRv6-small/openvino {version('openvino')}"
        engine = RapidOCR(params=_settings(models))
        self._detector = engine._load_det_model()  # type: ignore[no-untyped-call]
        self._detector.session = _OnOpenVino(models / _DETECTOR)
        self._recogniser = engine._load_rec_model()  # type: ignore[no-untyped-call]

    def detect(self, image: Image) -> tuple[Quad, ...]:
        """Find lines; the picture is scaled so that its long side suits the detector, and the places are scaled back."""
        if min(image.shape[:2]) < MIN_SIDE:
            return ()
        factor = min(1.0, DETECT_LONG_SIDE / max(image.shape[:2]))
        found = self._detector(colour(scaled(image, factor))).boxes
        return () if found is None else tuple(_quad(box / factor) for box in found)

    def read_lines(self, crops: Sequence[Image], script: Script = Script.ANY) -> tuple[Reading, ...]:
        """Read one line from each crop; the model knows both scripts."""
        del script
        readings = [Reading("", 0.0)] * len(crops)
        order = sorted((i for i, piece in enumerate(crops) if _readable(piece)), key=lambda i: _ratio(crops[i]))
        for batch in _batches(order, crops):
            for index, reading in zip(batch, self._recognise([colour(crops[i]) for i in batch]), strict=True):
                readings[index] = reading
        return tuple(readings)

    def read_page(self, image: Image) -> tuple[OcrLine, ...]:
        """Find and read the lines of an upright page."""
        quads = self.detect(image)
        readings = self.read_lines([crop(image, quad) for quad in quads])
        lines = [_line(quad, reading) for quad, reading in zip(quads, readings, strict=True) if reading.confidence >= MIN_CONFIDENCE]
        return in_reading_order([line for line in lines if line.text.strip()])

    def read_line(self, image: Image) -> tuple[str, float]:
        """Read one line."""
        (reading,) = self.read_lines([image])
        return reading.text, reading.confidence

    def _recognise(self, crops: list[Image]) -> list[Reading]:
        found = self._recogniser(TextRecInput(img=crops, return_word_box=True))
        return [_reading(*one) for one in zip(found.txts, found.scores, found.word_results, strict=True)]


class _OnOpenVino:
    """The detector's network, in a third of the time that ONNX Runtime takes for it.

    In full precision, or lines would be found differently on processors that have bfloat16. Pages have a network of their shape, made
    anew where it changes (a fifth of a second): one for all shapes cannot plan which memory to use twice, and holds half a gigabyte
    more once it has seen a page. For parts of pages it is small enough. Between two pictures neither holds more than its weights.
    """

    def __init__(self, model: Path) -> None:
        sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # it would report the import to its makers
        import openvino  # noqa: PLC0415

        self._core = openvino.Core()
        self._model = model
        self._for_parts = self._compiled()
        self._for_pages: InferRequest | None = None
        self._shape: tuple[int, ...] = ()

    def __call__(self, content: np.ndarray) -> np.ndarray:
        request = self._for_parts if content[0, 0].size <= PART_PIXELS else self._for_page(content.shape)
        request.infer([content])
        found = np.array(request.get_output_tensor().data)
        request.get_compiled_model().release_memory()
        return found

    def _for_page(self, shape: tuple[int, ...]) -> "InferRequest":
        if self._for_pages is None or shape != self._shape:
            self._for_pages = None  # its memory goes before the next one's comes
            self._for_pages, self._shape = self._compiled(shape), shape
        return self._for_pages

    def _compiled(self, shape: tuple[int, ...] = ()) -> "InferRequest":
        network = self._core.read_model(self._model)
        if shape:
            network.reshape(list(shape))
        single = {"INFERENCE_NUM_THREADS": 1, "NUM_STREAMS": 1, "PERFORMANCE_HINT": "LATENCY"}
        exact = {"INFERENCE_PRECISION_HINT": "f32", "CPU_RUNTIME_CACHE_CAPACITY": 20}
        return self._core.compile_model(network, "CPU", single | exact).create_infer_request()


def build() -> OcrEngine:
    """Start the engine."""
    return Rapid()


def _settings(models: Path) -> dict[str, object]:
    return {
        "Global.log_level": "error",
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        "Det.model_path": str(models / _DETECTOR),
        "Rec.model_path": str(models / _RECOGNISER),
        "Det.limit_type": "max",
        "Det.limit_side_len": DETECT_LONG_SIDE,
        "Rec.rec_batch_num": 64,
    }


def _quad(box: np.ndarray) -> Quad:
    a, b, c, d = ((float(x), float(y)) for x, y in box)
    return (a, b, c, d)


def _ratio(piece: Image) -> float:
    return float(piece.shape[1] / max(1, piece.shape[0]))


def _readable(piece: Image) -> bool:
    return min(piece.shape[:2]) >= MIN_SIDE and _ratio(piece) <= MAX_WIDTH_TO_HEIGHT


def _batches(order: list[int], crops: Sequence[Image]) -> Iterator[list[int]]:
    # All crops of a batch are padded to the widest, so the sum of padded widths is what memory and time follow.
    batch: list[int] = []
    for index in order:
        if batch and (len(batch) + 1) * 48 * _ratio(crops[index]) > BATCH_WIDTH:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def _reading(text: str, score: float, words: object) -> Reading:
    columns = [column for group in getattr(words, "word_cols", []) for column in group]
    length = float(getattr(words, "line_txt_len", 0.0))
    if not length:
        return Reading(text, float(score))
    return Reading(
        text,
        float(score),
        _spread((column + 0.5) / length for column in columns) if len(columns) == len(text) else _with_spaces(text, columns, length),
    )


def _spread(shares: Iterator[float]) -> tuple[float, ...]:
    return tuple(min(1.0, share) for share in shares)


def _with_spaces(text: str, columns: list[int], length: float) -> tuple[float, ...]:
    # RapidOCR gives no column for a space; it stands between its neighbours.
    solid = [index for index, char in enumerate(text) if not char.isspace()]
    if len(solid) != len(columns) or not solid:
        return ()
    places = np.interp(range(len(text)), solid, [(column + 0.5) / length for column in columns])
    return _spread(float(place) for place in places)


def _line(quad: Quad, reading: Reading) -> OcrLine:
    width, height = side_lengths(quad)
    centres = () if height >= width * TALL else reading.centres
    return OcrLine(reading.text, quad, reading.confidence, char_boxes(quad, centres, reading.text))
