"""The store from outside: nothing is lost, whoever tampers is told, a backup comes back, and what is over its time goes."""

import contextlib
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from tests_support import FAKE_WORKER

import flows.cli
from flows.process import Patience

DAY = 86400
SETTINGS = "[nightly]\nsettle = 0.2\n[retention]\noriginals = 30\nlogs = 180\n"


class Office:
    """A workspace whose reading processes are fakes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for name in ("inbox", "out", "registers"):
            (root / name).mkdir(parents=True)
        (root / "chuhe.toml").write_text(SETTINGS, "utf-8")
        self.inbox, self.out, self.store = root / "inbox", root / "out", root / "store"

    def put(self, path: str, content: str = "pages 1") -> Path:
        place = self.inbox / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"%PDF-1.4\n{content}\n{path}\n", "utf-8")
        return place

    def said(self, *arguments: str, status: int = 0) -> str:
        """Return what the command line says."""
        told = io.StringIO()
        with contextlib.chdir(self.root), contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
            found = flows.cli.run(list(arguments))
        assert found == status, told.getvalue()
        return told.getvalue()

    def audit(self) -> str:
        return self.said("audit", "inbox", "--out", "out", "--as-of", "2026-05-21", "--plain", "--workers", "1")

    def report(self) -> dict:
        return json.loads((self.out / "audit.json").read_text("utf-8"))

    def originals(self) -> list[Path]:
        return sorted((self.store / "originals").glob("??/??/*"))


@pytest.fixture(autouse=True)
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.desk.WORKER", FAKE_WORKER)
    monkeypatch.setattr("flows.desk.PATIENCE", Patience(start=60, silence=30, base=60, per_page=10, most=600))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "办公室")


@pytest.fixture(scope="module")
def audited(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, Path]:
    """An inbox with everything in it, audited once, and a copy of how it was then."""
    office = Office(tmp_path_factory.mktemp("office") / "办公室")
    office.put("甲/申请表.pdf", "pages 2")
    shutil.copy(office.inbox / "甲/申请表.pdf", office.inbox / "甲/副本.pdf")
    office.put("乙/打不开.pdf", "open refuse")
    office.put("乙/少一页.pdf", "pages 3\npage 2 crash")
    office.put("乙/没传完.pdf.part")
    (office.inbox / "乙/film.mp4").write_bytes(b"\0\0\0 ftypmp42 film")
    (office.inbox / ".DS_Store").write_bytes(b"x")
    (office.inbox / ".隐藏").mkdir()
    with zipfile.ZipFile(office.inbox / "丙.zip", "w") as archive:
        archive.writestr("推荐函.pdf", b"%PDF-1.4\npages 1\n")
        archive.writestr("再来/推荐函.pdf", b"%PDF-1.4\npages 1\nanother\n")
        archive.writestr("空.pdf", b"")
        archive.writestr("__MACOSX/._x", b"x")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flows.desk.WORKER", FAKE_WORKER)
        office.audit()
    pristine = office.root.with_name("pristine")
    shutil.copytree(office.root, pristine)
    return office, pristine


@pytest.fixture
def busy(audited: tuple[Office, Path]) -> Office:
    office, pristine = audited
    for path in (office.root, office.root.with_name("备份")):
        shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(pristine, office.root)
    return office


def test_every_file_is_in_exactly_one_state_and_the_states_add_up(busy: Office) -> None:
    files = busy.report()["run"]["files"]
    expected = {"processed": 4, "needs_review": 1, "quarantined": 3, "duplicate": 1, "waiting": 1, "ignored": 3}
    assert files == expected | {"seen": 13}
    said = busy.said("reconcile")
    assert "对账相符" in said
    assert "文件 13 个" in said


def test_what_came_after_the_last_run_waits(busy: Office) -> None:
    time.sleep(0.02)
    busy.put("丁/新到.pdf")
    busy.put("甲/申请表.pdf", "pages 4")
    said = busy.said("reconcile")
    assert "待下次处理（2）" in said
    assert "丁/新到.pdf" in said
    busy.audit()
    assert "待下次处理" not in busy.said("reconcile")


def test_the_same_name_with_other_bytes_is_told(busy: Office) -> None:
    assert not [note for note in busy.report()["run"]["notes"] if "同名" in note]
    busy.put("甲/申请表.pdf", "pages 4")
    busy.audit()
    (note,) = [note for note in busy.report()["run"]["notes"] if "同名" in note]
    assert "甲/申请表.pdf" in note
    busy.audit()
    assert not [note for note in busy.report()["run"]["notes"] if "同名" in note]


def test_a_file_that_a_run_passed_over_in_silence_is_named(busy: Office) -> None:
    """Take the receipt's outcome out of the ledger and the file out of the report, as a bug would have."""
    with sqlite3.connect(busy.store / "ledger.db") as ledger:
        ((number,),) = ledger.execute("SELECT id FROM receipts WHERE name = ?", ("甲/申请表.pdf".encode(),))
        ledger.execute("DELETE FROM outcomes WHERE receipt = ?", (number,))
    said = busy.said("reconcile", status=1)
    assert "没有处理结果" in said
    assert "甲/申请表.pdf" in said


