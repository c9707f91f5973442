"""The reading bench: grids and seals are counted as they are."""

from bench.grids import score_grids
from bench.matching import Pair
from bench.seals import score_seals
from schemas.page import Cell, Grid, Page

CELLS = [(1, 50, 50, 150, 80), (1, 150, 50, 400, 80)]


def page(*boxes: tuple[float, float, float, float]) -> Page:
    cells = tuple(Cell(row=0, col=n, bbox=box) for n, box in enumerate(boxes))
    return Page(number=1, width=595, height=842, grids=(Grid(rows=1, cols=len(boxes), cells=cells),) if boxes else ())


def test_a_table_is_exact_with_every_cell_and_no_other() -> None:
    assert score_grids(page((51, 50, 149, 81), (150, 51, 401, 80)), CELLS)["exact"] == 1
    assert score_grids(page((50, 50, 150, 80)), CELLS)["exact"] == 0
    assert score_grids(page((50, 50, 150, 80), (150, 50, 400, 80), (50, 80, 400, 200)), CELLS)["cells_too_many"] == 1


def test_a_page_without_tables_is_exact_where_none_is_found() -> None:
    assert score_grids(page(), [])["exact"] == 1


def sealed(owner: str, outcome: str) -> Pair:
    seal = {"page": 1, "bbox": [10, 10, 100, 100], "text": owner, "owner": owner, "role": "undertaking", "legible": True, "special": False}
    truth = {"seals": [seal], "fields": {"undertaking_unit": "甲公司"}, "delivery": "乙局"}
    return Pair(truth, {"seals": [{"page": 1, "bbox": [10, 10, 100, 100], "role": "undertaking", "owner": None, "outcome": outcome}]})


def test_the_right_owners_seal_held_against_it_is_a_false_mismatch() -> None:
    assert score_seals(sealed("甲公司", "mismatched")).false_mismatched == 1
    assert score_seals(sealed("甲公司", "unreadable")).false_mismatched == 0
    assert score_seals(sealed("丙公司", "mismatched")).false_mismatched == 0
