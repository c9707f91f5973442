"""The folder is the registry: every module beside a scope's ``__init__`` holds one RULE, and is named after it."""

import importlib
import pkgutil
from functools import cache
from typing import Any

from checks.rule import Rule
from schemas.finding import Scope

AnyRule = Rule[Any, Any]


@cache
def rules() -> dict[str, AnyRule]:
    """Return every rule by name, in the order of scopes and file names."""
    found: dict[str, AnyRule] = {}
    for scope in Scope:
        for rule in _in_folder(scope):
            found[rule.name] = rule
    return found


def _in_folder(scope: Scope) -> list[AnyRule]:
    package = importlib.import_module(f"checks.{scope.value}")
    names = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    return [rule for name in names if (rule := _rule(scope, name)) is not None]


def _rule(scope: Scope, name: str) -> AnyRule | None:
    module = importlib.import_module(f"checks.{scope.value}.{name}")
    rule = getattr(module, "RULE", None)
    if not isinstance(rule, Rule):
        return None
    if rule.name.replace("-", "_") != name or rule.scope is not scope:
        raise ImportError(f"checks/{scope.value}/{name}.py holds the rule {rule.name} of scope {rule.scope.value}")
    return rule
