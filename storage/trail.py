"""The audit trail: lines are only added, each one carries the hash of the one before, so that nothing is altered or taken out unseen.

A chain alone cannot show that its end was cut off or that all of it was written anew. For that its head is anchored outside: in the
ledger, in every report, and on whatever paper a report is printed.
"""

import datetime as dt
import fcntl
import getpass
import hashlib
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from pydantic import JsonValue

from storage.atomic import disk_trouble, make_folder, sync_folder
from storage.ledger import Anchor

_NOTHING = "0" * 64
_LONGEST_LINE = 1 << 16


class Action(StrEnum):
    """What is told."""

    RECEIVED = "received"
    RUN_BEGUN = "run-begun"
    RUN_DONE = "run-done"
    REPORT_PUBLISHED = "report-published"
    REMOVED = "removed"
    BACKED_UP = "backed-up"
    RESTORED = "restored"
    RECOVERED = "recovered"
    """The line before was torn when the machine stopped; it is left as it is."""


@dataclass(frozen=True)
class Event:
    """Something that was done to something. Ids and counts only, never a name or what stands in a document."""

    action: Action
    object: str
    detail: Mapping[str, JsonValue]


class Trouble(StrEnum):
    """What can be wrong with a trail. Each is its own verdict."""

    ALTERED = "altered"
    MISSING = "missing"
    """Lines are gone, or stand in another order."""
    TORN = "torn"
    """The last line is incomplete, as after a power cut."""
    SHORTER = "shorter"
    """Ends before an anchor."""
    REWRITTEN = "rewritten"
    """Sound in itself, but not the trail that was anchored."""


@dataclass(frozen=True)
class Verdict:
    """A trouble, and the line where it shows."""

    trouble: Trouble
    seq: int


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
            return Anchor(0, _NOTHING)
        with disk_trouble("审计记录无法读取"), self.path.open("rb") as file:
            return _end_of(file)[0]

    def verify(self, anchors: Sequence[Anchor] = ()) -> tuple[Verdict, ...]:
        """Compute everything anew; nothing is returned for a trail that is sound and holds all its anchors."""
        with disk_trouble("审计记录无法读取"):
            content = self.path.read_bytes() if self.path.exists() else b""
        check = _Check(content)
        return (*check.verdicts(), *_against(anchors, check.hashes))

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
    mark = _hash(body)
    return _canonical(body | {"hash": mark}) + b"\n", Anchor(before.seq + 1, mark)


def _end_of(file: BinaryIO) -> tuple[Anchor, bytes]:
    """Return the head, and the torn line that stands at the end."""
    file.seek(0, os.SEEK_END)
    size = file.tell()
    file.seek(max(0, size - _LONGEST_LINE * 2))
    *lines, torn = file.read().split(b"\n")
    for line in reversed(lines):
        if (entry := _parsed(line)) is not None:
            return Anchor(entry.seq, entry.hash), torn
    return Anchor(0, _NOTHING), torn


@dataclass(frozen=True)
class _Entry:
    seq: int
    prev: str
    hash: str
    is_sound: bool
    recovers: str


def _parsed(line: bytes) -> _Entry | None:
    try:
        body = json.loads(line)
        seq, prev, mark = body["seq"], body["prev"], body.pop("hash")
        if not (isinstance(seq, int) and isinstance(prev, str) and isinstance(mark, str)):
            return None
        sound = _hash(body) == mark and _canonical(body | {"hash": mark}) == line
        recovers = str(body["detail"]["torn"]) if body.get("action") == Action.RECOVERED else ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return _Entry(seq, prev, mark, sound, recovers)


class _Check:
    """One walk through a trail."""

    def __init__(self, content: bytes) -> None:
        self._lines = content.split(b"\n")
        self._torn = self._lines.pop()
        self._entries = [_parsed(line) for line in self._lines]
        self.hashes: dict[int, str] = {}

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return what is wrong, in the order of the lines."""
        found = list(self._walk())
        if self._torn:
            found.append(Verdict(Trouble.TORN, max(self.hashes, default=0) + 1))
        return tuple(dict.fromkeys(found))

    def _walk(self) -> Iterator[Verdict]:
        expected, before = 1, _NOTHING
        for index, entry in enumerate(self._entries):
            if entry is None:
                if not self._is_recovered(index):
                    yield Verdict(Trouble.ALTERED, expected)
                    expected, before = expected + 1, ""
                continue
            if not entry.is_sound:
                yield Verdict(Trouble.ALTERED, entry.seq if entry.seq == expected else expected)
                expected, before = expected + 1, ""
                continue
            if entry.seq != expected:
                yield Verdict(Trouble.MISSING, min(expected, entry.seq))
            elif before and entry.prev != before:
                yield Verdict(Trouble.ALTERED, max(1, expected - 1))
            expected, before = entry.seq + 1, entry.hash
            self.hashes[entry.seq] = entry.hash

    def _is_recovered(self, index: int) -> bool:
        """Say whether the line after a torn one owns up to it."""
        after = self._entries[index + 1] if index + 1 < len(self._entries) else None
        return after is not None and after.is_sound and after.recovers == hashlib.sha256(self._lines[index]).hexdigest()


def _against(anchors: Sequence[Anchor], hashes: Mapping[int, str]) -> Iterator[Verdict]:
    longest = max(hashes, default=0)
    for anchor in sorted(anchors, key=lambda one: one.seq):
        if anchor.seq > longest:
            yield Verdict(Trouble.SHORTER, anchor.seq)
            return
        if anchor.seq in hashes and not hashes[anchor.seq].startswith(anchor.head):
            yield Verdict(Trouble.REWRITTEN, anchor.seq)
            return


def _canonical(body: Mapping[str, JsonValue]) -> bytes:
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _hash(body: Mapping[str, JsonValue]) -> str:
    return hashlib.sha256(b"v1\n" + _canonical(body)).hexdigest()


def _actor() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return str(os.getuid())
