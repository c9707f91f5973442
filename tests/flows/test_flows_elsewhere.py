"""An audit whose ledger is in PostgreSQL and whose originals and pictures are in S3 says what one on a single disk says."""

import contextlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from tests_support import FAKE_WORKER

import flows.cli

pytestmark = pytest.mark.slow


def said(*arguments: str, status: int = 0) -> str:
    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        found = flows.cli.run(list(arguments))
    assert found == status, told.getvalue()
    return told.getvalue()


def put_hostile_archive(path: Path) -> None:
    """A member whose name holds a NUL, which PostgreSQL refuses in text, and one that is called like another."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("推荐函.pdf", b"%PDF-1.4\npages 1\n")
        archive.writestr("a_b.pdf", b"%PDF-1.4\npages 1\nx\n")
    path.write_bytes(path.read_bytes().replace(b"a_b.pdf", b"a\0b.pdf"))


def audit(place: Path, store: str, out: str) -> dict:
    options = ["--as-of", "2026-05-21", "--plain", "--workers", "1", "--store", str(place / store), "--out", str(place / out)]
    said("audit", str(place / "inbox"), *options)
    report = json.loads((place / out / "audit.json").read_text("utf-8"))
    del report["run"]
    return report


def test_a_store_elsewhere(tmp_path: Path, postgresql_database: str, s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.desk.WORKER", FAKE_WORKER)
    for name, pages in (("甲/申请表.pdf", 2), ("乙/推荐函.pdf", 1)):
        path = tmp_path / "inbox" / name
        path.parent.mkdir(parents=True)
        path.write_text(f"%PDF-1.4\npages {pages}\n{name}\n", "utf-8")
    put_hostile_archive(tmp_path / "inbox" / "丙.zip")
    plain = audit(tmp_path, "plain", "out")

    monkeypatch.setenv("CHUHE_DATABASE", postgresql_database)
    monkeypatch.setenv("CHUHE_OBJECTS", f"{s3}/office")
    assert audit(tmp_path, "first", "first-out") == plain
    assert not (tmp_path / "first" / "ledger.db").exists()
    shutil.rmtree(tmp_path / "first" / "results")  # another machine has none of it
    shutil.rmtree(tmp_path / "first" / "pictures")
    shutil.rmtree(tmp_path / "first" / "originals")
    assert audit(tmp_path, "first", "first-out") == plain
    where = ["--store", str(tmp_path / "first")]
    assert "对账相符" in said("reconcile", *where)
    assert "审计记录：完好" in said("verify", *where)
    said("backup", str(tmp_path / "copy"), *where)
    monkeypatch.delenv("CHUHE_DATABASE")
    monkeypatch.delenv("CHUHE_OBJECTS")
    assert "审计记录：完好" in said("restore", str(tmp_path / "copy"), "--store", str(tmp_path / "back"))
    assert "对账相符" in said("reconcile", "--store", str(tmp_path / "back"))
