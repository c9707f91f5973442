"""Which rules a notice switches on, for which clauses, and with which numbers."""

from dataclasses import dataclass

from pydantic import JsonValue, ValidationError

from checks.catalogue import AnyRule, rules
from checks.rule import Params
from schemas.errors import NoticeError
from schemas.finding import FindingKind
from schemas.notice import Clause, Notice

REMEDY = "请修改通知包 notice.yaml 中该条款的 rules。"


@dataclass(frozen=True)
class Bound:
    """A rule with the clauses that switch it on and the numbers they give."""

    rule: AnyRule
    params: Params
    clauses: tuple[Clause, ...]


def gives(clause: Clause, rule: str, path: tuple[str, ...]) -> bool:
    """Say whether a clause gives a rule the parameter at that path."""
    return any(_has(binding.params, path) for binding in clause.rules if binding.rule == rule)


def _has(params: JsonValue, path: tuple[str, ...]) -> bool:
    return not path or (isinstance(params, dict) and path[0] in params and _has(params[path[0]], path[1:]))


def bind(notice: Notice) -> tuple[Bound, ...]:
    """Return the rules that the notice switches on: requirements first, then consistency, then advice, each in the notice's order.

    :raises NoticeError: a clause names a rule that doesn't exist, or numbers that the rule can't take
    """
    clauses = _clauses_by_rule(notice)
    known = rules()
    for name, serving in clauses.items():
        if name not in known:
            raise NoticeError(f"{notice.id}：条款 {serving[0].id} 引用了不存在的规则 {name}", REMEDY)
    names = [*clauses, *(name for name, rule in known.items() if rule.always and name not in clauses)]
    bound = [Bound(known[name], _params(known[name], notice, clauses.get(name, ())), clauses.get(name, ())) for name in names]
    return tuple(sorted(bound, key=lambda b: list(FindingKind).index(b.rule.kind)))


def _clauses_by_rule(notice: Notice) -> dict[str, tuple[Clause, ...]]:
    found: dict[str, tuple[Clause, ...]] = {}
    for clause in notice.clauses:
        for binding in clause.rules:
            if clause not in found.get(binding.rule, ()):
                found[binding.rule] = (*found.get(binding.rule, ()), clause)
    return found


def _params(rule: AnyRule, notice: Notice, clauses: tuple[Clause, ...]) -> Params:
    merged: dict[str, JsonValue] = {}
    for clause in clauses:
        for binding in clause.rules:
            if binding.rule == rule.name:
                merged = _merge(merged, binding.params)
    try:
        params: Params = rule.params.model_validate(merged)
    except ValidationError as error:
        where = "、".join(clause.id for clause in clauses) or "（无条款）"
        faults = "；".join(f"{'.'.join(map(str, e['loc'])) or '参数'}：{e['msg']}" for e in error.errors())
        raise NoticeError(f"{notice.id}：条款 {where} 给规则 {rule.name} 的参数不对（{faults}）", REMEDY) from error
    return params


def _merge(old: dict[str, JsonValue], new: dict[str, JsonValue]) -> dict[str, JsonValue]:
    merged = dict(old)
    for key, value in new.items():
        before = merged.get(key)
        merged[key] = _merge(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return merged
