"""What seals say, with the real recogniser."""

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from bench import seal_press as sp
from bench.seal_reading import engine
from extractors.layout.seals import Recogniser, SealFound, find_seals

pytestmark = pytest.mark.slow

UNIT = 200 / 25.4


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return engine()[0]


def only_seal(recogniser: Recogniser, design: sp.Design, turn: float = 0.0, wear: float = 0.15) -> SealFound:
    rng = np.random.default_rng(11)
    page = sp.letter_page(UNIT, rng, red_head=True)
    scene = sp.compose(page, ((design, sp.Press(140, 222, turn=turn, wear=wear)),), sp.Scan(200, 75), rng)
    (seal,) = find_seals(scene.picture, scene.points_per_pixel, recogniser)
    return seal


@pytest.mark.parametrize("turn", [-30.0, 0.0, 30.0])
@pytest.mark.parametrize("name", ["本溪市民政局", "大连市市场监督管理局", "辽宁百川物业管理服务产业技术创新联盟"])
def test_names_of_all_lengths_are_read_over_print(recogniser, name, turn):
    seal = only_seal(recogniser, sp.Design(name, number="2101020012345"), turn)
    assert min(Levenshtein.distance(reading.text, name) for reading in seal.readings) <= 1


@pytest.mark.parametrize("star", [True, False])
def test_the_line_in_the_middle_is_read_and_appended(recogniser, star):
    seal = only_seal(recogniser, sp.Design("大连万佳食品有限公司", line="合同专用章", star=star), turn=12)
    assert seal.line_text == "合同专用章"
    assert all(reading.text.endswith("合同专用章") for reading in seal.readings)


def test_an_ovals_name_and_line_are_read(recogniser):
    seal = only_seal(recogniser, sp.Design("大连万佳食品有限公司", 45, 0.75, "发票专用章", star=False))
    assert seal.line_text == "发票专用章"
    assert min(Levenshtein.distance(reading.text, "大连万佳食品有限公司发票专用章") for reading in seal.readings) <= 2


def test_a_plain_seal_has_no_line(recogniser):
    assert only_seal(recogniser, sp.Design("大连市司法局")).line_text == ""
