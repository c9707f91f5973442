"""Every name of an inbox is accounted for, nothing that is no plain file is opened, and names are labels."""

import os
import zipfile
from pathlib import Path

import pytest

from flows.gate import Gate
from flows.ingest import Intake, take_in
from flows.read import UnitOutcome
from flows.records import all_documents
from flows.shelf import UnitRecord
from flows.units import Incoming, Unit, delivery_folder
from schemas.documents import OtherDocument, Status
from schemas.errors import Reason, UsageError
from storage import Store

PDF = b"%PDF-1.4 a small one\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0 not much of a picture"


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(inbox: Path, path: str | bytes, content: bytes = PDF) -> Path:
    place = Path(os.fsdecode(os.path.join(os.fsencode(inbox), os.fsencode(path))))  # noqa: PTH118
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place


def refused(intake: Intake) -> dict[str, Reason]:
    return {refusal.path: refusal.reason for refusal in intake.refused}


HOSTILE = [
    "two\nlines.pdf",
    "escape\x1b[31m.pdf",
    "turned\u202efdp.exe.pdf",
    "-rf.pdf",
    "--help.pdf",
    "$(reboot);rm *.pdf",
    "<script>alert(1)</script>.pdf".replace("/", "_"),
    "=cmd|calc!A1.pdf",
    "'; DROP TABLE receipts; --.pdf",
    "CON.pdf",
    "字" * 83 + ".pdf",
    " .pdf",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_a_label(inbox: Path, gate: Gate, store: Store, name: str) -> None:
    put(inbox, f"甲/{name}")
    intake = take_in(inbox, gate)
    assert [file.path for file in intake.files] == [f"甲/{name}"]
    assert intake.arrivals[0].name == os.fsencode(f"甲/{name}")
    assert store.vault.path(intake.files[0].sha256).read_bytes() == PDF


@pytest.mark.parametrize(("raw", "shown"), [("推荐函.pdf".encode("gb18030"), "推荐函.pdf"), (b"\xff\xfe\x80.pdf", None)])
def test_a_name_that_is_no_utf8_is_read_as_well_as_can_be(inbox: Path, gate: Gate, raw: bytes, shown: str | None) -> None:
    put(inbox, raw)
    intake = take_in(inbox, gate)
    (path,) = [file.path for file in intake.files]
    path.encode("utf-8")
    assert shown is None or path == shown
    assert intake.arrivals[0].name == raw


def test_links_and_devices_are_reported_and_not_opened(inbox: Path, gate: Gate, store: Store, tmp_path: Path) -> None:
    secret = tmp_path / "secret.pdf"
    secret.write_bytes(PDF + b"secret")
    (inbox / "link.pdf").symlink_to(secret)
    (inbox / "dangling.pdf").symlink_to(tmp_path / "nowhere")
    (inbox / "folder").symlink_to(tmp_path)
    (inbox / "loop").symlink_to(inbox)
    os.mkfifo(inbox / "pipe.pdf")
    (inbox / "hard.pdf").hardlink_to(secret)
    intake = take_in(inbox, gate)
    assert not intake.files
    assert refused(intake) == dict.fromkeys(["dangling.pdf", "folder", "hard.pdf", "link.pdf", "loop", "pipe.pdf"], Reason.NOT_PLAIN_FILE)
    assert not list((store.root / "originals").rglob("*secret*"))


def test_a_folder_that_is_called_like_a_file_is_a_folder(inbox: Path, gate: Gate) -> None:
    put(inbox, "甲.pdf/乙.pdf")
    assert [file.path for file in take_in(inbox, gate).files] == ["甲.pdf/乙.pdf"]


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", ".DS_Store", "~$申请表.docx", ".hidden.pdf", "._申请表.pdf"])
def test_what_computers_leave_behind_is_listed_and_not_read(inbox: Path, gate: Gate, name: str) -> None:
    put(inbox, f"甲/{name}")
    intake = take_in(inbox, gate)
    assert intake.ignored == [f"甲/{name}"]
    assert not intake.files
    assert not intake.refused


def test_the_intake_log_is_no_submission(inbox: Path, gate: Gate) -> None:
    put(inbox, "收文登记.csv", "投递,收文时间,方式,备注\n".encode())
    put(inbox, "信用查询.csv", b"x")
    assert take_in(inbox, gate).ignored == ["信用查询.csv", "收文登记.csv"]


@pytest.mark.parametrize("name", ["申请表.pdf.part", "a.crdownload", "b.tmp"])
def test_an_unfinished_download_waits(inbox: Path, gate: Gate, name: str) -> None:
    put(inbox, name)
    assert refused(take_in(inbox, gate)) == {name: Reason.STILL_CHANGING}


def test_other_kinds_and_empty_files_have_reasons(inbox: Path, gate: Gate) -> None:
    put(inbox, "a.mp4", b"\0\0\0 ftypmp42 film")
    put(inbox, "b.pdf", b"")
    assert refused(take_in(inbox, gate)) == {"a.mp4": Reason.UNSUPPORTED_TYPE, "b.pdf": Reason.EMPTY_FILE}


def test_an_archive_is_opened_and_its_members_accounted_for(inbox: Path, gate: Gate) -> None:
    with zipfile.ZipFile(inbox / "全部.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("推荐函.pdf", PDF * 20)
        archive.writestr("电子版/坏.pdf", b"")
        archive.writestr("__MACOSX/._推荐函.pdf", b"x")
        archive.writestr("../../etc/passwd.pdf", PDF)
    for _ in range(2):  # the second time from the store
        intake = take_in(inbox, gate)
        assert [file.path for file in intake.files] == ["全部.zip!/推荐函.pdf"]
        assert refused(intake)["全部.zip!/电子版/坏.pdf"] is Reason.EMPTY_FILE
        assert Reason.ARCHIVE_UNSAFE_MEMBER in refused(intake).values()
        assert intake.ignored == ["全部.zip!/__MACOSX/._推荐函.pdf"]


def test_an_archive_without_files_is_not_lost(inbox: Path, gate: Gate) -> None:
    with zipfile.ZipFile(inbox / "空.zip", "w"):
        pass
    assert list(refused(take_in(inbox, gate))) == ["空.zip"]


def test_page_images_of_a_folder_are_one_unit_in_the_order_of_their_numbers(inbox: Path, gate: Gate) -> None:
    for name in ("第10页.jpg", "第2页.jpg", "第１页.jpg", "另附.pdf"):
        put(inbox, f"甲/{name}", PDF if name.endswith("pdf") else JPEG + name.encode())
    put(inbox, "乙/1.jpg", JPEG)
    units = [[part.path for part in unit.parts] for unit in take_in(inbox, gate).units()]
    assert units == [["乙/1.jpg"], ["甲/另附.pdf"], ["甲/第１页.jpg", "甲/第2页.jpg", "甲/第10页.jpg"]]


def test_a_picture_that_stands_twice_in_a_folder_is_a_duplicate(inbox: Path, gate: Gate) -> None:
    put(inbox, "甲/1.jpg", JPEG)
    put(inbox, "甲/2.jpg", JPEG + b"other")
    put(inbox, "甲/副本.jpg", JPEG)
    (unit,) = take_in(inbox, gate).units()
    record = UnitRecord(names=("甲/1.jpg", "甲/2.jpg"), documents=(OtherDocument(id="d-1", path="甲/1.jpg", last_page=2),))
    documents = all_documents([UnitOutcome(unit, record)], [])
    assert [(d.path, d.status, d.duplicate_of) for d in documents] == [
        ("甲/1.jpg", Status.PROCESSED, None),
        ("甲/副本.jpg", Status.DUPLICATE, "d-1"),
    ]


def test_the_same_bytes_twice_make_a_duplicate_with_an_id_of_its_own(inbox: Path, gate: Gate) -> None:
    for path in ("甲/a.pdf", "乙/a.pdf"):
        put(inbox, path)
    put(inbox, "丙/空.pdf", b"")
    put(inbox, "丁/空.pdf", b"")
    intake = take_in(inbox, gate)
    outcomes = [
        UnitOutcome(unit, UnitRecord(names=(unit.name,), documents=(OtherDocument(id="d-1", path=unit.name),))) for unit in intake.units()
    ]
    documents = all_documents(outcomes, intake.refused)
    assert len({d.id for d in documents}) == len(documents) == 4
    assert sorted(d.status for d in documents) == [Status.DUPLICATE, Status.PROCESSED, Status.QUARANTINED, Status.QUARANTINED]
    assert all(d.reason for d in documents if d.status is Status.QUARANTINED)


def test_a_file_that_grows_while_it_is_copied_waits(inbox: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(inbox, "大.pdf", PDF)
    from flows.inbox import Opened

    stamp = Opened.stamp
    calls = iter(range(10))

    def growing(entry: Opened) -> tuple[int, ...]:
        if next(calls) == 1:
            with path.open("ab") as file:
                file.write(b"more")
        return stamp(entry)

    monkeypatch.setattr(Opened, "stamp", growing)
    assert refused(take_in(inbox, gate)) == {"大.pdf": Reason.STILL_CHANGING}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_reported(inbox: Path, gate: Gate) -> None:
    put(inbox, "a.pdf").chmod(0)
    assert refused(take_in(inbox, gate)) == {"a.pdf": Reason.UNREADABLE_PERMISSION}


def test_an_inbox_that_is_not_there_is_a_wrong_command_line(tmp_path: Path, gate: Gate) -> None:
    with pytest.raises(UsageError):
        take_in(tmp_path / "nowhere", gate)


def test_nothing_in_the_inbox_is_touched(inbox: Path, gate: Gate) -> None:
    path = put(inbox, "甲/a.pdf")
    before = path.stat()
    take_in(inbox, gate)
    after = path.stat()
    assert (before.st_mtime_ns, before.st_mode, before.st_nlink) == (after.st_mtime_ns, after.st_mode, after.st_nlink)


@pytest.mark.parametrize(
    ("paths", "folders"),
    [
        (["全部.zip!/沈阳/a.pdf", "全部.zip!/大连/a.pdf"], ["全部.zip!/大连", "全部.zip!/沈阳"]),
        (["沈阳.zip!/a.pdf", "沈阳.zip!/电子版/b.pdf"], ["沈阳.zip", "沈阳.zip"]),
        (["沈阳.zip!/沈阳/a.pdf", "沈阳.zip!/沈阳/b.pdf"], ["沈阳.zip", "沈阳.zip"]),
        (["沈阳/电子版.zip!/a/1.pdf", "沈阳/电子版.zip!/b/1.pdf"], ["沈阳", "沈阳"]),
    ],
)
def test_an_archive_of_folders_holds_a_delivery_in_each(paths: list[str], folders: list[str]) -> None:
    outcomes = [
        UnitOutcome(
            Unit((Incoming(path, f"{n}" * 64, 1, "pdf"),)),
            UnitRecord(names=(path,), documents=(OtherDocument(id=f"d-{n}", path=path, folder=delivery_folder(path)),)),
        )
        for n, path in enumerate(paths)
    ]
    assert sorted(document.folder for document in all_documents(outcomes, [])) == folders
