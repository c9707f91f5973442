"""A report over an earlier one: what would come out the same is the same file, and nothing is older than what it shows."""

import datetime as dt
import io
import json
import os
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import report_builder as made
from PIL import Image

import reports
from reports.changes import read_earlier
from reports.output import LIST, digest
from schemas.finding import Verdict
from schemas.registers import CreditLookup, Registers
from schemas.report import AuditReport

Change = Callable[[AuditReport], AuditReport]


@cache
def small_picture(key: str) -> bytes:
    """A page that is quickly drawn, and of another grey for another key."""
    buffer = io.BytesIO()
    Image.new("L", (298, 421), sum(key.encode()) % 250).save(buffer, "JPEG")
    return buffer.getvalue()


def files(out: Path) -> dict[str, Path]:
    return {path.relative_to(out).as_posix(): path for path in sorted(out.rglob("*")) if path.is_file()}


def contents(out: Path) -> dict[str, bytes]:
    return {name: path.read_bytes() for name, path in files(out).items() if name != LIST}


def rewritten(out: Path, report: AuditReport, pictures=None) -> set[str]:
    """Publish once more, and name the files that are not those of the earlier report."""
    before = {name: path.stat().st_ino for name, path in files(out).items()}
    kept = [path.open("rb") for path in files(out).values()]  # no inode is free to be used again
    reports.publish(report, made.notice(), pictures or small_picture, out)
    for handle in kept:
        handle.close()
    return {name for name, path in files(out).items() if path.stat().st_ino != before.get(name)}


def of_round(report: AuditReport, **parts: object) -> AuditReport:
    return report.model_copy(update={"round": report.round.model_copy(update=parts)})


def with_document(report: AuditReport, place: int, **parts: object) -> AuditReport:
    documents = list(report.round.documents)
    documents[place] = documents[place].model_copy(update=parts)
    return of_round(report, documents=tuple(documents))


def another_message(report: AuditReport) -> AuditReport:
    worst = next(f for f in report.findings if f.verdict is Verdict.FAIL)
    others = tuple(f for f in report.findings if f is not worst)
    return report.model_copy(update={"findings": (worst.model_copy(update={"message": "换一种说法。"}), *others)})


def another_value(report: AuditReport) -> AuditReport:
    return with_document(report, 0, uscc=made.reading("91210000MA0000000X", needs_review=True, second="9121", doubt="两次识读不同"))


def another_scan(report: AuditReport) -> AuditReport:
    first, *rest = report.round.documents[0].pages
    return with_document(report, 0, pages=(first.model_copy(update={"picture": "another"}), *rest))


def another_project(report: AuditReport) -> AuditReport:
    first, *rest = report.round.applications
    return of_round(report, applications=(first.model_copy(update={"project_name": "<b>改名</b>", "rank": 2}), *rest))


def another_sender(report: AuditReport) -> AuditReport:
    first, *rest = report.round.deliveries
    return of_round(report, deliveries=(first.model_copy(update={"recommender": "改名后的市场监督管理局", "received_at": None}), *rest))


def a_look_up(report: AuditReport) -> AuditReport:
    unit = report.round.applications[0].undertaking_unit or ""
    row = CreditLookup(row=2, unit_name=unit, uscc="", source="信用中国", looked_up_on=dt.date(2026, 5, 1), conclusion="无相关信息")
    return of_round(report, registers=Registers(credit=(row,)))


def one_package_less(report: AuditReport) -> AuditReport:
    return made.report(1)


def another_day(report: AuditReport) -> AuditReport:
    return report.model_copy(update={"as_of": report.as_of + dt.timedelta(days=1)})


def other_readings(report: AuditReport) -> AuditReport:
    return report.model_copy(update={"readings": {}})


CHANGES: list[Change] = [
    another_message,
    another_value,
    another_scan,
    another_project,
    another_sender,
    a_look_up,
    one_package_less,
    another_day,
    other_readings,
]


@pytest.fixture(scope="module")
def standing(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("standing") / "out"
    reports.publish(made.report(2), made.notice(), small_picture, out)
    return out


@pytest.fixture
def out(standing, tmp_path) -> Path:
    """A report that was published before, in a folder of its own."""
    shutil.copytree(standing, tmp_path / "out")
    for path in tmp_path.glob("out/recommenders/*/evidence/*"):  # one file at two places, as it was published
        reviewers = tmp_path / "out" / "evidence" / path.name
        if reviewers.read_bytes() == path.read_bytes():
            path.unlink()
            path.hardlink_to(reviewers)
    return tmp_path / "out"


@pytest.mark.parametrize("change", CHANGES)
def test_over_an_earlier_report_or_none_it_is_the_same_report(out, tmp_path, change):
    told = change(made.report(2))
    reports.publish(told, made.notice(), small_picture, out)
    reports.publish(told, made.notice(), small_picture, tmp_path / "fresh")
    assert contents(out) == contents(tmp_path / "fresh")


def test_what_changed_against_an_earlier_report_is_told_everywhere(out, tmp_path):
    told, earlier = another_message(made.report(2)), read_earlier(out / "audit.json")
    for folder in (out, tmp_path / "fresh"):
        reports.publish(told, made.notice(), small_picture, folder, earlier=earlier)
    assert contents(out) == contents(tmp_path / "fresh")


def test_nothing_but_the_data_is_written_again_where_nothing_changed(out):
    assert rewritten(out, made.report(2)) == {"audit.json", ".made.json", ".written.json"}


def test_another_message_draws_no_picture_and_leaves_other_packages_alone(out):
    again = rewritten(out, another_message(made.report(2)), pictures=lambda _: None)
    told = made.report(2)
    application = next(f.subject for f in told.findings if f.verdict is Verdict.FAIL)
    assert f"applications/{application}.html" in again
    assert [name for name in again if name.startswith(("applications/", "evidence/", "documents/"))] == [f"applications/{application}.html"]
    assert any(contents(out)[name] for name in contents(out) if name.startswith("evidence/"))


def test_a_page_that_somebody_wrote_into_is_made_anew(out):
    before = contents(out)
    page = next((out / "applications").iterdir())
    page.write_text("gone")
    reports.publish(made.report(2), made.notice(), small_picture, out)
    assert contents(out) == before


def test_a_letter_that_somebody_edited_stays_beside_the_new_one(out):
    letter = next(out.glob("recommenders/*/补正通知.docx"))
    before = letter.read_bytes()
    letter.write_bytes(b"edited by the office")
    reports.publish(made.report(2), made.notice(), small_picture, out)
    assert letter.read_bytes() == before
    assert letter.with_name("补正通知（此前修改）.docx").read_bytes() == b"edited by the office"


@pytest.mark.parametrize("told", ["", "no list", "[]", '{"by": 1}', '{"by": "other code", "made": {}}', "{}"])
def test_a_list_of_other_code_or_none_is_not_believed(out, told):
    (out / LIST).write_text(told)
    for page in out.glob("applications/*.html"):
        os.utime(page)
    assert {p.relative_to(out).as_posix() for p in out.glob("applications/*.html")} <= rewritten(out, made.report(2))


def test_the_list_names_what_lies_there(out):
    listed = json.loads((out / LIST).read_text())["made"]
    assert {"report.html", "report.xlsx"} <= set(listed)
    assert set(listed) <= set(files(out))


def test_equal_things_have_equal_digests_and_others_not():
    view = made.report(1).findings
    assert digest(view) == digest(made.report(1).findings)
    assert digest(view) != digest(view[1:])
    assert digest(("ab", "c")) != digest(("a", "bc"))
