"""Quoted names: one after the other, and with quotes of their own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.documents.quotes import quoted_spans

A, B, C = "辽宁省医保经办“一窗通办”服务标准化试点", "智慧农业标准化试点", "“高效办成一件事”政务服务标准化试点"


@pytest.mark.parametrize("names", [[A], [C], [B], [A, B], [B, A], [C, A, B], [B, B.replace("农业", "物流")]])
@pytest.mark.parametrize("between", ["", "、", "和"])
def test_every_name_whole(names: list[str], between: str) -> None:
    text = "经研究确定推荐" + between.join(f"“{name}”" for name in names) + "等个项目申报"
    assert [text[start:end] for start, end in quoted_spans(text)] == names


@pytest.mark.parametrize("names", [[A], [A, B], [B, A]])
def test_quotes_that_tell_no_side(names: list[str]) -> None:
    text = ("推荐" + "".join(f"“{name}”" for name in names)).replace("“", '"').replace("”", '"')
    assert [text[start:end] for start, end in quoted_spans(text)] == [name.replace("“", '"').replace("”", '"') for name in names]


@pytest.mark.parametrize(
    "read", ["公证服务一件事’集成办理标准化试点", "公证服务‘一件事集成办理标准化试点", "公证服务‘一件事’集成办理标准化试点"]
)
def test_of_the_quotes_within_a_name_one_was_not_read(read: str) -> None:
    text = f"经研究确定推荐“{read}”“{B}”（按先后顺序排列）等2个项目"
    assert [text[start:end] for start, end in quoted_spans(text)] == [read, B]


@given(st.text(alphabet='“”"、推荐试点项目服务', max_size=60))
def test_junk_gives_spans_within_the_text(text: str) -> None:
    spans = quoted_spans(text)
    assert all(0 <= start <= end <= len(text) for start, end in spans)
    assert list(spans) == sorted(spans)
