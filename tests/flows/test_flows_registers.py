"""The office's registers are read by the process at the gate, and read again only when their bytes change."""

import sys
from pathlib import Path

import pytest

from flows.gate import gate_pool
from flows.messages import Setup
from flows.pool import WorkerPool
from flows.process import Patience
from flows.registers import registers_of
from storage import Store

LOG = "投递,收文日期,方式\n甲,2026-05-20,纸质\n"
PILOTS = "单位名称,项目名称\n沈阳某某公司,某某试点\n"


class Untouched(WorkerPool):
    """A pool that must not be needed."""

    def _borrow(self) -> None:  # type: ignore[override]
        pytest.fail("a process was started")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    registers, inbox = tmp_path / "registers", tmp_path / "inbox"
    registers.mkdir()
    inbox.mkdir()
    (inbox / "收文登记.csv").write_text(LOG, "utf-8")
    (registers / "往届试点单位.csv").write_text(PILOTS, "utf-8")
    return registers, inbox


def test_registers_are_read_at_the_gate_and_remembered(folders: tuple[Path, Path], store: Store, process_at_the_gate: WorkerPool) -> None:
    first = registers_of(*folders, store, process_at_the_gate)
    assert first.intake is not None
    assert [entry.delivery for entry in first.intake] == ["甲"]
    assert first.prior_pilots is not None
    assert first.credit is None
    assert registers_of(*folders, store, Untouched(1, Setup(engine=""))) == first


def test_a_changed_register_is_read_again(folders: tuple[Path, Path], store: Store, process_at_the_gate: WorkerPool) -> None:
    registers_of(*folders, store, process_at_the_gate)
    (folders[1] / "收文登记.csv").write_text(LOG + "乙,2026-05-20,邮件\n", "utf-8")
    again = registers_of(*folders, store, process_at_the_gate)
    assert again.intake is not None
    assert [entry.delivery for entry in again.intake] == ["甲", "乙"]


def test_a_register_that_kills_its_reader_counts_as_not_there_and_is_told(folders: tuple[Path, Path], store: Store) -> None:
    ready = 'import sys; sys.stdin.readline(); print(\'{"says": "ready"}\', flush=True); sys.stdin.readline()'
    with WorkerPool(1, Setup(engine=""), (sys.executable, "-c", ready), Patience(start=20)) as dying:
        read = registers_of(*folders, store, dying)
    assert (read.intake, read.prior_pilots) == (None, None)
    assert [problem.partition("：")[0] for problem in read.problems] == ["收文登记.csv", "往届试点单位.csv"]
    with gate_pool() as sound:
        assert registers_of(*folders, store, sound).intake is not None
