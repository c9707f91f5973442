"""A notice's file is read where applications are read, and whatever it does ends as a sentence for the clerk."""

import os
from pathlib import Path

import pytest
from PIL import Image
from tests_support import FAKE_WORKER

from flows import notice_file
from flows.messages import Setup
from flows.notice_file import notice_lines
from flows.pool import WorkerPool
from flows.process import Patience
from schemas.errors import UsageError

QUICK = Patience(start=30, silence=2, base=3, per_page=1)


def fakes(engine: str) -> WorkerPool:
    return WorkerPool(1, Setup(engine=engine), FAKE_WORKER, QUICK)


@pytest.fixture
def behaving(tmp_path: Path):
    """Return a notice that the gate takes for a PDF, and whose reader does what the lines say."""

    def lines(*said: str) -> tuple[tuple[str, ...], ...]:
        file = tmp_path / "通知.pdf"
        file.write_text("\n".join(("%PDF-1.7", *said)), "utf-8")
        return notice_lines(file, "fake", fakes)

    return lines


def test_every_page_comes_in_its_order(behaving) -> None:
    assert behaving("pages 3") == (("第1页",), ("第2页",), ("第3页",))


@pytest.mark.parametrize("how", ["crash", "exit", "hang", "garble", "starve"])
def test_what_kills_the_reader_kills_nobody_else(behaving, how: str) -> None:
    with pytest.raises(UsageError) as told:
        behaving("pages 2", f"page 2 {how}")
    assert told.value.message.startswith("通知.pdf：")
    assert told.value.remedy


def test_a_second_process_tries_what_the_first_one_died_of(behaving, tmp_path: Path) -> None:
    assert behaving("pages 2", f"page 1 crash once {tmp_path / 'marker'}") == (("第1页",), ("第2页",))


def test_a_page_that_nobody_could_read_stops_the_draft(behaving) -> None:
    with pytest.raises(UsageError, match="第2页未能识读"):
        behaving("pages 3", "page 2 raise")


def test_a_refused_file_is_told_with_its_next_step(behaving) -> None:
    with pytest.raises(UsageError, match="密码"):
        behaving("open refuse")


def test_the_gate_turns_away_what_is_no_paper(tmp_path: Path) -> None:
    file = tmp_path / "通知.pdf"
    file.write_bytes(b"MZ" + bytes(2000))
    with pytest.raises(UsageError) as told:
        notice_lines(file, "fake", fakes)
    assert told.value.remedy


def test_the_gate_itself_lets_a_picture_by(tmp_path: Path) -> None:
    Image.new("L", (800, 1000), 250).save(tmp_path / "通知.png", dpi=(200, 200))
    assert notice_lines(tmp_path / "通知.png", "fake", fakes) == (("第1页",),)


def test_text_that_is_too_large_or_in_no_known_code_is_told(tmp_path: Path) -> None:
    (tmp_path / "大.txt").write_bytes(b"a" * (notice_file.MAX_BYTES + 1))
    (tmp_path / "乱.txt").write_bytes(b"\xff\xff\x80")
    for name, word in (("大.txt", "太大"), ("乱.txt", "编码"), ("无.txt", "不存在")):
        with pytest.raises(UsageError, match=word):
            notice_lines(tmp_path / name, "fake", fakes)


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "通知.pdf")
    with pytest.raises(UsageError, match="不存在"):
        notice_lines(tmp_path / "通知.pdf", "fake", fakes)
