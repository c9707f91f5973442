"""audit.json says what the contract says, and the same for the same."""

import json
import re

import report_builder as made
from hypothesis import given
from hypothesis import strategies as st

from reports.json import audit_document, audit_json
from schemas.documents import ApplicationForm, Kind, Status
from schemas.finding import Verdict
from schemas.report import AuditReport

FORM_FIELDS = set(ApplicationForm.model_fields) - {"kind", "name_places", "project_name_places"}
LETTER_FIELDS = {"title", "addressee", "cited_notice", "projects", "stated_count", "issuer", "issued_on"}
READING_NAMES = {"value", "raw", "confidence", "needs_review", "page", "bbox"}


def document_of(report: AuditReport) -> dict[str, object]:
    return json.loads(audit_json(report, made.notice()))


def test_top_level_has_the_contracts_names():
    assert set(document_of(made.report())) >= {
        "schema_version", "notice", "as_of", "readings", "documents", "deliveries", "applications", "findings", "summary", "run",
    }  # fmt: skip


def test_every_document_says_where_it_stands_and_what_it_is():
    for document in document_of(made.report())["documents"]:
        assert {
            "id",
            "path",
            "first_page",
            "last_page",
            "parts",
            "kind",
            "medium",
            "status",
            "reason",
            "application",
            "copy",
            "fields",
            "seals",
            "opinions",
        } <= set(document)
        assert document["kind"] in {k.value for k in Kind}
        assert document["status"] != Status.QUARANTINED or document["reason"]


def test_fields_have_contract_names_only():
    for document in document_of(made.report())["documents"]:
        known = {"application_form": FORM_FIELDS, "recommendation_letter": LETTER_FIELDS}.get(document["kind"], set())
        assert set(document["fields"]) <= known
        for field in document["fields"].values():
            assert set(field) >= READING_NAMES


def test_a_field_left_empty_is_there_and_one_that_the_layout_lacks_is_not():
    first = next(d for d in document_of(made.report())["documents"] if d["copy"] == 1)
    assert first["fields"]["period_end"]["value"] is None
    assert "postcode" not in first["fields"]


def test_lists_stay_lists_and_boxes_are_four_numbers():
    first = next(d for d in document_of(made.report())["documents"] if d["copy"] == 1)
    assert first["fields"]["participating_units"]["value"] == ["东湖市养老院", "东湖市大学"]
    assert first["fields"]["uscc"]["bbox"] == [90.0, 130.0, 420.0, 152.0]
    assert first["opinions"][0]["signed_on"] == "2030-05-08"
    assert first["opinions"][1]["signed_on"] is None


def test_electronic_versions_have_no_copy_number_and_no_boxes():
    electronic = next(d for d in document_of(made.report())["documents"] if d["medium"] == "electronic")
    assert electronic["copy"] is None
    assert electronic["fields"]["project_name"]["bbox"] is None


def test_subjects_and_evidence_name_things_of_the_report():
    tree = document_of(made.report())
    ids = {x["id"] for part in ("documents", "deliveries", "applications") for x in tree[part]} | {"round"}
    for finding in tree["findings"]:
        assert finding["subject"] in ids
        assert all(e["document"] in ids for e in finding["evidence"])
        assert finding["kind"] != "requirement" or finding["clauses"]


def test_summary_counts_what_stands_above_it():
    tree = document_of(made.report())
    for verdict in Verdict:
        assert tree["summary"][verdict.value] == sum(f["verdict"] == verdict.value for f in tree["findings"])
    assert tree["summary"]["documents"] == len(tree["documents"])
    assert tree["summary"]["quarantined"] == 1
    assert tree["summary"]["duplicates"] == 1
    assert tree["summary"]["ignored"] == ["Thumbs.db", "东湖市/~$申请表.docx"]


def test_pages_of_files_that_were_never_opened_are_not_counted():
    assert document_of(made.report())["summary"]["pages"] == 2 * 4 * 2 + 1 + 2 + 1


def test_the_same_report_gives_the_same_bytes_whatever_the_order_of_its_documents():
    report = made.report()
    turned = report.round.model_copy(update={"documents": tuple(reversed(report.round.documents))})
    assert audit_json(report, made.notice()) == audit_json(report.model_copy(update={"round": turned}), made.notice())


def test_only_run_differs_between_runs():
    report = made.report()
    later = report.model_copy(update={"run": report.run.model_copy(update={"seconds": 99.0})})
    one, two = (audit_document(r, made.notice()) for r in (report, later))
    assert one.pop("run") != two.pop("run")
    assert one == two


def test_times_carry_their_offset():
    tree = document_of(made.report())
    stamps = [tree["run"]["started_at"], tree["deliveries"][0]["received_at"]]
    assert all(re.search(r"[+-]\d\d:\d\d$", stamp) for stamp in stamps)


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_what_was_read_comes_back_as_it_was_read(text):
    form = made.form(1, 1, "a-0000000000000001", project_name=made.reading(text))
    report = made.report(1)
    others = tuple(d for d in report.round.documents if d.id != form.id)
    changed = report.model_copy(update={"round": report.round.model_copy(update={"documents": (*others, form)})})
    found = next(d for d in document_of(changed)["documents"] if d["id"] == form.id)
    assert found["fields"]["project_name"]["value"] == text
