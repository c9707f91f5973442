"""Deletes what is over its time. A hash and the day stay, in the ledger and in the audit trail; the content is gone."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.workspace import Retention
from storage import Store
from storage.results import Kept
from storage.trail import Action, Event

_PICTURE = re.compile(rb'"picture":"([0-9a-f]{64})"')
_REASON = "retention"


@dataclass(frozen=True)
class Due:
    """What is over its time, by class."""

    originals: tuple[str, ...]
    records: tuple[str, ...]
    """Keys of results."""
    pictures: tuple[str, ...]
    """Pictures that no remaining result shows."""
    logs: tuple[Path, ...]

    @property
    def counts(self) -> dict[str, int]:
        """Return how many of each class."""
        return {"originals": len(self.originals), "records": len(self.records), "pictures": len(self.pictures), "logs": len(self.logs)}


def due(store: Store, rules: Retention, now: dt.datetime) -> Due:
    """Return what the rules would delete now. An original counts from the day on which it last stood in an inbox."""
    originals = frozenset(_due_originals(store, rules, now))
    dropped, pictures = _due_records(store, rules, originals, now)
    return Due(tuple(sorted(originals)), dropped, pictures, tuple(_due_logs(store.root / "logs", rules, now)))


def remove(store: Store, what: Due, now: dt.datetime) -> None:
    """Delete. The tombstone comes first: after a crash the rest is deleted by the next call, never half-told."""
    if not any(what.counts.values()):
        return
    store.ledger.bury(what.originals, now, _REASON)
    gone = [Event(Action.REMOVED, sha256, {"class": "original", "reason": _REASON}) for sha256 in what.originals]
    store.trail.append([*gone, Event(Action.REMOVED, "store", dict(what.counts))])
    for key in what.records:
        store.results.drop(key)
    for key in what.pictures:
        store.pictures.drop(key)
    for sha256 in what.originals:
        store.vault.remove(sha256)
    for path in what.logs:
        path.unlink(missing_ok=True)


def _due_originals(store: Store, rules: Retention, now: dt.datetime) -> Iterator[str]:
    there = set(store.vault.all())
    yield from there & store.ledger.buried()
    if rules.originals is None:
        return
    before = now - dt.timedelta(days=rules.originals)
    seen = store.ledger.last_seen()
    for sha256 in there:
        last = seen.get(sha256) or dt.datetime.fromtimestamp(store.vault.path(sha256).stat().st_mtime, dt.UTC)
        if last < before:
            yield sha256


def _due_records(store: Store, rules: Retention, originals: frozenset[str], now: dt.datetime) -> tuple[tuple[str, ...], tuple[str, ...]]:
    oldest = (now - dt.timedelta(days=rules.records)).timestamp() if rules.records else float("-inf")
    dropped, shown, kept = [], set[str](), set[str]()
    for entry in store.results.entries():
        is_due = bool(originals.intersection(entry.origins)) or store.results.written_at(entry.key) < oldest
        (shown if is_due else kept).update(_pictures(entry))
        if is_due:
            dropped.append(entry.key)
    return tuple(dropped), tuple(sorted(shown - kept))


def _due_logs(folder: Path, rules: Retention, now: dt.datetime) -> Iterator[Path]:
    if rules.logs is None:
        return
    oldest = (now - dt.timedelta(days=rules.logs)).timestamp()
    yield from sorted(path for path in folder.glob("*") if path.is_file() and path.stat().st_mtime < oldest)


def _pictures(entry: Kept) -> set[str]:
    return {key.decode() for key in _PICTURE.findall(entry.body)}