def test_a_report_that_leaves_a_file_out_is_named(busy: Office) -> None:
    report = busy.report()
    report["documents"] = [d for d in report["documents"] if d["path"] != "乙/打不开.pdf"]
    (busy.out / "audit.json").write_text(json.dumps(report), "utf-8")
    said = busy.said("reconcile", status=1)
    assert "报告中没有" in said
    assert "乙/打不开.pdf" in said


def test_a_missing_and_an_altered_original_are_named(busy: Office) -> None:
    first, second = busy.originals()[:2]
    first.unlink()
    second.chmod(0o600)
    second.write_bytes(b"altered")
    for command in ("reconcile", "verify"):
        said = busy.said(command, status=1)
        assert f"不见了（1）：{first.name[:12]}" in said
        assert f"被改动（1）：{second.name[:12]}" in said


def test_the_reports_carry_the_head_of_the_trail(busy: Office) -> None:
    trail = busy.report()["run"]["trail"]
    assert f"{trail['seq']}:{trail['head']}" in (busy.out / "report.html").read_text("utf-8")
    said = busy.said("verify", "--anchor", f"{trail['seq']}:{trail['head'][:12]}")
    assert "审计记录：完好" in said
    assert '"action":"verified"' in (busy.store / "trail.jsonl").read_text("utf-8").splitlines()[-1].replace(": ", ":")
    assert "第" in busy.said("verify", "--anchor", f"{trail['seq']}:{'0' * 12}", status=1)
    busy.said("verify", "--anchor", "nonsense", status=2)


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda lines: [lines[0].replace(b'"files":', b'"files":1'), *lines[1:]], "第 1 条被改动"),
        (lambda lines: [lines[0], *lines[2:]], "第 2 条处有缺失"),
        (lambda lines: lines[:-3], "比留存的校验值短"),
    ],
)
def test_tampering_with_the_trail_is_told(busy: Office, damage, told: str) -> None:
    path = busy.store / "trail.jsonl"
    damaged = b"".join(damage(path.read_bytes().splitlines(keepends=True)))
    path.write_bytes(damaged)
    assert told in busy.said("verify", status=1)
    assert path.read_bytes() == damaged, "nothing is added to evidence"


def test_the_trail_tells_no_name(busy: Office) -> None:
    told = (busy.store / "trail.jsonl").read_text("utf-8")
    assert "received" in told
    assert "report-published" in told
    for name in ("申请表", "甲", "丙", "inbox", "办公室"):
        assert name not in told


def test_a_backup_comes_back_as_it_was(busy: Office) -> None:
    before = busy.said("reconcile")
    assert "已备份" in busy.said("backup", "../备份")
    shutil.rmtree(busy.store)
    assert "审计记录：完好" in busy.said("restore", "../备份", "--store", "store")
    assert busy.said("reconcile") == before
    report = busy.report()
    again = busy.audit()
    assert "新读 0 页" in again or "均已识读过" in again
    assert {k: v for k, v in busy.report().items() if k != "run"} == {k: v for k, v in report.items() if k != "run"}


def test_a_second_backup_copies_only_what_is_new(busy: Office) -> None:
    busy.said("backup", "../备份")
    assert "本次新增文件 0 个" in busy.said("backup", "../备份")
    busy.put("丁/新到.pdf")
    busy.audit()
    assert "本次新增文件 0 个" not in busy.said("backup", "../备份")
    busy.said("restore", "../备份", "--store", "other")


