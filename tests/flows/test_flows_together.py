"""A unit that is alone is read by all processes at once, with the same outcome as by one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests_support import FAKE_WORKER, SHORT, headings, reasons

from flows.messages import Setup
from flows.pool import WorkerPool
from flows.read import Afresh, UnitReader
from flows.shelf import Shelf, Versions
from flows.units import Unit
from storage import Store

MakeUnit = Callable[..., Unit]


@pytest.fixture
def two(store: Store) -> Iterator[UnitReader]:
    with WorkerPool(2, Setup(engine="fake", scratch_mb=64), FAKE_WORKER, SHORT) as pool:
        yield UnitReader(store, Shelf(store, Versions("fake", "1", "1")), pool)


def again(two: UnitReader, unit: Unit) -> tuple[object, object, int]:
    """Read by one, then by all: what came of it, and how many pages that took."""
    first = two.read(unit)
    second = two.read(unit, Afresh.ALL, alone=True)
    return first.record.documents, second.record.documents, second.pages_read


def test_the_pages_are_read_at_the_same_time(two: UnitReader, unit: MakeUnit, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    file = unit(f"pages 6\npage 4 pause once {begun}\npage 1 wait {begun}")
    begun.touch()
    two.read(file)
    begun.unlink()
    outcome = two.read(file, Afresh.ALL, alone=True)  # by one process page 1 would wait for page 4 until it is given up
    assert headings(outcome) == ["第1页 第2页 第3页 第4页 第5页 第6页"]
    assert outcome.pages_read == 6


def test_each_page_is_read_once(two: UnitReader, unit: MakeUnit, tmp_path: Path) -> None:
    log = tmp_path / "log"
    file = unit(f"pages 7\nlog {log}")
    two.read(file)
    log.unlink()
    two.read(file, Afresh.ALL, alone=True)
    assert sorted(log.read_text().split()) == ["1", "2", "3", "4", "5", "6", "7"]


def test_page_images_are_shared_out_too(two: UnitReader, unit: MakeUnit) -> None:
    one, together, pages = again(two, unit(*(f"pages 1\n{number}" for number in range(5)), name="甲"))
    assert together == one
    assert pages == 5


@pytest.mark.parametrize("fault", ["crash", "exit", "garble", "hang", "starve"])
def test_a_bad_moment_of_one_of_them_costs_nothing_but_time(two: UnitReader, unit: MakeUnit, tmp_path: Path, fault: str) -> None:
    marker = tmp_path / "marker"
    marker.touch()
    file = unit(f"pages 6\npage 5 {fault} once {marker}")
    one = two.read(file).record
    marker.unlink()
    together = two.read(file, Afresh.ALL, alone=True)
    assert together.record == one
    assert together.pages_read >= 6


@pytest.mark.parametrize("fault", ["crash", "refuse", "raise"])
def test_a_page_that_cannot_be_read_is_marked_as_by_one(two: UnitReader, unit: MakeUnit, fault: str) -> None:
    one, together, _ = again(two, unit(f"pages 6\npage 5 {fault}"))
    assert together == one


def test_a_file_without_one_readable_page_has_the_same_reason(two: UnitReader, unit: MakeUnit) -> None:
    file = unit("pages 4\n" + "\n".join(f"page {number} refuse" for number in range(1, 5)))
    assert reasons(two.read(file)) == reasons(two.read(file, Afresh.ALL, alone=True))


def test_a_file_that_nobody_has_opened_is_read_by_one(two: UnitReader, unit: MakeUnit) -> None:
    assert headings(two.read(unit("pages 5"), alone=True)) == ["第1页 第2页 第3页 第4页 第5页"]
