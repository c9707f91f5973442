"""A straight line in a seal is seen by its ink, read or not; a unit's own seal has none."""

import numpy as np
import pytest

from bench import seal_press as sp
from extractors.layout.seals import SealFound, find_seals
from extractors.ocr.engine import Reading

UNIT = 150 / 25.4
NAME = "大连万佳食品有限公司"


def reads_the_ring_alone(strip: sp.Picture) -> Reading:
    """Strips of the ring are far longer than those of a line."""
    return Reading(NAME, 0.99) if strip.shape[1] > 10 * strip.shape[0] else Reading("", 0.0)


def pressed(design: sp.Design, *, turn: float, strength: float = 0.9, wear: float = 0.1, form: bool = True) -> SealFound:
    rng = np.random.default_rng(5)
    paper = sp.form_page(UNIT, rng) if form else sp.letter_page(UNIT, rng, red_head=True)
    press = sp.Press(140, 222 if not form else 135, turn=turn, wear=wear, strength=strength)
    scene = sp.compose(paper, ((design, press),), sp.Scan(150, 70), rng)
    return max(find_seals(scene.picture, scene.points_per_pixel, reads_the_ring_alone), key=lambda seal: seal.confidence)


@pytest.mark.parametrize("form", [True, False])
@pytest.mark.parametrize("turn", [-20.0, 0.0, 25.0])
@pytest.mark.parametrize("star", [True, False])
def test_a_line_that_nobody_can_read_is_told(star, turn, form):
    assert pressed(sp.Design(NAME, line="合同专用章", star=star), turn=turn, form=form).line_unread


@pytest.mark.parametrize("form", [True, False])
@pytest.mark.parametrize("turn", [-20.0, 0.0, 25.0])
@pytest.mark.parametrize("wear", [0.1, 0.6])
@pytest.mark.parametrize("number", ["", "2101020012345"])
def test_stars_numbers_and_the_print_beneath_are_no_line(number, wear, turn, form):
    seal = pressed(sp.Design(NAME, number=number), turn=turn, wear=wear, form=form)
    assert not seal.line_unread
    assert not seal.line_text


def test_a_faint_line_is_a_line():
    assert pressed(sp.Design(NAME, line="发票专用章"), turn=8, strength=0.3).line_unread
