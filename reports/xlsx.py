"""report.xlsx: sheets of plain strings. Nothing that was read on a page can become a formula, a link or a number.

XlsxWriter turns nothing into anything else here, and a text that a spreadsheet would take for a formula once somebody edits its
cell carries the quote prefix that keeps it a text.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from reports.cleaning import CUT
from reports.sheet import Link, Sheet, Value

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
LONGEST_CELL = 32_000
"""Characters; the format's own limit is 32,767."""
FONT = "宋体"
HEADER_ROW = 2
LINE_HEIGHT = 13.5
TALLEST_ROW = 405.0
"""Points; the format's own limit is 409.5."""

_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_BODY = {"font_name": FONT, "font_size": 10, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#BFBFBF"}


@dataclass(frozen=True)
class Styles:
    """The workbook's cell formats."""

    title: Any
    note: Any
    header: Any
    body: Any
    quoted: Any
    number: Any
    link: Any


def write_workbook(path: Path, title: str, sheets: tuple[Sheet, ...], made_at: dt.datetime, about: str = "") -> None:
    """Write the sheets as an A4 landscape workbook; ``made_at`` and ``about`` stand in its properties."""
    import xlsxwriter  # noqa: PLC0415  (most reports of a single document take the workbook over)
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415

    book = xlsxwriter.Workbook(str(path), _PLAIN)
    book.set_properties({"title": title, "comments": about, "created": made_at.astimezone(dt.UTC).replace(tzinfo=None)})
    styles = _styles(book)
    for sheet in sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, title, styles)
    try:
        book.close()
    except FileCreateError as error:
        raise error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError(str(error)) from error


def _styles(book: Any) -> Styles:  # noqa: ANN401  (XlsxWriter has no types)
    quoted = book.add_format(_BODY)
    quoted.set_quote_prefix()
    return Styles(
        title=book.add_format({"font_name": FONT, "font_size": 15, "bold": True}),
        note=book.add_format({"font_name": FONT, "font_size": 10, "font_color": "#595959"}),
        header=book.add_format({**_BODY, "bold": True, "bg_color": "#DCE6F1", "valign": "vcenter", "align": "center"}),
        body=book.add_format(_BODY),
        quoted=quoted,
        number=book.add_format({**_BODY, "align": "center"}),
        link=book.add_format({**_BODY, "font_color": "#1F4E79", "underline": 1}),
    )


def _write_sheet(page: Any, sheet: Sheet, title: str, styles: Styles) -> None:  # noqa: ANN401
    _set_up(page, sheet)
    page.write_string(0, 0, f"{title}　{sheet.name}", styles.title)
    page.write_string(1, 0, sheet.note, styles.note)
    for column, heading in enumerate(sheet.columns):
        page.set_column(column, column, heading.width)
        page.write_string(HEADER_ROW, column, heading.title, styles.header)
    for number, row in enumerate(sheet.rows, HEADER_ROW + 1):
        page.set_row(number, _height(row, sheet))
        for column, value in enumerate(row):
            _write_cell(page, number, column, value, styles)


def _set_up(page: Any, sheet: Sheet) -> None:  # noqa: ANN401
    page.freeze_panes(HEADER_ROW + 1, 0)
    page.autofilter(HEADER_ROW, 0, HEADER_ROW + max(1, len(sheet.rows)), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADER_ROW)
    page.set_footer("&C第 &P 页，共 &N 页")
    page.hide_gridlines(2)


def _write_cell(page: Any, row: int, column: int, value: Value, styles: Styles) -> None:  # noqa: ANN401
    match value:
        case None:
            status = page.write_blank(row, column, None, styles.body)
        case int():
            status = page.write_number(row, column, value, styles.number)
        case Link():
            status = page.write_url(row, column, f"external:{value.path}", styles.link, "查看")
        case str():
            style = styles.quoted if value.startswith(FORMULA_STARTS) else styles.body
            status = page.write_string(row, column, _fitting(value), style)
    if status != 0:
        raise ValueError(f"cell {row}:{column} could not be written ({status})")


def _height(row: tuple[Value, ...], sheet: Sheet) -> float:
    """Return a row's height in points: programs differ in whether they fit rows to wrapped text on opening, so we do."""
    texts = ((value, column.width) for value, column in zip(row, sheet.columns, strict=True) if isinstance(value, str))
    lines = [_lines(text, width) for text, width in texts if 2 * len(text) > width or "\n" in text]
    return min(TALLEST_ROW, LINE_HEIGHT * max(lines, default=1) + 3)


@lru_cache(maxsize=50_000)
def _lines(text: str, width: int) -> int:
    """Return how many lines a text takes; a column's unit is one Latin letter, half a Chinese character."""
    return sum(max(1, -(-_breadth(line) // width)) for line in text.split("\n"))


def _breadth(line: str) -> int:
    return len(line) if line.isascii() else len(line.encode("gb18030", "replace"))


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_CELL else text[:LONGEST_CELL] + CUT
