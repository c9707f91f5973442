import datetime as dt
import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import InfrastructureError, StoreError
from storage import Store, digest, source_version
from storage.ledger import Receipt

NOW = dt.datetime(2026, 5, 21, 9, 30, tzinfo=dt.UTC)


def test_only_the_owner_can_enter(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    assert {p.stat().st_mode & 0o777 for p in [store.root, *(p for p in store.root.iterdir() if p.is_dir())]} == {0o700}


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    Store(tmp_path / "store")
    (tmp_path / "store" / "VERSION").write_text("99")
    with pytest.raises(StoreError, match="99"):
        Store(tmp_path / "store")


def test_too_little_room_is_our_own_trouble(tmp_path: Path) -> None:
    with pytest.raises(InfrastructureError, match="磁盘空间不足"):
        Store(tmp_path / "store").probe(1 << 62)


def test_a_subject_is_claimed_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    with (
        store.claim(tmp_path, "收件目录"),
        pytest.raises(InfrastructureError, match="另一个进程"),
        Store(store.root).claim(tmp_path, "收件目录"),
    ):
        pass
    with store.claim(tmp_path, "收件目录"), store.claim(tmp_path / "other", "收件目录"):
        pass


def test_the_lock_of_a_killed_holder_is_free(tmp_path: Path) -> None:
    script = (
        "import sys, time; from pathlib import Path; from storage import Store\n"
        "with Store(Path(sys.argv[1])).claim(Path(sys.argv[1]), 'x'): print('held', flush=True); time.sleep(60)"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(InfrastructureError), Store(tmp_path).claim(tmp_path, "x"):
        pass
    holder.kill()
    holder.wait()
    with Store(tmp_path).claim(tmp_path, "x"):
        pass


def test_the_ledger_remembers_the_finished_orders_of_a_file(tmp_path: Path) -> None:
    ledger = Store(tmp_path / "store").ledger
    for run, out in (("one", "/out/1"), ("two", "/out/2"), ("cut", "/out/3")):
        ledger.begin(run, NOW, {"out": out})
        ledger.receive(run, "/inbox", [Receipt(os.fsencode("沈阳\udcff.pdf"), "ab" * 32, 3, "processed")])
        if run != "cut":
            ledger.end(run, NOW, "done")
    assert ledger.orders_with("ab" * 32) == [{"out": "/out/2"}, {"out": "/out/1"}]
    assert ledger.orders_with("cd" * 32) == []
    assert list(ledger.unfinished()) == ["cut"]


def test_a_broken_ledger_says_so(tmp_path: Path) -> None:
    store = Store(tmp_path / "store")
    (store.root / "ledger.sqlite").write_bytes(b"no database at all" * 400)
    with pytest.raises(StoreError, match="台账"):
        store.ledger.unfinished()


def test_keys_differ_where_their_parts_do() -> None:
    assert digest("a", ["b"]) != digest("a", "b")
    assert digest({"x": 1, "y": 2}) == digest({"y": 2, "x": 1})
    assert len(digest()) == 64


def test_the_source_version_covers_what_it_names() -> None:
    assert source_version(("storage",)) == source_version(("storage",))
    assert source_version(("storage",)) != source_version(("storage",), ("storage/lock.py",))
    assert source_version(("schemas/page.py",)) != source_version(("schemas/base.py",))
