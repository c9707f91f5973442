"""The morning summary: counts that add up, on the console and by mail; the log, the metrics and the status beside it."""

import json
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from prometheus_client.parser import text_string_to_metric_families
from test_flows_cli import run

from flows.server import free_port


class Postbox:
    """A mail server on this machine that keeps what it is given."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []

    async def handle_DATA(self, _server: object, _session: object, envelope: object) -> str:  # noqa: N802
        content = envelope.content  # type: ignore[attr-defined]
        self.mails.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


@pytest.fixture
def postbox() -> Iterator[tuple[Postbox, int]]:
    box = Postbox()
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    root = tmp_path / "工作区"
    assert run("init", str(root)).returncode == 0
    settings = (root / "chuhe.toml").read_text("utf-8").replace("settle = 30", "settle = 0")
    (root / "chuhe.toml").write_text(settings, "utf-8")
    for name, content in (("甲/张三的申请表.pdf", "pages 2"), ("甲/坏.pdf", "open refuse"), ("乙/副本.pdf", "pages 2")):
        place = root / "inbox" / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"%PDF-1.4\n{content}\n", "utf-8")
    (root / "inbox" / "甲" / "Thumbs.db").write_bytes(b"x")
    return root


def ask_for_mail(root: Path, port: int) -> None:
    settings = root / "chuhe.toml"
    mail = (
        f'\n[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "chuhe@office.example"\nto = ["desk@office.example"]\n'
    )
    settings.write_text(settings.read_text("utf-8") + mail + 'link = "http://office.example/report.html"\n', "utf-8")


def test_the_summary_is_mailed_and_its_counts_add_up(office: Path, postbox: tuple[Postbox, int]) -> None:
    box, port = postbox
    ask_for_mail(office, port)
    done = run("nightly", "--once", "--plain", "--workspace", str(office))
    assert done.returncode == 0, done.stderr
    (mail,) = box.mails
    assert mail["To"] == "desk@office.example"
    text = mail.get_content()
    assert "http://office.example/report.html" in text
    assert "文件 4 个：已处理 1，部分页面未读出 0，未能读取 1，重复 1，等待下次处理 0，不作为材料 1" in text
    assert "张三" not in text
    assert "已处理 1" in done.stdout


def test_a_mail_that_cannot_be_sent_does_not_spoil_the_night(office: Path) -> None:
    ask_for_mail(office, 9)
    done = run("nightly", "--once", "--plain", "--workspace", str(office))
    assert done.returncode == 0, done.stderr
    assert "邮件未能发出" in done.stdout
    assert (office / "out" / "report.html").exists()


def test_a_night_that_failed_is_mailed_too(office: Path, postbox: tuple[Postbox, int]) -> None:
    box, port = postbox
    ask_for_mail(office, port)
    settings = office / "chuhe.toml"
    settings.write_text(settings.read_text("utf-8").replace("[nightly]", 'engine = "tesseract"\n[nightly]'), "utf-8")
    assert run("nightly", "--once", "--plain", "--workspace", str(office)).returncode == 75
    (mail,) = box.mails
    assert "未能完成" in mail["Subject"]
    assert "识读引擎没有安装" in mail.get_content()


def test_log_metrics_and_status_tell_of_the_run(office: Path) -> None:
    assert "还没有处理过" in run("status", cwd=office).stdout
    assert run("nightly", "--once", "--plain", "--workspace", str(office)).returncode == 0
    (log,) = (office / "store" / "logs").glob("*.jsonl")
    events = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    assert [event["event"] for event in events] == ["run_begun", "unit_read", "unit_read", "run_done"]
    assert "张三" not in log.read_text("utf-8")
    metrics = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families((office / "store" / "metrics.prom").read_text("utf-8"))
        for sample in family.samples
    }
    assert metrics["chuhe_files", "processed"] == 1
    assert metrics["chuhe_reasons", "encrypted_needs_password"] == 1
    assert metrics["chuhe_pages_read",] == 2
    assert metrics["chuhe_stage_seconds", "reading"] > 0
    said = run("status", cwd=office).stdout
    assert "最近一次完成于" in said
    assert "processed 1" in said
    assert "没有安排" in said
