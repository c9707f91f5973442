"""What pydantic cannot see: ids that stand twice, names that lead nowhere, words that the notice does not contain."""

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from chinese.punctuation import fold
from notices.bindings import DERIVED, binding_faults
from notices.faults import Fault
from notices.labels import label_faults
from schemas.notice import Notice, ReadingQuestion

NOTICE = "notice.yaml"
DOMAINS = "domains.yaml"
ROSTER = "recommenders.csv"


def contradictions(notice: Notice, source: str) -> tuple[Fault, ...]:
    """Return everything in a notice that contradicts itself or its source text."""
    return (
        *_repeats(notice),
        *binding_faults(notice),
        *_missing_quotes(notice, source),
        *_lost_references(notice),
        *_reading_faults(notice),
        *_bad_patterns(notice),
        *_bad_dates(notice),
        *label_faults(notice.form),
    )


def _repeats(notice: Notice) -> Iterator[Fault]:
    yield from _twice(NOTICE, "条款", (clause.id for clause in notice.clauses))
    yield from _twice(NOTICE, "解读", (*(question.id for question in notice.readings), *(answer.reading for answer in notice.settled)))
    yield from _twice(NOTICE, "期限", (deadline.actor for deadline in notice.deadlines))
    yield from _twice(DOMAINS, "领域", (domain.id for domain in notice.domains))
    yield from _twice(
        DOMAINS, "领域名称", (fold(word) for domain in notice.domains for word in {domain.name, domain.heading, *domain.aliases})
    )
    yield from _twice(ROSTER, "推荐单位", (fold(word) for body in notice.recommenders for word in {body.name, *body.aliases}))


def _twice(file: str, what: str, ids: Iterable[str]) -> Iterator[Fault]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield Fault(file, f"{what} {name}", f"出现 {count} 次", "编号和名称不能重复，请删去或改名。")


def _missing_quotes(notice: Notice, source: str) -> Iterator[Fault]:
    words = fold(source)
    for clause in notice.clauses:
        if not clause.quote.strip():
            yield Fault(NOTICE, f"条款 {clause.id}", "没有引文", "请写出通知原文。")
        elif clause.source != DERIVED and fold(clause.quote) not in words:
            yield Fault(NOTICE, f"条款 {clause.id}", "引文在 source.txt 中找不到", "引文须与通知原文逐字一致（空白和全半角不计）。")


def _lost_references(notice: Notice) -> Iterator[Fault]:
    clauses = {clause.id for clause in notice.clauses}
    domains = {domain.id for domain in notice.domains}
    special = {domain.id for domain in notice.domains if domain.special}
    for domain in notice.domains:
        yield from _unknown(DOMAINS, f"领域 {domain.id}", "条款", {domain.clause} - clauses)
    for overlap in notice.overlaps:
        yield from _unknown(DOMAINS, f"交叉用语 {overlap.term}", "领域", set(overlap.domains) - domains)
        if len(set(overlap.domains)) < 2:
            yield Fault(DOMAINS, f"交叉用语 {overlap.term}", "少于两个领域", "交叉用语须写出两个以上领域。")
    for deadline in notice.deadlines:
        yield from _unknown(NOTICE, f"期限 {deadline.actor}", "条款", {deadline.clause} - clauses)
    for question in notice.readings:
        yield from _unknown(NOTICE, f"解读 {question.id}", "条款", set(question.clauses) - clauses)
    for answer in notice.settled:
        yield from _unknown(NOTICE, f"已定口径 {answer.reading}", "条款", {answer.clause} - clauses)
    for body in notice.recommenders:
        yield from _unknown(ROSTER, f"推荐单位 {body.name}", "专项领域", set(body.special_tracks) - special)
        yield from _unknown(
            NOTICE, "class_titles", "推荐单位类别的名称", {str(body.recommender_class)} - {str(known) for known in notice.class_titles}
        )
    yield from _lost_in_params(notice, special)


def _lost_in_params(notice: Notice, special: set[str]) -> Iterator[Fault]:
    """``tracks`` always lists special tracks, and ``max`` or ``min`` with keys is always by class of recommender."""
    classes = {str(known) for known in notice.class_titles}
    for clause in notice.clauses:
        for binding in clause.rules:
            where = f"条款 {clause.id}，规则 {binding.rule}"
            tracks = binding.params.get("tracks", [])
            yield from _unknown(NOTICE, where, "专项领域", {str(name) for name in tracks} - special if isinstance(tracks, list) else set())
            for key in ("max", "min"):
                numbers = binding.params.get(key)
                yield from _unknown(NOTICE, where, "推荐单位类别", set(numbers) - classes if isinstance(numbers, dict) else set())


def _unknown(file: str, where: str, what: str, names: set[str]) -> Iterator[Fault]:
    for name in sorted(names):
        yield Fault(file, where, f"没有这个{what}：“{name}”", "请改用已定义的编号，或先补上它的定义。")


def _reading_faults(notice: Notice) -> Iterator[Fault]:
    for question in notice.readings:
        yield from _choice_faults(question)


def _choice_faults(question: ReadingQuestion) -> Iterator[Fault]:
    where = f"解读 {question.id}"
    choices = [choice.id for choice in question.choices]
    if question.default not in choices:
        yield Fault(NOTICE, where, f"默认选项“{question.default}”不在选项之中", f"default 请写 {'、'.join(choices)} 之一。")
    yield from _twice(NOTICE, f"{where}，选项", choices)


def _bad_patterns(notice: Notice) -> Iterator[Fault]:
    for entry in notice.ineligible:
        try:
            re.compile(entry.pattern)
        except re.error as error:
            yield Fault(NOTICE, f"不具资格单位“{entry.title}”", f"正则表达式有误（第 {error.pos or 0} 个字符）", "请改正 pattern。")


def _bad_dates(notice: Notice) -> Iterator[Fault]:
    in_order: list[tuple[str, dt.date]] = [("upstream_issued_on", notice.upstream_issued_on), ("issued_on", notice.issued_on)]
    for deadline in notice.deadlines:
        steps = [*in_order, (f"期限 {deadline.actor}", deadline.day)]
        for (earlier, before), (later, after) in itertools.pairwise(steps):
            if before > after:
                yield Fault(NOTICE, later, f"早于 {earlier}（{before}）", "请核对日期。")
    if notice.deadline("recommender") is None:
        yield Fault(NOTICE, "deadlines", "没有推荐单位（recommender）的期限", "请写出推荐单位的报送期限。")
