"""Services that tests start for themselves: PostgreSQL, and a server that speaks S3."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from storage.database import sqlite_url

BUCKET = "chuhe"

settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("untimed")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "ledger.db")
    url: str = request.getfixturevalue("postgresql_database")
    return url


@pytest.fixture
def postgresql_database(postgresql: str) -> str:
    """Return the URL of a database that nobody has used."""
    return _empty_database(postgresql)


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Debian's PostgreSQL in a folder of its own, on a socket; it refuses to run as root."""
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)
    assert binaries, "PostgreSQL is not installed: scripts/setup --tests"
    place = Path(os.path.realpath(f"/tmp/chuhe-pg-{os.getpid()}"))  # a socket's path must be short
    place.mkdir(mode=0o700)
    as_nobody = []
    if os.geteuid() == 0:
        shutil.chown(place, "postgres", "postgres")
        as_nobody = ["/usr/sbin/runuser", "-u", "postgres", "--"]
    control = [*as_nobody, str(binaries / "pg_ctl"), "-D", str(place / "data"), "-w", "-l", str(place / "log")]
    settings = f"-c listen_addresses='' -c unix_socket_directories='{place}' -c fsync=off -c autovacuum=off"
    initdb = [*as_nobody, str(binaries / "initdb"), "-D", str(place / "data"), "-U", "chuhe", "-A", "trust", "-E", "UTF8", "--locale=C"]
    try:
        subprocess.run(initdb, check=True, capture_output=True, cwd="/")
        subprocess.run([*control, "-o", settings, "start"], check=True, stdout=subprocess.DEVNULL, cwd="/")
        yield f"postgresql://chuhe@/postgres?host={place}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=False, capture_output=True, cwd="/")
        shutil.rmtree(place, ignore_errors=True)


def _empty_database(server: str) -> str:
    import psycopg

    name = f"t{time.monotonic_ns()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return server.replace("/postgres?", f"/{name}?")


@pytest.fixture(scope="session")
def s3(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the URL of a bucket on a server of our own; the environment says where it is."""
    from moto.server import ThreadedMotoServer

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = ThreadedMotoServer("127.0.0.1", port, verbose=False)
    server.start()
    keys = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in keys.items():
            patch.setenv(name, value)
        import boto3

        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket=BUCKET)
        yield f"s3://{BUCKET}"
    server.stop()
