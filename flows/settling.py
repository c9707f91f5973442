"""Files that are still being copied wait for the next run. Told by two looks on our own clock: those of network shares run as they like."""

import time
from collections.abc import Mapping
from pathlib import Path

from flows.inbox import Opened, Stamp, walk

_LOOKS = 4
"""So many times may something have changed before the night goes on without it."""


def settled(inbox: Path, seconds: float) -> Mapping[str, Stamp]:
    """Return the files that stayed as they were for so long; waits on while any file changes, but not for ever."""
    before = look(inbox)
    for _ in range(_LOOKS):
        time.sleep(seconds)
        now = look(inbox)
        if now == before:
            return now
        stayed = {path: stamp for path, stamp in now.items() if before.get(path) == stamp}
        before = now
    return stayed


def look(inbox: Path) -> dict[str, Stamp]:
    """Return what the inbox's files look like now."""
    return {entry.path: entry.stamp() for entry in walk(inbox) if isinstance(entry, Opened)}


def changed_since(inbox: Path, stamps: Mapping[str, Stamp]) -> tuple[str, ...]:
    """Return the files that were changed or taken away since they were taken in."""
    now = look(inbox)
    return tuple(sorted(path for path, stamp in stamps.items() if now.get(path) != stamp))
