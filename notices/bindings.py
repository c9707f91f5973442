"""Clauses and the rules that they switch on: every clause has one or a reason, and no two clauses give a rule different numbers."""

import re
from collections.abc import Iterator

from pydantic import JsonValue

from notices.faults import Fault
from schemas.notice import Clause, Notice, Strength

FILE = "notice.yaml"
DERIVED = "derived"
SOURCES = ("provincial", "national", DERIVED)
RULE_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def binding_faults(notice: Notice) -> Iterator[Fault]:
    """Yield what is wrong with the clauses and their rules."""
    for clause in notice.clauses:
        yield from _clause_faults(clause)
    yield from _conflicts(notice)


def _clause_faults(clause: Clause) -> Iterator[Fault]:
    where = f"条款 {clause.id}"
    if not clause.rules and not (clause.by_hand or "").strip():
        yield Fault(FILE, where, "既没有写明核查规则，也没有写明人工核查的理由", "请在该条款下写 rules（规则）或 by_hand（人工核查理由）。")
    if clause.source not in SOURCES:
        yield Fault(FILE, where, f"出处“{clause.source}”不是允许的取值", f"source 请写 {'、'.join(SOURCES)} 之一。")
    if (clause.source == DERIVED) != (clause.strength is Strength.DERIVED):
        yield Fault(FILE, where, "source 与 strength 须同为 derived，或都不是", "推导条款两处都写 derived；通知原文条款两处都不写。")
    names = [binding.rule for binding in clause.rules]
    for name in sorted(set(names)):
        if not RULE_NAME.fullmatch(name):
            yield Fault(FILE, where, f"规则名“{name}”写法不对", "规则名用小写英文字母、数字和连字符，见 docs/rules.md。")
        if names.count(name) > 1:
            yield Fault(FILE, where, f"规则“{name}”写了两次", "同一条款下每条规则只写一次。")


def _conflicts(notice: Notice) -> Iterator[Fault]:
    merged: dict[str, dict[str, JsonValue]] = {}
    for clause in notice.clauses:
        for binding in clause.rules:
            known = merged.setdefault(binding.rule, {})
            for key in _merge(known, binding.params):
                what = f"规则“{binding.rule}”的参数“{key}”与前面条款给出的不同"
                yield Fault(FILE, f"条款 {clause.id}", what, "同一规则的参数只在给出该数的条款下写一次。")


def _merge(known: dict[str, JsonValue], new: dict[str, JsonValue]) -> Iterator[str]:
    """Merge ``new`` into ``known`` and yield the keys that already had another value."""
    for key, value in new.items():
        old = known.setdefault(key, value)
        if isinstance(old, dict) and isinstance(value, dict):
            known[key] = inner = dict(old)
            yield from (f"{key}.{name}" for name in _merge(inner, value))
        elif old != value:
            yield key
