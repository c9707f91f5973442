"""What stands alone behind a label outside all tables: a dash says that there is none, a rule to write on says nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest

from extractors.layout.behind_labels import with_overlooked
from extractors.layout.grid import PixelGrid
from extractors.ocr.blank import Blank
from extractors.ocr.engine import OcrLine, quad_of
from extractors.raster.image import Image

PPM = 200 / 25.4
TOP, FOOT = 100, 136
LABEL = OcrLine("4.参与单位：", quad_of((100, TOP, 300, FOOT)), 0.99)


@dataclass
class Says(Blank):
    """Reads the same word in every crop."""

    word: str = ""
    sure: float = 0.97

    def read_line(self, image: Image) -> tuple[str, float]:
        del image
        return self.word, self.sure


def page(*strokes: tuple[int, int, int, int]) -> np.ndarray:
    image = np.full((300, 1200, 3), 250, np.uint8)
    for x0, y0, x1, y1 in strokes:
        image[y0:y1, x0:x1] = 20
    return image


def texts(
    image: np.ndarray, lines: Sequence[OcrLine] = (LABEL,), grids: Sequence[PixelGrid] = (), engine: Blank | None = None
) -> list[str]:
    return [line.text for line in with_overlooked(image, lines, grids, engine or Blank(), PPM)]


def test_a_dash_behind_a_label_is_seen() -> None:
    assert texts(page((320, 117, 380, 119))) == ["4.参与单位：", "—"]


def test_a_dash_that_the_labels_box_reaches_over_is_seen_and_the_label_ends_before_it() -> None:
    boxes = tuple((100.0 + 28 * at, TOP, 128.0 + 28 * at, FOOT) for at in range(7))
    label = OcrLine("4.参与单位：", quad_of((100, TOP, 350, FOOT)), 0.99, boxes)
    found = with_overlooked(page((320, 117, 380, 119)), [label], [], Blank(), PPM)
    assert [line.text for line in found] == ["4.参与单位：", "—"]
    assert found[0].box[2] <= found[1].box[0]


@pytest.mark.parametrize("rule", [(320, 134, 620, 136), (320, 134, 400, 136), (320, 117, 560, 119)])
def test_a_rule_to_write_on_is_no_dash(rule: tuple[int, int, int, int]) -> None:
    assert texts(page(rule)) == ["4.参与单位："]


def test_nothing_is_nothing_and_specks_are_nothing() -> None:
    assert texts(page()) == ["4.参与单位："]
    assert texts(page((400, 110, 402, 112), (500, 120, 502, 121))) == ["4.参与单位："]


def test_what_was_read_behind_the_label_is_not_looked_for_again() -> None:
    value = OcrLine("大连某某公司", quad_of((310, TOP, 600, FOOT)), 0.99)
    assert texts(page((320, 117, 380, 119)), (LABEL, value)) == ["4.参与单位：", "大连某某公司"]


def test_a_table_beside_the_label_has_its_own_cells() -> None:
    grid = PixelGrid((310, 60, 900, 290), 1, 1, ())
    assert texts(page((320, 117, 380, 119)), (LABEL,), (grid,)) == ["4.参与单位："]


def test_words_without_a_colon_are_no_label() -> None:
    heading = OcrLine("项目基本信息", LABEL.quad, 0.99)
    assert texts(page((320, 117, 380, 119)), (heading,)) == ["项目基本信息"]


def test_a_single_character_is_read_by_itself_where_that_is_sure() -> None:
    ink = page((320, 104, 350, 107), (320, 116, 350, 119), (333, 104, 337, 132), (320, 129, 350, 132))
    assert texts(ink, engine=Says("无")) == ["4.参与单位：", "无"]
    assert texts(ink, engine=Says("无", 0.6)) == ["4.参与单位："]
    assert texts(ink, engine=Says("无锡")) == ["4.参与单位："]
