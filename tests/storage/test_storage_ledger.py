"""The ledger on both databases: what came in is kept once and for all, and every file of a run has one state."""

import datetime as dt
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import InfrastructureError, StoreError, UsageError
from storage.database import Database, head, sqlite_url
from storage.ledger import Anchor, Arrival, Ledger, Outcome, State

NOW = dt.datetime(2026, 5, 21, 9, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=1)
A, B = "ab" * 32, "cd" * 32
NAME = os.fsencode("沈阳\udcff.pdf")


@pytest.fixture
def ledger(database_url: str) -> Ledger:
    return Ledger(Database(database_url))


def night(ledger: Ledger, run: str, *arrivals: Arrival, at: dt.datetime = NOW, out: str = "/out") -> list[int]:
    receipts = ledger.begin(run, at, "/inbox", {"out": out}, arrivals)
    ledger.finish(run, at, [Outcome(r.id, State.PROCESSED, sha256=r.sha256) for r in receipts], Anchor(1, "e" * 64))
    return [receipt.id for receipt in receipts]


def test_a_file_that_stays_keeps_its_receipt(ledger: Ledger) -> None:
    assert night(ledger, "one", Arrival(NAME, A, 3)) == night(ledger, "two", Arrival(NAME, A, 3), at=LATER)


def test_the_same_bytes_under_another_name_are_a_new_receipt_of_the_same_original(ledger: Ledger) -> None:
    (first,) = night(ledger, "one", Arrival(NAME, A, 3))
    kept, again = ledger.begin("two", LATER, "/inbox", {}, [Arrival(NAME, A, 3), Arrival("副本.pdf".encode(), A, 3)])
    assert (kept.id, kept.repeats) == (first, None)
    assert again.id != first
    assert again.repeats == first


def test_other_bytes_under_the_same_name_are_told(ledger: Ledger) -> None:
    (first,) = night(ledger, "one", Arrival(NAME, A, 3))
    (changed,) = ledger.begin("two", LATER, "/inbox", {}, [Arrival(NAME, B, 4)])
    assert changed.replaces == first
    assert ledger.known_originals() == {A, B}


def test_a_file_that_was_taken_away_and_sent_again_is_a_new_receipt(ledger: Ledger) -> None:
    (first,) = night(ledger, "one", Arrival(NAME, A, 3))
    night(ledger, "two", at=LATER)
    (again,) = night(ledger, "three", Arrival(NAME, A, 3), at=LATER + dt.timedelta(days=1))
    assert again != first


def test_a_run_that_was_killed_doubles_nothing(ledger: Ledger) -> None:
    (cut,) = ledger.begin("cut", NOW, "/inbox", {}, [Arrival(NAME, A, 3)])
    assert night(ledger, "whole", Arrival(NAME, A, 3), at=LATER) == [cut.id]
    assert list(ledger.unfinished()) == ["cut"]


def test_the_orders_of_finished_runs_that_saw_a_file_are_remembered(ledger: Ledger) -> None:
    night(ledger, "one", Arrival(NAME, A, 3), out="/out/1")
    night(ledger, "two", Arrival(NAME, A, 3), at=LATER, out="/out/2")
    ledger.begin("cut", LATER, "/inbox", {"out": "/out/3"}, [Arrival(NAME, A, 3)])
    assert ledger.orders_with(A) == [{"out": "/out/2"}, {"out": "/out/1"}]
    assert ledger.orders_with(B) == []


def test_a_file_has_one_state_in_a_run(ledger: Ledger) -> None:
    (receipt,) = ledger.begin("one", NOW, "/inbox", {}, [Arrival(NAME, A, 3)])
    twice = [Outcome(receipt.id, State.PROCESSED), Outcome(receipt.id, State.QUARANTINED)]
    with pytest.raises(StoreError):
        ledger.finish("one", NOW, twice, Anchor(1, "e" * 64))
    assert ledger.outcomes_of("one") == ()
    assert list(ledger.unfinished()) == ["one"]


