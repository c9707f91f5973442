import pytest
from hypothesis import given
from hypothesis import strategies as st

from chinese.names import (
    CueKind,
    DiffKind,
    char_diff,
    is_abbreviation_of,
    name_similarity,
    project_key,
    project_similarity,
    same_unit,
    unit_cues,
    unit_key,
)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("沈阳市市场监管局", "沈阳市市场监督管理局"),
        ("沈阳市 市场监督管理局（盖章）", "沈阳市市场监督管理局"),
        ("辽宁某某（集团）有限公司", "辽宁某某(集团)有限公司"),
        ("辽宁省发展改革委", "辽宁省发展和改革委员会"),
        ("辽宁省卫生健康委", "辽宁省卫生健康委员会"),
        ("辽宁省人力资源社会保障厅", "辽宁省人力资源和社会保障厅"),
    ],
)
def test_one_unit_in_two_spellings(a, b):
    assert unit_key(a) == unit_key(b)
    assert same_unit(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("沈阳市市场监督管理局", "沈阳市和平区市场监督管理局"),
        ("辽宁甲有限公司", "辽宁甲有限公司沈阳分公司"),
        ("沈阳市民政局", "大连市民政局"),
        ("", ""),
    ],
)
def test_two_units_stay_two(a, b):
    assert not same_unit(a, b)


@given(st.text(), st.text())
def test_similarity_is_a_share(a, b):
    assert 0.0 <= name_similarity(a, b) <= 1.0
    assert name_similarity(a, b) == pytest.approx(name_similarity(b, a))
    is_abbreviation_of(a, b)
    unit_cues(a)
    project_similarity(a, b)


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("沈阳市监局", "沈阳市市场监督管理局", True),
        ("辽宁禾穗公司", "辽宁禾穗农业科技有限公司", True),
        ("辽宁禾穗农业科技有限公司", "辽宁禾穗农业科技有限公司", False),
        ("大连禾穗公司", "辽宁禾穗农业科技有限公司", False),
        ("公司", "辽宁禾穗农业科技有限公司", False),
        ("辽宁禾穗农业科技有限公司沈阳分公司", "辽宁禾穗农业科技有限公司", False),
    ],
)
def test_abbreviations(short, full, expected):
    assert is_abbreviation_of(short, full) is expected


@pytest.mark.parametrize(
    ("name", "kind", "decisive"),
    [
        ("辽宁某某有限公司沈阳分公司", CueKind.BRANCH, True),
        ("某某银行沈阳支行", CueKind.BRANCH, True),
        ("大连某某投资中心（有限合伙）", CueKind.PARTNERSHIP, True),
        ("辽宁某某会计师事务所(特殊普通合伙）", CueKind.PARTNERSHIP, True),
        ("辽宁某某律师事务所", CueKind.FIRM, False),
        ("沈阳市市场监督管理局标准化处", CueKind.INTERNAL, True),
        ("沈阳市公园管理处", CueKind.INTERNAL, False),
        ("沈阳市某某委员会办公室", CueKind.COMMISSION_OFFICE, False),
        ("沈阳某某工作室", CueKind.SOLE_TRADER, False),
        ("沈阳某某农民专业合作社", CueKind.COOPERATIVE, False),
        ("辽宁某某有限公司", CueKind.COMPANY, False),
    ],
)
def test_cues(name, kind, decisive):
    assert (kind, decisive) in {(cue.kind, cue.decisive) for cue in unit_cues(name)}


@pytest.mark.parametrize("name", ["沈阳市公证处", "辽宁省标准化研究院", "辽宁省民政厅", "沈阳市图书馆", ""])
def test_no_decisive_cue(name):
    assert not any(cue.decisive for cue in unit_cues(name))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("“智慧农业标准化试点”", "智慧农业标准化试点项目"),
        ("智慧农业 标准化项目", "智慧农业标准化"),
        ("《养老服务标准化试点》", "养老服务标准化试点"),
        ("养老服务（示范）标准化试点", "养老服务(示范)标准化试点"),
    ],
)
def test_one_project_in_two_spellings(a, b):
    assert project_key(a) == project_key(b)


@pytest.mark.parametrize(("a", "b"), [("养老服务标准化试点", "养老服务标准化示范"), ("甲区养老试点", "乙区养老试点")])
def test_two_projects_stay_two(a, b):
    assert project_key(a) != project_key(b)


def test_a_name_that_is_all_ending_keeps_something():
    assert project_key("试点项目") == "试点项目"


@given(st.text(), st.text())
def test_diff_gives_both_texts_back(a, b):
    spans = char_diff(a, b)
    assert "".join(span.first for span in spans) == a
    assert "".join(span.second for span in spans) == b
    assert all((span.first == span.second) == (span.kind is DiffKind.EQUAL) for span in spans)
