"""Reading with processes that crash, hang, garble, flood and starve: each ends in a document or a reason, and never in silence."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests_support import FAKE_WORKER, SHORT, headings, living, reasons

from flows.pipe import Stopped
from flows.pool import WorkerPool
from flows.read import Afresh, UnitReader
from flows.units import Unit
from schemas.documents import OtherDocument
from schemas.errors import EngineMissing, Reason
from storage import Store

MakeUnit = Callable[..., Unit]


def test_a_file_is_read_page_by_page(reader: UnitReader, unit: MakeUnit) -> None:
    outcome = reader.read(unit("pages 3"))
    assert headings(outcome) == ["第1页 第2页 第3页"]
    assert outcome.pages_read == 3
    assert not outcome.reused


def test_what_was_read_is_not_read_again(reader: UnitReader, unit: MakeUnit) -> None:
    first, second = reader.read(unit("pages 3")), reader.read(unit("pages 3"))
    assert second.reused
    assert second.pages_read == 0
    assert second.record == first.record


def test_a_moved_file_keeps_its_reading_under_its_new_name(reader: UnitReader, unit: MakeUnit) -> None:
    reader.read(unit("pages 1", name="甲/一.pdf"))
    outcome = reader.read(unit("pages 1", name="乙/二.pdf"))
    assert outcome.reused
    assert [(d.path, d.folder) for d in outcome.record.documents] == [("乙/二.pdf", "乙")]


def test_page_images_are_one_document_with_parts(reader: UnitReader, unit: MakeUnit) -> None:
    outcome = reader.read(unit("pages 1\na", "pages 1\nb", "pages 1\nc", name="甲"))
    (document,) = outcome.record.documents
    assert document.parts is not None
    assert [part.path for part in document.parts] == ["甲/1.jpg", "甲/2.jpg", "甲/3.jpg"]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("crash", Reason.WORKER_CRASH),
        ("exit", Reason.WORKER_CRASH),
        ("garble", Reason.WORKER_CRASH),
        ("lie", Reason.WORKER_CRASH),
        ("hang", Reason.TIME_LIMIT),
        ("child", Reason.TIME_LIMIT),
        ("starve", Reason.MEMORY_LIMIT),
        ("hog", Reason.MEMORY_LIMIT),
        ("fill", Reason.MEMORY_LIMIT),
        ("babble", Reason.WORKER_CRASH),
        ("refuse", Reason.ENCRYPTED_NEEDS_PASSWORD),
        ("raise", Reason.INTERNAL_ERROR),
    ],
)
def test_a_file_that_cannot_be_opened_has_its_reason(reader: UnitReader, unit: MakeUnit, fault: str, reason: Reason) -> None:
    outcome = reader.read(unit(f"open {fault}"))
    assert reasons(outcome) == [reason]
    assert headings(reader.read(unit("pages 2"))) == ["第1页 第2页"], "the next document is unaffected"


@pytest.mark.parametrize("fault", ["crash", "hang", "starve", "garble", "child", "exit"])
def test_a_bad_moment_costs_one_page_twice_and_nothing_else(reader: UnitReader, unit: MakeUnit, tmp_path: Path, fault: str) -> None:
    outcome = reader.read(unit(f"pages 4\npage 3 {fault} once {tmp_path / 'marker'}"))
    assert headings(outcome) == ["第1页 第2页 第3页 第4页"]
    assert outcome.pages_read == 4, "pages 1 and 2 were kept"


@pytest.mark.parametrize("fault", ["crash", "hang", "starve", "raise", "refuse"])
def test_a_page_that_cannot_be_read_is_marked_and_never_lost(reader: UnitReader, unit: MakeUnit, fault: str) -> None:
    outcome = reader.read(unit(f"pages 3\npage 2 {fault}"))
    assert headings(outcome) == ["第1页 ? 第3页"]
    (document,) = outcome.record.documents
    assert document.last_page == 3


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("crash", Reason.WORKER_CRASH),
        ("starve", Reason.MEMORY_LIMIT),
        ("refuse", Reason.ENCRYPTED_NEEDS_PASSWORD),
        ("raise", Reason.INTERNAL_ERROR),
    ],
)
def test_a_file_without_one_readable_page_is_set_aside(reader: UnitReader, unit: MakeUnit, fault: str, reason: Reason) -> None:
    assert reasons(reader.read(unit(f"pages 1\npage 1 {fault}"))) == [reason]
    assert reader.read(unit(f"pages 1\npage 1 {fault}"), Afresh.FIELDS).record.refused


def test_a_file_that_defeats_us_page_after_page_is_given_up(reader: UnitReader, unit: MakeUnit) -> None:
    pages = "\n".join(f"page {number} crash" for number in range(1, 9))
    assert reasons(reader.read(unit(f"pages 8\n{pages}"))) == [Reason.WORKER_CRASH]


def test_one_bad_picture_does_not_take_its_folder_along(reader: UnitReader, unit: MakeUnit) -> None:
    outcome = reader.read(unit("pages 1\na", "open crash", "open refuse", "pages 1\nb", name="甲"))
    assert reasons(outcome) == [Reason.WORKER_CRASH, Reason.ENCRYPTED_NEEDS_PASSWORD]
    assert headings(outcome) == ["第1页 第1页"]


@pytest.mark.parametrize(
    ("fault", "reason"), [("crash", Reason.WORKER_CRASH), ("hang", Reason.TIME_LIMIT), ("raise", Reason.INTERNAL_ERROR)]
)
def test_pages_that_make_no_document_have_a_reason(reader: UnitReader, unit: MakeUnit, fault: str, reason: Reason) -> None:
    outcome = reader.read(unit(f"pages 1\ndocuments {fault}"))
    assert reasons(outcome) == [reason]
    assert not outcome.record.documents


def test_a_flood_is_stopped(reader: UnitReader, unit: MakeUnit) -> None:
    assert reasons(reader.read(unit("open flood"))) == [Reason.WORKER_CRASH]


def test_a_page_is_taken_once(reader: UnitReader, unit: MakeUnit) -> None:
    assert reasons(reader.read(unit("pages 2\npage 2 repeat"))) == []
    assert headings(reader.read(unit("pages 2\npage 2 repeat"))) == ["第1页 ?"]


def test_no_temporary_file_outlives_its_process(reader: UnitReader, pool: WorkerPool, unit: MakeUnit, own_temporary_folder: Path) -> None:
    reader.read(unit("open fill"))
    pool.close()
    assert list(own_temporary_folder.iterdir()) == []


def test_what_libraries_print_does_not_disturb(reader: UnitReader, unit: MakeUnit) -> None:
    assert headings(reader.read(unit("pages 2\npage 1 chatter"))) == ["第1页 第2页"]


def test_an_exception_says_where_and_nothing_of_what_it_saw(reader: UnitReader, unit: MakeUnit) -> None:
    (refused,) = reader.read(unit("open raise")).record.refused
    assert "ValueError at fake_worker.py" in refused.detail
    assert "138" not in refused.detail


@pytest.mark.parametrize("engine", ["missing", "dead"])
def test_a_missing_engine_is_no_files_fault(store: Store, unit: MakeUnit, engine: str) -> None:
    from flows.messages import Setup
    from flows.shelf import Shelf, Versions

    with WorkerPool(1, Setup(engine=engine), FAKE_WORKER, SHORT) as pool, pytest.raises(EngineMissing):
        UnitReader(store, Shelf(store, Versions("fake", "1", "1")), pool).read(unit("pages 1"))


@pytest.mark.parametrize("fault", ["child", "other group"])
def test_killed_processes_leave_no_children(reader: UnitReader, pool: WorkerPool, unit: MakeUnit, tmp_path: Path, fault: str) -> None:
    reader.read(unit(f"open {fault}"))
    pool.close()
    assert not living(str(tmp_path / "temporary"))


@pytest.mark.parametrize("damage", ["cut", "flip", "gone"])
def test_a_damaged_entry_is_read_again(reader: UnitReader, store: Store, unit: MakeUnit, damage: str) -> None:
    first = reader.read(unit("pages 3"))
    entries = sorted((store.root / "results").rglob("*.json"))
    for entry in entries:
        raw = entry.read_bytes()
        if damage == "gone":
            entry.unlink()
        else:
            entry.write_bytes(raw[: len(raw) // 2] if damage == "cut" else raw[:-2] + bytes([raw[-2] ^ 1]) + raw[-1:])
    again = reader.read(unit("pages 3"))
    assert again.pages_read == 3
    assert again.record == first.record


def test_a_lost_picture_is_made_again(reader: UnitReader, store: Store, unit: MakeUnit) -> None:
    first = reader.read(unit("pages 2"))
    key = first.record.documents[0].pages[1].picture
    assert key is not None
    store.pictures.path(key).unlink()
    assert reader.read(unit("pages 2")).pages_read == 1
    assert store.pictures.get(key)


@pytest.mark.parametrize("fault", ["open crash", "pages 3\npage 2 crash", "documents hang"])
def test_what_a_process_died_of_is_tried_in_one_more_run(reader: UnitReader, unit: MakeUnit, tmp_path: Path, fault: str) -> None:
    """The machine may have been to blame. What is final only then is not tried for ever."""
    marker = tmp_path / "recovered"
    first = reader.read(unit(f"{fault} unless {marker}"))
    assert first.record.defeats == 1
    marker.touch()
    second = reader.read(unit(f"{fault} unless {marker}"))
    assert not second.reused
    assert not second.record.refused
    assert "?" not in headings(second)[0]
    assert reader.read(unit(f"{fault} unless {marker}")).reused
    hopeless = reader.read(unit(fault))
    assert [reader.read(unit(fault)).record.defeats for _ in range(3)] == [2, 2, 2]
    assert hopeless.record.defeats == 1


def test_reading_anew_starts_where_it_is_told(reader: UnitReader, unit: MakeUnit) -> None:
    reader.read(unit("pages 2"))
    assert reader.read(unit("pages 2"), Afresh.ALL).pages_read == 2
    assert reader.read(unit("pages 2"), Afresh.FIELDS).pages_read == 0
    assert reader.read(unit("pages 2"), Afresh.NOTHING).reused


def test_reading_stops_at_once_when_it_is_told_to(reader: UnitReader, pool: WorkerPool, unit: MakeUnit) -> None:
    stopper = threading.Timer(1.0, pool.close)
    stopper.start()
    begun = time.monotonic()
    with pytest.raises(Stopped):
        reader.read(unit("pages 1\n" + "open slow\n" * 8))
    assert time.monotonic() - begun < 5
    stopper.join()


def test_whoever_comes_after_the_end_is_told_to_stop(reader: UnitReader, pool: WorkerPool, unit: MakeUnit) -> None:
    """After a full disk one thread waited for ever for a place that ``close`` had taken, and the program never ended."""
    late, told = unit("pages 1"), []

    def read() -> None:
        with pytest.raises(Stopped):
            reader.read(late)
        told.append(late)

    pool.close()
    thread = threading.Thread(target=read, daemon=True)
    thread.start()
    thread.join(5)
    assert told


def test_documents_are_what_the_schema_says(reader: UnitReader, unit: MakeUnit) -> None:
    assert isinstance(reader.read(unit("pages 1")).record.documents[0], OtherDocument)
