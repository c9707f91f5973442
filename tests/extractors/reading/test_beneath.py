"""What is read near a seal once more: print stays once, and the seal's own words are nobody's value."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from extractors.layout.seals.found import Ellipse, SealFound
from extractors.ocr.blank import Blank
from extractors.ocr.engine import Box, OcrLine, Reading, Script, quad_of
from extractors.raster.image import Image
from extractors.reading.beneath import read_beneath
from schemas.page import SealShape

SEAL: Box = (300.0, 300.0, 500.0, 500.0)
WITHOUT_RED = 255


def seal() -> SealFound:
    return SealFound(SEAL, SealShape.ROUND, "red", Ellipse(400.0, 400.0, 100.0, 100.0), (), "", complete=True, confidence=0.9)


def line(text: str, box: Box, confidence: float = 0.95) -> OcrLine:
    return OcrLine(text, quad_of(box), confidence)


@dataclass
class Told(Blank):
    """Finds these lines in whatever it is shown, which is the surroundings of the seal."""

    lines: tuple[OcrLine, ...]
    seen: list[tuple[int, int]] = field(default_factory=list)

    def read_page(self, image: Image) -> tuple[OcrLine, ...]:
        self.seen.append(image.shape[:2])
        return self.lines


def page(*printed: Box) -> Image:
    """A page without its red: print is a pattern of short strokes."""
    image = np.full((800, 800, 3), WITHOUT_RED, np.uint8)
    down, across = np.indices(image.shape[:2])
    strokes = (down // 4 + across // 4) % 3 == 0
    for x0, y0, x1, y1 in printed:
        image[int(y0) : int(y1), int(x0) : int(x1)][strokes[int(y0) : int(y1), int(x0) : int(x1)]] = 20
    return image


def beneath(image: Image, coloured: list[OcrLine], plain: list[OcrLine]) -> list[str]:
    """``plain`` by their places on the page, as the engine finds them without the red."""
    region_left, region_top = 222, 268  # the seal grown by a third of its width, and 8 px
    engine = Told(tuple(one.moved(-region_left, -region_top) for one in plain))
    return sorted(found.line.text for found in read_beneath(image, coloured, [seal()], engine))


def test_print_beneath_the_seal_that_colour_hid_is_read() -> None:
    box = (310.0, 390.0, 480.0, 415.0)
    assert beneath(page(box), [], [line("沈阳市", box)]) == ["沈阳市"]


def test_the_ring_read_as_a_line_is_no_print_though_the_line_above_runs_into_its_box() -> None:
    above, ring = (230.0, 310.0, 490.0, 335.0), (340.0, 322.0, 440.0, 360.0)
    print_ = line("某某服务标准化试点", above)
    assert beneath(page(above), [print_, line("家政", ring)], [print_, line("家政", ring)]) == ["某某服务标准化试点"]


def test_the_rule_of_a_table_beneath_the_ring_is_no_print() -> None:
    image = page()
    image[350:353] = 0
    ring = (340.0, 322.0, 440.0, 360.0)
    assert beneath(image, [line("家政", ring)], [line("家政", ring)]) == []


@pytest.mark.parametrize("cut", [(224.0, 276.0, 430.0, 292.0), (224.0, 280.0, 540.0, 296.0)])
def test_a_line_that_the_surroundings_cut_in_two_is_told_once(cut: Box) -> None:
    whole = (224.0, 274.0, 700.0, 296.0)
    assert beneath(page(whole), [line("某区社会福利院社区居家养老", whole)], [line("某区社会福利院", cut)]) == [
        "某区社会福利院社区居家养老"
    ]


@dataclass
class Wide(Blank):
    """Sees one long line as far as it is shown: the seal's surroundings may cut it. ``pieces`` are other lines on the page."""

    box: Box
    text: str
    pieces: tuple[OcrLine, ...] = ()
    left: float = 222.0

    def read_page(self, image: Image) -> tuple[OcrLine, ...]:
        right = min(self.box[2], self.left + image.shape[1])
        seen = round(len(self.text) * (right - self.box[0]) / (self.box[2] - self.box[0]))
        shown = line(self.text[:seen], (self.box[0], self.box[1], right, self.box[3]))
        return tuple(one.moved(-self.left, -268.0) for one in (shown, *self.pieces))


def test_a_line_that_only_the_seals_surroundings_show_is_read_to_its_end() -> None:
    """In colour the seal hid the whole line, and a third of it lies beyond what is read without the red."""
    whole = (320.0, 310.0, 760.0, 335.0)
    found = read_beneath(page(whole), [], [seal()], Wide(whole, "丹东机关食堂节约管理标准化试点项目"))
    assert [one.line.text for one in found] == ["丹东机关食堂节约管理标准化试点项目"]


def test_the_end_of_a_label_beside_is_no_beginning_of_its_value() -> None:
    label, end, value = (100.0, 390.0, 262.0, 415.0), (224.0, 390.0, 260.0, 415.0), (290.0, 390.0, 480.0, 415.0)
    image = page(label, value)
    seen: list[Box] = []

    @dataclass
    class Reads(Blank):
        def read_page(self, image: Image) -> tuple[OcrLine, ...]:
            return tuple(line(text, box).moved(-222.0, -268.0) for text, box in (("称", end), ("榛子良种繁育", value)))

        def read_lines(self, crops: Sequence[Image], script: Script = Script.ANY) -> tuple[Reading, ...]:
            seen.extend((0.0, 0.0, float(one.shape[1]), float(one.shape[0])) for one in crops)
            return tuple(Reading("称榛子良种繁育" if one.shape[1] > 230 else "榛子良种繁育", 0.95) for one in crops)

    found = sorted(one.line.text for one in read_beneath(image, [line("项目名称", label)], [seal()], Reads()))
    assert found == ["榛子良种繁育", "项目名称"]
    assert seen


def test_two_pieces_that_are_one_line_without_the_red() -> None:
    left, right, whole = (150.0, 390.0, 296.0, 415.0), (504.0, 390.0, 620.0, 415.0), (224.0, 390.0, 560.0, 415.0)
    found = beneath(page((150.0, 390.0, 620.0, 415.0)), [line("某某", left), line("中心", right)], [line("某服务发展中", whole)])
    assert found == ["某服务发展中"]
