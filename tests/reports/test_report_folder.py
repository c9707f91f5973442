"""The report folder is replaced whole or not at all, and nothing else in it is touched."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import report_builder as made

import reports
from reports.folder import OUR_NAMES, replacing
from schemas.errors import InfrastructureError, StoreError


def fill(folder: Path, word: str) -> None:
    for name in OUR_NAMES:
        if "." in name:
            (folder / name).write_text(word)
            continue
        (folder / name).mkdir()
        (folder / name / "x").write_text(word)


def words(out: Path) -> set[str]:
    return {(out / name if "." in name else out / name / "x").read_text() for name in OUR_NAMES}


def replace(out: Path, word: str) -> None:
    with replacing(out) as folder:
        fill(folder, word)


def replace_and_fail(out: Path) -> None:
    with replacing(out) as folder:
        fill(folder, "two")
        raise RuntimeError


def replace_without(name: str, out: Path) -> None:
    with replacing(out) as folder:
        fill(folder, "two")
        (folder / name).rename(folder / "elsewhere")


def test_a_second_report_takes_the_first_ones_place(tmp_path):
    replace(tmp_path / "out", "one")
    replace(tmp_path / "out", "two")
    assert words(tmp_path / "out") == {"two"}
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(OUR_NAMES)


def test_somebodys_notes_stay(tmp_path):
    (tmp_path / "手记").mkdir()
    (tmp_path / "手记" / "a.txt").write_text("mine")
    replace(tmp_path, "one")
    replace(tmp_path, "two")
    assert (tmp_path / "手记" / "a.txt").read_text() == "mine"


def test_a_failure_while_writing_leaves_the_old_report(tmp_path):
    replace(tmp_path, "one")
    with pytest.raises(RuntimeError):
        replace_and_fail(tmp_path)
    assert words(tmp_path) == {"one"}
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(OUR_NAMES)


@pytest.mark.parametrize("missing", OUR_NAMES)
def test_a_failure_while_swapping_puts_the_old_report_back(tmp_path, missing):
    replace(tmp_path, "one")
    with pytest.raises(OSError, match=missing):
        replace_without(missing, tmp_path)
    assert words(tmp_path) == {"one"}


@pytest.mark.parametrize("done", range(len(OUR_NAMES) + 1))
def test_a_crash_in_the_swap_is_made_good_by_the_next_run(tmp_path, done):
    replace(tmp_path, "one")
    ready = tmp_path / ".ready"
    ready.mkdir()
    fill(ready, "two")
    aside = tmp_path / ".replaced"
    aside.mkdir()
    for name in OUR_NAMES[:done]:
        (tmp_path / name).rename(aside / name)
        (ready / name).rename(tmp_path / name)
    with pytest.raises(RuntimeError), replacing(tmp_path):
        raise RuntimeError
    assert words(tmp_path) == {"two"}


@pytest.mark.parametrize("done", range(len(OUR_NAMES) + 1))
def test_a_first_report_that_was_killed_half_way_is_known_as_ours(tmp_path, done):
    ready = tmp_path / ".ready"
    ready.mkdir()
    for number, name in enumerate(OUR_NAMES):
        ((tmp_path if number < done else ready) / name).write_text("a report's", "utf-8")
    assert not reports.holds_others_work(tmp_path)


def test_a_dead_runs_leftovers_are_cleared(tmp_path):
    (tmp_path / ".publishing-dead").mkdir()
    replace(tmp_path, "one")
    assert not list(tmp_path.glob(".publishing-*"))


def test_publish_writes_audit_json(tmp_path):
    reports.publish(made.report(), made.notice(), made.picture, tmp_path / "deep" / "out")
    assert json.loads((tmp_path / "deep" / "out" / "audit.json").read_text("utf-8"))["schema_version"] == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_told_with_a_remedy(tmp_path):
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError) as caught:
        reports.publish(made.report(), made.notice(), made.picture, tmp_path / "out")
    assert caught.value.remedy


def test_a_file_where_the_folder_should_be_is_told_with_a_remedy(tmp_path):
    (tmp_path / "out").write_text("a file")
    with pytest.raises(StoreError) as caught:
        reports.publish(made.report(), made.notice(), made.picture, tmp_path / "out")
    assert caught.value.remedy


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("may not mount a small disk here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


@pytest.mark.parametrize("room", [4, 40, 80, 120, 160, 200, 240, 280])
def test_a_full_disk_is_nobodys_fault_and_leaves_the_old_report(small_disk, room):
    """Wherever the writing stops: exit 75, the run is to be started again."""
    (small_disk / "out").mkdir()
    (small_disk / "out" / "report.html").write_text("the old one")
    (small_disk / "filler").write_bytes(bytes((1024 - room) << 10))
    with pytest.raises(InfrastructureError) as caught:
        reports.publish(made.report(), made.notice(), made.picture, small_disk / "out")
    assert caught.value.exit_code == 75
    assert (small_disk / "out" / "report.html").read_text() == "the old one"


def letter(out: Path) -> Path:
    return next(out.glob("recommenders/东湖市*/补正通知.docx"))


def test_a_letter_that_the_office_edited_survives_the_next_runs(tmp_path):
    publish(tmp_path)
    letter(tmp_path).write_bytes(b"edited")
    publish(tmp_path)
    publish(tmp_path)
    edited = letter(tmp_path).with_name("补正通知（此前修改）.docx")
    assert edited.read_bytes() == b"edited"
    assert letter(tmp_path).read_bytes() != b"edited"
    assert len(list(letter(tmp_path).parent.glob("*.docx"))) == 2


def test_notes_in_a_recommenders_folder_survive_even_when_the_recommender_is_gone(tmp_path):
    publish(tmp_path)
    note = letter(tmp_path).with_name("电话记录.txt")
    note.write_text("已电话告知")
    empty = made.report(0)
    nothing = empty.round.model_copy(update={"deliveries": (), "documents": (), "applications": ()})
    reports.publish(empty.model_copy(update={"round": nothing, "findings": ()}), made.notice(), made.picture, tmp_path)
    assert note.read_text() == "已电话告知"
    assert not letter_is_there(tmp_path)


def letter_is_there(out: Path) -> bool:
    return bool(list(out.glob("recommenders/*/补正通知.docx")))


def test_unchanged_files_are_not_kept_twice(tmp_path):
    publish(tmp_path)
    before = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*"))
    publish(tmp_path)
    assert sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*")) == before


def publish(out: Path) -> None:
    reports.publish(made.report(1), made.notice(), made.picture, out)
