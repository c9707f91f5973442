import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinese.ngrams import References, grams

REFERENCES = References(
    {"farm": "水稻种植。玉米育种。农田灌溉。", "care": "养老照护。老年助餐。护理员。", "works": "数控机床。工业机器人。焊接。"}
)


@pytest.mark.parametrize(("text", "name"), [("稻田种植", "farm"), ("老人护理", "care"), ("机器人焊接机床", "works")])
def test_a_text_is_most_like_the_wording_of_its_own_trade(text: str, name: str) -> None:
    likeness = REFERENCES.likeness([(1, text)])
    assert max(likeness, key=lambda key: likeness[key]) == name


def test_a_reference_is_wholly_like_itself_and_foreign_text_like_none() -> None:
    assert REFERENCES.likeness([(1, REFERENCES.texts["farm"])])["farm"] == pytest.approx(1.0)
    assert set(REFERENCES.likeness([(1, "abc 123")]).values()) == {0.0}


def test_runs_never_cross_what_is_no_chinese_character() -> None:
    assert "甲乙" not in grams("甲，乙")
    assert grams("甲乙丙") == {"甲": 1, "乙": 1, "丙": 1, "甲乙": 1, "乙丙": 1, "甲乙丙": 1}


@given(st.lists(st.tuples(st.integers(1, 5), st.text(max_size=60)), max_size=4))
def test_likeness_is_a_share(weighted: list[tuple[int, str]]) -> None:
    assert all(-1e-9 <= share <= 1 + 1e-9 for share in REFERENCES.likeness(weighted).values())
