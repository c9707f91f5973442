"""An issuer that is a known body's name misread is for a person."""

import pytest

import notices
from extractors.documents.issuers import held_against
from schemas.evidence import Reading

NOTICE = notices.load("liaoning-2026")


def doubted(value: str, reader: str = "rapidocr") -> bool:
    told = held_against(Reading[str](value=value, raw=value, confidence=0.99, reader=reader), NOTICE)
    assert told is not None
    assert told.value == value
    assert (told.confidence < 0.9) is told.needs_review
    return told.needs_review


@pytest.mark.parametrize("value", ["督管理局", "芦岛市市场监督管理局", "鞍由市市场监督管理局", "鞍山市市场监督管理"])
def test_pieces_and_look_alikes(value: str) -> None:
    assert doubted(value)


@pytest.mark.parametrize("value", ["鞍山市市场监督管理局", "海城市市场监督管理局", "盖州市市场监督管理局", "省民政厅", "某某县人民政府"])
def test_whole_names_known_or_not(value: str) -> None:
    assert not doubted(value)


def test_what_no_eye_read_is_as_printed() -> None:
    assert not doubted("督管理局", reader="text-layer")
    assert held_against(None, NOTICE) is None


def test_a_first_character_that_was_read_twice() -> None:
    told = held_against(
        Reading[str](value="辽辽宁省司法厅", raw="辽辽宁省司法厅", confidence=0.6, reader="rapidocr", needs_review=True), NOTICE
    )
    assert told is not None
    assert (told.value, told.second, told.needs_review) == ("辽宁省司法厅", "辽辽宁省司法厅", True)
