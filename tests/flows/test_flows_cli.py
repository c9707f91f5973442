"""The command line from outside: exit statuses, interruption, kill -9, two at once, and the same report from the same bytes."""

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
from tests_support import living

DRIVER = str(Path(__file__).parent / "cli_with_fakes.py")


class Place:
    """An inbox, a store and a report folder of one's own."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.inbox = root / "inbox"
        self.out = root / "out"
        self.log = root / "pages.log"
        self.inbox.mkdir(parents=True)

    def put(self, path: str, content: str) -> Path:
        place = self.inbox / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"%PDF-1.4\n{content}\n", "utf-8")
        return place

    def command(self, *more: str, store: str = "store") -> list[str]:
        fixed = ["--out", str(self.out), "--store", str(self.root / store), "--as-of", "2026-05-21", "--plain", "--workers", "1"]
        return [sys.executable, DRIVER, "audit", str(self.inbox), *fixed, *more]

    def audit(self, *more: str, store: str = "store") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(self.command(*more, store=store), capture_output=True, text=True, timeout=180, check=False)

    def report(self) -> str:
        value = json.loads((self.out / "audit.json").read_text("utf-8"))
        del value["run"]
        return json.dumps(value, ensure_ascii=False, sort_keys=True)

    def statuses(self) -> dict[str, tuple[str, str | None]]:
        documents = json.loads((self.out / "audit.json").read_text("utf-8"))["documents"]
        return {document["path"]: (document["status"], document["reason"]) for document in documents}

    def pages_read(self) -> int:
        return len(self.log.read_text().split()) if self.log.exists() else 0


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "本轮")


def run(*arguments: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([sys.executable, DRIVER, *arguments], capture_output=True, text=True, timeout=180, check=False, cwd=cwd)


def test_a_good_inbox_exits_with_0_and_a_second_run_reads_nothing(place: Place) -> None:
    place.put("甲/a.pdf", f"pages 3\nlog {place.log}")
    place.put("甲/.hidden.pdf", "x")
    done = place.audit()
    assert done.returncode == 0, done.stderr
    assert place.statuses() == {"甲/a.pdf": ("processed", None)}
    first = place.report()
    assert place.audit("--strict").returncode in {0, 3}
    assert place.pages_read() == 3
    assert place.report() == first
    assert "Traceback" not in done.stderr


def test_what_was_concluded_stands_until_what_it_rests_on_changes(place: Place) -> None:
    place.put("甲/a.pdf", "pages 1")
    place.audit()
    before = place.report()
    place.audit()
    assert place.report() == before
    place.audit("--as-of", "2026-05-29")
    later = place.report()
    assert later != before
    (place.inbox / "收文登记.csv").write_text("投递,收文日期\n甲,2026-05-20\n", "utf-8")
    place.audit("--as-of", "2026-05-29")
    assert place.report() != later
    assert "2026-05-20" in place.report()


def test_an_empty_inbox_still_gives_a_report(place: Place) -> None:
    assert place.audit().returncode == 0
    assert place.statuses() == {}


@pytest.mark.parametrize("content", ["open crash", "open hang", "open flood", "open refuse", "open raise"])
def test_a_bad_file_is_quarantined_with_a_reason_and_the_rest_goes_on(place: Place, content: str) -> None:
    place.put("甲/坏.pdf", content)
    place.put("甲/好.pdf", "pages 1")
    assert place.audit().returncode == 0
    statuses = place.statuses()
    assert statuses["甲/好.pdf"] == ("processed", None)
    status, reason = statuses["甲/坏.pdf"]
    assert status == "quarantined"
    assert reason
    assert place.audit("--strict").returncode == 3


@pytest.mark.parametrize(
    "more",
    [
        ["--as-of", "昨天"],
        ["--reading", "no-equals"],
        ["--reading", "no-such-reading=x"],
        ["--engine", "magic"],
        ["--workers", "0"],
        ["--registers", "/nowhere"],
        ["--no-such-option"],
        ["--out"],
    ],
)
def test_a_wrong_command_line_exits_with_2_and_says_so_in_chinese(place: Place, more: list[str]) -> None:
    done = place.audit(*more)
    assert done.returncode == 2, done.stderr
    assert any("一" <= char <= "鿿" for char in done.stderr)
    assert "Traceback" not in done.stderr
    assert not place.out.exists()


def test_an_inbox_that_is_not_there_is_a_wrong_command_line(tmp_path: Path) -> None:
    done = run("audit", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out"))
    assert done.returncode == 2
    assert "收件目录不存在" in done.stderr


def test_the_report_must_not_go_into_the_inbox(place: Place) -> None:
    assert run("audit", str(place.inbox), "--out", str(place.inbox / "out")).returncode == 2


def test_a_report_never_replaces_what_no_report_wrote(place: Place) -> None:
    place.out.mkdir()
    (place.out / "report.xlsx").write_text("somebody's own table")
    assert place.audit().returncode == 2
    assert (place.out / "report.xlsx").read_text() == "somebody's own table"


def test_an_unknown_notice_exits_with_1(place: Place) -> None:
    done = place.audit("--notice", "atlantis-1999")
    assert done.returncode == 1
    assert "atlantis-1999" in done.stderr


def test_a_report_that_cannot_be_written_exits_with_1(place: Place) -> None:
    place.put("甲/a.pdf", "pages 1")
    place.out.write_text("a file stands where the folder should")
    done = place.audit()
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_a_missing_engine_exits_with_75_and_quarantines_nothing(place: Place) -> None:
    place.put("甲/a.pdf", "pages 1")
    done = place.audit("--engine", "tesseract")
    assert done.returncode == 75
    assert "识读引擎没有安装" in done.stderr
    assert not place.out.exists()
    assert place.audit().returncode == 0
    assert place.statuses() == {"甲/a.pdf": ("processed", None)}


def wait_for(condition: object, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if condition():  # type: ignore[operator]
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def slow_inbox(place: Place) -> None:
    for name in ("a", "b", "c"):
        lines = "\n".join(f"page {number} slow" for number in range(1, 5))
        place.put(f"甲/{name}.pdf", f"pages 4\n{lines}\nlog {place.log}\n# {name}")


def test_a_second_one_at_the_same_inbox_exits_with_75(place: Place) -> None:
    gate = place.root / "gate"
    place.put("甲/a.pdf", f"pages 2\nlog {place.log}\npage 2 wait {gate}")
    with subprocess.Popen(place.command(), stdout=subprocess.DEVNULL, env=os.environ | {"FAKE_SILENCE": "60"}) as first:
        wait_for(lambda: place.pages_read() >= 1)
        second = place.audit()
        gate.touch()
        assert second.returncode == 75
        assert "另一个进程" in second.stderr
        assert first.wait(120) == 0


def test_kill_9_costs_at_most_a_page_and_leaves_nobody_behind(place: Place, tmp_path: Path) -> None:
    slow_inbox(place)
    killed = subprocess.Popen(place.command(), stdout=subprocess.DEVNULL)
    wait_for(lambda: place.pages_read() >= 6)
    killed.kill()
    killed.wait()
    wait_for(lambda: not living(str(tmp_path / "temporary")), 10)
    before = place.pages_read()
    assert before < 12, "it was to be killed in the middle"
    assert place.audit().returncode == 0
    assert place.pages_read() <= 12 + 1
    interrupted = place.report()
    assert place.audit(store="another store").returncode == 0
    assert place.report() == interrupted


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_stops_cleanly_and_goes_on_next_time(place: Place, tmp_path: Path, number: signal.Signals) -> None:
    slow_inbox(place)
    stopped = subprocess.Popen(place.command(), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    wait_for(lambda: place.pages_read() >= 2)
    begun = time.monotonic()
    stopped.send_signal(number)
    _, told = stopped.communicate(timeout=30)
    assert stopped.returncode == 130
    assert time.monotonic() - begun < 10
    assert "重新运行" in told
    assert "Traceback" not in told
    assert not living(str(tmp_path / "temporary"))
    assert place.audit().returncode == 0
    assert place.pages_read() <= 12 + 1


def test_the_report_does_not_depend_on_how_many_read(place: Place) -> None:
    for name in "abcdef":
        place.put(f"甲/{name}.pdf", f"pages 2\n# {name}")
        place.put(f"乙/{name}.pdf", f"pages 2\n# {name}")
    assert place.audit().returncode == 0
    one = place.report()
    assert place.audit("--workers", "3", store="another store").returncode == 0
    assert place.report() == one
    assert sorted(status for status, _ in place.statuses().values()) == ["duplicate"] * 6 + ["processed"] * 6


def test_hostile_names_are_accounted_for_and_reported(place: Place) -> None:
    names = ["two\nlines.pdf", "esc\x1b[31m.pdf", "turned\u202efdp.pdf", "-rf.pdf", "=1+1.pdf", "<img src=x>.pdf", "字" * 80 + ".pdf"]
    for name in names:
        place.put(f"甲/{name}", f"pages 1\n# {name}")
    raw = os.fsencode(place.inbox / "甲") + b"/\xff\xfe.pdf"
    Path(os.fsdecode(raw)).write_bytes(b"%PDF-1.4\npages 1\n")
    done = place.audit()
    assert done.returncode == 0, done.stderr
    assert {f"甲/{name}" for name in names} < set(place.statuses())
    assert len(place.statuses()) == len(names) + 1
    assert "\x1b[31m" not in done.stdout + done.stderr


def test_a_document_is_read_anew_and_its_report_refreshed(place: Place) -> None:
    file = place.put("甲/a.pdf", f"pages 2\nlog {place.log}")
    assert place.audit().returncode == 0
    (place.out / "audit.json").unlink()
    done = run("document", str(file), "--store", str(place.root / "store"), "--plain")
    assert done.returncode == 0, done.stderr
    assert "甲/a.pdf" in done.stdout
    assert "报告已更新" in done.stdout
    assert place.pages_read() == 4
    assert place.statuses() == {"甲/a.pdf": ("processed", None)}


def test_a_document_is_found_by_its_id_in_the_report(place: Place) -> None:
    place.put("甲/a.pdf", f"pages 2\nlog {place.log}")
    with zipfile.ZipFile(place.inbox / "甲" / "b.zip", "w") as archive:
        archive.writestr("c.pdf", f"%PDF-1.4\npages 1\nlog {place.log}\n")
    assert place.audit().returncode == 0
    ids = {d["path"]: d["id"] for d in json.loads((place.out / "audit.json").read_text("utf-8"))["documents"]}
    for path, pages in (("甲/a.pdf", 2), ("甲/b.zip!/c.pdf", 1)):
        before = place.pages_read()
        done = run("document", ids[path], "--store", str(place.root / "store"), "--plain")
        assert done.returncode == 0, done.stderr
        assert place.pages_read() == before + pages
    assert run("document", "d-0000000000000000", "--store", str(place.root / "store")).returncode == 2


def test_of_a_file_with_several_documents_only_the_one_asked_for_is_shown(place: Place) -> None:
    file = place.put("甲/a.pdf", "pages 3\napart")
    assert place.audit().returncode == 0
    idents = {d["first_page"]: d["id"] for d in json.loads((place.out / "audit.json").read_text("utf-8"))["documents"]}
    asked = run("document", idents[2], "--from", "checks", "--store", str(place.root / "store"), "--plain").stdout
    assert [f"第 {n}–{n} 页" in asked for n in (1, 2, 3)] == [False, True, False]
    whole = run("document", str(file), "--from", "checks", "--store", str(place.root / "store"), "--plain").stdout
    assert all(f"第 {n}–{n} 页" in whole for n in (1, 2, 3))


def test_a_document_that_was_never_audited_is_read_alone(place: Place, tmp_path: Path) -> None:
    file = place.put("甲/a.pdf", "pages 2")
    done = run("document", str(file), "--store", str(tmp_path / "other"), "--plain")
    assert done.returncode == 0, done.stderr
    assert "没有报告需要更新" in done.stdout


def test_a_document_that_is_not_there_is_a_wrong_command_line(tmp_path: Path) -> None:
    assert run("document", str(tmp_path / "nowhere.pdf")).returncode == 2


def test_a_workspace_is_made_used_and_left_alone(tmp_path: Path) -> None:
    root = tmp_path / "工作区"
    assert run("init", str(root)).returncode == 0
    settings = (root / "chuhe.toml").read_text("utf-8").replace("settle = 30", "settle = 0.2")
    (root / "chuhe.toml").write_text(settings + '\nspecial-quota-scope = "per-province"\n', "utf-8")
    assert run("init", str(root)).returncode == 0
    (root / "inbox" / "a.pdf").write_text("%PDF-1.4\npages 1\n")
    done = run("nightly", "--once", "--plain", "--workspace", str(root))
    assert done.returncode == 0, done.stderr
    report = json.loads((root / "out" / "audit.json").read_text("utf-8"))
    assert report["readings"]["special-quota-scope"] == {"choice": "per-province", "by": "person"}
    assert (root / "store" / "ledger.db").exists()


def test_nightly_outside_a_workspace_is_a_wrong_command_line(tmp_path: Path) -> None:
    assert run("nightly", "--once", cwd=tmp_path).returncode == 2


def test_wrong_settings_are_named(tmp_path: Path) -> None:
    root = tmp_path / "工作区"
    run("init", str(root))
    (root / "chuhe.toml").write_text('workers = "many"\n', "utf-8")
    done = run("nightly", "--once", "--workspace", str(root))
    assert done.returncode == 2
    assert "workers" in done.stderr


@pytest.mark.parametrize(
    "arguments", [["--help"], ["audit", "--help"], ["notice", "list"], ["notice", "check", "liaoning-2026"], ["notice", "show"]]
)
def test_help_and_notices_are_there_at_once_without_prefect(arguments: list[str]) -> None:
    script = f"import sys; from flows.cli import run; status = run({arguments!r}); assert 'prefect' not in sys.modules; sys.exit(status)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


PARSERS = (
    "pypdfium2",
    "pdfplumber",
    "pdfminer",
    "cv2",
    "onnxruntime",
    "openvino",
    "rapidocr",
    "pytesseract",
    "extractors.sources",
    "extractors.registers.workbook",
)


@pytest.mark.parametrize("absent", [("prefect",), PARSERS])
def test_the_supervisor_loads_neither_parsers_nor_with_plain_prefect(place: Place, absent: tuple[str, ...]) -> None:
    """What comes from outside is opened in the reading processes and at the gate, never here."""
    place.put("甲/a.pdf", "pages 1")
    with zipfile.ZipFile(place.inbox / "甲" / "b.zip", "w") as archive:
        archive.writestr("c.pdf", "%PDF-1.4\npages 2\n")
    script = (
        "import sys, runpy; sys.argv = sys.argv[1:]\n"
        "try: runpy.run_path(sys.argv[0], run_name='__main__')\n"
        f"finally: print([name for name in {absent} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script, *place.command()[1:]], capture_output=True, text=True, timeout=120, check=False)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
    assert set(place.statuses()) == {"甲/a.pdf", "甲/b.zip!/c.pdf"}
