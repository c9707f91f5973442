"""Fills the letters in ``templates/`` that the office may edit in Word or WPS.

docxtpl makes a template of what Word stores. It does so once for a letter, not once for a recipient, and what it fills goes into a
copy of the file with fixed dates: the same letter has the same bytes.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, Template

_FOLDER = Path(__file__).parent / "templates"
MENDING_LETTER = _FOLDER / "补正通知.docx"
UPLOAD_LETTER = _FOLDER / "报送函.docx"

_FILLED = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Stencil:
    """A letter ready to be filled."""

    rest: bytes
    """The file without the parts that have words to fill in."""
    templates: Mapping[str, Template]
    docx: Any
    """docxtpl's document, which knows how line breaks stand in Word."""


def write_letter(path: Path, template: Path, words: Mapping[str, object]) -> None:
    """Write the letter with the given words in it; every word is escaped."""
    stencil = _stencil(template)
    path.write_bytes(stencil.rest)
    _add(path, {name: _filled(part, words, stencil.docx) for name, part in stencil.templates.items()})


def _filled(template: Template, words: Mapping[str, object], docx: Any) -> bytes:  # noqa: ANN401  (docxtpl has no types)
    text: str = docx.resolve_listing(template.render(words))
    return text.encode()


@cache
def _stencil(path: Path) -> Stencil:
    from docxtpl import DocxTemplate  # noqa: PLC0415  (takes a tenth of a second, and most reports write no new letter)

    docx = DocxTemplate(path)
    docx.init_docx()
    words = Environment(undefined=StrictUndefined, autoescape=True)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = {name: content.decode() for name, content in parts.items() if _FILLED.fullmatch(name)}
    templates = {name: words.from_string(docx.patch_xml(text)) for name, text in texts.items() if "{{" in text or "{%" in text}
    rest = io.BytesIO()
    _add(rest, {name: content for name, content in parts.items() if name not in templates})
    return Stencil(rest.getvalue(), templates, docx)


def _add(archive: Path | io.BytesIO, parts: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(archive, "a") as opened:
        for name, content in parts.items():
            opened.writestr(zipfile.ZipInfo(name, _LONG_AGO), content, zipfile.ZIP_DEFLATED)