def test_what_a_run_made_of_its_files_comes_back(ledger: Ledger) -> None:
    receipts = ledger.begin("one", NOW, "/inbox", {"x": "1"}, [Arrival(NAME, A, 3), Arrival(b"b.part")])
    made = [
        Outcome(receipts[0].id, State.NEEDS_REVIEW, "partial_pages", "内/件.pdf", B),
        Outcome(receipts[1].id, State.WAITING, "still_changing"),
    ]
    ledger.finish("one", NOW, made, Anchor(7, "f" * 64))
    assert ledger.outcomes_of("one") == tuple(zip(receipts, made, strict=True))
    assert [(inbox, run.id, run.order) for inbox, run in ledger.latest_runs()] == [("/inbox", "one", {"x": "1"})]
    assert ledger.anchors("") == {"one": Anchor(7, "f" * 64)}
    assert ledger.last_seen() == {A: NOW, B: NOW}


def test_a_tombstone_keeps_the_hash(ledger: Ledger) -> None:
    ledger.bury([A], NOW, "retention")
    assert ledger.buried() == {A}


STARTER = """
import sys, datetime as dt
from storage.database import Database
from storage.ledger import Arrival, Ledger
ledger = Ledger(Database(sys.argv[1]))
for n in range(5):
    ledger.begin(f"{sys.argv[2]}-{n}", dt.datetime.now(dt.UTC), sys.argv[2], {}, [Arrival(b"a", "ab" * 32, 1)])
"""


def test_several_starters_make_one_ledger(database_url: str) -> None:
    started = [subprocess.Popen([sys.executable, "-c", STARTER, database_url, f"n{n}"], stderr=subprocess.PIPE) for n in range(4)]
    for one in started:
        _, told = one.communicate(timeout=120)
        assert one.returncode == 0, told.decode()
    assert len(Ledger(Database(database_url)).unfinished()) == 20


def test_a_ledger_of_a_newer_version_is_refused(database_url: str) -> None:
    database = Database(database_url)
    with database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'v9999'")
    database.close()
    with pytest.raises(StoreError, match="v9999"):
        Ledger(Database(database_url)).unfinished()


def test_a_ledger_is_brought_up_to_the_newest_migration(database_url: str) -> None:
    with Database(database_url).reading() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar() == head()


def test_sqlite_waits_for_the_disk(tmp_path: Path) -> None:
    with Database(sqlite_url(tmp_path / "ledger.db")).reading() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert found == ["wal", 2, 1]
    assert (tmp_path / "ledger.db").stat().st_mode & 0o077 == 0


def test_a_database_that_is_no_database_says_so(tmp_path: Path) -> None:
    (tmp_path / "ledger.db").write_bytes(b"no database at all" * 400)
    with pytest.raises(StoreError, match="台账"):
        Ledger(Database(sqlite_url(tmp_path / "ledger.db"))).unfinished()


def test_flipped_bytes_in_the_database_are_found(tmp_path: Path) -> None:
    ledger = Ledger(Database(sqlite_url(tmp_path / "ledger.db")))
    for n in range(40):
        night(ledger, f"run{n}", *(Arrival(f"{n}-{m}".encode(), A, 1) for m in range(20)))
    assert ledger.database.faults() == ()
    ledger.close()
    with sqlite3.connect(tmp_path / "ledger.db") as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray((tmp_path / "ledger.db").read_bytes())
    for place in range(8192, len(content), 4096):
        content[place : place + 16] = os.urandom(16)
    (tmp_path / "ledger.db").write_bytes(content)
    try:
        found = Ledger(Database(sqlite_url(tmp_path / "ledger.db"))).database.faults()
    except StoreError as error:
        found = (error.message,)
    assert found


