"""Makes what was read, and what files are called, harmless to look at.

A scan, a file name or a register can hold anything: control characters that a terminal obeys, marks that turn the direction of a
line and make ``exe.pdf`` out of ``fdp.exe``, halves of characters that no file can hold. Reports for people show such characters
instead of obeying them.
"""

import re
import unicodedata
from enum import Enum
from typing import Any, TypeVar

from pydantic_core import PydanticSerializationError

from schemas.base import Frozen
from schemas.report import AuditReport

LONGEST = 20_000
"""Characters of one value that a report for people shows."""

CUT = "…（截断）"

_KEPT = "\n\t"
_CONTROL_PICTURES = 0x2400
_DELETE, _DELETE_PICTURE = 0x7F, "␡"
_INVISIBLE = {"Cf", "Zl", "Zp", "Co"}
"""Format characters (directions, zero widths, tags), line and paragraph separators, private use."""


def clean_text(text: str, longest: int = LONGEST) -> str:
    """Return ``text`` with every character that would not be seen, or could not be written, replaced by one that can."""
    if len(text) <= longest and _is_clean(text):
        return text
    composed = unicodedata.normalize("NFC", text[: longest * 2])
    shown = "".join(_shown(character) for character in composed)
    return shown if len(shown) <= longest else shown[:longest] + CUT


def _is_clean(text: str) -> bool:
    """Whether a text is harmless at a glance, as nearly all are; what is not may still turn out to be."""
    plain = text.replace("\n", "").replace("\t", "").replace("\u3000", "")  # twenty times as fast as one translate
    return plain.isprintable() and unicodedata.is_normalized("NFC", text)


def _shown(character: str) -> str:
    if character in _KEPT:
        return character
    code, category = ord(character), unicodedata.category(character)
    if category == "Cs" or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return "\ufffd"
    if category == "Cc":
        return _control(code)
    return f"‹U+{code:04X}›" if category in _INVISIBLE else character


def _control(code: int) -> str:
    if code == _DELETE:
        return _DELETE_PICTURE
    return chr(_CONTROL_PICTURES + code) if code < 0x20 else f"‹U+{code:04X}›"


def cleaned(report: AuditReport) -> AuditReport:
    """Return the report with every text in it cleaned: done once, here, so that no format can forget one."""
    the_round = report.round
    parts = {
        "documents": tuple(map(_cleaned, the_round.documents)),
        "deliveries": tuple(map(_cleaned, the_round.deliveries)),
        "applications": tuple(map(_cleaned, the_round.applications)),
        "registers": _cleaned(the_round.registers),
        "ignored": tuple(map(clean_text, the_round.ignored)),
    }
    rest = {"findings": tuple(map(_cleaned, report.findings)), "run": _cleaned(report.run)}
    return report.model_copy(update={"round": the_round.model_copy(update=parts), **rest})


_ESCAPED = re.compile(r"\\[ubfr]")
"""Control characters as JSON writes them; a backslash of the text's own only costs time."""

M = TypeVar("M", bound=Frozen)


def _cleaned(model: M) -> M:
    """Return a model with every text in it cleaned; the model itself where its JSON shows nothing to clean."""
    try:
        text = model.model_dump_json()
    except PydanticSerializationError:  # half a character
        text = "\0"
    if len(text) <= LONGEST and not _ESCAPED.search(text) and _is_clean(text):
        return model
    return type(model).model_validate(clean_tree(model.model_dump()))


def clean_tree(value: Any) -> Any:  # noqa: ANN401  (whatever a model dumps)
    """Return nested lists and dictionaries with every text in them cleaned."""
    match value:
        case Enum():
            return value
        case str():
            return clean_text(value)
        case dict():
            return {key: clean_tree(item) for key, item in value.items()}
        case list() | tuple():
            return tuple(clean_tree(item) for item in value)
        case _:
            return value
