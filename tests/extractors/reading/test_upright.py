"""Which way a page lies is told by many lines, not by a few that a detector ran together."""

from extractors.ocr.engine import Quad, quad_of
from extractors.reading.upright import _lie_sideways


def across(length: float, count: int) -> list[Quad]:
    return [quad_of((100.0, 40.0 * n, 100.0 + length, 40.0 * n + 30)) for n in range(count)]


def down(length: float, count: int) -> list[Quad]:
    return [quad_of((40.0 * n, 100.0, 40.0 * n + 30, 100.0 + length)) for n in range(count)]


def test_long_lines_across_many_that_run_down_are_dense_print_run_together() -> None:
    assert _lie_sideways([*down(250, 40), *across(1100, 8)])


def test_words_set_down_a_narrow_column_turn_no_page() -> None:
    assert not _lie_sideways([*down(120, 8), *across(600, 25)])


def test_an_upright_page() -> None:
    assert not _lie_sideways(across(600, 25))
