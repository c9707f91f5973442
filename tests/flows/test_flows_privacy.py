"""Whatever a file holds, is called, or makes a library say: no log, trail, metric, table or leftover file tells it."""

import contextlib
import io
import json
import logging
import sqlite3
import tempfile
from pathlib import Path

import pytest
from tests_support import FAKE_WORKER

import flows.cli
from flows.process import Patience

PERSON, MOBILE, PHONE, MAIL = "欧阳青禾", "13900001234", "024-55501234", "qinghe@example.com"
RESIDENT = "210102199001011234"
CANARIES = (PERSON, MOBILE, PHONE, MAIL, RESIDENT, "13800000000")
TOLD_TO_NOBODY = ("open raise", "page 1 raise", "documents raise", "open garble", "page 2 crash", "open refuse", "chatter")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    inbox = tmp_path / "inbox"
    for number, line in enumerate(TOLD_TO_NOBODY):
        path = inbox / PERSON / f"{PERSON}{MOBILE}-{number}.pdf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"%PDF-1.4\npages 2\n{line}\n{' '.join(CANARIES)}\n", "utf-8")
    return inbox


def _holds_content(path: Path) -> bool:
    return path.parts[0] in {"originals", "results", "pictures"} or path.name.startswith("ledger.db")


def leaks(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text]


def test_nothing_tells_of_a_person(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("flows.desk.WORKER", FAKE_WORKER)
    monkeypatch.setattr("flows.desk.PATIENCE", Patience(start=60, silence=5, base=20, per_page=5, most=60))
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    store, told = tmp_path / "store", io.StringIO()
    with caplog.at_level(logging.DEBUG), contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        command = ["audit", str(inbox), "--out", str(tmp_path / "out"), "--store", str(store), "--plain", "--workers", "2"]
        assert flows.cli.run([*command, "--as-of", "2026-05-21"]) == 0
        next(inbox.rglob("*0.pdf")).write_text("%PDF-1.4\npages 1\nsomething else\n", "utf-8")  # the report names it; the output doesn't
        assert flows.cli.run([*command, "--as-of", "2026-05-21"]) == 0
        assert flows.cli.run(["verify", "--store", str(store)]) == 0
    assert not leaks(told.getvalue())
    assert not leaks(caplog.text)
    for path in (path for path in store.rglob("*") if path.is_file() and not _holds_content(path.relative_to(store))):
        assert not leaks(path.read_bytes().decode("utf-8", "replace")), path
    assert not [path for path in scratch.rglob("*") if path.is_file()]
    report = json.loads((tmp_path / "out" / "audit.json").read_text("utf-8"))
    assert leaks(json.dumps(report["documents"], ensure_ascii=False))  # the canaries were there to be told
    assert leaks("".join(report["run"]["notes"]))


def test_the_ledger_holds_names_only_where_they_are_received(inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.desk.WORKER", FAKE_WORKER)
    store = tmp_path / "store"
    with contextlib.redirect_stdout(io.StringIO()):
        flows.cli.run(["audit", str(inbox), "--out", str(tmp_path / "out"), "--store", str(store), "--plain", "--workers", "2"])
    with sqlite3.connect(store / "ledger.db") as ledger:
        for (table,) in ledger.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = ledger.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608
            told = "".join(v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v) for row in rows for v in row)
            assert bool(leaks(told)) == (table == "receipts"), table
