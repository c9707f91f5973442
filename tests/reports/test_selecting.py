"""The selection in the words of an office: the statement, the caps, and no word about merit."""

from reports.selecting import DISCLAIMER, cap_told, selecting_rows, told
from schemas.selection import Cap, CapState, Move, PoolCount, Scenario, Selection

TOTAL = Cap(title="全省普通项目总数", places=8)


def pool(**said: int) -> PoolCount:
    return PoolCount(pool="", title="普通项目", **{"candidates": 13, "filled": 8, "ways": 195, "ways_by_rank": 116, **said})


def test_counts_are_told_with_the_recommenders_own_order() -> None:
    assert told(pool()) == "普通项目候选13个，名额之内最多可选8个；选满的组合共195种，其中各推荐单位均不越过自身推荐顺序的116种。"
    assert "自身推荐顺序" not in told(pool(ways_by_rank=195))


def test_nothing_to_choose_and_nothing_possible_are_told_apart() -> None:
    assert "不需取舍" in told(pool(candidates=3, filled=3, ways=1, ways_by_rank=1))
    assert "没有可行的组合" in told(pool(filled=0, ways=0, ways_by_rank=0))
    assert "没有候选项目" in told(pool(candidates=0, filled=0, ways=1, ways_by_rank=1))


def test_a_cap_says_whether_it_binds_and_what_one_place_would_bring() -> None:
    assert cap_told(CapState(cap=TOTAL, candidates=8)) == "名额足够，不构成限制"
    assert cap_told(CapState(cap=TOTAL, candidates=13, gain=1)) == "候选多于名额，至少5个不能入选；增加1个名额可多选1个"
    assert "另有名额限制在先" in cap_told(CapState(cap=TOTAL, candidates=13, gain=0))


def test_a_row_says_numbers_and_words_and_never_speaks_of_merit() -> None:
    found = Selection(
        scenarios=(Scenario(title="全部候选项目", pools=(pool(),)),),
        moves=(Move(number=3, name="甲", stated="服务业", other="民政专项", effects=("普通项目候选由13个变为12个",)),),
    )
    pools, moved = selecting_rows(found)
    assert (pools.candidates, pools.places, pools.over) == ("13", "8", "5")
    assert "不评价项目优劣，不排名次" in DISCLAIMER
    assert (moved.title, moved.told) == ("3号《甲》领域如由服务业改为民政专项", "普通项目候选由13个变为12个。")
    assert not [row for row in (pools, moved) if any(word in row.told for word in ("考核", "验收", "得分", "名列"))]
    assert selecting_rows(Selection()) == ()
