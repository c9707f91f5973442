"""The audit trail: lines are only added, each one carries the hash of the one before, so that nothing is altered or taken out unseen.

A chain alone cannot show that its end was cut off or that all of it was written anew. For that its head is anchored outside: in the
ledger, in every report, and on whatever paper a report is printed.
"""

import datetime as dt
import fcntl
import getpass
import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from pydantic import JsonValue

from storage.atomic import disk_trouble, make_folder, sync_folder
from storage.chain import NOTHING, RECOVERED, Check, Trouble, Verdict, against, canonical, hash_of, parsed
from storage.entries import Anchor

__all__ = ["Action", "Event", "Trail", "Trouble", "Verdict"]

_LONGEST_LINE = 1 << 16


class Action(StrEnum):
    """What is told."""

    RECEIVED = "received"
    RUN_BEGUN = "run-begun"
    RUN_DONE = "run-done"
    REPORT_PUBLISHED = "report-published"
    HEALED = "healed"
    """An original had been altered in the vault, and was put right when the same bytes came in again."""
    REMOVED = "removed"
    BACKED_UP = "backed-up"
    RESTORED = "restored"
    VERIFIED = "verified"
    RECOVERED = RECOVERED
    """The line before was torn when the machine stopped; it is left as it is."""


@dataclass(frozen=True)
class Event:
    """Something that was done to something. Ids and counts only, never a name or what stands in a document."""

    action: Action
    object: str
    detail: Mapping[str, JsonValue]


class Trail:
    """A file of JSON lines. ``name`` tells it from those of other machines that share the ledger."""

    def __init__(self, path: Path, name: str = "") -> None:
        self.path = path
        self._name = name

    def append(self, events: Sequence[Event]) -> Anchor:
        """Add events, on the disk before this returns; give the head that they make."""
        with disk_trouble("审计记录无法写入"), self._opened() as file:
            head, torn = _end_of(file)
            lines, told = [], list(events)
            if torn:
                lines.append(b"\n")
                told.insert(0, Event(Action.RECOVERED, "trail", {"torn": hashlib.sha256(torn).hexdigest()}))
            for event in told:
                line, head = _line(event, head)
                lines.append(line)
            file.write(b"".join(lines))
            file.flush()
            os.fsync(file.fileno())
            return replace(head, trail=self._name)

    def head(self) -> Anchor:
        """Return how many lines there are, and the last hash."""
        if not self.path.exists():
            return Anchor(0, NOTHING)
        with disk_trouble("审计记录无法读取"), self.path.open("rb") as file:
            return _end_of(file)[0]

    def verify(self, anchors: Sequence[Anchor] = ()) -> tuple[Verdict, ...]:
        """Compute everything anew; nothing is returned for a trail that is sound and holds all its anchors."""
        with disk_trouble("审计记录无法读取"):
            content = self.path.read_bytes() if self.path.exists() else b""
        check = Check(content)
        return (*check.verdicts(), *against(anchors, check.hashes))

    @contextmanager
    def _opened(self) -> Iterator[BinaryIO]:
        make_folder(self.path.parent)
        is_new = not self.path.exists()
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        with os.fdopen(handle, "rb+") as file:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if is_new:
                sync_folder(self.path.parent)
            yield file


def _line(event: Event, before: Anchor) -> tuple[bytes, Anchor]:
    body: dict[str, JsonValue] = {
        "seq": before.seq + 1,
        "ts": dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds"),
        "actor": _actor(),
        "action": event.action.value,
        "object": event.object,
        "detail": dict(event.detail),
        "prev": before.head,
    }
    mark = hash_of(body)
    return canonical(body | {"hash": mark}) + b"\n", Anchor(before.seq + 1, mark)


def _end_of(file: BinaryIO) -> tuple[Anchor, bytes]:
    """Return the head, and the torn line that stands at the end."""
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(max(0, size - _LONGEST_LINE * 2))
    *lines, torn = file.read().split(b"\n")
    for line in reversed(lines):
        if (entry := parsed(line)) is not None:
            return Anchor(entry.seq, entry.hash), torn
    return Anchor(0, NOTHING), torn


def _actor() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return str(os.getuid())
