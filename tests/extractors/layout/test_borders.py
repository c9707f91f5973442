"""An upright stroke in a low row is no border: the words run on across it, or it runs through one of them."""

from dataclasses import replace
from itertools import pairwise

import pytest

from extractors.layout.borders import without_strokes
from extractors.layout.grid import PixelGrid
from extractors.layout.merged_cells import PixelCell
from extractors.ocr.engine import Box, OcrLine, quad_of

EM = 40.0
TOP, BOTTOM = 0.0, 48.0


def line(text: str, left: float, gaps: dict[int, float] | None = None) -> OcrLine:
    """Characters an em apart; ``gaps`` widens the step before a character."""
    boxes: list[Box] = []
    at = left
    for index, _ in enumerate(text):
        at += (gaps or {}).get(index, 0.0)
        boxes.append((at, TOP, at + EM, BOTTOM))
        at += EM
    return OcrLine(text, quad_of((left, TOP, at, BOTTOM)), 0.99, tuple(boxes))


def row(*borders: float) -> PixelGrid:
    """One row of cells between these borders."""
    cells = tuple(PixelCell(0, col, 1, 1, (left, TOP, right, BOTTOM)) for col, (left, right) in enumerate(pairwise(borders)))
    return PixelGrid((borders[0], TOP, borders[-1], BOTTOM), 1, len(cells), cells)


def spans(grid: PixelGrid) -> list[tuple[int, int]]:
    return [(cell.col, cell.col_span) for cell in grid.cells]


LABEL = line("承担单位名称", 10)
NAME = line("大连渤海重型锻造有限责任公司", 310)


def test_a_name_runs_on_across_a_stroke() -> None:
    assert spans(without_strokes(row(0, 300, 310 + 9 * EM, 1000), [LABEL, NAME])) == [(0, 1), (1, 2)]


def test_a_border_between_label_and_value_stays() -> None:
    whole = line("承担单位名称大连渤海重型锻造有限责任公司", 10, {6: 0.6 * EM})
    assert spans(without_strokes(row(0, 10 + 6.3 * EM, 1200), [whole])) == [(0, 1), (1, 1)]


def high(*borders: float) -> PixelGrid:
    """Rules three lines high."""
    grid = row(*borders)
    cells = tuple(replace(cell, box=(cell.box[0], -60.0, cell.box[2], 108.0)) for cell in grid.cells)
    return replace(grid, cells=cells, box=(borders[0], -60.0, borders[-1], 108.0))


def test_a_border_higher_than_any_stroke_stays_where_one_line_alone_seems_to_be_cut_by_it() -> None:
    """是否承担过国｜　 家标准化试点｜无　 项目｜: where characters stand is an estimate."""
    through = 10 + 5.55 * EM
    crossing = line("家标准化试点无", 10, {6: 0.6 * EM})
    assert spans(without_strokes(high(0, through, 1200), [crossing])) == [(0, 1), (1, 1)]
    assert spans(without_strokes(row(0, through, 1200), [crossing])) == [(0, 2)]
    second = replace(crossing, char_boxes=tuple((a, b - 55, c, d - 55) for a, b, c, d in crossing.char_boxes))
    assert spans(without_strokes(high(0, through, 1200), [crossing, second])) == [(0, 2)]


def test_words_run_on_across_a_streak_however_high_the_row() -> None:
    assert spans(without_strokes(high(0, 10 + 9.05 * EM, 1200), [line("每年投入试验经费三百万元与用户", 10)])) == [(0, 2)]


def test_a_short_word_is_held_to_the_step_of_longer_ones() -> None:
    person = line("仲伟岩", 310)
    grid = row(0, 300, 310 + EM, 310 + 2 * EM, 1000)
    assert spans(without_strokes(grid, [LABEL, person])) == [(0, 1), (1, 3)]
    assert spans(without_strokes(grid, [person])) == [(0, 1), (1, 1), (2, 1), (3, 1)]


def test_no_border_runs_through_a_character() -> None:
    answer = line("服务业", 310)
    assert spans(without_strokes(row(0, 300, 310 + 2.4 * EM, 1000), [LABEL, answer])) == [(0, 1), (1, 2)]


@pytest.mark.parametrize("gap", [0.5, 1.0, 3.0])
def test_characters_set_far_apart_prove_nothing(gap: float) -> None:
    spread = line("邮编", 310, {1: gap * EM})
    assert spans(without_strokes(row(0, 300, 310 + (1 + gap / 2) * EM, 1000), [LABEL, spread])) == [(0, 1), (1, 1), (2, 1)]


def test_a_last_stroke_with_nothing_behind_it() -> None:
    """The upright stroke at the right of 期 parts the rest of the label's cell from it."""
    label, touching = line("建设周期", 60), 60 + 3.9 * EM
    other = line("二〇二七年一月至二〇二八年十二月", 410)
    assert spans(without_strokes(row(0, touching, 400, 1000), [label, other])) == [(0, 2), (2, 1)]
    assert spans(without_strokes(row(0, 60 + 4.6 * EM, 400, 1000), [label, other])) == [(0, 1), (1, 1), (2, 1)]
