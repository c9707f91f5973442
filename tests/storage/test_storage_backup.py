"""A ledger that was copied comes back the same, also into the other kind of database, and goes on counting where it was."""

import datetime as dt
import io
from pathlib import Path

import pytest

from schemas.errors import StoreError
from storage import Store
from storage.backup import back_up, restore
from storage.ledger import Arrival, Outcome, State
from storage.trail import Action, Event

NOW = dt.datetime(2026, 5, 21, 9, 30, tzinfo=dt.UTC)
NAME = b"\xff\x00 no text at all"


def filled(store: Store) -> Store:
    original = store.vault.put(io.BytesIO(b"an original"))
    store.results.put("ab" * 32, {"页": 1}, (original.sha256,))
    store.pictures.put(b"a picture")
    for n in range(3):
        at = NOW + dt.timedelta(days=n)
        receipts = store.ledger.begin(f"run{n}", at, "/收件", {"n": str(n)}, [Arrival(NAME, original.sha256, 11), Arrival(b"%d" % n)])
        head = store.trail.append([Event(Action.RUN_DONE, f"run{n}", {})])
        store.ledger.finish(f"run{n}", at, [Outcome(r.id, State.PROCESSED, sha256=r.sha256) for r in receipts], head)
    store.ledger.bury(["cd" * 32], NOW, "retention")
    return store


def contents(store: Store) -> list[object]:
    ledger = store.ledger
    runs = [run for _, run in ledger.latest_runs()]
    return [runs, ledger.outcomes_of("run0"), ledger.outcomes_of("run2"), ledger.anchors(store.id), ledger.buried(), ledger.last_seen()]


@pytest.mark.parametrize("to_file", [True, False])
def test_a_store_comes_back_into_either_database(database_url: str, tmp_path: Path, to_file: bool) -> None:
    source = filled(Store(tmp_path / "source", database=None if to_file else database_url))
    back_up(source, tmp_path / "copy")
    there = Store(tmp_path / "there", database=database_url if to_file else None)
    restore(tmp_path / "copy", there)
    assert contents(there) == contents(source)
    assert list(there.vault.all()) == list(source.vault.all())
    assert there.results.get("ab" * 32) == {"页": 1}
    assert list(there.pictures.keys()) == list(source.pictures.keys())
    assert there.trail.verify([*there.ledger.anchors(there.id).values()]) == ()
    assert there.id == source.id
    (old, new) = there.ledger.begin("more", NOW, "/收件", {}, [Arrival(NAME, next(there.vault.all()), 11), Arrival(b"new")])
    assert old.id == contents(source)[1][0][0].id
    assert new.id > max(receipt.id for receipt, _ in source.ledger.outcomes_of("run2"))


def test_rows_that_stand_in_the_way_stop_a_restore(database_url: str, tmp_path: Path) -> None:
    back_up(filled(Store(tmp_path / "source")), tmp_path / "copy")
    there = Store(tmp_path / "there", database=database_url)
    there.ledger.begin("mine", NOW, "/收件", {}, [])
    with pytest.raises(StoreError, match="不是空的"):
        restore(tmp_path / "copy", there)
    assert there.ledger.unfinished() == ["mine"]


def test_an_altered_ledger_is_not_brought_back(tmp_path: Path) -> None:
    back_up(filled(Store(tmp_path / "source")), tmp_path / "copy")
    ledger = tmp_path / "copy" / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().replace(b'"processed"', b'"duplicate"'))
    with pytest.raises(StoreError, match=r"ledger\.jsonl"):
        restore(tmp_path / "copy", Store(tmp_path / "there"))


def test_an_altered_original_is_not_backed_up_as_if_it_were_sound(tmp_path: Path) -> None:
    source = filled(Store(tmp_path / "source"))
    path = source.vault.path(next(source.vault.all()))
    path.chmod(0o600)
    path.write_bytes(b"altered")
    with pytest.raises(StoreError, match="已被改动"):
        back_up(source, tmp_path / "copy")


def test_the_anchors_are_there_to_tell_a_shortened_trail(tmp_path: Path) -> None:
    store = filled(Store(tmp_path / "source"))
    assert store.ledger.anchors(store.id)["run2"].head == store.trail.head().head


def test_machines_that_share_a_ledger_keep_their_trails_apart(database_url: str, tmp_path: Path) -> None:
    one, other = Store(tmp_path / "one", database=database_url), Store(tmp_path / "other", database=database_url)
    filled(one)
    if one.ledger.database.is_file:
        return
    assert other.ledger.anchors(other.id) == {}
    assert len(one.ledger.anchors(one.id)) == 3
