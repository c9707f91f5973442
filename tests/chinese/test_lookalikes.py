import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinese.lookalikes import alike, equal_but_lookalikes


@pytest.mark.parametrize(
    ("a", "b"), [("己经", "已经"), ("周末", "周未"), ("A10", "A1O"), ("干部", "千部"), ("日期", "曰期"), ("佘雨桐", "余雨桐")]
)
def test_confusable(a, b):
    assert equal_but_lookalikes(a, b)


@pytest.mark.parametrize(("a", "b"), [("甲公司", "乙公司"), ("同", "同"), ("已", "已已"), ("", "")])
def test_not_confusable(a, b):
    assert not equal_but_lookalikes(a, b)


@given(st.text(), st.text())
def test_symmetric(a, b):
    assert equal_but_lookalikes(a, b) == equal_but_lookalikes(b, a)
    assert all(alike(char, char) for char in a)
