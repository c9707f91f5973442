"""Pictures of pages by the hash of their bytes, for the reports."""

import hashlib
from pathlib import Path

from storage.atomic import disk_trouble, write_whole


class Pictures:
    """A folder of pictures; a picture's key is its SHA-256."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, key: str) -> Path:
        """Return the picture's place."""
        return self._root / key[:2] / key

    def put(self, content: bytes) -> str:
        """Store a picture and return its key."""
        key = hashlib.sha256(content).hexdigest()
        if self.has(key, len(content)):
            return key
        with disk_trouble("页面图像无法存入存储目录"):
            write_whole(self.path(key), content)
        return key

    def has(self, key: str, size: int | None = None) -> bool:
        """Say whether the picture is there (and of that size)."""
        try:
            found = self.path(key).stat().st_size
        except FileNotFoundError:
            return False
        return size is None or found == size

    def get(self, key: str) -> bytes | None:
        """Return the picture, or None where it is missing or no longer what was stored."""
        if len(key) != 64 or not key.isalnum():
            return None
        try:
            content = self.path(key).read_bytes()
        except FileNotFoundError:
            return None
        if hashlib.sha256(content).hexdigest() == key:
            return content
        self.path(key).unlink(missing_ok=True)
        return None
