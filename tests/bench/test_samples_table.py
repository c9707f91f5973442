"""The measuring tool: right is right, and every way of being wrong is told."""

import copy
import json
from pathlib import Path

import pytest

from bench.fields import LONG, error_rate, same
from bench.matching import match_documents
from bench.rounds import add_up
from bench.samples import compare, main, render

TRUTH = json.loads((Path(__file__).parents[2] / "sample_docs" / "round" / "truth.json").read_text(encoding="utf-8"))


def field(value, places):
    page, *box = places or [1, 0, 0, 1, 1]
    return {"value": value, "raw": "", "confidence": 0.9, "needs_review": False, "page": page, "bbox": box}


def subject_of(match: dict) -> str:
    return f"a-{match['project']}" if "project" in match else f"r-{match['delivery']}"


def perfect() -> dict:
    kept = ("path", "first_page", "last_page", "parts", "kind", "medium", "status")
    documents = [
        {
            "id": f"d-{i}",
            **{k: d[k] for k in kept},
            "application": f"a-{d['project']}" if d["project"] else None,
            "fields": {n: field(v, d["boxes"].get("period_start" if n == "period_end" else n)) for n, v in d["fields"].items()},
            "seals": [{**s, "outcome": "special_purpose" if s["special"] else "matched"} for s in d["seals"]],
        }
        for i, d in enumerate(TRUTH["documents"])
    ]
    findings = [
        {
            "rule": e["rule"],
            "verdict": e["verdict"][0],
            "subject": f"a-{e['match']['project']}" if "project" in e["match"] else f"r-{e['match']['delivery']}",
        }
        for e in TRUTH["expected_findings"]
    ]
    return {
        "documents": documents,
        "deliveries": [{"id": f"r-{d['folder']}", "folder": d["folder"]} for d in TRUTH["deliveries"]],
        "applications": [{"id": f"a-{a['project_name']}", "project_name": a["project_name"]} for a in TRUTH["applications"]],
        "findings": findings,
    }


def total(result: dict, key: str) -> int:
    return sum(row[key] for groups in result["fields"].values() for row in groups.values())


def test_a_perfect_reader_is_perfect():
    result = compare(perfect(), TRUTH)
    assert total(result, "n") == total(result, "right") > 800
    assert result["findings"]["found"] == result["findings"]["planted"] == result["findings"]["sure"]
    assert not result["findings"]["unplanned"]
    assert all(s["found"] == s["there"] and not s["owner_wrong"] and not s["false_alarms"] for s in result["seals"].values())
    assert all(
        row["expected"] == row["borders"] == row["kind"]
        for t, row in result["documents"].items()
        if t in ("clean", "office", "hard", "electronic")
    )


def first_form(audit: dict) -> dict:
    return next(d for d in audit["documents"] if d["kind"] == "application_form" and d["medium"] == "scan")


def test_each_way_of_being_wrong_is_told():
    audit = perfect()
    fields = first_form(audit)["fields"]
    fields["project_name"]["value"] = "别的项目"
    fields["uscc"]["needs_review"] = True
    fields["contact_mobile"] |= {"value": "1", "needs_review": True}
    del fields["contact_name"]
    absent = next(n for n in [*sorted(LONG), "copies_stated", "postcode", "prior_pilot_statement"] if n not in fields)
    fields[absent] = field("凭空", None)
    fields["goals"]["value"] = "短"
    result = compare(audit, TRUTH)
    assert (total(result, "silent"), total(result, "burden"), total(result, "flagged"), total(result, "missing")) == (2, 1, 1, 1)
    assert total(result, "invented") == 1


def test_a_lost_document_loses_its_fields():
    audit = perfect()
    lost = first_form(audit)
    audit["documents"].remove(lost)
    result = compare(audit, TRUTH)
    assert total(result, "missing") == len(lost["fields"])
    assert any("not found" in t for t in result["documents"]["trouble"])


def test_merged_copies_break_borders():
    audit = perfect()
    forms = [d for d in audit["documents"] if d["path"].endswith("申请表1（三份）.pdf") and d["kind"] == "application_form"][:2]
    forms[0]["last_page"] = forms[1]["last_page"]
    audit["documents"].remove(forms[1])
    assert len(compare(audit, TRUTH)["documents"]["trouble"]) == 2


def test_fails_nobody_planted_and_fails_on_clean_subjects():
    audit = perfect()
    clean = TRUTH["clean"]["applications"][0]
    audit["findings"].append({"rule": "form-sealed", "verdict": "fail", "subject": f"a-{clean}", "message": ""})
    found = compare(audit, TRUTH)["findings"]
    assert [u["rule"] for u in found["unplanned"]] == ["form-sealed"]
    assert next(c for c in found["clean"] if c["subject"] == clean)["fails"] == ["form-sealed"]


def test_seals_given_to_somebody_else_are_told():
    audit = perfect()
    document = next(d for d in audit["documents"] if d["seals"])
    document["seals"] = copy.deepcopy(document["seals"])
    document["seals"][0]["owner"] = "别的单位"
    document["seals"].append({"page": 1, "bbox": [1, 1, 9, 9], "owner": None, "outcome": "unreadable", "role": None})
    seals = compare(audit, TRUTH)["seals"]
    assert sum(s["owner_wrong"] for s in seals.values()) == 1
    assert sum(s["false_alarms"] for s in seals.values()) == 1


@pytest.mark.parametrize(
    ("name", "true", "read", "right"),
    [
        ("project_name", "甲（乙）标准化试点", "甲(乙) 标准化试点", True),
        ("project_name", "甲标准化试点", "甲标准化试点项目", False),
        ("period_start", "2027-01", "2027-01-01", True),
        ("period_start", "2027-01", "2026-01", False),
        ("filled_on", "2026-05", "2026-05-01", False),
        ("domain_text", "八、民政领域专项", "民政专项", True),
        ("participating_units", ["甲", "乙"], ["乙", "甲"], False),
        ("participating_units", [], [], True),
        ("uscc", None, None, True),
        ("uscc", None, "91", False),
    ],
)
def test_values_compare_as_the_contract_normalises(name, true, read, right):
    assert same(name, true, read) is right


def test_error_rate_ignores_line_breaks():
    assert error_rate("一二三四\n五", "一二 三四五") == 0
    assert error_rate("一二三四", "一二三") == 0.25


def test_documents_are_used_once():
    documents = perfect()["documents"]
    pairs = match_documents(documents[:1], TRUTH["documents"][:2])
    assert sum(p.audit is not None for p in pairs) == 1


def test_rounds_add_up():
    one = compare(perfect(), TRUTH)
    assert total(add_up([one, one]), "n") == 2 * total(one, "n")
    assert "PLANTED" in render(add_up([one, one]), 3)


def test_command_line(tmp_path, capsys):
    (tmp_path / "a.json").write_text(json.dumps(perfect()), encoding="utf-8")
    (tmp_path / "t.json").write_text(json.dumps(TRUTH), encoding="utf-8")
    assert main(["--audit", str(tmp_path / "a.json"), "--truth", str(tmp_path / "t.json")]) == 0
    assert "FIELDS" in capsys.readouterr().out
