"""The text of WordprocessingML: paragraphs as people see them, with the boxes they ticked."""

from collections.abc import Iterator

from extractors.sources.radicals import as_characters
from extractors.sources.xml import Element, attribute, local

TICKED, EMPTY = "☑", "□"

_TRANSPARENT = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "AlternateContent", "Choice", "fldSimple", "dir", "bdo"}
)
"""Elements that wrap others and show nothing of their own."""
_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "instrText", "delText", "rPr", "pPr", "sdtPr"})
_SIGNS = {
    ("wingdings 2", "f052"): TICKED, ("wingdings 2", "f053"): TICKED, ("wingdings 2", "f054"): TICKED, ("wingdings 2", "f0a3"): EMPTY,
    ("wingdings 2", "f02a"): EMPTY, ("wingdings", "f0fe"): TICKED, ("wingdings", "f0fd"): TICKED, ("wingdings", "f0fc"): "√",
    ("wingdings", "f0a8"): EMPTY, ("wingdings", "f06f"): EMPTY, ("wingdings", "f071"): EMPTY, ("wingdings", "f06e"): "■",
    ("wingdings 2", "f050"): "√", ("webdings", "f061"): "√",
}  # fmt: skip
_OFF = frozenset({"0", "false", "off"})


def blocks(parent: Element) -> Iterator[Element]:
    """Give the paragraphs and tables of a part in order, looking through what only wraps them."""
    for child in parent:
        name = local(child)
        if name in {"p", "tbl"}:
            yield child
        elif name in _TRANSPARENT:
            yield from blocks(child)


def within(parent: Element, name: str) -> Iterator[Element]:
    """Give a table's rows or a row's cells, looking through content controls."""
    for child in parent:
        if local(child) == name:
            yield child
        elif local(child) in _TRANSPARENT:
            yield from within(child, name)


def paragraph(element: Element) -> list[str]:
    """Return the lines of a paragraph (it has several where somebody broke them by hand)."""
    return [line for line in "".join(_runs(element)).split("\n") if line.strip()]


def boxes(element: Element) -> Iterator[Element]:
    """Give the contents of the text boxes that hang on a paragraph, each once."""
    for child in element:
        name = local(child)
        if name == "txbxContent":
            yield child
        elif name not in _UNSEEN:
            yield from boxes(child)


def visible(element: Element) -> Iterator[str]:
    """Give every stretch of text in a part that is not deleted, hidden or an older program's copy, wherever it stands."""
    for child in element:
        name = local(child)
        if name == "t" and (child.text or "").strip():
            yield child.text or ""
        elif name not in _UNSEEN and not (name == "r" and _hidden(child)) and not (name == "sdt" and _content_box(child) is not None):
            yield from visible(child)


def _runs(element: Element) -> Iterator[str]:
    for child in element:
        name = local(child)
        if name in _UNSEEN or name in {"txbxContent", "tbl", "p"}:
            continue
        if name == "sdt" and (ticked := _content_box(child)) is not None:
            yield ticked
        elif name == "r" and _hidden(child):
            continue
        else:
            yield _sign(child) if name in _MEANINGS else "".join(_runs(child))


def _sign(element: Element) -> str:
    match local(element):
        case "t":
            return as_characters(element.text or "")
        case "tab":
            return "\t"
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
        case "sym":
            return _SIGNS.get(((attribute(element, "font") or "").lower(), (attribute(element, "char") or "").lower()), "")
        case "checkBox":
            return _form_box(element)
        case _:
            return ""


_MEANINGS = frozenset({"t", "tab", "br", "cr", "noBreakHyphen", "sym", "checkBox", "softHyphen"})


def _hidden(run: Element) -> bool:
    marks = (mark for properties in run if local(properties) == "rPr" for mark in properties if local(mark) == "vanish")
    return any(_is_on(mark) for mark in marks)


def _is_on(mark: Element) -> bool:
    return (attribute(mark, "val") or "1").lower() not in _OFF


def _content_box(control: Element) -> str | None:
    """Return the tick of a content control that is a checkbox."""
    states = [
        state for properties in control if local(properties) == "sdtPr" for box in properties if local(box) == "checkbox" for state in box
    ]
    if not any(local(box) == "checkbox" for properties in control if local(properties) == "sdtPr" for box in properties):
        return None
    return TICKED if any(local(state) == "checked" and _is_on(state) for state in states) else EMPTY


def _form_box(box: Element) -> str:
    """Return the tick of an old form field: what the user did, else how the form was made."""
    for name in ("checked", "default"):
        state = next((state for state in box if local(state) == name), None)
        if state is not None:
            return TICKED if _is_on(state) else EMPTY
    return EMPTY
