"""Where seals are, and where none are. The recogniser is a plain function here: what it reads is settled beforehand."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench import seal_press as sp
from extractors.layout.seals import SealFound, find_seals
from extractors.ocr.engine import Reading
from schemas.page import SealShape

DPI = 120
UNIT = DPI / 25.4
SEAL = sp.Design("沈阳市市场监督管理局", diameter=42, number="2101020012345")


def reads_nothing(_: sp.Picture) -> Reading:
    return Reading("", 0.0)


def reads_a_name(_: sp.Picture) -> Reading:
    return Reading("沈阳市市场监督管理局", 0.99)


def page(seed: int, *seals: tuple[sp.Design, sp.Press], how: sp.Scan | None = None, plain: bool = False) -> sp.Scene:
    rng = np.random.default_rng(seed)
    paper = np.full((round(297 * UNIT), round(210 * UNIT), 3), 255, np.uint8) if plain else sp.letter_page(UNIT, rng, red_head=True)
    return sp.compose(paper, seals, how or sp.Scan(DPI, 70), rng)


def found(scene: sp.Scene, reader=reads_nothing) -> tuple[SealFound, ...]:
    return find_seals(scene.picture, scene.points_per_pixel, reader)


def test_a_seal_over_the_date_is_found_where_it_is():
    (seal,) = found(page(1, (SEAL, sp.Press(140, 222, turn=20, wear=0.3))))
    x0, y0, x1, y1 = (v / UNIT for v in seal.bbox)
    assert (x0 + x1) / 2 == pytest.approx(140, abs=1)
    assert (y0 + y1) / 2 == pytest.approx(222, abs=1)
    assert x1 - x0 == pytest.approx(42, abs=1.5)
    assert (seal.shape, seal.ink, seal.complete) == (SealShape.ROUND, "red", True)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("draw", [sp.certificate_page, sp.form_page, sp.letter_page])
@pytest.mark.parametrize("mode", ["colour", "bilevel"])
def test_red_heads_frames_emblems_and_tables_are_no_seals(seed, draw, mode):
    rng = np.random.default_rng(seed)
    paper = draw(UNIT, rng, red_head=True) if draw is sp.letter_page else draw(UNIT, rng)
    assert found(sp.compose(paper, (), sp.Scan(DPI, 70, mode=mode), rng)) == ()


@pytest.mark.parametrize("paper", [(250, 226, 224), (244, 230, 205), (225, 232, 245)])
@pytest.mark.parametrize("strength", [0.45, 0.95])
def test_coloured_paper_and_faint_ink_hide_no_seal(paper, strength):
    scene = page(2, (SEAL, sp.Press(140, 222, strength=strength, wear=0.2)), how=sp.Scan(DPI, 60, paper=paper))
    assert len(found(scene)) == 1


def test_an_oval_is_told_from_a_circle():
    (seal,) = found(page(3, (sp.Design("沈阳恒源食品有限公司", 45, 0.67, "发票专用章", star=False), sp.Press(140, 222, turn=-15))))
    assert seal.shape is SealShape.OVAL
    assert seal.ellipse.roundness == pytest.approx(0.67, abs=0.04)


def test_overlapping_seals_are_counted_one_by_one():
    scene = page(4, (SEAL, sp.Press(110, 222)), (sp.Design("大连市民政局", 45), sp.Press(138, 226, turn=25)))
    assert len(found(scene)) == 2


@pytest.mark.parametrize("x", [-3.0, 4.0, 205.0, 213.0])
def test_a_seal_across_the_edge_is_incomplete(x):
    (seal,) = found(page(5, (SEAL, sp.Press(x, 150))))
    assert not seal.complete


def test_what_is_far_smaller_than_any_seal_is_none():
    assert found(page(6, (sp.Design("沈阳市", diameter=11), sp.Press(140, 240)), plain=True), reads_a_name) == ()


@pytest.mark.parametrize("mode", ["gray", "bilevel"])
def test_a_page_without_colour_has_black_seals(mode):
    (seal,) = found(page(7, (SEAL, sp.Press(140, 222, wear=0.1)), how=sp.Scan(DPI, 80, mode=mode)), reads_a_name)
    assert seal.ink == "black"


def broken_ring() -> sp.Scene:
    """Half of a ring, in six pieces, nothing inside."""
    scene = page(8, plain=True)

    for start in range(0, 360, 60):
        cv2.ellipse(scene.picture, (600, 700), (100, 100), 0, start, start + 30, (40, 30, 200), 5)
    return scene


def test_a_broken_ring_is_a_seal_only_where_a_name_runs_along_it():
    assert found(broken_ring(), reads_nothing) == ()
    (seal,) = found(broken_ring(), reads_a_name)
    assert seal.readings[0].text == "沈阳市市场监督管理局"


def test_an_empty_circle_drawn_with_a_red_pen_is_no_seal():

    scene = page(9, plain=True)
    cv2.circle(scene.picture, (500, 600), 95, (50, 40, 210), 4)
    assert found(scene) == ()


def faxed(share: float, radius_mm: float = 21) -> np.ndarray:
    """Half a seal's ring and bits of its characters in black on white."""
    picture = np.full((round(297 * UNIT), round(210 * UNIT), 3), 255, np.uint8)
    reach, middle = round(radius_mm * UNIT), (500, 600)
    for start in range(0, 360, 30):
        cv2.ellipse(picture, middle, (reach, reach), 0, start, start + 30 * share, (0, 0, 0), 4)
    for start in (10, 130, 200):
        cv2.ellipse(picture, middle, (round(reach * 0.75), round(reach * 0.75)), 0, start, start + 9, (0, 0, 0), 12)
    return picture


