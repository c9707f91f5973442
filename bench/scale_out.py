"""Two workers, PostgreSQL and Redis on this machine; one worker is killed in the middle; the report must be that of one process.

``make scale-out``. Starts Debian's PostgreSQL and Redis, a Prefect server without services and its services, and ends them all.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from flows.server import QUIET_AND_BATCHED, free_port, wait_until_up
from flows.workspace import make_workspace

TOP = Path(__file__).parents[1]
SAMPLES = TOP / "sample_docs" / "round" / "inbox"
POOL = "chuhe"
REGISTER = f"from flows.served import register_packages; register_packages({POOL!r})"
COORDINATE = (
    "import flows.spread, sys; flows.spread.STALLED_SECONDS = 45; from flows.deployed import nightly_ingest; nightly_ingest(sys.argv[1])"
)


def main() -> int:
    """Try it and say what was seen."""
    root, begun = Path(tempfile.mkdtemp(prefix="chuhe-scale-")), time.monotonic()
    root.chmod(0o755)
    try:
        with ExitStack() as running:
            url = running.enter_context(_postgresql(root / "pg"))
            redis = running.enter_context(_redis(root))
            settings = _settings(root, url, redis)
            _serve(running, settings, root)
            alone, spread = _workspace(root / "alone"), _workspace(root / "spread", f'database = "{_sync(url)}"\n', f'pool = "{POOL}"\n')
            _run(
                [sys.executable, "-c", "from flows.cli import main; main()", "nightly", "--once", "--plain", "--workspace", str(alone)],
                os.environ,
                root / "alone.log",
            )
            workers = [
                running.enter_context(
                    _process([_prefect(), "worker", "start", "--pool", POOL, "--limit", "1"], settings, root / f"w{n}.log")
                )
                for n in (1, 2)
            ]
            coordinator = running.enter_context(
                _process([sys.executable, "-c", COORDINATE, str(spread)], settings, root / "coordinator.log")
            )
            killed = _kill_in_the_middle(workers[0], root)
            status = coordinator.wait(900)
            same = status == 0 and _report(alone) == _report(spread)
            print(f"worker killed: {killed}; coordinator ended with {status}; same audit.json: {same}; {time.monotonic() - begun:.0f} s")
            if not same:
                print((root / "coordinator.log").read_text("utf-8", "replace")[-3000:])
            return 0 if same and killed else 1
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _workspace(root: Path, top: str = "", nightly: str = "") -> Path:
    make_workspace(root)
    settings = (root / "chuhe.toml").read_text("utf-8").replace("settle = 30", f"settle = 0\n{nightly}")
    (root / "chuhe.toml").write_text(f'workers = 1\nnotice = "liaoning-2026"\n{top}{settings}', "utf-8")
    for path in (*SAMPLES.glob("*/推荐函.pdf"), *SAMPLES.glob("*/电子版/*.docx")):
        target = root / "inbox" / path.relative_to(SAMPLES)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    return root


def _kill_in_the_middle(worker: "subprocess.Popen[bytes]", root: Path) -> bool:
    """Kill a worker with everything that it started, once it reads."""
    log = root / "w1.log"
    until = time.monotonic() + 300
    while time.monotonic() < until:
        if "Opening process" in log.read_text("utf-8", "replace") or "Beginning flow run" in log.read_text("utf-8", "replace"):
            time.sleep(12)
            os.killpg(worker.pid, signal.SIGKILL)
            return True
        time.sleep(0.5)
    return False


def _report(workspace: Path) -> str:
    value = json.loads((workspace / "out" / "audit.json").read_text("utf-8"))
    del value["run"]
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _settings(root: Path, url: str, redis: int) -> dict[str, str]:
    port = free_port()
    scale_out = {
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": url,
        "PREFECT_SERVER_DATABASE_MIGRATE_ON_START": "false",
        "PREFECT_MESSAGING_BROKER": "prefect_redis.messaging",
        "PREFECT_MESSAGING_CACHE": "prefect_redis.messaging",
        "PREFECT_SERVER_EVENTS_CAUSAL_ORDERING": "prefect_redis.ordering",
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect_redis.lease_storage",
        "PREFECT_REDIS_MESSAGING_HOST": "127.0.0.1",
        "PREFECT_REDIS_MESSAGING_PORT": str(redis),
        "PREFECT_SERVER_DOCKET_URL": f"redis://127.0.0.1:{redis}/1",
        "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_API_URL": f"http://127.0.0.1:{port}/api",
        "PREFECT_HOME": str(root / "prefect"),
        "PREFECT_WORKER_QUERY_SECONDS": "2",
    }
    return dict(os.environ) | QUIET_AND_BATCHED | scale_out | {"PYTHONPATH": str(TOP)}


def _serve(running: ExitStack, settings: Mapping[str, str], root: Path) -> None:
    _run([_prefect(), "server", "database", "upgrade", "-y"], settings, root / "upgrade.log")
    api = ["server", "start", "--no-services", "--no-ui", "--port", settings["PREFECT_SERVER_API_PORT"]]
    running.enter_context(_process([_prefect(), *api], settings, root / "api.log"))
    running.enter_context(_process([_prefect(), "server", "services", "start"], settings, root / "services.log"))
    wait_until_up(settings["PREFECT_API_URL"])
    _run([_prefect(), "work-pool", "create", POOL, "--type", "process"], settings, root / "pool.log")
    _run([sys.executable, "-c", REGISTER], settings, root / "register.log")


def _run(command: list[str], environment: Mapping[str, str], log: Path) -> None:
    with log.open("wb") as out:
        if subprocess.run(command, env=environment, cwd=TOP, stdout=out, stderr=out, timeout=900, check=False).returncode:
            raise SystemExit(f"{command}: {log.read_text('utf-8', 'replace')[-2000:]}")


@contextmanager
def _process(command: list[str], environment: Mapping[str, str], log: Path) -> Iterator["subprocess.Popen[bytes]"]:
    with log.open("wb") as out:
        child = subprocess.Popen(command, env=environment, cwd=TOP, stdout=out, stderr=out, start_new_session=True)
    try:
        yield child
    finally:
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


@contextmanager
def _redis(root: Path) -> Iterator[int]:
    port = free_port()
    with _process(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(root)], os.environ, root / "redis.log"
    ):
        time.sleep(1)
        yield port


@contextmanager
def _postgresql(place: Path) -> Iterator[str]:
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"))
    place.mkdir()
    port, as_other = free_port(), []
    if os.geteuid() == 0:
        shutil.chown(place, "postgres", "postgres")
        as_other = ["/usr/sbin/runuser", "-u", "postgres", "--"]
    subprocess.run(
        [*as_other, str(binaries / "initdb"), "-D", str(place / "d"), "-U", "chuhe", "-A", "trust", "-E", "UTF8", "--locale=C"],
        check=True,
        capture_output=True,
        cwd="/",
    )
    control = [*as_other, str(binaries / "pg_ctl"), "-D", str(place / "d"), "-w", "-l", str(place / "log")]
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={place} -c fsync=off"
    subprocess.run([*control, "-o", options, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
    try:
        for name in ("prefect", "ledger"):
            subprocess.run([str(binaries / "createdb"), "-h", "127.0.0.1", "-p", str(port), "-U", "chuhe", name], check=True)
        yield f"postgresql+asyncpg://chuhe@127.0.0.1:{port}/prefect"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd="/")


def _sync(url: str) -> str:
    """Return the ledger's database on the same server."""
    return url.replace("+asyncpg", "").replace("/prefect", "/ledger")


def _prefect() -> str:
    return str(Path(sys.executable).parent / "prefect")


if __name__ == "__main__":
    sys.exit(main())
