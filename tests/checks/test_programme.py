"""Titles of this programme in other words, and titles of other programmes."""

import pytest

import notices
from checks.programme import may_name, other_year

NOTICE = notices.load("liaoning-2026").model_copy(update={"programme": "国家标准化试点项目", "other_programmes": ("省级", "示范")})


@pytest.mark.parametrize(
    ("title", "may"),
    [
        ("关于推荐国家标准化试点的函", True),
        ("关于推荐国家标准化试点示范的函", True),
        ("关于推荐园家标准化试点示范的函", True),
        ("关于推荐园冢标准化试点示范的函", False),
        ("省级示范国家标准化试", False),
        ("关于推荐省级标准化试点的函", False),
        ("推荐函", True),
        ("关于推荐科技奖的函", True),
        ("关于推荐科技大奖的函", False),
        ("国家天地", True),
        ("国大天地", False),
    ],
    ids=[
        "named",
        "named-with-more",
        "one-slip",
        "two-slips",
        "cut-short",
        "another",
        "nothing",
        "three",
        "four",
        "half-alike",
        "less-alike",
    ],
)
def test_titles_on_both_sides_of_each_threshold(title: str, may: bool) -> None:
    assert may_name(NOTICE, title) is may


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("2025年度国家标准化试点", 2025),
        ("2026年国家标准化试点", None),
        ("国家标准化试点", None),
        ("2026年度、2027年", None),
        ("2027年度试点", 2027),
    ],
)
def test_a_text_that_names_this_year_is_of_this_year(text: str, other: int | None) -> None:
    assert other_year(text, 2026) == other
