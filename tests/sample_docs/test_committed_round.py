"""The committed round is whole, and its truth speaks of what is there."""

import hashlib
import json
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from sample_docs.generator.committed import committed_round
from sample_docs.generator.pack import _word

ROUND = Path(__file__).parents[2] / "sample_docs" / "round"
TRUTH = json.loads((ROUND / "truth.json").read_text(encoding="utf-8"))
SCANS = [d for d in TRUTH["documents"] if d["medium"] == "scan" and d["status"] == "processed"]


def test_every_document_is_in_the_inbox():
    for d in TRUTH["documents"]:
        for path in [p["path"] for p in d["parts"] or [{"path": d["path"]}]]:
            file, _, member = path.partition("!/")
            assert (ROUND / "inbox" / file).is_file(), path
            if member:
                assert member in zipfile.ZipFile(ROUND / "inbox" / file).namelist()


def test_every_file_is_in_the_truth():
    known = {p["path"].partition("!/")[0] for d in TRUTH["documents"] for p in d["parts"] or [{"path": d["path"]}]}
    files = {p.relative_to(ROUND / "inbox").as_posix() for p in (ROUND / "inbox").rglob("*") if p.is_file()}
    assert files - known == {"收文登记.csv", "沈阳市市场监督管理局/Thumbs.db"}


def test_size_and_shape():
    size = sum(p.stat().st_size for p in ROUND.rglob("*") if p.is_file())
    pages = sum(d["last_page"] - d["first_page"] + 1 for d in SCANS)
    assert size < 25_000_000
    assert 80 <= pages <= 125
    assert len(TRUTH["deliveries"]) == 6
    assert {d["tier"] for d in SCANS} == {"clean", "office", "hard"}
    assert {d["way"] for d in SCANS} >= {"flatbed", "photo", "bilevel"}
    assert any(d["turned"] for d in SCANS)
    assert len({e["defect"] for e in TRUTH["expected_findings"]}) >= 18
    assert 3 <= len(TRUTH["clean"]["applications"]) <= 4


def test_page_counts_agree_with_the_files():
    ends: dict[str, int] = {}
    for d in SCANS:
        if d["path"].endswith(".pdf") and not d["parts"]:
            ends[d["path"]] = max(ends.get(d["path"], 0), d["last_page"])
    for path, last in ends.items():
        assert len(pypdfium2.PdfDocument(ROUND / "inbox" / path)) == last, path


def test_boxes_and_seals_lie_on_their_pages():
    for d in SCANS:
        for name, (page, x0, y0, x1, y1) in d["boxes"].items():
            assert d["first_page"] <= page <= d["last_page"], (d["path"], name)
            assert -3 <= x0 < x1 <= 850, (d["path"], name)
            assert -3 <= y0 < y1 <= 850, (d["path"], name)
        for s in d["seals"]:
            assert d["first_page"] <= s["page"] <= d["last_page"]
            assert s["bbox"][2] - s["bbox"][0] > 70


def test_clean_subjects_have_nothing_planted():
    spoilt = {e["match"].get("project") for e in TRUTH["expected_findings"]} | {
        e["match"]["delivery"] for e in TRUTH["expected_findings"] if "project" not in e["match"]
    }
    assert not spoilt & {*TRUTH["clean"]["applications"], *TRUTH["clean"]["deliveries"]}


def test_verdicts_are_verdicts():
    for e in TRUTH["expected_findings"]:
        assert e["verdict"]
        assert set(e["verdict"]) <= {"pass", "fail", "review", "not_applicable", "no_evidence"}
        assert e["verdict"] != ["pass"]


@pytest.mark.parametrize("n", [0, 3])
def test_the_plan_still_gives_the_committed_words(n):
    plan = committed_round()
    app = plan.deliveries[n].apps[0]
    true = next(d for d in TRUTH["documents"] if d["project"] == app.project.name and d["copy"] == 1)
    assert true["fields"]["undertaking_unit"] == app.project.unit.name
    assert true["fields"]["uscc"] == app.project.unit.uscc


def test_the_plan_still_gives_the_committed_word_file():
    plan = committed_round()
    data, _ = _word(plan.deliveries[0].apps[0])
    kept = (ROUND / "inbox" / "沈阳市市场监督管理局" / "电子版" / "申请表1（电子版）.docx").read_bytes()
    assert hashlib.sha256(data).hexdigest() == hashlib.sha256(kept).hexdigest()


def test_no_contact_of_the_real_notice():
    text = json.dumps(TRUTH, ensure_ascii=False)
    assert "163.com" not in text
    assert "96315" not in text
