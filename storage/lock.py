"""One at a time: the kernel frees the lock when its holder dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from schemas.errors import InfrastructureError
from storage.atomic import disk_trouble, make_folder


@contextmanager
def only_one(path: Path, what: str) -> Iterator[None]:
    """Hold a lock file for the time of a job; a second one is told so at once."""
    with disk_trouble("锁文件无法建立"):
        make_folder(path.parent)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise InfrastructureError(f"{what}正由另一个进程处理", "请等它结束后再运行") from error
        yield
    finally:
        os.close(handle)
