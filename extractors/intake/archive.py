"""The files within a ZIP, and within the ZIPs in it. One bad member is turned away alone; the others go on."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from extractors.intake.container import Budget, Container, Entry
from extractors.intake.limits import LIMITS, Limits
from schemas.errors import Quarantine, Reason

INNER = "!/"
"""Stands between an archive's name and its member's."""
_IN_MEMORY = 8_000_000
_OFFICE = frozenset({"[Content_Types].xml", "OFD.xml"})


@dataclass(frozen=True)
class Member:
    """A file within an archive."""

    name: str
    """Its label: ``folder/b.pdf``, or ``inner.zip!/b.pdf``."""
    file: IO[bytes] | None
    """Its bytes, at the start; closed when the next member is asked for. None where it was turned away."""
    quarantine: Quarantine | None = None


def members(path: Path, name: str = "", limits: Limits = LIMITS) -> Iterator[Member]:
    """Give the files of a ZIP in the order of its directory; raises ``Quarantine`` where the archive as a whole is bad.

    ``name`` is only for the log. Nothing is ever written under a member's name.
    """
    del name
    yield from _members(path, Budget.of(limits), limits, 1)


def _members(source: Path | IO[bytes], budget: Budget, limits: Limits, depth: int) -> Iterator[Member]:
    seen: Counter[str] = Counter()
    with Container(source, limits, budget) as container:
        for entry in container.entries:
            seen[entry.name] += 1
            yield from _unpacked(container, entry, _label(entry.name, seen[entry.name]), (budget, limits, depth))


def _label(name: str, times: int) -> str:
    if times == 1:
        return name
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem} ({times}){path.suffix}"))


def _unpacked(container: Container, entry: Entry, label: str, within: tuple[Budget, Limits, int]) -> Iterator[Member]:
    budget, limits, depth = within
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as file:
        try:
            for chunk in container.chunks(entry):
                file.write(chunk)
            file.seek(0)
            inner = _is_archive(file)
            if inner and depth >= limits.depth:
                raise Quarantine(Reason.ARCHIVE_TOO_DEEP)
            if not inner:
                yield Member(label, file)
                return
            for member in _members(file, budget, limits, depth + 1):
                yield Member(f"{label}{INNER}{member.name}", member.file, member.quarantine)
        except Quarantine as refusal:
            yield Member(label, None, refusal)


def _is_archive(file: IO[bytes]) -> bool:
    """Whether a member is a ZIP of files, rather than an office document in a ZIP's clothes."""
    magic = file.read(4)
    file.seek(0)
    if magic not in {b"PK\x03\x04", b"PK\x05\x06"}:
        return False
    head = file.read(_IN_MEMORY)
    file.seek(0)
    return not any(name.encode() in head for name in _OFFICE)
