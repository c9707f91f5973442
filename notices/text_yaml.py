"""YAML in which every scalar is text. ``no``, ``2027-01`` and ``010`` stay what was typed; pydantic gives them their types.

Nothing but mappings, lists and text comes out: tags are ignored, aliases are refused (they are how a small file grows large), and so is
a key that stands twice in one mapping.
"""

from typing import Protocol

import yaml

YamlText = str | list["YamlText"] | dict[str, "YamlText"]

MAX_DEPTH = 16

_LOADER = yaml.CBaseLoader if yaml.__with_libyaml__ else yaml.BaseLoader


class TextYamlError(ValueError):
    """The file is no such YAML. ``line`` counts from 1; None where the parser names no place."""

    def __init__(self, what: str, line: int | None) -> None:
        super().__init__(what)
        self.what = what
        self.line = line


def parse(text: str) -> YamlText:
    """Return the document's mappings, lists and texts; TextYamlError where it is none."""
    try:
        node = yaml.compose(text, Loader=_LOADER) if _is_plain(text) else None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise TextYamlError("YAML 语法有误", _line(mark)) from error
    except yaml.YAMLError as error:
        raise TextYamlError("含有 YAML 不允许的字符", None) from error
    return "" if node is None else _value(node)


def _is_plain(text: str) -> bool:
    """Look at the events first: they are flat, so that neither depth nor aliases can hurt."""
    depth = 0
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise TextYamlError("不允许使用锚点和别名（& 与 *）", _line(event.start_mark))
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise TextYamlError(f"层次超过 {MAX_DEPTH} 层", _line(event.start_mark))
    return True


class _Mark(Protocol):
    @property
    def line(self) -> int: ...


def _line(mark: _Mark | None) -> int | None:
    return mark.line + 1 if mark else None


def _value(node: yaml.Node) -> YamlText:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [_value(item) for item in node.value]
    if isinstance(node, yaml.MappingNode):
        return _mapping(node)
    raise TextYamlError("不认识的内容", _line(node.start_mark))


def _mapping(node: yaml.MappingNode) -> dict[str, YamlText]:
    found: dict[str, YamlText] = {}
    for key, value in node.value:
        line = _line(key.start_mark)
        if not isinstance(key, yaml.ScalarNode):
            raise TextYamlError("键应当是文字", line)
        if key.value in found:
            raise TextYamlError(f"键“{key.value}”重复", line)
        found[key.value] = _value(value)
    return found
