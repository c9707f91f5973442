"""Which rules a notice switches on, for which clauses, and with which numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import JsonValue, ValidationError
from pydantic_core import ErrorDetails

from checks.catalogue import AnyRule, rules
from checks.rule import Params
from schemas.errors import NoticeError
from schemas.finding import FindingKind
from schemas.notice import Clause, Notice

_SAID = (("missing", "缺少"), ("extra", "不认识这一项"), ("enum", "不是允许的取值"), ("int", "不是整数"), ("bool", "不是真假值"))
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
    _refuse_idle_readings(notice, known)
    for name, serving in clauses.items():
        if name not in known:
            raise NoticeError(f"{notice.id}：条款 {serving[0].id} 引用了不存在的规则 {name}", REMEDY)
    names = [*clauses, *(name for name, rule in known.items() if rule.always and name not in clauses)]
    bound = [Bound(known[name], _params(known[name], notice, clauses.get(name, ())), clauses.get(name, ())) for name in names]
    return tuple(sorted(bound, key=lambda b: list(FindingKind).index(b.rule.kind)))


def _refuse_idle_readings(notice: Notice, known: Mapping[str, AnyRule]) -> None:
    """A question that no rule asks, or an answer that none understands, would change nothing and look as if it did."""
    asked = {name: choices for rule in known.values() for name, choices in rule.readings.items()}
    offered = [(q.id, choice.id) for q in notice.readings for choice in q.choices] + [(s.reading, s.choice) for s in notice.settled]
    for name, choice in offered:
        if name not in asked:
            raise NoticeError(f"{notice.id}：notice.yaml，口径 {name}：没有规则用到", f"口径编号须为：{'、'.join(sorted(asked))}。")
        if choice not in asked[name]:
            raise NoticeError(
                f"{notice.id}：notice.yaml，口径 {name}：没有规则认得选项“{choice}”", f"可用的选项：{'、'.join(asked[name])}。"
            )


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
        faults = "；".join(_fault(detail) for detail in error.errors(include_url=False))
        raise NoticeError(f"{notice.id}：notice.yaml，条款 {where}：规则 {rule.name} 的参数不对（{faults}）", REMEDY) from error
    return params


def _fault(detail: ErrorDetails) -> str:
    kind = detail["type"]
    said = (
        str(detail["ctx"]["error"])
        if kind == "value_error"
        else next((said for start, said in _SAID if kind.startswith(start)), "不合要求")
    )
    return "".join((".".join(map(str, detail["loc"])), said)) if detail["loc"] else said


def _merge(old: dict[str, JsonValue], new: dict[str, JsonValue]) -> dict[str, JsonValue]:
    merged = dict(old)
    for key, value in new.items():
        before = merged.get(key)
        merged[key] = _merge(before, value) if isinstance(before, dict) and isinstance(value, dict) else value
    return merged
