"""recommenders.csv: whom the notice addresses, one body a row."""

import csv
import io

from pydantic import ValidationError

from notices.faults import Fault
from notices.wording import faults_of
from schemas.notice import Recommender

ROSTER_FILE = "recommenders.csv"
COLUMNS = ("name", "recommender_class", "aliases", "region_code", "place", "lines", "special_tracks")
LISTS = ("aliases", "lines", "special_tracks")
_REMEDY = f"请按表头 {','.join(COLUMNS)} 填写，一格内多项用“；”分隔。"


def read_roster(text: str) -> tuple[tuple[Recommender, ...], tuple[Fault, ...]]:
    """Return the recommenders, and a fault for every row that is none."""
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error:
        return (), (Fault(ROSTER_FILE, "", "不是可读的 CSV", _REMEDY),)
    header = tuple(rows[0]) if rows else ()
    if header != COLUMNS:
        return (), (Fault(ROSTER_FILE, "第1行", f"表头应为 {','.join(COLUMNS)}", _REMEDY),)
    found: list[Recommender] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        body, wrong = _row(row, f"第{number}行")
        found += [body] if body else []
        faults += wrong
    return tuple(found), tuple(faults)


def _row(row: list[str], where: str) -> tuple[Recommender | None, list[Fault]]:
    if len(row) != len(COLUMNS):
        return None, [Fault(ROSTER_FILE, where, f"有 {len(row)} 格，应为 {len(COLUMNS)} 格", _REMEDY)]
    try:
        return _recommender(row), []
    except ValidationError as error:
        return None, faults_of(error, lambda _: (ROSTER_FILE, where))


def _recommender(row: list[str]) -> Recommender:
    given: dict[str, str | list[str]] = {}
    for column, cell in zip(COLUMNS, row, strict=True):
        if column in LISTS:
            given[column] = [item.strip() for item in cell.replace(";", "；").split("；") if item.strip()]
        elif cell.strip():
            given[column] = cell.strip()
    return Recommender.model_validate(given)
