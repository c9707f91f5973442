"""Pictures of pages by the hash of their bytes, for the reports."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from storage.atomic import disk_trouble, write_whole
from storage.remote import Remote


class Pictures:
    """A folder of pictures; a picture's key is its SHA-256. With an object store behind it, the folder is what was fetched from there."""

    def __init__(self, root: Path, remote: Remote | None = None) -> None:
        self._root = root
        self._remote = remote

    def path(self, key: str) -> Path:
        """Return the picture's place."""
        return self._root / key[:2] / key

    def put(self, content: bytes) -> str:
        """Store a picture and return its key."""
        key = hashlib.sha256(content).hexdigest()
        if self._remote is not None and self._remote.size(key) != len(content):
            self._remote.put(key, content)
        self._keep(key, content)
        return key

    def has(self, key: str) -> bool:
        """Say whether the picture is there."""
        return self.path(key).is_file() or (self._remote is not None and self._remote.size(key) is not None)

    def get(self, key: str) -> bytes | None:
        """Return the picture, or None where it is missing or no longer what was stored."""
        if len(key) != 64 or not key.isalnum():
            return None
        try:
            content = self.path(key).read_bytes()
        except FileNotFoundError:
            return self._fetched(key)
        if hashlib.sha256(content).hexdigest() == key:
            return content
        self.path(key).unlink(missing_ok=True)
        return self._fetched(key)

    def keys(self) -> Iterator[str]:
        """Return the keys of all pictures."""
        here = {path.name for path in self._root.glob("??/*") if len(path.name) == 64}
        yield from sorted(here.union(() if self._remote is None else self._remote.names()))

    def drop(self, key: str) -> None:
        """Delete a picture."""
        self.path(key).unlink(missing_ok=True)
        if self._remote is not None:
            self._remote.drop(key)

    def _fetched(self, key: str) -> bytes | None:
        content = None if self._remote is None else self._remote.get(key)
        if content is None or hashlib.sha256(content).hexdigest() != key:
            return None
        self._keep(key, content)
        return content

    def _keep(self, key: str, content: bytes) -> None:
        path = self.path(key)
        if not (path.is_file() and path.stat().st_size == len(content)):
            with disk_trouble("页面图像无法存入存储目录"):
                write_whole(path, content)
