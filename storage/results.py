"""Results by key: JSON that carries its own digest, so that a torn or altered entry is noticed and made again."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from storage.atomic import disk_trouble, write_whole
from storage.remote import Remote


@dataclass(frozen=True)
class Kept:
    """An entry as it lies in the folder: what it was made from, and its text."""

    key: str
    origins: tuple[str, ...]
    """Hashes of the originals that it tells of."""
    body: bytes


class Results:
    """What was computed, by the key of what it was computed from."""

    def __init__(self, root: Path, remote: Remote | None = None) -> None:
        self._root = root
        self._remote = remote

    def path(self, key: str) -> Path:
        """Return the entry's place."""
        return self._root / key[:2] / f"{key}.json"

    def put(self, key: str, value: JsonValue, origins: Sequence[str] = ()) -> str:
        """Store a value and return its digest. ``origins`` are the originals that it must not outlive."""
        body = _canonical(value)
        mark = hashlib.sha256(body).hexdigest()
        entry = " ".join((mark, *origins)).encode() + b"\n" + body
        with disk_trouble("结果无法存入存储目录"):
            write_whole(self.path(key), entry)
        if self._remote is not None:
            self._remote.put(key, entry)
        return mark

    def get(self, key: str) -> JsonValue | None:
        """Return the value, or None where there is none. An entry that doesn't match its digest is deleted: it will be computed anew."""
        kept = self._local(key) or self._fetched(key)
        if kept is None:
            return None
        value: JsonValue = json.loads(kept.body)
        return value

    def latest(self, key: str) -> JsonValue | None:
        """Return a value that another machine goes on changing: the object store is asked, not the folder's copy of it."""
        if self._remote is not None:
            self.path(key).unlink(missing_ok=True)
        return self.get(key)

    def drop(self, key: str) -> None:
        """Forget a value."""
        self.path(key).unlink(missing_ok=True)
        if self._remote is not None:
            self._remote.drop(key)

    def entries(self) -> Iterator[Kept]:
        """Return every sound entry."""
        here = {path.stem for path in self._root.glob("??/*.json")}
        for key in sorted(here.union(() if self._remote is None else self._remote.names())):
            if (kept := self._local(key) or self._fetched(key)) is not None:
                yield kept

    def written_at(self, key: str) -> float:
        """Return when this machine wrote or fetched the entry, in seconds since 1970."""
        return self.path(key).stat().st_mtime

    def _local(self, key: str) -> Kept | None:
        try:
            raw = self.path(key).read_bytes()
        except FileNotFoundError:
            return None
        kept = _parsed(key, raw)
        if kept is None:
            self.path(key).unlink(missing_ok=True)
        return kept

    def _fetched(self, key: str) -> Kept | None:
        raw = None if self._remote is None else self._remote.get(key)
        kept = None if raw is None else _parsed(key, raw)
        if raw is not None and kept is not None:
            with disk_trouble("结果无法存入存储目录"):
                write_whole(self.path(key), raw)
        return kept


def _parsed(key: str, raw: bytes) -> Kept | None:
    head, _, body = raw.partition(b"\n")
    mark, *origins = head.decode("ascii", "replace").split(" ")
    return Kept(key, tuple(origins), body) if hashlib.sha256(body).hexdigest() == mark else None


def _canonical(value: JsonValue) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()
