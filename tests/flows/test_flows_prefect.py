"""The same audit as Prefect flows, with a server of our own: recorded, cleared away, and no different in its result."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from test_flows_cli import DRIVER, Place, wait_for
from tests_support import living

from flows.server import own_server, wait_until_up

pytestmark = pytest.mark.slow


def audit(place: Place, *more: str, env: dict[str, str] | None = None) -> "subprocess.CompletedProcess[str]":
    command = [argument for argument in place.command(*more) if argument != "--plain"]
    return subprocess.run(command, capture_output=True, text=True, timeout=400, check=False, env=env)


def clean_environment(home: Path, **more: str) -> dict[str, str]:
    import os

    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | {"HOME": str(home)} | more


def test_an_audit_is_recorded_and_no_server_stays(tmp_path: Path) -> None:
    place = Place(tmp_path / "本轮")
    for name in ("a", "b"):
        place.put(f"甲/{name}.pdf", f"pages 2\n# {name}")
    place.put("甲/坏.pdf", "open crash")
    (place.inbox / "甲" / "空.pdf").write_bytes(b"")
    done = audit(place, env=clean_environment(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "Prefect：本次运行已记录" in done.stdout
    assert "Traceback" not in done.stderr
    with sqlite3.connect(place.root / "store" / "prefect" / "prefect.db") as database:
        tasks = database.execute("select name, state_type, state_name from task_run order by name").fetchall()
        assert database.execute("select state_type from flow_run").fetchall() == [("COMPLETED",)]
    assert len(tasks) == 5
    assert sorted((state, name) for _, state, name in tasks) == [
        ("COMPLETED", "Completed"),
        ("COMPLETED", "Read"),
        ("COMPLETED", "Read"),
        ("FAILED", "empty_file"),
        ("FAILED", "worker_crash"),
    ]
    assert not living(str(place.root / "store" / "prefect"))
    with_prefect = place.report()
    assert place.audit(store="another store").returncode == 0
    assert place.report() == with_prefect


def test_the_record_of_a_killed_run_is_closed(tmp_path: Path) -> None:
    place = Place(tmp_path / "本轮")
    gate = place.root / "gate"
    place.put("甲/a.pdf", f"pages 2\nlog {place.log}\npage 2 wait {gate}")
    command = [argument for argument in place.command() if argument != "--plain"]
    killed = subprocess.Popen(command, env=clean_environment(tmp_path) | {"FAKE_SILENCE": "300"}, stdout=subprocess.DEVNULL)
    database = place.root / "store" / "prefect" / "prefect.db"
    wait_for(lambda: _states(database) == ["RUNNING"], 120)
    killed.kill()
    killed.wait()
    wait_for(lambda: not living(str(place.root / "store" / "prefect")), 30)
    gate.touch()
    assert audit(place, env=clean_environment(tmp_path)).returncode == 0
    assert _states(database) == ["COMPLETED", "CRASHED"]


def _states(database: Path) -> list[str]:
    try:
        with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as opened:
            return sorted(row[0] for row in opened.execute("select state_type from flow_run"))
    except sqlite3.Error:
        return []


def test_without_anything_to_read_prefect_is_not_started(tmp_path: Path) -> None:
    place = Place(tmp_path / "本轮")
    place.put("甲/a.pdf", "pages 1")
    assert place.audit().returncode == 0
    done = audit(place, env=clean_environment(tmp_path))
    assert done.returncode == 0
    assert "Prefect" not in done.stdout
    assert not (place.root / "store" / "prefect").exists()


def test_a_server_that_does_not_answer_does_not_stop_the_audit(tmp_path: Path) -> None:
    place = Place(tmp_path / "本轮")
    place.put("甲/a.pdf", "pages 1")
    done = audit(place, env=clean_environment(tmp_path, PREFECT_API_URL="http://127.0.0.1:9/api"))
    assert done.returncode == 0, done.stderr
    assert "改为直接运行" in done.stdout
    assert place.statuses() == {"甲/a.pdf": ("processed", None)}
    assert json.loads((place.out / "audit.json").read_text("utf-8"))["run"]


@pytest.mark.parametrize("seconds", [1, 25])
def test_an_interrupt_ends_processes_and_server(tmp_path: Path, seconds: float) -> None:
    """Once while the server gets up, once while tasks wait."""
    place = Place(tmp_path / "本轮")
    place.put("甲/a.pdf", f"pages 2\nlog {place.log}\npage 2 wait {place.root / 'gate'}")
    command = [argument for argument in place.command() if argument != "--plain"]
    environment = clean_environment(tmp_path) | {"FAKE_SILENCE": "300"}
    stopped = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    wait_for(lambda: place.pages_read() >= 1)
    time.sleep(seconds)
    stopped.send_signal(signal.SIGINT)
    _, told = stopped.communicate(timeout=60)
    assert stopped.returncode == 130, told
    assert "Traceback" not in told
    assert not living(str(tmp_path / "temporary"))
    assert not living(str(tmp_path))


def test_the_nightly_schedule_is_there_and_a_second_server_is_refused(tmp_path: Path) -> None:
    root, environment = tmp_path / "工作区", clean_environment(tmp_path)
    subprocess.run([sys.executable, DRIVER, "init", str(root)], check=True, capture_output=True)
    serving = [sys.executable, DRIVER, "nightly", "--workspace", str(root)]
    with subprocess.Popen(serving, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            until, doctor = time.monotonic() + 240, ""
            while time.monotonic() < until and "下次运行" not in doctor:
                time.sleep(3)
                doctor = subprocess.run(
                    [sys.executable, DRIVER, "doctor"], cwd=root, env=environment, capture_output=True, text=True, check=False
                ).stdout
            assert "01:30" in doctor, doctor
            second = subprocess.run(serving, env=environment, capture_output=True, text=True, timeout=60, check=False)
            assert second.returncode == 75, second.stderr
        finally:
            server.terminate()
            server.wait(60)
    assert not living(str(root))


_THREE_MISSED = """
import datetime as dt
from prefect.client.orchestration import get_client
from prefect.states import Scheduled
from flows.deployed import nightly_ingest
from flows.served import forgo_missed_but_last

now = dt.datetime.now(dt.UTC)
with get_client(sync_client=True) as client:
    flow = client.create_flow(nightly_ingest)
    nightly = client.create_deployment(flow, "nightly", paused=True)
    for days in (3, 2, 1, -1):
        client.create_flow_run_from_deployment(nightly, state=Scheduled(scheduled_time=now - dt.timedelta(days=days)))
    forgone = forgo_missed_but_last()
    left = [run for run in client.read_flow_runs() if run.state_type.value == "SCHEDULED"]
    print(forgone, sorted(round((run.expected_start_time - now).total_seconds() / 86400) for run in left))
"""


def test_of_missed_nights_one_is_made_up_for(tmp_path: Path) -> None:
    with own_server(tmp_path / "prefect") as settings:
        wait_until_up(settings["PREFECT_API_URL"])
        environment = clean_environment(tmp_path, PYTHONPATH=str(Path(DRIVER).parents[2])) | settings
        done = subprocess.run(
            [sys.executable, "-c", _THREE_MISSED], env=environment, capture_output=True, text=True, timeout=120, check=False
        )
    assert done.stdout.splitlines()[-1:] == ["2 [-1, 1]"], done.stderr
