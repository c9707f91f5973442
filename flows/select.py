"""``chuhe select``: what the caps still allow once somebody has chosen some candidates and set others aside."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import ValidationError

from checks.selection import Wish, pools
from checks.selection.solving import Pool
from notices import load
from reports.selecting import DISCLAIMER, cap_told, told
from schemas.errors import UsageError
from schemas.notice import Notice
from schemas.selection import Candidate, Selection


def remaining_told(folder: Path, taken: Sequence[str], left: Sequence[str], domains: Sequence[str]) -> Iterator[str]:
    """Yield the lines to print for a report folder and what somebody has decided so far."""
    selection, notice = _read(folder / "audit.json")
    if not selection.candidates:
        raise UsageError("这份报告没有候选项目可以测算", "请先运行 chuhe audit，或核对通知是否规定了全省名额")
    numbers = {candidate.number for candidate in selection.candidates}
    wish = Wish(_numbers(taken, numbers, "--take"), _numbers(left, numbers, "--leave"))
    if both := wish.taken & wish.left:
        raise UsageError(f"{'、'.join(map(str, sorted(both)))}号既选又不选", "请核对 --take 和 --leave")
    candidates = _moved(selection.candidates, domains, notice)
    yield DISCLAIMER
    for candidate in candidates:
        yield _line(candidate, wish, notice)
    titles = {"": "普通项目", **{d.id: d.name for d in notice.domains if d.special}}
    for pool in pools(candidates, selection.caps, titles, lambda domain: domain if domain in titles else "", wish):
        yield from _pool_lines(pool)


def _pool_lines(pool: Pool) -> Iterator[str]:
    counted = pool.count()
    yield told(counted)
    yield from (
        f"　{state.cap.title}：候选{state.candidates}个，名额{state.cap.places}个，{cap_told(state)}"
        for state in counted.caps
        if state.over
    )
    yield from (f"　组合：{'、'.join(f'{number}号' for number in chosen)}" for chosen in pool.sets())


def _line(candidate: Candidate, wish: Wish, notice: Notice) -> str:
    mark = "已选" if candidate.number in wish.taken else "不选" if candidate.number in wish.left else "待定"
    domain = notice.domain(candidate.domain)
    rank = f"第{candidate.rank}位" if candidate.rank else "未排序"
    failed = f"，有{candidate.failed}项不符合要求" if candidate.failed else ""
    return f"{candidate.number}号　{mark}　《{candidate.name}》　{domain.name if domain else ''}　{candidate.recommender}{rank}{failed}"


def _read(path: Path) -> tuple[Selection, Notice]:
    try:
        found = json.loads(path.read_text("utf-8"))
        return Selection.model_validate(found["selection"]), load(found["notice"])
    except (OSError, ValueError, KeyError, ValidationError) as error:
        raise UsageError(f"读不到审核报告：{path}", "请指明 chuhe audit 写出的报告目录；旧版本的报告请重新运行一次") from error


def _numbers(given: Sequence[str], known: set[int], option: str) -> frozenset[int]:
    words = [word for text in given for word in re.split(r"[,，、\s]+", text) if word]
    for word in words:
        if not (word.isascii() and word.isdigit() and int(word) in known):
            raise UsageError(f"{option} 没有这个序号：{word}", f"序号为 1 至 {max(known)}，见工作簿“遴选测算”")
    return frozenset(map(int, words))


def _moved(candidates: tuple[Candidate, ...], domains: Sequence[str], notice: Notice) -> list[Candidate]:
    """Return the candidates under other labels: ``3=services``."""
    labels: dict[int, str] = {}
    numbers = {candidate.number for candidate in candidates}
    for text in domains:
        number, _, domain = text.partition("=")
        (place,) = _numbers([number], numbers, "--domain") or (0,)
        known = {d.id: d.id for d in notice.domains} | {d.name: d.id for d in notice.domains}
        if domain not in known:
            raise UsageError(f"--domain 没有这个领域：{domain}", f"可选：{'、'.join(d.name for d in notice.domains)}")
        labels[place] = known[domain]
    return [c.model_copy(update={"domain": labels.get(c.number, c.domain)}) for c in candidates]
