"""What pydantic found wrong, said in Chinese."""

from collections.abc import Callable

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from notices.faults import Fault
from notices.text_yaml import YamlText

Location = tuple[int | str, ...]

_SAID = {
    "missing": "缺少",
    "extra_forbidden": "不认识这一项",
    "enum": "不是允许的取值",
    "string_type": "应为文字",
    "tuple_type": "应为列表",
    "dict_type": "应为“键: 值”形式",
    "model_type": "应为“键: 值”形式",
    "too_short": "项数不足",
}
_NAMED = {
    "clauses": "条款",
    "rules": "规则",
    "readings": "解读",
    "settled": "已定口径",
    "choices": "选项",
    "domains": "领域",
    "overlaps": "交叉用语",
    "fields": "字段",
    "opinions": "意见栏",
    "deadlines": "期限",
    "ineligible": "不具资格单位",
}
_REMEDY = "请对照 docs/notice-pack.md 改正。"


def faults_of(error: ValidationError, place: Callable[[Location], tuple[str, str]]) -> list[Fault]:
    """Return a fault for each of pydantic's complaints; ``place`` turns a location into a file and a place in it (条款 L-4.1a)."""
    return [Fault(*place(detail["loc"]), _said(detail), _REMEDY) for detail in error.errors(include_url=False)]


def place_in(given: YamlText, location: Location) -> str:
    """Return the names met on the way to a location: 条款 L-4.1a, 字段 uscc."""
    said: list[str] = []
    key, value = "", given
    for step in location:
        if isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
            said.append(f"{_NAMED.get(key, key)} {_name_of(value) or f'第{step + 1}项'}")
        elif isinstance(value, dict) and isinstance(step, str) and step in value:
            key, value = step, value[step]
        else:
            break
    return "，".join(said)


def _name_of(value: YamlText) -> str:
    if isinstance(value, str):
        return f"“{value}”"
    names = (value.get(key) for key in ("id", "name", "rule", "role", "term", "pattern")) if isinstance(value, dict) else ()
    return next((name for name in names if isinstance(name, str)), "")


def _said(detail: ErrorDetails) -> str:
    name = ".".join(str(part) for part in detail["loc"] if isinstance(part, str)) or "内容"
    kind = detail["type"]
    shown = detail["input"] if isinstance(detail["input"], str) else ""
    if kind.startswith("date"):
        return f"“{name}”的日期“{shown}”应写作 2026-05-20 的形式"
    if kind.startswith(("int", "bool")):
        return f"“{name}”的取值“{shown}”不是数或真假值"
    said = _SAID.get(kind, "不合要求")
    return f"“{name}”{said}" + (f"（写作“{shown[:40]}”）" if shown and kind != "extra_forbidden" else "")
