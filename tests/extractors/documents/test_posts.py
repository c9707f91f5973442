"""A person's name without the post behind it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.documents.posts import is_broken_name, name_and_post


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("赵一航　副总工程师", "赵一航"),
        ("赵一航 设计院院长、高级工程师", "赵一航"),
        ("钱二副主任", "钱二"),
        ("孙德林理事长", "孙德林"),
        ("周小明技术总监", "周小明"),
        ("洪　梅", "洪梅"),
        ("洪　梅　处长", "洪梅"),
        ("上官 婉清 处长", "上官婉清"),
        ("欧阳修 教授", "欧阳修"),
        ("阿卜杜拉·买买提 主任", "阿卜杜拉·买买提"),
        ("薄霁光中心主任", "薄霁光"),
        ("李主任", "李主任"),
        ("高级", "高级"),
    ],
)
def test_the_name_alone(text: str, name: str) -> None:
    found = name_and_post(text)
    assert (found.name, found.doubtful) == (name, False)


def test_a_post_that_cannot_be_parted_is_told() -> None:
    assert name_and_post("赵一航设计院院长").doubtful


@pytest.mark.parametrize(
    ("first", "rest", "broken"),
    [
        ("乌兰其木", "格", True),
        ("阿依古丽", "·买买提", True),
        ("阿依古丽·", "买买提", True),
        ("欧", "阳修", True),
        ("钱二", "男", False),
        ("钱二", "主任", False),
        ("赵一航", "副总工程师", False),
        ("赵一航", "13900001111", False),
        ("赵一航", "女", False),
    ],
)
def test_a_name_over_two_lines(first: str, rest: str, broken: bool) -> None:
    assert is_broken_name(first, rest) is broken


@given(st.text(max_size=30))
def test_junk_never_raises(text: str) -> None:
    assert len(name_and_post(text).name) <= len(text)
