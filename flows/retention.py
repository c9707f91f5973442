"""Deletes what is over its time. A hash and the day stay, in the ledger and in the audit trail; the content is gone."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from flows.workspace import Retention
from schemas.errors import UsageError
from storage import Store
from storage.results import Kept
from storage.trail import Action, Event

_SHORTEST = 12
_PICTURE = re.compile(rb'"picture":"([0-9a-f]{64})"')


class Why(StrEnum):
    """Why something is deleted."""

    OVER = "retention"
    ASKED = "request"


@dataclass(frozen=True)
class Due:
    """What is to be deleted, by class."""

    originals: tuple[str, ...]
    records: tuple[str, ...]
    """Keys of results."""
    pictures: tuple[str, ...]
    """Pictures that no remaining result shows."""
    logs: tuple[Path, ...] = ()
    receipts: int = 0
    before: dt.datetime | None = None
    """Receipts that were last used before that day go, names and all."""
    why: Why = Why.OVER

    @property
    def counts(self) -> dict[str, int]:
        """Return how many of each class."""
        return {
            "originals": len(self.originals),
            "records": len(self.records),
            "pictures": len(self.pictures),
            "logs": len(self.logs),
            "receipts": self.receipts,
        }


def due(store: Store, rules: Retention, now: dt.datetime) -> Due:
    """Return what the rules would delete now. An original counts from the day on which it last stood in an inbox."""
    originals = frozenset(_due_originals(store, rules, now))
    dropped, pictures = _due_records(store, rules, originals, now)
    logs = tuple(_due_logs(store.root / "logs", rules, now))
    before = now - dt.timedelta(days=rules.receipts) if rules.receipts else None
    receipts = len(store.ledger.forgettable(before)) if before else 0
    return Due(tuple(sorted(originals)), dropped, pictures, logs, receipts, before)


def asked(store: Store, prefixes: Sequence[str], now: dt.datetime) -> Due:
    """Return what goes when somebody asks for originals to be deleted before their time; they are named as reports and logs name them."""
    there = tuple(store.vault.all())
    found = {prefix: [sha256 for sha256 in there if sha256.startswith(prefix.lower())] for prefix in prefixes}
    for prefix, hashes in found.items():
        if len(prefix) < _SHORTEST or len(hashes) != 1:
            raise UsageError(f"没有以 {prefix} 开头的原件，或不止一份", f"请写出原件 SHA-256 的前 {_SHORTEST} 位以上")
    originals = frozenset(hashes[0] for hashes in found.values())
    return Due(tuple(sorted(originals)), *_due_records(store, Retention(), originals, now), why=Why.ASKED)


def remove(store: Store, what: Due, now: dt.datetime) -> None:
    """Delete. The tombstone comes first: after a crash the rest is deleted by the next call, never half-told."""
    if not any(what.counts.values()):
        return
    store.ledger.bury(what.originals, now, what.why)
    gone = [Event(Action.REMOVED, sha256, {"class": "original", "reason": what.why.value}) for sha256 in what.originals]
    store.trail.append([*gone, Event(Action.REMOVED, "store", what.counts | {"reason": what.why.value})])
    for key in what.records:
        store.results.drop(key)
    for key in what.pictures:
        store.pictures.drop(key)
    for sha256 in what.originals:
        store.vault.remove(sha256)
    if what.before is not None:
        store.ledger.forget(what.before)
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
