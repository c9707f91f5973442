"""遴选测算: what the caps allow of the candidates, in the words of an office. It never says who is better."""

from collections.abc import Iterator
from dataclasses import dataclass

from reports.directory import Directory
from reports.sheet import Sheet, Value
from reports.sheet import columns as columns_of
from schemas.selection import Candidate, CapState, Move, PoolCount, Selection

DISCLAIMER = "只按通知规定的名额测算哪些项目可以同时入选，不评价项目优劣，不排名次；如何取舍由审核机关研究确定。"


def selection_sheet(directory: Directory) -> Sheet:
    """Return the workbook's sheet."""
    columns = columns_of("序号 5, 测算项 24, 内容 34, 候选 8, 名额（可选） 12, 超出 8, 说明 66")
    selection = directory.report.selection
    rows = (*_scenario_rows(selection), *_move_rows(selection), *_candidate_rows(selection, directory), *_excluded_rows(selection))
    return Sheet("遴选测算", DISCLAIMER, columns, tuple((number, *row) for number, row in enumerate(rows, 1)))


@dataclass(frozen=True)
class SelectingRow:
    """What the caps allow of one pool, how one cap binds, or what another label would change."""

    title: str
    told: str
    candidates: str = ""
    places: str = ""
    over: str = ""


def selecting_rows(selection: Selection) -> tuple[SelectingRow, ...]:
    """Return what the first page says of the selection: each pool, the caps that keep candidates out, what a label would change."""
    rows: list[SelectingRow] = []
    for pool in selection.scenarios[0].pools if selection.scenarios else ():
        rows.append(SelectingRow(pool.title, told(pool), str(pool.candidates), str(pool.filled), str(pool.candidates - pool.filled)))
        binding = (state for state in pool.caps if state.over)
        rows += (SelectingRow(s.cap.title, f"{cap_told(s)}。", str(s.candidates), str(s.cap.places), str(s.over)) for s in binding)
    moves = ((f"{m.number}号《{m.name}》领域如由{m.stated}改为{m.other}", f"{move_told(m)}。") for m in selection.moves)
    return (*rows, *(SelectingRow(title, words) for title, words in moves))


def told(pool: PoolCount) -> str:
    """Say what the caps allow of a pool, in one sentence."""
    if not pool.candidates:
        return f"{pool.title}没有候选项目。"
    if not pool.ways:
        return f"{pool.title}：所选项目已超出名额，没有可行的组合。"
    if pool.filled == pool.candidates and pool.ways == 1:
        return f"{pool.title}候选{pool.candidates}个，都在名额以内，不需取舍。"
    ranked = f"，其中各推荐单位均不越过自身推荐顺序的{pool.ways_by_rank:,}种" if pool.ways_by_rank != pool.ways else ""
    return f"{pool.title}候选{pool.candidates}个，名额之内最多可选{pool.filled}个；选满的组合共{pool.ways:,}种{ranked}。"


def cap_told(state: CapState) -> str:
    """Say how a cap binds."""
    if not state.over:
        return "名额足够，不构成限制"
    gain = f"增加1个名额可多选{state.gain}个" if state.gain else "增加1个名额不能多选，另有名额限制在先"
    return f"候选多于名额，至少{state.over}个不能入选；{gain}"


def move_told(move: Move) -> str:
    """Say what another label would change."""
    return "；".join(move.effects) or "对名额测算没有影响"


def _scenario_rows(selection: Selection) -> Iterator[tuple[Value, ...]]:
    for scenario in selection.scenarios:
        for pool in scenario.pools:
            yield scenario.title, pool.title, pool.candidates, pool.filled, pool.candidates - pool.filled, told(pool)
            for state in pool.caps:
                yield f"{scenario.title}：名额", state.cap.title, state.candidates, state.cap.places, state.over, cap_told(state)


def _move_rows(selection: Selection) -> Iterator[tuple[Value, ...]]:
    for move in selection.moves:
        yield "领域如作调整", f"{move.number}号《{move.name}》由{move.stated}改为{move.other}", "", "", "", move_told(move)


def _candidate_rows(selection: Selection, directory: Directory) -> Iterator[tuple[Value, ...]]:
    for candidate in selection.candidates:
        yield (
            "候选项目",
            f"{candidate.number}号《{candidate.name}》",
            "",
            "",
            "",
            candidate_told(candidate, directory.domain_name(candidate.domain)),
        )


def candidate_told(candidate: Candidate, domain: str) -> str:
    """Say who put the project up, and what is open about it."""
    rank = f"第{candidate.rank}位" if candidate.rank else "未排序"
    failed = f"；有{candidate.failed}项不符合要求" if candidate.failed else ""
    return f"{domain}；{candidate.recommender}推荐，{rank}{failed}"


def _excluded_rows(selection: Selection) -> Iterator[tuple[Value, ...]]:
    for excluded in selection.excluded:
        yield "未计入", f"《{excluded.name}》", "", "", "", excluded.why
