import time

from hypothesis import given
from hypothesis import strategies as st

from chinese.entities import EntityKind, find_entities, find_terms

LETTER = (
    "省市场监管局：按照《关于组织开展2026年度国家标准化试点项目申报推荐工作的通知》要求，我局开展了征集工作，经研究确定推荐"
    "“沈阳市智慧农业标准化试点”“沈阳市机构养老服务标准化试点项目”（按先后顺序排列）等2个项目申报国家标准化试点。"
    "执行GB/T 19001—2016。沈阳市市场监督管理局 2026年5月18日"
)


def _texts(kind: EntityKind, text: str, terms: tuple[str, ...] = ()) -> list[str]:
    return [entity.text for entity in find_entities(text, terms) if entity.kind is kind]


def test_a_letter():
    assert _texts(EntityKind.PROJECT, LETTER) == ["沈阳市智慧农业标准化试点", "沈阳市机构养老服务标准化试点项目"]
    assert _texts(EntityKind.STANDARD, LETTER) == ["GB/T 19001—2016"]
    assert "2026年5月18日" in _texts(EntityKind.DATE, LETTER)
    assert "沈阳市市场监督管理局" in _texts(EntityKind.ORG, LETTER)


def test_terms_survive_line_breaks_and_the_longest_wins():
    found = find_terms("开展智慧\n农业与 机构养老服务", ("智慧农业", "养老", "机构养老"))
    assert [e.text for e in found] == ["智慧\n农业", "机构养老"]


def test_companies_are_found_whole():
    text = "由沈阳某某农业科技有限公司与大连某某投资中心（有限合伙）共同承担"
    assert _texts(EntityKind.ORG, text) == ["沈阳某某农业科技有限公司", "大连某某投资中心（有限合伙）"]


@given(st.text(), st.lists(st.text(), max_size=4))
def test_offsets_hold_and_junk_never_raises(text, terms):
    for entity in find_entities(text, tuple(terms)):
        assert text[entity.start : entity.end] == entity.text


def test_it_is_fast_enough_for_long_text():
    find_entities(LETTER)
    begun = time.process_time()
    find_entities(LETTER * 50, ("智慧农业", "机构养老"))
    assert time.process_time() - begun < 5
