"""What is an option to tick, also where an engine lost its box."""

from collections.abc import Mapping

import pytest

from extractors.documents import choices
from extractors.documents.options import Option, boxed_options
from extractors.documents.text import Text
from extractors.labelled.entry import Entry, Source
from extractors.labelled.labels import Label
from extractors.layout.ink import Ink
from extractors.layout.marks import Choice
from schemas.notice import FieldKind
from schemas.page import Line


def spread(text: str, ems: Mapping[int, float]) -> Line:
    """A line whose characters stand an em apart, but for those with more room before them."""
    middles, at = [], 0.0
    for index in range(len(text)):
        at += ems.get(index, 1.0)
        middles.append(at)
    width = middles[-1] + 0.5
    return Line(text=text, bbox=(0, 0, 10 * width, 10), confidence=0.97, reader="rapidocr", centres=tuple(m / width for m in middles))


def test_the_one_option_that_a_tick_was_read_beside() -> None:
    line = spread("农业农村；消费品；高新技术√；服务业", {})
    words = ("农业农村", "消费品", "高新技术", "服务业")
    options = [Option(word, word, line, line.text.index(word)) for word in words]
    assert [option.label for option in choices._likely(options)] == ["高新技术"]
    assert choices._likely([Option(word, word, spread("√农业农村√消费品", {}), at) for word, at in (("农业农村", 1), ("消费品", 6))]) == []


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("□农业农村□消费品□高新技术 民政", ["民政"]),
        ("□农业农村 消费品□高新技术 民政", []),
        ("□农业农村☑消费品□高新技术 民政", []),
        ("□农业农村□消费品 民政", []),
        ("□农业农村□消费品□高新技术□民政", []),
    ],
    ids=["one box hidden", "two", "another is ticked", "too few to tell", "none hidden"],
)
def test_the_one_option_whose_box_nobody_saw(text: str, left: list[str]) -> None:
    line = spread(text, {})
    words = ("农业农村", "消费品", "高新技术", "民政")
    options = [Option(word, word, line, text.index(word)) for word in words if word in text]
    assert [option.label for option in choices._left_without_a_box(options)] == left


@pytest.mark.parametrize(
    ("text", "ems", "options"),
    [
        ("□企业事业单位□社会团体□机关", {3: 3.2}, ["企业", "事业单位", "社会团体", "机关"]),
        ("企业□事业单位□社会团体□机关", {}, ["企业", "事业单位", "社会团体", "机关"]),
        ("□企业 □事业单位 □其他（请注明某某）", {}, ["企业", "事业单位", "其他（请注明某某）"]),
        ("□有限责任公司 国有控股 □民营企业", {}, ["有限责任公司", "民营企业"]),
        ("有限责任公司 国有控股", {}, []),
    ],
    ids=["box lost in a gap", "box lost at the beginning", "plain", "a word's space has no room for a box", "an answer"],
)
def test_options_whose_box_was_not_read(text: str, ems: Mapping[int, float], options: list[str]) -> None:
    entry = Entry(Label("单位性质", field="unit_type", kind=FieldKind.CHOICE), Source.CELL, (Ink(1, (spread(text, ems),)),))
    assert [option.label for option in boxed_options([entry])] == options


@pytest.mark.parametrize("sure", [True, False])
def test_boxes_without_any_tick_are_an_empty_field_whatever_was_read_of_their_words(sure: bool) -> None:
    words = Text("□农业农村□消费品", "□农业农村□消费品", 0.6, None, "rapidocr", second="口农业农村口消费品", doubt="两次识读不一致")
    found = choices._unticked(words, Choice((), sure=sure))
    assert (found.value, found.needs_review) == (None, not sure)
