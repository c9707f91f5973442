"""A Prefect server of our own for the time of a run, where none is configured."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import tomllib
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import InfrastructureError

START_SECONDS = 180
_END_SECONDS = 15

QUIET_AND_BATCHED = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_CLI_PROMPT": "false",
}
"""With Prefect's own batch size of 1 the server spends five times the CPU, and loses records when it is stopped soon after the run."""

_FOR_LONGER_LIVES = ("SCHEDULER", "LATE_RUNS", "FOREMAN", "PAUSE_EXPIRATIONS", "CANCELLATION_CLEANUP", "REPOSSESSOR", "TRIGGERS")
FOR_ONE_RUN = {f"PREFECT_SERVER_SERVICES_{service}_ENABLED": "false" for service in _FOR_LONGER_LIVES}
"""A server that lives as long as one run has no schedule, no workers and no automations to look after every few seconds."""


def configured_url() -> str | None:
    """Return the address of the server that somebody configured, in the environment or in Prefect's active profile."""
    if url := os.environ.get("PREFECT_API_URL"):
        return url
    home = Path(os.environ.get("PREFECT_HOME") or Path.home() / ".prefect")
    with contextlib.suppress(OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, AttributeError):
        profiles = tomllib.loads((home / "profiles.toml").read_text("utf-8"))
        active = os.environ.get("PREFECT_PROFILE") or profiles.get("active")
        url = profiles.get("profiles", {}).get(active, {}).get("PREFECT_API_URL")
        return str(url) if url else None
    return None


@contextmanager
def own_server(home: Path, *, port: int | None = None, with_pages: bool = False) -> Iterator[dict[str, str]]:
    """Start a server that lives as long as the block, on this machine only; give its clients' settings.

    It may not answer yet: ``wait_until_up``.
    """
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    port = port or free_port()
    settings = settings_for(home, port)
    services = {} if with_pages else FOR_ONE_RUN
    child = subprocess.Popen(
        _command(port, with_pages=with_pages),
        env=os.environ | settings | services,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield settings
    finally:
        _end(child)


def settings_for(home: Path, port: int) -> dict[str, str]:
    """Return the settings of our own server and of its clients."""
    url = f"http://127.0.0.1:{port}/api"
    own = {"PREFECT_HOME": str(home), "PREFECT_SERVER_API_PORT": str(port), "PREFECT_API_URL": url, "PREFECT_UI_API_URL": url}
    return QUIET_AND_BATCHED | own


def wait_until_up(url: str, seconds: float = START_SECONDS) -> None:
    """Wait until the server answers; InfrastructureError where it doesn't."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if _answers(f"{url}/health"):
            return
        time.sleep(0.2)
    raise InfrastructureError("Prefect 服务没有启动", "可加 --plain 不经 Prefect 运行")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310  (our own address)
            return bool(answer.status == 200)
    except OSError:
        return False


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def use(settings: Mapping[str, str]) -> None:
    """Put settings into the environment; Prefect reads them when it is imported."""
    os.environ.update(settings)


def _command(port: int, *, with_pages: bool) -> list[str]:
    pages = [] if with_pages else ["--no-ui"]
    server = ["-m", "prefect", "server", "start", *pages, "--host", "127.0.0.1", "--port", str(port)]
    return [sys.executable, "-m", "flows.leash", sys.executable, *server]


def _end(child: "subprocess.Popen[bytes]") -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGTERM)
    try:
        child.wait(_END_SECONDS)
    except subprocess.TimeoutExpired:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()
