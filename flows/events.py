"""What the audit trail is told of a run: ids, hashes and counts, never a name."""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from storage.ledger import Receipt
from storage.trail import Action, Event


def received(run: str, receipts: Sequence[Receipt], at: dt.datetime, under: Mapping[str, str]) -> Iterator[Event]:
    """Tell that a run began, under which versions and settings, and which files are new in it."""
    fresh = [receipt for receipt in receipts if receipt.received_at == at]
    yield Event(Action.RUN_BEGUN, run, {"files": len(receipts), "new": len(fresh), **under})
    for one in fresh:
        yield Event(Action.RECEIVED, one.sha256, {"receipt": one.id, "size": one.size, "replaces": one.replaces, "repeats": one.repeats})


def healed(originals: Sequence[str]) -> Iterator[Event]:
    """Tell that originals had been altered."""
    for sha256 in originals:
        yield Event(Action.HEALED, sha256, {})


def done(run: str, counts: Mapping[str, int]) -> Event:
    """Tell what became of the files."""
    return Event(Action.RUN_DONE, run, dict(counts))


def published(run: str, out: Path, *, unmasked: bool) -> Event:
    """Tell that a report stands, its digest, and whether its workbook shows personal data."""
    mark = hashlib.sha256((out / "audit.json").read_bytes()).hexdigest()
    return Event(Action.REPORT_PUBLISHED, run, {"sha256": mark, "unmasked": unmasked})