def test_a_locked_database_blames_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.database._WAIT_SECONDS", 0)
    ledger = Ledger(Database(sqlite_url(tmp_path / "ledger.db")))
    ledger.unfinished()
    with sqlite3.connect(tmp_path / "ledger.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(InfrastructureError, match="SQLITE_BUSY"):
            night(ledger, "one")
        other.execute("ROLLBACK")


@pytest.mark.parametrize("url", ["nonsense", "mysql://x/y", "oracle://x", "://"])
def test_a_wrong_address_is_a_wrong_setting(url: str) -> None:
    with pytest.raises(UsageError):
        Database(url)


def test_a_server_that_is_away_blames_no_file(tmp_path: Path) -> None:
    with pytest.raises(InfrastructureError):
        Ledger(Database(f"postgresql://nobody@/none?host={tmp_path}")).unfinished()


def test_a_subject_is_held_against_other_machines(database_url: str, tmp_path: Path) -> None:
    from storage import Store

    one, other = Store(tmp_path / "one", database=database_url), Store(tmp_path / "other", database=database_url)
    with one.claim(tmp_path, "收件目录"):
        if one.ledger.database.is_file:
            with other.claim(tmp_path, "收件目录"):  # nobody shares a file with another machine
                pass
            return
        with pytest.raises(InfrastructureError, match="另一台机器"), other.claim(tmp_path, "收件目录"):
            pass
        with other.claim(tmp_path / "elsewhere", "收件目录"):
            pass
    with other.claim(tmp_path, "收件目录"):
        pass


def test_a_ledger_of_the_first_version_is_brought_up_to_date(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import shutil

    from storage import database

    first = tmp_path / "migrations"
    shutil.copytree(database.MIGRATIONS, first)
    for path in (first / "versions").glob("v*.py"):
        if not path.name.startswith("v0001"):
            path.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(database, "MIGRATIONS", first)
        old = Database(database_url)
        with old.writing() as connection:
            connection.exec_driver_sql("INSERT INTO runs VALUES ('old', '2026-01-01T00:00:00+00:00', '/inbox', '{}')")
            connection.exec_driver_sql("INSERT INTO anchors VALUES (1, 'old', 3, 'abc')")
        old.close()
    ledger = Ledger(Database(database_url))
    assert ledger.unfinished() == ["old"]
    assert ledger.anchors("any") == {"old": Anchor(3, "abc")}


def test_old_receipts_are_forgotten_unless_a_younger_run_needs_them(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.ledger._AT_ONCE", 1)
    kept, gone = Arrival(b"stays", A, 1), Arrival(b"goes", B, 1)
    night(ledger, "one", kept, gone, Arrival(b"goes, too", B, 1))
    night(ledger, "two", kept, Arrival(b"goes later", B, 1), at=LATER)
    before = NOW + dt.timedelta(hours=1)
    assert len(ledger.forgettable(before)) == 2
    ledger.forget(before)
    assert ledger.forgettable(before) == ()
    assert {receipt.name for receipt, _ in ledger.outcomes_of("two")} == {b"stays", b"goes later"}
    assert [receipt.name for receipt, _ in ledger.outcomes_of("one")] == [b"stays"]
    assert set(ledger.anchors("")) == {"one", "two"}
    ledger.forget(NOW + dt.timedelta(days=99))
    assert len(ledger.outcomes_of("two")) == 2


def test_a_full_disk_blames_no_file_and_leaves_the_ledger_whole(tmp_path: Path) -> None:
    ledger = Ledger(Database(sqlite_url(tmp_path / "ledger.db")))
    night(ledger, "one", Arrival(NAME, A, 3))
    with ledger.database.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
    with pytest.raises(InfrastructureError, match="SQLITE_FULL"):
        night(ledger, "two", *(Arrival(b"%d" % n, B, 1) for n in range(5000)))
    ledger.close()
    again = Ledger(Database(sqlite_url(tmp_path / "ledger.db")))
    assert [run.id for _, run in again.latest_runs()] == ["one"]
    assert again.known_originals() == {A}
