"""One delivery of the sample round through the real command: files in, report out, compared with what the generator says is true."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROUND = Path(__file__).parents[1] / "sample_docs" / "round"
DELIVERY = "辽宁省民政厅"
SENT = ("推荐函.pdf", "申请表1-1.pdf", "电子版/申请表1（电子版）.pdf")
KEY = (
    "project_name",
    "undertaking_unit",
    "uscc",
    "domain",
    "period_start",
    "period_end",
    "contact_mobile",
    "issuer",
    "issued_on",
    "stated_count",
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("office")
    for name in SENT:
        target = place / "inbox" / DELIVERY / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROUND / "inbox" / DELIVERY / name, target)
    (place / "inbox" / DELIVERY / "坏.pdf").write_bytes(b"%PDF-1.7\nnothing of it is left")
    shutil.copy(ROUND / "inbox" / "收文登记.csv", place / "inbox")
    (place / "said.txt").write_text(run(place), "utf-8")
    return place


def run(place: Path) -> str:
    command = [Path(sys.executable).with_name("chuhe"), "audit", place / "inbox", "--out", place / "out", "--store", place / "store"]
    options = ["--registers", ROUND / "registers", "--as-of", "2026-05-21", "--plain", "--workers", "2"]
    done = subprocess.run([str(part) for part in command + options], capture_output=True, text=True, timeout=540, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def audit(place: Path) -> dict:
    found = json.loads((place / "out" / "audit.json").read_text("utf-8"))
    found.pop("run")
    return found


def test_key_fields_are_the_truth(place: Path) -> None:
    truth = json.loads((ROUND / "truth.json").read_text("utf-8"))
    expected = {(d["path"], d["first_page"]): d for d in truth["documents"]}
    checked = 0
    for document in audit(place)["documents"]:
        true = expected.get((document["path"], document["first_page"]))
        if true is None:
            continue
        assert document["kind"] == true["kind"]
        for name in set(KEY) & set(true["fields"]):
            assert document["fields"][name]["value"] == true["fields"][name], (document["path"], name)
            checked += 1
    assert checked >= 15


def test_the_letters_seal_is_matched(place: Path) -> None:
    (letter,) = [d for d in audit(place)["documents"] if d["kind"] == "recommendation_letter"]
    assert [(seal["outcome"], seal["owner"]) for seal in letter["seals"]] == [("matched", DELIVERY)]


def test_what_is_missing_and_what_is_broken_are_told(place: Path) -> None:
    found = audit(place)
    (broken,) = [d for d in found["documents"] if d["path"].endswith("坏.pdf")]
    assert broken["status"] == "quarantined"
    assert broken["reason"]
    (copies,) = [f for f in found["findings"] if f["rule"] == "form-copies"]
    assert copies["verdict"] == "review"  # one copy of three: whether scans must prove them is an open reading
    assert not [f for f in found["findings"] if f["verdict"] == "fail"]


def test_every_report_is_there(place: Path) -> None:
    out = place / "out"
    assert (out / "report.html").stat().st_size > 10_000
    assert (out / "report.xlsx").is_file()
    assert (out / "recommenders" / DELIVERY / "补正通知.docx").is_file()
    assert list((out / "evidence").iterdir())


PERSONAL = ("legal_representative", "project_leader", "contact_name", "contact_phone", "contact_mobile", "contact_email")


def test_nothing_but_the_records_tells_of_a_person(place: Path) -> None:
    truth = json.loads((ROUND / "truth.json").read_text("utf-8"))
    told = [d["fields"].get(name) for d in truth["documents"] if d["path"].startswith(DELIVERY) for name in PERSONAL]
    canaries = {value for value in told if value}
    assert canaries
    assert [value for value in canaries if value in (place / "out" / "audit.json").read_text("utf-8")]
    content = ("originals", "results", "pictures", "ledger.db")
    logs = [
        path for path in (place / "store").rglob("*") if path.is_file() and not str(path.relative_to(place / "store")).startswith(content)
    ]
    for path in (place / "said.txt", *logs):
        assert not [value for value in canaries if value in path.read_text("utf-8", "replace")], path


def test_nothing_was_lost(place: Path) -> None:
    command = [Path(sys.executable).with_name("chuhe"), "reconcile", "--store", place / "store"]
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "对账相符" in done.stdout


def test_a_second_run_reads_nothing_and_says_the_same(place: Path) -> None:
    before = audit(place)
    told = run(place)
    assert "均已识读过" in told
    assert audit(place) == before
