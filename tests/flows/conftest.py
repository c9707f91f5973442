import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests_support import FAKE_WORKER, SHORT

from flows.gate import Gate, gate_pool
from flows.messages import Setup
from flows.pool import WorkerPool
from flows.read import UnitReader
from flows.shelf import Shelf, Versions
from flows.units import Incoming, Unit
from storage import Store


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Everything temporary of a test lies in its own folder, so that what it leaves behind, and who still lives there, can be seen."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


@pytest.fixture(scope="session")
def process_at_the_gate() -> Iterator[WorkerPool]:
    with gate_pool() as one:
        yield one


@pytest.fixture
def gate(store: Store, process_at_the_gate: WorkerPool) -> Gate:
    return Gate(store, process_at_the_gate)


@pytest.fixture
def pool() -> Iterator[WorkerPool]:
    with WorkerPool(1, Setup(engine="fake", scratch_mb=64), FAKE_WORKER, SHORT) as one:
        yield one


@pytest.fixture
def reader(store: Store, pool: WorkerPool) -> UnitReader:
    return UnitReader(store, Shelf(store, Versions("fake", "1", "1")), pool)


@pytest.fixture
def unit(store: Store, tmp_path: Path) -> Callable[..., Unit]:
    def make(*contents: str, name: str = "甲/申请表.pdf") -> Unit:
        parts = []
        for number, content in enumerate(contents):
            source = tmp_path / "source"
            source.write_text(content, "utf-8")
            with source.open("rb") as file:
                original = store.vault.put(file)
            path = name if len(contents) == 1 else f"{name}/{number + 1}.jpg"
            parts.append(Incoming(path, original.sha256, original.size, "fake", page_image=len(contents) > 1))
        return Unit(tuple(parts))

    return make
