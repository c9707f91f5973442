"""Results by key: JSON that carries its own digest, so that a torn or altered entry is noticed and made again."""

import hashlib
import json
from pathlib import Path

from pydantic import JsonValue

from storage.atomic import disk_trouble, write_whole


class Results:
    """What was computed, by the key of what it was computed from."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, key: str) -> Path:
        """Return the entry's place."""
        return self._root / key[:2] / f"{key}.json"

    def put(self, key: str, value: JsonValue) -> str:
        """Store a value and return its digest."""
        body = _canonical(value)
        mark = hashlib.sha256(body).hexdigest()
        with disk_trouble("结果无法存入存储目录"):
            write_whole(self.path(key), mark.encode() + b"\n" + body)
        return mark

    def get(self, key: str) -> JsonValue | None:
        """Return the value, or None where there is none. An entry that doesn't match its digest is deleted: it will be computed anew."""
        try:
            raw = self.path(key).read_bytes()
        except FileNotFoundError:
            return None
        mark, _, body = raw.partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() == mark:
            value: JsonValue = json.loads(body)
            return value
        self.drop(key)
        return None

    def drop(self, key: str) -> None:
        """Forget a value."""
        self.path(key).unlink(missing_ok=True)


def _canonical(value: JsonValue) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