def test_what_a_fax_leaves_of_a_seal_is_a_seal_that_nobody_can_read():
    (seal,) = find_seals(faxed(0.6), 72 / DPI, reads_nothing)
    assert (seal.ink, seal.readings) == ("black", ())


def test_less_than_that_a_small_ring_and_a_page_with_colours_take_the_name_to_be_sure():
    assert find_seals(faxed(0.3), 72 / DPI, reads_nothing) == ()
    assert find_seals(faxed(0.6, radius_mm=13), 72 / DPI, reads_nothing) == ()
    coloured = faxed(0.6)
    coloured[40:60, 40:400] = (40, 40, 220)
    assert find_seals(coloured, 72 / DPI, reads_nothing) == ()


LINE = ((300.0, 300.0), (700.0, 300.0), (700.0, 320.0), (300.0, 320.0))


def test_less_is_enough_beside_what_was_read():
    (seal,) = find_seals(faxed(0.3), 72 / DPI, reads_nothing, [LINE])
    assert seal.readings == ()
    assert (seal.bbox[0] + seal.bbox[2]) / 2 == pytest.approx(500, abs=4)
    assert find_seals(faxed(0.3, radius_mm=13), 72 / DPI, reads_nothing, [LINE]) == ()


def test_a_ring_of_what_was_read_and_a_worn_margin_are_no_seals():
    x0, y0, x1, y1 = 380.0, 480.0, 620.0, 720.0
    assert find_seals(faxed(0.3), 72 / DPI, reads_nothing, [((x0, y0), (x1, y0), (x1, y1), (x0, y1))]) == ()
    margin = np.full((round(297 * UNIT), round(210 * UNIT), 3), 255, np.uint8)
    cv2.ellipse(margin, (500, 600), (99, 99), 0, 120, 240, (0, 0, 0), 4)
    assert find_seals(margin, 72 / DPI, reads_nothing, [LINE]) == ()


def test_same_readings_are_given_once_and_stop_early():
    calls = []

    def counting(strip: sp.Picture) -> tuple[str, float]:
        calls.append(strip.shape)
        return Reading("沈阳市市场监督管理局", 0.99)

    (seal,) = found(page(1, (SEAL, sp.Press(140, 222)), plain=True), counting)
    assert len(seal.readings) == 1
    assert len(calls) <= 6
    assert all(shape[0] == 64 for shape in calls)


def test_number_and_junk_around_a_name_are_cut_off():
    (seal,) = found(page(1, (SEAL, sp.Press(140, 222)), plain=True), lambda _: Reading("0021沈阳市民政局2101ZL", 0.9))
    assert {reading.text for reading in seal.readings} == {"沈阳市民政局"}


def test_a_date_under_the_star_is_no_line_of_the_seal():
    (seal,) = found(page(1, (SEAL, sp.Press(140, 222)), plain=True), lambda _: Reading("2026年5月6日", 0.99))
    assert seal.line_text == ""


@pytest.mark.parametrize("shape", [(6, 1444), (1444, 6), (1, 1), (60, 60), (400, 2500)])
def test_slivers_and_specks_have_no_seals(shape):
    assert find_seals(np.full((*shape, 3), 255, np.uint8), 0.5, reads_a_name) == ()


@given(st.integers(0, 2**31), st.integers(100, 260), st.integers(100, 260), st.sampled_from([1, 40, 255]))
@settings(max_examples=12, deadline=None)
def test_noise_raises_nothing(seed, height, width, depth):
    noise = np.random.default_rng(seed).integers(0, depth + 1, (height, width, 3)).astype(np.uint8)
    assert isinstance(find_seals(noise, 0.48, reads_nothing), tuple)


def test_a_circle_that_was_drawn_and_a_blot_are_no_seals():
    ring, blot = (page(4, plain=True) for _ in range(2))
    centre, radius = (round(120 * UNIT), round(150 * UNIT)), round(18 * UNIT)
    cv2.circle(ring.picture, centre, radius, (40, 30, 210), 4)
    cv2.putText(ring.picture, "PRINT", (centre[0] - 60, centre[1]), cv2.FONT_HERSHEY_SIMPLEX, 1, (20, 20, 20), 2)
    cv2.circle(blot.picture, centre, radius, (40, 30, 210), -1)
    assert found(ring, reads_a_name) == ()
    assert found(blot) == ()


def test_an_oval_whose_line_nobody_could_read_has_one():
    """Ovals are special-purpose seals nearly always: without its line such a seal is nobody's own."""
    oval = sp.Design("大连万佳食品有限公司", 45, 0.75, star=False)
    (seal,) = found(page(5, (oval, sp.Press(140, 222))), reads_a_name)
    assert seal.shape is SealShape.OVAL
    assert seal.line_unread or seal.line_text


def test_a_faint_seal_of_which_only_a_tinge_is_left_inside_is_none_that_somebody_drew():
    """In a photograph the strokes of its characters are too thin for their colour; the circle of a pen has none inside."""
    centre, radius = (round(120 * UNIT), round(150 * UNIT)), round(18 * UNIT)
    faint, drawn = (page(4, plain=True) for _ in range(2))
    for scene in (faint, drawn):
        cv2.circle(scene.picture, centre, radius, (196, 196, 232), 5)
    for start in range(0, 360, 24):
        cv2.ellipse(faint.picture, centre, (round(radius * 0.7),) * 2, 0, start, start + 10, (230, 230, 242), 9)
    assert len(found(faint, reads_a_name)) == 1
    assert found(drawn, reads_a_name) == ()
