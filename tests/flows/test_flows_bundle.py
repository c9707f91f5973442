"""The upload bundle: the right bytes under harmless names, nothing that the caps or open faults forbid, and a list that can be checked."""

import datetime as dt
import io
import json
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest

from flows.audit import Audited
from flows.bundle import Request, check_target, make_bundle
from flows.units import Incoming, Unit
from notices import load
from schemas.documents import ApplicationForm, Medium
from schemas.errors import UsageError
from schemas.evidence import Reading
from schemas.finding import Finding, FindingKind, Scope, Verdict
from schemas.report import AuditReport, RunInfo
from schemas.submission import Application, Delivery, Round
from storage import Store
from storage.entries import Anchor

NOTICE = load("liaoning-2026")
DELIVERY = "r-0000000000000001"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def application(number: int, domain: str | None = "agriculture", track: str | None = None, name: str = "") -> Application:
    ident = f"a-{number:016x}"
    return Application(
        id=ident,
        delivery=DELIVERY,
        project_name=name or f"稻田{number}号标准化试点",
        domain=domain,
        special_track=track,
        undertaking_unit="测试合作社",
        documents=(f"d-{number:016x}",),
    )


def form(number: int, path: str) -> ApplicationForm:
    phone = Reading(value="13800001234", raw="13800001234")
    return ApplicationForm(id=f"d-{number:016x}", path=path, medium=Medium.ELECTRONIC, contact_mobile=phone)


def audited(
    store: Store, applications: tuple[Application, ...], findings: tuple[Finding, ...] = (), *, paths: tuple[str, ...] = ()
) -> Audited:
    documents, units = [], []
    for number, one in enumerate(applications, 1):
        path = paths[number - 1] if paths else f"某市/电子版/申请表{number}.docx"
        documents.append(form(number, path).model_copy(update={"id": one.documents[0]}))
        original = store.vault.put(io.BytesIO(f"bytes {number}".encode()))
        units.append(Unit((Incoming(path, original.sha256, original.size, "docx"),)))
    delivery = Delivery(id=DELIVERY, folder="某市", applications=tuple(a.id for a in applications))
    the_round = Round(as_of=dt.date(2026, 5, 21), documents=tuple(documents), deliveries=(delivery,), applications=applications)
    run = RunInfo(started_at=dt.datetime(2026, 5, 21, tzinfo=dt.UTC))
    report = AuditReport(notice=NOTICE.id, as_of=the_round.as_of, readings={}, round=the_round, findings=findings, run=run)
    return Audited(report, tuple(units), 0, (), Anchor(0, ""))


def failing(subject: str, **more: object) -> Finding:
    fields = {"rule": "form-sealed", "title": "承担单位印章", "kind": FindingKind.REQUIREMENT, "scope": Scope.APPLICATION} | more
    return Finding(verdict=Verdict.FAIL, subject=subject, message="未加盖印章。", **fields)


def made(store: Store, whole: Audited, to: Path, *names: str, because: str = "", contacts: bool = False) -> None:
    make_bundle(whole, NOTICE, store.vault, Request(names, to, because, contacts))


def test_a_bundle_holds_the_forms_the_list_and_the_letter(store, tmp_path):
    pair = (application(1), application(2, "services"))
    made(store, audited(store, pair), tmp_path / "up", "稻田2号标准化试点", pair[0].id)
    files = {p.relative_to(tmp_path / "up").as_posix() for p in (tmp_path / "up").rglob("*") if p.is_file()}
    assert files == {
        "公文/报送函（草稿）.docx",
        "公文/汇总表.xlsx",
        "清单.json",
        "SHA256SUMS",
        "申报材料/01_稻田2号标准化试点/申请表2.docx",
        "申报材料/02_稻田1号标准化试点/申请表1.docx",
    }
    assert (tmp_path / "up/申报材料/01_稻田2号标准化试点/申请表2.docx").read_bytes() == b"bytes 2"


def test_the_list_of_hashes_checks_out(store, tmp_path):
    made(store, audited(store, (application(1),)), tmp_path / "up", "稻田1号标准化试点")
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path / "up", check=True, capture_output=True)
    told = json.loads((tmp_path / "up" / "清单.json").read_text("utf-8"))
    forms = [f for f in told["files"] if f["application"]]
    assert [(f["source"], f["size"]) for f in forms] == [("某市/电子版/申请表1.docx", 7)]


@pytest.mark.parametrize("number", [2, 3])
def test_no_more_of_a_domain_than_its_places(store, tmp_path, number):
    several = tuple(application(n) for n in range(1, number + 1))
    names = [a.id for a in several]
    if number == 2:
        made(store, audited(store, several), tmp_path / "up", *names)
        return
    with pytest.raises(UsageError, match="农业农村领域选定3个，名额2个"):
        made(store, audited(store, several), tmp_path / "up", *names)
    assert not (tmp_path / "up").exists()


