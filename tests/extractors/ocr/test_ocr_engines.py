import shutil
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from extractors import ocr
from extractors.ocr.crops import char_boxes, crop
from extractors.ocr.engine import OcrLine, Script, in_reading_order, quad_of
from extractors.raster.image import Image
from extractors.sources.ofd_drawing import _font_file
from schemas.errors import EngineMissing, UsageError

WORDS = "沈阳市某某养老服务有限公司"


def written(words: str, size: int = 36) -> Image:
    file = _font_file()
    if file is None:
        pytest.skip("no Chinese font on this machine")
    page = Pillow.new("RGB", (len(words) * size + 60, size * 2), "white")
    ImageDraw.Draw(page).text((30, size // 2), words, fill="black", font=ImageFont.truetype(str(file), size))
    return np.ascontiguousarray(np.asarray(page, dtype=np.uint8)[:, :, ::-1])


def line(text: str, *box: float) -> OcrLine:
    x0, y0, x1, y1 = box
    return OcrLine(text, quad_of((x0, y0, x1, y1)), 1.0)


def test_the_folder_is_the_registry() -> None:
    assert {"blank", "rapidocr", "tesseract"} <= set(ocr.available())
    assert {"crops", "engine", "repeats"}.isdisjoint(ocr.available())
    with pytest.raises(UsageError):
        ocr.load("nothing-like-this")


def test_blank_reads_nothing() -> None:
    engine = ocr.load("blank")
    assert engine.read_page(written(WORDS)) == ()
    assert engine.read_line(written(WORDS)) == ("", 0.0)


def test_rows_are_read_from_the_left_whatever_their_size() -> None:
    heading = line("heading", 100, 0, 500, 80)
    right, left = line("right", 300, 102, 400, 130), line("left", 0, 98, 200, 126)
    below = line("below", 0, 140, 50, 165)
    assert [one.text for one in in_reading_order([below, right, left, heading])] == ["heading", "left", "right", "below"]


def test_lines_askew_are_cut_level() -> None:
    page = np.full((200, 300, 3), 255, np.uint8)
    page[40:60, 50:250] = 0
    assert crop(page, ((50, 40), (250, 40), (250, 60), (50, 60))).mean() < 5
    assert crop(page, ((10, 10), (30, 10), (30, 190), (10, 190))).shape[:2] == (20, 180)


def test_characters_stand_between_their_neighbours() -> None:
    boxes = char_boxes(quad_of((0, 0, 300, 30)), (0.05, 0.15, 0.85), "甲乙丙")
    assert [(box[0] + box[2]) / 2 for box in boxes] == pytest.approx([15, 45, 255], abs=1)
    assert all(box[2] <= after[0] + 0.01 for box, after in pairwise(boxes))
    assert char_boxes(quad_of((0, 0, 300, 30)), (0.1,), "甲乙") == ()


@pytest.mark.slow
class TestRapidocr:
    @pytest.fixture(scope="class")
    def engine(self) -> ocr.OcrEngine:
        return ocr.load("rapidocr")

    def test_it_reads_a_line_and_knows_its_characters(self, engine: ocr.OcrEngine) -> None:
        (found,) = engine.read_page(np.asarray(np.pad(written(WORDS), ((300, 300), (40, 40), (0, 0)), constant_values=255)))
        assert found.text == WORDS
        assert found.confidence > 0.9
        assert len(found.char_boxes) == len(WORDS)
        middles = [(box[0] + box[2]) / 2 for box in found.char_boxes]
        expected = [70 + 36 * (n + 0.5) for n in range(len(WORDS))]
        assert middles == pytest.approx(expected, abs=14)

    def test_the_order_of_crops_is_kept(self, engine: ocr.OcrEngine) -> None:
        words = ["项目名称", WORDS, "单位", "2026年5月12日"]
        assert [one.text for one in engine.read_lines([written(text) for text in words])] == words

    @pytest.mark.parametrize("shape", [(6, 1444), (1444, 6), (1, 1), (20, 20000), (4, 100000), (32, 32), (900, 900)])
    def test_odd_pictures_are_nothing_and_cost_nothing(self, engine: ocr.OcrEngine, shape: tuple[int, int]) -> None:
        blank = np.full((*shape, 3), 255, np.uint8)
        assert engine.read_page(blank) == ()
        assert engine.read_line(blank)[0] == ""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("tesseract") is None, reason="Tesseract is not installed")
class TestTesseract:
    def test_it_reads_lines_in_one_call(self) -> None:
        words: Sequence[str] = [WORDS, "标准化试点"]
        assert [one.text for one in ocr.load("tesseract").read_lines([written(text) for text in words])] == words

    def test_it_reads_a_name_that_stands_alone(self) -> None:
        """Alone and with both scripts open it takes most of these for Latin letters."""
        names = ["白沐阳", "宋昕", "柳承志", "徐川"]
        said = ocr.load("tesseract").read_lines([written(name) for name in names], Script.CHINESE)
        assert sum(one.text == name for one, name in zip(said, names, strict=True)) >= 3

    def test_it_has_nothing_to_say_about_nothing(self) -> None:
        engine = ocr.load("tesseract")
        assert engine.read_lines([]) == ()
        assert engine.read_line(np.full((3, 900, 3), 255, np.uint8)) == ("", 0.0)


def test_a_missing_program_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineMissing) as missing:
        ocr.load("tesseract")
    assert missing.value.remedy


@pytest.mark.slow
def test_loading_an_engine_reports_to_nobody() -> None:
    ocr.load("rapidocr")
    assert sys.modules.get("openvino_telemetry") is None
