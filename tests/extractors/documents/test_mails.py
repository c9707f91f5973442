"""An address that hangs on look-alikes is borne out by its glyphs, or stays with a person."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from extractors.documents import mails
from extractors.documents.contacts import LOOK_ALIKE
from extractors.documents.second import DIFFER, TWINS_DIFFER
from extractors.layout.ink import Ink
from extractors.raster.image import Image as Picture
from schemas.evidence import Quad, Reading
from schemas.page import Line

QUAD = ((0.0, 0.0), (100.0, 0.0), (100.0, 12.0), (0.0, 12.0))
PHONE, MOBILE = "0412-2051967", "13800138042"


class Printed:
    """Crops of lines as they were printed, one a page; ``swap`` prints another character's shape."""

    def __init__(self, swap: dict[str, str] | None = None) -> None:
        self.lines: list[str] = []
        self._swap = str.maketrans(swap or {})

    def ink(self, text: str) -> Ink:
        self.lines.append(text)
        return Ink(len(self.lines) - 1, (Line(text=text, quad=QUAD, confidence=0.99, reader="rapidocr"),))

    def crop(self, page: int, quad: Quad, *, margin: float = 1.5, red: bool = False, beyond: float = 0.0) -> Picture | None:
        font = ImageFont.load_default(34)
        image = Image.new("L", (900, 54), 255)
        x = 15.0
        for char in self.lines[page].translate(self._swap):
            ImageDraw.Draw(image).text((x, 7), char, 0, font)
            x += font.getlength(char) + 3
        return np.asarray(image)[:, : round(x) + 12]


def address(value: str, doubt: str = LOOK_ALIKE, second: str | None = None) -> Reading[str]:
    return Reading(value=value, raw=value, confidence=0.6, needs_review=True, doubt=doubt, second=second)


def read(
    printed: str, value: str, doubt: str = LOOK_ALIKE, second: str | None = None, numbers: tuple[str, ...] = (PHONE, MOBILE)
) -> Reading[str]:
    crops = Printed()
    line = crops.ink(printed)
    return mails.borne_out(address(value, doubt, second), line, [crops.ink(number) for number in numbers], crops)


@pytest.mark.parametrize(
    ("value", "second"),
    [
        ("zlb2019@mail.example.cn", "z1b2019@mail.example.cn"),
        ("lianxi1775@mail.example.cn", "lianxil775@mail.example.cn"),
        ("office2012@mail.example.cn", "|sffice20l2@mail.example.cn"),
        ("bzh2560@mail.example.cn", "bzh25g0@mail.example.cn"),
    ],
)
def test_print_that_leaves_no_choice_clears_the_doubt(value: str, second: str) -> None:
    found = read(value, value, TWINS_DIFFER, second)
    assert not found.needs_review
    assert not found.doubt
    assert found.confidence > 0.9
    assert found.second == second


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("z1b2019@mail.example.cn", "zlb2019@mail.example.cn"),
        ("zlb2019@mail.example.cn", "z1b2019@mail.example.cn"),
        ("lianxil775@mail.example.cn", "lianxi1775@mail.example.cn"),
        ("wangl88@mail.example.cn", "wang188@mail.example.cn"),
        ("wang188@mail.example.cn", "wangl88@mail.example.cn"),
        ("zhao0512@mail.example.cn", "zhaoo512@mail.example.cn"),
    ],
)
def test_print_of_another_character_leaves_it(printed: str, value: str) -> None:
    assert read(printed, value, TWINS_DIFFER, printed).needs_review


def test_without_a_number_to_hold_it_against_nothing_is_proven() -> None:
    assert read("zlb2019@mail.example.cn", "zlb2019@mail.example.cn", numbers=()).needs_review


def test_another_doubt_stays() -> None:
    assert read("zlb2019@mail.example.cn", "zlb2019@mail.example.cn", DIFFER, "z1b2019@mail.example.cn").needs_review


def test_a_typeface_with_one_shape_for_both_tells_nothing() -> None:
    crops = Printed({"l": "1"})
    line, number = crops.ink("zlb2019@mail.example.cn"), crops.ink(PHONE)
    doubted = address("zlb2019@mail.example.cn", second="z1b2019@mail.example.cn")
    assert mails.borne_out(doubted, line, [number], crops).needs_review


@given(st.text("zl1o0@. 张|", max_size=12), st.text("zl1o0@. 张|", max_size=12), st.sampled_from([LOOK_ALIKE, TWINS_DIFFER]))
def test_junk_is_no_address_and_never_raises(value: str, second: str, doubt: str) -> None:
    crops = Printed()
    line = crops.ink(value)
    found = mails.borne_out(address(value, doubt, second), line, [crops.ink(PHONE)], crops)
    assert found.needs_review or value.count("@") == 1
