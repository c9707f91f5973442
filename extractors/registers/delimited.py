"""Text files with separators: which encoding and which separator is tried out, and the header decides later.

A quotation mark that somebody forgot to close must not swallow the rest of the file, so a quoted cell runs over a few lines at most.
"""

from collections.abc import Iterator
from itertools import count

from extractors.registers.sheet import MAX_COLUMNS, Row, Sheet, clean_cell

SEPARATORS = (",", "，", "\t", ";", "；", "|", "、")
LINES_IN_A_CELL = 20


def delimited_sheets(data: bytes) -> tuple[Sheet, ...]:
    """Return the table under every plausible encoding and separator."""
    texts = [(text, text.replace("\r\n", "\n").replace("\r", "\n").split("\n")) for text in _texts(data)]
    return tuple(_sheet(lines, separator) for text, lines in texts for separator in SEPARATORS if separator in text)


def _texts(data: bytes) -> Iterator[str]:
    """Decode in every way that fits; ways without a wrong byte first. Several come out for junk: the header tells them apart."""
    names = _encodings(data)
    decoded = [(name, data.decode(name, errors="replace").removeprefix("\ufeff")) for name in names]
    yield from dict.fromkeys(text for _, text in sorted(decoded, key=lambda pair: pair[1].count("\ufffd")))


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith(b"\xef\xbb\xbf"):
        return ("utf-8",)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    if b"\0" in data:
        return ("utf-16-le", "utf-16-be", "utf-8", "gb18030")
    return ("utf-8", "gb18030")


def _sheet(lines: list[str], separator: str) -> Sheet:
    return Sheet(lambda: _rows(lines, separator))


def _rows(lines: list[str], separator: str) -> Iterator[Row]:
    at = 0
    for number in count(1):
        if at >= len(lines):
            return
        cells, used = _record(lines, at, separator)
        yield Row(number, tuple(clean_cell(cell) for cell in cells))
        at += used


def _record(lines: list[str], at: int, separator: str) -> tuple[list[str], int]:
    """Split the record that starts at a line; a quote that stays open is taken for a character."""
    for used in range(1, min(LINES_IN_A_CELL, len(lines) - at) + 1):
        cells = _split("\n".join(lines[at : at + used]), separator)
        if cells is not None:
            return cells, used
    return lines[at].split(separator, MAX_COLUMNS)[:MAX_COLUMNS], 1


def _split(text: str, separator: str) -> list[str] | None:
    """Split at separators outside quotes; None where a quoted cell is still open at the end. Cells beyond the limit are dropped."""
    cells: list[str] = []
    at = 0
    while len(cells) < MAX_COLUMNS:
        if text.startswith('"', at):
            cell, at = _quoted(text, at + 1)
            if at < 0:
                return None
        else:
            cell = ""
        end = text.find(separator, at)
        cells.append(cell + text[at : end if end >= 0 else len(text)])
        if end < 0:
            return cells
        at = end + len(separator)
    return cells


def _quoted(text: str, at: int) -> tuple[str, int]:
    """Return a quoted cell's text and where it ends; -1 where it does not."""
    parts: list[str] = []
    while (end := text.find('"', at)) >= 0:
        parts.append(text[at:end])
        if not text.startswith('"', end + 1):
            return '"'.join(parts), end + 1
        at = end + 2
    return "", -1
