"""ZIP containers (archives, DOCX, OFD), opened with suspicion: the directory is checked first, and every byte is counted."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from extractors.intake.limits import LIMITS, Limits
from extractors.intake.names import is_trap, member_name
from schemas.errors import Quarantine, Reason

_CHUNK = 1 << 16
_LOCAL = struct.Struct("<4s5H3I2H")
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_TROUBLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError, struct.error)


@dataclass
class Budget:
    """How many bytes may still be unpacked; shared by an archive and the archives within it."""

    left: int
    members: int

    @classmethod
    def of(cls, limits: Limits) -> "Budget":
        """Return a full budget."""
        return cls(limits.total_bytes, limits.members)

    def spend(self, count: int) -> None:
        """Count bytes; raises when there are too many."""
        self.left -= count
        if self.left < 0:
            raise Quarantine(Reason.ARCHIVE_BOMB, "too many bytes in all")


@dataclass(frozen=True)
class Entry:
    """A file in a container."""

    name: str
    info: zipfile.ZipInfo
    fault: Reason | None = None
    """Why this one must not be unpacked."""


@dataclass
class Container:
    """An open container whose directory has been checked."""

    source: Path | IO[bytes]
    limits: Limits = LIMITS
    budget: Budget | None = None
    entries: tuple[Entry, ...] = field(init=False)
    _zip: zipfile.ZipFile = field(init=False)
    _budget: Budget = field(init=False)

    def __post_init__(self) -> None:
        self._budget = self.budget or Budget.of(self.limits)
        try:
            self._zip = zipfile.ZipFile(self.source)
        except (*_TROUBLE, UnicodeDecodeError):
            raise Quarantine(Reason.DAMAGED_UNREADABLE, "not a whole archive") from None
        try:
            self.entries = tuple(self._checked())
        except BaseException:
            self._zip.close()
            raise

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        """Unpack a file piece by piece; raises ``Quarantine`` where it is not what the directory said."""
        if entry.fault is not None:
            raise Quarantine(entry.fault)
        written = 0
        try:
            with self._zip.open(entry.info) as file:
                while chunk := file.read(_CHUNK):
                    written += len(chunk)
                    self._count(written, len(chunk), entry.info)
                    yield chunk
        except _TROUBLE:
            raise Quarantine(Reason.DAMAGED_UNREADABLE, "a member cannot be unpacked") from None

    def read(self, name: str, most: int | None = None) -> bytes | None:
        """Unpack one file by its name; None where there is none. ``most`` bounds its size (``docx_limits``)."""
        entry = next((one for one in self.entries if one.name == name), None)
        if entry is None:
            return None
        if most is not None and entry.info.file_size > most:
            raise Quarantine(Reason.DOCX_LIMITS, "a part is too large")
        return b"".join(self.chunks(entry))

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _checked(self) -> Iterator[Entry]:
        infos = self._zip.infolist()
        if len(infos) > self._budget.members:
            raise Quarantine(Reason.ARCHIVE_BOMB, f"{len(infos)} members")
        self._budget.members -= len(infos)
        if sum(info.file_size for info in infos) > self._budget.left:
            raise Quarantine(Reason.ARCHIVE_BOMB, "too many bytes in all")
        names = self._local_names(infos)
        for info in infos:
            if not info.is_dir():
                yield Entry(member_name(info), info, self._fault(info, names[info.header_offset]))

    def _local_names(self, infos: list[zipfile.ZipInfo]) -> dict[int, bytes]:
        """Read every local header: no two files may share bytes, and each must bear the name that the directory gives it."""
        file = self._zip.fp
        assert file is not None  # noqa: S101  (open for reading until close)
        names: dict[int, bytes] = {}
        end = 0
        for info in sorted(infos, key=lambda one: one.header_offset):
            if info.header_offset < end:
                raise Quarantine(Reason.ARCHIVE_BOMB, "members overlap")
            file.seek(info.header_offset)
            header = file.read(_LOCAL.size)
            if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
                raise Quarantine(Reason.ARCHIVE_INCONSISTENT, "a local header is missing")
            *_rest, name_length, extra_length = _LOCAL.unpack(header)
            names[info.header_offset] = file.read(name_length)
            end = info.header_offset + _LOCAL.size + name_length + extra_length + info.compress_size
        if end > self._zip.start_dir:
            raise Quarantine(Reason.ARCHIVE_BOMB, "members overlap the directory")
        return names

    def _fault(self, info: zipfile.ZipInfo, local_name: bytes) -> Reason | None:
        central = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", errors="replace")
        faults = {
            Reason.ARCHIVE_ENCRYPTED: bool(info.flag_bits & _ENCRYPTED),
            Reason.ARCHIVE_UNSAFE_MEMBER: _is_special(info) or is_trap(member_name(info)),
            Reason.ARCHIVE_INCONSISTENT: central != local_name,
            Reason.ARCHIVE_UNSUPPORTED_METHOD: info.compress_type not in _METHODS,
            Reason.TOO_LARGE: info.file_size > self.limits.member_bytes,
            Reason.ARCHIVE_BOMB: info.file_size > max(self.limits.ratio_from, info.compress_size * self.limits.ratio),
        }
        return next((reason for reason, there in faults.items() if there), None)

    def _count(self, written: int, count: int, info: zipfile.ZipInfo) -> None:
        self._budget.spend(count)
        if written > self.limits.member_bytes or written > max(self.limits.ratio_from, info.compress_size * self.limits.ratio):
            raise Quarantine(Reason.ARCHIVE_BOMB, "a member unpacks to more than it may")


def _is_special(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a link or a device."""
    mode = stat.S_IFMT(info.external_attr >> 16)
    return mode not in {0, stat.S_IFREG, stat.S_IFDIR}
