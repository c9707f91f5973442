import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import InfrastructureError, StoreError
from storage import Store, digest, source_version


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


def test_keys_differ_where_their_parts_do() -> None:
    assert digest("a", ["b"]) != digest("a", "b")
    assert digest({"x": 1, "y": 2}) == digest({"y": 2, "x": 1})
    assert len(digest()) == 64


def test_the_source_version_covers_what_it_names() -> None:
    assert source_version(("storage",)) == source_version(("storage",))
    assert source_version(("storage",)) != source_version(("storage",), ("storage/lock.py",))
    assert source_version(("schemas/page.py",)) != source_version(("schemas/base.py",))