def test_no_more_than_the_provinces_places_and_special_tracks_stand_apart(store, tmp_path):
    domains = [d.id for d in NOTICE.domains if not d.special]
    ordinary = tuple(application(n, domains[n % len(domains)]) for n in range(9))
    special = tuple(application(20 + n, "civil-affairs", "civil-affairs") for n in range(2))
    whole = audited(store, (*ordinary, *special))
    with pytest.raises(UsageError, match="全省普通项目选定9个，名额8个"):
        made(store, whole, tmp_path / "up", *(a.id for a in (*ordinary, *special)))
    made(store, whole, tmp_path / "up", *(a.id for a in (*ordinary[:8], *special)))


@pytest.mark.parametrize("subject", ["a-0000000000000001", "d-0000000000000001", DELIVERY])
def test_an_open_fault_of_the_application_its_form_or_its_delivery_refuses(store, tmp_path, subject):
    whole = audited(store, (application(1),), (failing(subject),))
    with pytest.raises(UsageError, match="未加盖印章"):
        made(store, whole, tmp_path / "up", "稻田1号标准化试点")


def test_a_reason_is_kept_with_what_it_overrides(store, tmp_path):
    whole = audited(store, (application(1),), (failing("a-0000000000000001"),))
    made(store, whole, tmp_path / "up", "稻田1号标准化试点", because="已当面核实，补章件另附")
    told = json.loads((tmp_path / "up" / "清单.json").read_text("utf-8"))
    assert told["because"] == "已当面核实，补章件另附"
    assert [o["message"] for o in told["obstacles"]] == ["承担单位印章：未加盖印章。"]


def test_questions_and_advice_do_not_refuse(store, tmp_path):
    asked = failing("a-0000000000000001").model_copy(update={"verdict": Verdict.REVIEW})
    advice = failing("a-0000000000000001", kind=FindingKind.ADVICE)
    made(store, audited(store, (application(1),), (asked, advice)), tmp_path / "up", "稻田1号标准化试点")


def test_a_project_without_a_domain_or_without_an_electronic_form_refuses(store, tmp_path):
    with pytest.raises(UsageError, match="领域未能确定"):
        made(store, audited(store, (application(1, None),)), tmp_path / "up", "稻田1号标准化试点")
    bare = audited(store, (application(1),))
    bare = replace(bare, units=())
    with pytest.raises(UsageError, match="没有电子版申报书"):
        made(store, bare, tmp_path / "up", "稻田1号标准化试点")


@pytest.mark.parametrize("names", [(), ("不存在",), ("同名试点",)])
def test_unknown_ambiguous_and_missing_names_are_refused(store, tmp_path, names):
    twins = (application(1, name="同名试点"), application(2, name="同名试点"))
    with pytest.raises(UsageError):
        made(store, audited(store, twins), tmp_path / "up", *names)


def test_hostile_names_stay_inside_the_bundle(store, tmp_path):
    pair = (application(1, name="../../etc/试点\u202e"), application(2, name="..."))
    whole = audited(store, pair, paths=("某市/a.zip!/../../逃.docx", "某市/.."))
    made(store, whole, tmp_path / "up", *(a.id for a in pair))
    inside = [p for p in (tmp_path / "up" / "申报材料").rglob("*") if p.is_file()]
    assert len(inside) == 2
    assert {p.name for p in tmp_path.iterdir()} - {"temporary"} == {"store", "up"}


def test_contacts_are_hidden_unless_asked_for(store, tmp_path):
    whole = audited(store, (application(1),))
    for contacts, number in ((False, "138****1234"), (True, "13800001234")):
        made(store, whole, tmp_path / f"up{contacts}", "稻田1号标准化试点", contacts=contacts)
        sheet = openpyxl.load_workbook(tmp_path / f"up{contacts}" / "公文" / "汇总表.xlsx")["汇总表"]
        assert sheet.cell(4, 12).value == number


def test_the_letter_names_the_projects_and_runs_nothing(store, tmp_path):
    hostile = "{{ 7*7 }}<w:p>&{% for %}"
    made(store, audited(store, (application(1, name=hostile),)), tmp_path / "up", "a-0000000000000001")
    path = tmp_path / "up" / "公文" / "报送函（草稿）.docx"
    letter = docx.Document(str(path))
    words = "\n".join([*(p.text for p in letter.paragraphs), *(c.text for t in letter.tables for r in t.rows for c in r.cells)])
    assert hostile in words
    assert f"{NOTICE.upstream_issuer}：" in words
    assert "要求，我局组织开展了2026年度国家标准化试点项目申报推荐工作" in words
    assert "拟推荐下列1个项目（农业农村1个）" in words
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None


def test_an_original_that_changed_in_the_store_is_not_sent(store, tmp_path):
    whole = audited(store, (application(1),))
    path = store.vault.path(whole.units[0].parts[0].sha256)
    path.chmod(0o600)
    path.write_bytes(b"others")
    with pytest.raises(UsageError, match="不一致"):
        made(store, whole, tmp_path / "up", "稻田1号标准化试点")
    assert not (tmp_path / "up").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError):
        check_target(tmp_path)
