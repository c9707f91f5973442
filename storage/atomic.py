"""Files that are there whole or not at all."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import MACHINE_TROUBLE, InfrastructureError, StoreError


@contextmanager
def disk_trouble(what: str) -> Iterator[None]:
    """Say in the office's words what a failing disk means; a full one is nobody's document's fault."""
    try:
        yield
    except OSError as error:
        if error.errno in MACHINE_TROUBLE:
            raise InfrastructureError(f"{what}：{error.strerror}", "请检查磁盘空间和读写状态后重新运行，已完成的部分不会重做") from error
        raise StoreError(f"{what}：{error.strerror or error}", "请检查存储目录的权限") from error


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, that only their owner can enter; their names are durable."""
    if path.is_dir():
        return
    make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_folder(path.parent)


def write_whole(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Write a file so that a power cut leaves the old one, the new one, or none; never a torn one."""
    make_folder(path.parent)
    temporary = path.with_name(f".{path.name[:80]}.{secrets.token_hex(6)}.tmp")
    try:
        _write_synced(temporary, content, mode)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_synced(path: Path, content: bytes, mode: int) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
