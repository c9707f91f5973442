"""A printed line is cut into its characters, and two of them are alike or not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from extractors.layout.glyphs import difference, glyphs


def printed(text: str, size: int = 34, *, rule: bool = False, tracking: float = 0.0) -> np.ndarray:
    """A line of black print on white, as a crop has it; ``tracking`` pixels between the characters."""
    font = ImageFont.load_default(size)
    image = Image.new("L", (round(sum(font.getlength(char) + tracking for char in text)) + 30, round(size * 1.6)), 255)
    draw, x = ImageDraw.Draw(image), 15.0
    for char in text:
        draw.text((x, size * 0.2), char, 0, font)
        x += font.getlength(char) + tracking
    if rule:
        draw.rectangle((3, 0, 5, image.height), fill=0)
    return np.asarray(image)


@pytest.mark.parametrize("rule", [False, True])
def test_each_character_has_its_glyph(rule: bool) -> None:
    found = glyphs(printed("zlb1618@example.cn", tracking=3, rule=rule), "zlb1618@example.cn")
    assert len(found) == 18
    assert all(found)


def test_the_same_characters_are_alike_and_others_are_not() -> None:
    mail, phone = "bzh2051@qy.cn", "0412-2051968"
    found = dict(zip(mail, glyphs(printed(mail, tracking=3), mail), strict=True))
    sure = dict(zip(phone, glyphs(printed(phone, tracking=3), phone), strict=True))
    for char in "2051":
        assert difference(found[char], sure[char]) < 0.1
    for letter, figure in (("z", "2"), ("b", "6"), ("q", "9")):
        assert difference(found[letter], sure[figure]) > 0.3


def test_characters_that_touch_have_none_and_the_others_keep_theirs() -> None:
    line = printed("ab12", tracking=3)
    gap = np.flatnonzero((line < 128).any(axis=0))
    line = line.copy()
    line[25:28, gap[0] : gap[0] + 40] = 0  # a stroke through the first two
    found = glyphs(line, "ab12")
    assert found[:2] == (None, None)
    assert all(found[2:])


def test_a_line_that_says_something_else_is_not_cut() -> None:
    assert glyphs(printed("abc", tracking=3), "abcdefgh") == ()
    assert glyphs(printed("abcdefgh", tracking=3), "abc") == ()


@given(st.integers(1, 60), st.integers(1, 200), st.text("abl1@.", max_size=12), st.integers(0, 2**32 - 1))
def test_noise_never_raises(height: int, width: int, text: str, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 255, (height, width), dtype=np.uint8)
    assert len(glyphs(noise, text)) in {0, len(text)}
