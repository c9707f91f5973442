"""Originals by SHA-256, written once and never changed."""

import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from schemas.errors import Quarantine, Reason, StoreError
from storage.atomic import disk_trouble, make_folder, sync_folder
from storage.remote import Remote

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Original:
    """A file in the vault."""

    sha256: str
    size: int
    path: Path


class Vault:
    """A folder of originals. A name is a hash, so a file says itself whether it is still what came in.

    With an object store behind it an original counts once it is there, and the folder holds what was brought or fetched by this machine.
    """

    def __init__(self, root: Path, remote: Remote | None = None) -> None:
        self._root = root
        self._remote = remote
        self.healed: list[str] = []
        """Originals that had been altered here, and were put right when the same file came in again."""

    @property
    def is_remote(self) -> bool:
        """Say whether an object store stands behind the folder."""
        return self._remote is not None

    def path(self, sha256: str) -> Path:
        """Return a file with the original of that hash, fetched where only the object store has it (or where it would lie)."""
        place = self._place(sha256)
        if self._remote is not None and not place.is_file():
            self._fetch(sha256)
        return place

    def has(self, sha256: str) -> bool:
        """Say whether the original is there."""
        if self._remote is not None:
            return self._remote.size(sha256) is not None
        return self._place(sha256).is_file()

    def put(self, stream: IO[bytes], limit: int | None = None, still: Callable[[], bool] = lambda: True) -> Original:
        """Copy a stream into the vault. ``still`` says, once it is read, whether the source stayed as it was.

        A stream that can be read twice is hashed first, and not written again where the vault has it.
        Raises ``Quarantine`` for a source that is over the limit or changed under our hands.
        """
        with disk_trouble("原件无法存入存储目录"):
            if stream.seekable() and (known := self._known(stream, limit)) is not None:
                if not still():
                    raise Quarantine(Reason.STILL_CHANGING)
                return known
            temporary = self._temporary()
            try:
                sha256, size = _copy(stream, temporary, limit)
                if not still():
                    raise Quarantine(Reason.STILL_CHANGING)
                if self._remote is not None and self._remote.size(sha256) != size:
                    self._remote.put(sha256, temporary)
                return Original(sha256, size, self._keep(temporary, sha256))
            finally:
                temporary.unlink(missing_ok=True)

    def verify(self, sha256: str) -> bool:
        """Hash the original anew, where it is kept; what this machine fetched of it is a copy."""
        if self._remote is not None:
            return self._remote.sha256(sha256) == sha256
        with disk_trouble("原件无法读取"):
            return self._is_sound(sha256)

    def all(self) -> Iterator[str]:
        """Return the hashes of all originals."""
        if self._remote is not None:
            yield from self._remote.names()
            return
        yield from (path.name for path in self._root.glob("??/??/*"))

    def remove(self, sha256: str) -> None:
        """Delete an original whose time is over."""
        with disk_trouble("原件无法删除"):
            self._place(sha256).unlink(missing_ok=True)
            if self._remote is not None:
                self._remote.drop(sha256)

    def clear_leftovers(self) -> None:
        """Remove what a killed run left half copied."""
        for path in (self._root / "tmp").glob("*"):
            path.unlink(missing_ok=True)

    def _known(self, stream: IO[bytes], limit: int | None) -> Original | None:
        sha256, size = _hash(stream, limit)
        stream.seek(0)
        is_there = self._remote is None or self._remote.size(sha256) == size
        return Original(sha256, size, self._place(sha256)) if is_there and self._is_sound(sha256) else None

    def _is_sound(self, sha256: str) -> bool:
        """Say whether the folder has the original, and unaltered: what is read must be what came in."""
        try:
            with self._place(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except FileNotFoundError:
            return False

    def _place(self, sha256: str) -> Path:
        return self._root / sha256[:2] / sha256[2:4] / sha256

    def _fetch(self, sha256: str) -> None:
        temporary = self._temporary()
        try:
            if self._remote is not None and self._remote.fetch(sha256, temporary):
                with temporary.open("rb") as file:
                    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                        raise StoreError(f"对象存储中的原件 {sha256[:12]} 已被改动", "请从备份恢复该原件")
                self._keep(temporary, sha256)
        finally:
            temporary.unlink(missing_ok=True)

    def _temporary(self) -> Path:
        temporary = self._root / "tmp" / secrets.token_hex(12)
        make_folder(temporary.parent)
        return temporary

    def _keep(self, temporary: Path, sha256: str) -> Path:
        target = self._place(sha256)
        if self._is_sound(sha256):
            return target
        if target.exists():
            self.healed.append(sha256)
        make_folder(target.parent)
        temporary.chmod(0o440)
        temporary.rename(target)
        sync_folder(target.parent)
        return target


def _read(stream: IO[bytes]) -> bytes:
    """Read on. A source that cannot be read is that file's trouble; writing is ours."""
    try:
        return stream.read(_CHUNK)
    except OSError as error:
        raise Quarantine(Reason.UNREADABLE_PERMISSION, type(error).__name__) from error


def _hash(stream: IO[bytes], limit: int | None) -> tuple[str, int]:
    total, size = hashlib.sha256(), 0
    while chunk := _read(stream):
        size += len(chunk)
        if limit is not None and size > limit:
            raise Quarantine(Reason.TOO_LARGE)
        total.update(chunk)
    return total.hexdigest(), size


def _copy(stream: IO[bytes], target: Path, limit: int | None) -> tuple[str, int]:
    total, size = hashlib.sha256(), 0
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "wb") as file:
        while chunk := _read(stream):
            size += len(chunk)
            if limit is not None and size > limit:
                raise Quarantine(Reason.TOO_LARGE)
            total.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return total.hexdigest(), size
