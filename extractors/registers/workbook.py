"""XLSX sheets as rows of text, read with little trust: few parts, small limits, no entities, no formulas, no links."""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from posixpath import join, normpath

from lxml import etree

from extractors.registers.sheet import MAX_COLUMNS, MAX_ROWS, Row, Sheet, clean_cell
from schemas.errors import RegisterError

MAX_PART = 30_000_000
MAX_RATIO = 200
MAX_SHEETS = 8
MAX_CELL = 4_000

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    RuntimeError,
    etree.LxmlError,
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_RELATION = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def workbook_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Return the visible sheets in their order; RegisterError where the file is no workbook, or over a limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(_sheets(archive))
    except _BROKEN as error:
        raise RegisterError("表格文件已损坏或不是 XLSX，未采用。", "请重新另存为 CSV（UTF-8）或 XLSX。") from error


def _sheets(archive: zipfile.ZipFile) -> Iterator[Sheet]:
    book = _root(_part(archive, "xl/workbook.xml"))
    if any(found.get("date1904") in {"1", "true"} for found in book.iter(f"{_MAIN}workbookPr", f"{_STRICT}workbookPr")):
        raise RegisterError("采用 1904 日期系统，日期会差四年，未采用。", "请另存为 CSV（UTF-8）。")
    targets = _targets(archive)
    strings = _shared_strings(archive)
    for entry in list(_children(book, "sheets"))[:MAX_SHEETS]:
        relation = next((entry.get(name) for name in _RELATION if entry.get(name)), None)
        target = targets.get(str(relation))
        if target and entry.get("state", "visible") == "visible":
            yield _sheet(_part(archive, target), strings)


def _children(root: etree._Element, name: str) -> Iterator[etree._Element]:
    for element in root.iter(f"{_MAIN}{name}", f"{_STRICT}{name}"):
        yield from element
        return


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    root = _root(_part(archive, "xl/_rels/workbook.xml.rels"))
    found: dict[str, str] = {}
    for relation in root:
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External" and "worksheet" in relation.get("Type", ""):
            found[relation.get("Id", "")] = target.removeprefix("/") if target.startswith("/") else normpath(join("xl", target))
    return found


def _shared_strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    return [_text(item) for item in _elements(_part(archive, "xl/sharedStrings.xml"), "si")]


def _sheet(data: bytes, strings: list[str]) -> Sheet:
    rows: list[Row] = []
    number = 0
    for element in _elements(data, "row"):
        if len(rows) > MAX_ROWS:
            break
        number = _row_number(element, number + 1)
        rows.append(Row(number, _cells(element, strings)))
    return Sheet(lambda: iter(rows))


def _row_number(element: etree._Element, otherwise: int) -> int:
    given = element.get("r", "")
    return int(given) if given.isdecimal() and len(given) <= 7 else otherwise


def _cells(row: etree._Element, strings: list[str]) -> tuple[str, ...]:
    found: dict[int, str] = {}
    place = -1
    for cell in row:
        reference = _REFERENCE.fullmatch(cell.get("r", "")) if isinstance(cell.tag, str) else None
        place = _column(reference.group(1)) if reference else place + 1
        if place < MAX_COLUMNS:
            found[place] = clean_cell(_value(cell, strings)[:MAX_CELL])
    return tuple(found.get(place, "") for place in range(max(found, default=-1) + 1))


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _value(cell: etree._Element, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    value = next((child.text or "" for child in cell if isinstance(child.tag, str) and child.tag.endswith("}v")), "")
    if kind == "s":
        return strings[int(value)] if value.isdecimal() and len(value) <= 7 and int(value) < len(strings) else ""
    return "" if kind == "e" else value


def _text(element: etree._Element) -> str:
    """Join the runs of a string; the reading aids (rPh) are no text."""
    parts = (node.text or "" for node in element.iter(f"{_MAIN}t", f"{_STRICT}t") if not _is_reading_aid(node))
    return "".join(parts)


def _is_reading_aid(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and str(parent.tag).endswith("}rPh")


def _elements(data: bytes, name: str) -> Iterator[etree._Element]:
    """Yield the elements of one name, each forgotten when the next comes."""
    tags = (f"{_MAIN}{name}", f"{_STRICT}{name}")
    for _, element in etree.iterparse(io.BytesIO(data), tag=tags, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(data, parser)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise ValueError("compression that no spreadsheet program uses")
    with archive.open(info) as part:
        data = part.read(MAX_PART + 1)
    if len(data) > MAX_PART or len(data) > MAX_RATIO * max(info.compress_size, 5_000):
        raise ValueError("a part over the limit")
    if b"<!DOCTYPE" in data or "<!DOCTYPE".encode("utf-16-le") in data:
        raise ValueError("a document type in a part")
    return data