def test_a_damaged_or_unfinished_backup_is_refused(busy: Office) -> None:
    busy.said("backup", "../备份")
    backup = busy.root.parent / "备份"
    victim = next((backup / "originals").glob("??/*"))
    victim.chmod(0o600)
    victim.write_bytes(b"altered")
    assert victim.name[:12] in busy.said("restore", "../备份", "--store", "other", status=1)
    (backup / "manifest.json").unlink()
    assert "不是完整的备份" in busy.said("restore", "../备份", "--store", "other", status=1)


def test_a_backup_never_overwrites_a_store(busy: Office) -> None:
    busy.said("backup", "../备份")
    assert "不是空的" in busy.said("restore", "../备份", "--store", "store", status=1)
    busy.said("backup", "store/inside", status=2)


def test_what_is_over_its_time_goes_with_all_that_was_made_of_it(busy: Office) -> None:
    (busy.inbox / "甲/申请表.pdf").unlink()
    (busy.inbox / "甲/副本.pdf").unlink()
    busy.audit()
    with sqlite3.connect(busy.store / "ledger.db") as ledger:  # let thirty-one days go by for what is no longer there
        ledger.execute("UPDATE runs SET started_at = '2026-01-01T00:00:00+08:00' WHERE rowid = 1")
        ledger.execute("UPDATE receipts SET received_at = '2026-01-01T00:00:00+08:00'")
    originals, results = len(busy.originals()), len(list((busy.store / "results").glob("??/*.json")))
    said = busy.said("retention", "--dry-run")
    assert "将删除：原件 1，识读结果 5" in said
    assert len(busy.originals()) == originals
    assert "已删除：原件 1，" in busy.said("retention")
    assert len(busy.originals()) == originals - 1
    assert len(list((busy.store / "results").glob("??/*.json"))) == results - 5
    assert "对账相符" in busy.said("reconcile")
    assert "审计记录：完好" in busy.said("verify")
    assert '"removed"' in (busy.store / "trail.jsonl").read_text("utf-8")
    assert "原件 0，" in busy.said("retention")


def test_nothing_is_deleted_where_no_time_is_set(busy: Office) -> None:
    (busy.root / "chuhe.toml").write_text("", "utf-8")
    assert "原件 0，识读结果 0，页面图像 0，收据 0，日志 0" in busy.said("retention")


def test_old_logs_go_and_never_too_early(busy: Office) -> None:
    logs = busy.store / "logs"
    logs.mkdir(exist_ok=True)
    for name, age in (("old.jsonl", 200), ("young.jsonl", 100)):
        (logs / name).write_text("{}")
        os.utime(logs / name, (time.time() - age * DAY,) * 2)
    busy.said("retention")
    assert not (logs / "old.jsonl").exists()
    assert (logs / "young.jsonl").exists()
    (busy.root / "chuhe.toml").write_text("[retention]\nlogs = 90\n", "utf-8")
    busy.said("retention", status=2)


def test_everything_in_the_store_is_its_owners_alone(busy: Office) -> None:
    busy.said("backup", "../备份")
    for top in (busy.store, busy.root.parent / "备份"):
        for path in (top, *top.rglob("*")):
            collected = 0o044 if path.name == "metrics.prom" else 0  # counts, for a collector of another account
            assert path.stat().st_mode & 0o077 in {0, 0o040, collected}, path
            assert not (path.is_dir() and path.stat().st_mode & 0o077), path


def test_a_file_that_is_still_being_written_waits_for_the_next_night(office: Office) -> None:
    office.put("甲/写完.pdf")
    slow = office.inbox / "甲/在写.pdf"
    writer = subprocess.Popen(
        [sys.executable, "-c", f"import time\nwhile True:\n open({str(slow)!r}, 'ab').write(b'%PDF-1.4 x'); time.sleep(0.02)"]
    )
    try:
        while not slow.exists():
            time.sleep(0.02)
        office.said("nightly", "--once", "--plain")
    finally:
        writer.kill()
        writer.wait()
    states = {d["path"]: (d["status"], d["reason_code"]) for d in office.report()["documents"]}
    assert states == {"甲/写完.pdf": ("processed", None), "甲/在写.pdf": ("quarantined", "still_changing")}
    assert office.report()["run"]["files"]["waiting"] == 1
    assert "对账：" in office.said("nightly", "--once", "--plain")
    assert office.report()["run"]["files"]["processed"] == 2


