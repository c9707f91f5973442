"""The chain of the audit trail's lines: each carries the hash of the one before, and every break has a verdict of its own."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pydantic import JsonValue

from storage.entries import Anchor

NOTHING = "0" * 64
"""The hash before the first line."""
RECOVERED = "recovered"


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


@dataclass(frozen=True)
class Entry:
    """A line that can be read, and whether its own hash fits it."""

    seq: int
    prev: str
    hash: str
    is_sound: bool
    recovers: str


def parsed(line: bytes) -> Entry | None:
    """Return a line's entry; None for what is none."""
    try:
        body = json.loads(line)
        seq, prev, mark = body["seq"], body["prev"], body.pop("hash")
        if not (isinstance(seq, int) and isinstance(prev, str) and isinstance(mark, str)):
            return None
        sound = hash_of(body) == mark and canonical(body | {"hash": mark}) == line
        recovers = str(body["detail"]["torn"]) if body.get("action") == RECOVERED else ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return Entry(seq, prev, mark, sound, recovers)


class Check:
    """One walk through a trail; ``hashes`` are those of its sound lines, once ``verdicts`` has been asked for."""

    def __init__(self, content: bytes) -> None:
        self._lines = content.split(b"\n")
        self._torn = self._lines.pop()
        self._entries = [parsed(line) for line in self._lines]
        self.hashes: dict[int, str] = {}

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return what is wrong, in the order of the lines."""
        found = list(self._walk())
        if self._torn:
            found.append(Verdict(Trouble.TORN, max(self.hashes, default=0) + 1))
        return tuple(dict.fromkeys(found))

    def _walk(self) -> Iterator[Verdict]:
        expected, before = 1, NOTHING
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


def against(anchors: Sequence[Anchor], hashes: Mapping[int, str]) -> Iterator[Verdict]:
    """Hold a trail's hashes, by line number, against what was kept elsewhere."""
    longest = max(hashes, default=0)
    for anchor in sorted(anchors, key=lambda one: one.seq):
        if anchor.seq > longest:
            yield Verdict(Trouble.SHORTER, anchor.seq)
            return
        if anchor.seq in hashes and not hashes[anchor.seq].startswith(anchor.head):
            yield Verdict(Trouble.REWRITTEN, anchor.seq)
            return


def canonical(body: Mapping[str, JsonValue]) -> bytes:
    """Return the one way in which a line is written."""
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def hash_of(body: Mapping[str, JsonValue]) -> str:
    """Return the hash of a line's body, the hash of the line before included."""
    return hashlib.sha256(b"v1\n" + canonical(body)).hexdigest()
