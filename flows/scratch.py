"""A reading process's own temporary folder, and how much it may hold."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator

_SECONDS = 1.0


class Overgrown(Exception):  # noqa: N818
    """More was written than a document can need."""


class Scratch:
    """A folder that only its owner can enter; a file's size is limited by the kernel, the sum of all files by us."""

    def __init__(self, most: int) -> None:
        self.path = tempfile.mkdtemp(prefix="chuhe-")
        self._most = most
        self._next = 0.0

    def look(self) -> None:
        """Add up what is there, once a second at most; raises ``Overgrown``."""
        if (now := time.monotonic()) < self._next:
            return
        self._next = now + _SECONDS
        if sum(_sizes(self.path)) > self._most:
            raise Overgrown

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.path, ignore_errors=True)


def _sizes(folder: str) -> Iterator[int]:
    """Give what each file takes on the disk; a file that is gone before we look takes nothing."""
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                yield os.lstat(os.path.join(path, name)).st_blocks * 512  # noqa: PTH118  (names may be any bytes)
            except OSError:
                continue