def test_an_inbox_that_may_only_be_read_is_audited(office: Office) -> None:
    path = office.put("甲/申请表.pdf")
    path.chmod(0o444)
    path.parent.chmod(0o555)
    before = [(p, p.lstat().st_mtime_ns, p.lstat().st_ctime_ns) for p in sorted(office.inbox.rglob("*"))]
    office.audit()
    assert [(p, p.lstat().st_mtime_ns, p.lstat().st_ctime_ns) for p in sorted(office.inbox.rglob("*"))] == before
    path.parent.chmod(0o755)


def test_ignored_names_that_lie_there_are_told_after_a_day(office: Office) -> None:
    office.put("甲/~$申请表.docx")
    office.put("甲/Thumbs.db")
    office.audit()
    assert office.report()["run"]["notes"] == []
    with sqlite3.connect(office.store / "ledger.db") as ledger:
        ledger.execute("UPDATE receipts SET received_at = '2026-01-01T00:00:00+08:00'")
    office.audit()
    (note,) = office.report()["run"]["notes"]
    assert "~$申请表.docx" in note
    assert "Thumbs" not in note


def test_a_broken_ledger_stops_a_run_before_any_work(busy: Office) -> None:
    content = bytearray((busy.store / "ledger.db").read_bytes())
    for place in range(4096, len(content), 4096):
        content[place : place + 64] = os.urandom(64)
    (busy.store / "ledger.db").write_bytes(content)
    before = (busy.out / "audit.json").read_bytes()
    assert "chuhe restore" in busy.said("audit", "inbox", "--out", "out", "--plain", status=1)
    assert (busy.out / "audit.json").read_bytes() == before


def test_an_original_is_deleted_when_somebody_asks(busy: Office) -> None:
    victim = busy.originals()[0].name
    busy.said("retention", "--erase", "ab", status=2)
    busy.said("retention", "--erase", "0" * 12, status=2)
    assert f"原件 {victim[:12]}" in busy.said("retention", "--dry-run", "--erase", victim[:12])
    assert victim in [path.name for path in busy.originals()]
    busy.said("retention", "--erase", victim[:12])
    assert victim not in [path.name for path in busy.originals()]
    assert "对账相符" in busy.said("reconcile")
    busy.audit()  # it still stands in the inbox, so it comes in again
    assert victim in [path.name for path in busy.originals()]
    assert "对账相符" in busy.said("reconcile")
    assert "原件 0，" in busy.said("retention")


def test_an_old_file_that_the_last_run_did_not_see_is_a_loss(busy: Office) -> None:
    busy.put("丁/漏收.pdf")
    with sqlite3.connect(busy.store / "ledger.db") as ledger:
        ledger.execute("UPDATE runs SET started_at = '2099-01-01T00:00:00.000000+00:00'")
    said = busy.said("reconcile", status=1)
    assert "没有收到（1）：丁/漏收.pdf" in said


def test_old_receipts_go_with_their_names_and_the_proof_still_holds(busy: Office) -> None:
    (busy.root / "chuhe.toml").write_text("[retention]\noriginals = 200\nreceipts = 200\n", "utf-8")
    shutil.rmtree(busy.inbox / "甲")
    busy.audit()
    with sqlite3.connect(busy.store / "ledger.db") as ledger:
        ledger.execute("UPDATE receipts SET received_at = '2026-01-01T00:00:00.000000+00:00'")
        ledger.execute("UPDATE runs SET started_at = '2026-01-01T00:00:00.000000+00:00' WHERE rowid = 1")
    assert "将删除：原件 1，" in busy.said("retention", "--dry-run")
    assert "收据 2，" in busy.said("retention")
    with sqlite3.connect(busy.store / "ledger.db") as ledger:
        names = [bytes(name).decode() for (name,) in ledger.execute("SELECT name FROM receipts")]
    assert not [name for name in names if name.startswith("甲")]
    assert [name for name in names if name.startswith("乙")]
    assert "对账相符" in busy.said("reconcile")
    assert "审计记录：完好" in busy.said("verify")


def test_an_altered_original_is_never_read_as_if_it_were_sound(busy: Office) -> None:
    victim = next(path for path in busy.originals() if b"pages 2" in path.read_bytes())
    sound = victim.read_bytes()
    victim.chmod(0o600)
    victim.write_bytes(sound.replace(b"pages 2", b"pages 9"))
    busy.audit()
    assert victim.read_bytes() == sound
    assert [note for note in busy.report()["run"]["notes"] if victim.name[:12] in note]
    assert '"healed"' in (busy.store / "trail.jsonl").read_text("utf-8")
    assert "对账相符" in busy.said("reconcile")
