"""Takes an inbox in: every file into the vault, every archive opened, every name accounted for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from extractors.intake import LIMITS, FileKind, is_ignored
from flows.gate import Gate
from flows.inbox import IGNORED_NAME, Ignored, Opened, Refused, Stamp, walk
from flows.units import INNER, Incoming, Unit, into_units
from schemas.errors import Quarantine, Reason
from storage.ledger import Arrival, Receipt, State
from storage.vault import Original

ARCHIVE = "archive"
"""An archive that was opened: what became of it is what became of its members."""


@dataclass(frozen=True)
class Refusal:
    """A file that is not read, and why."""

    path: str
    reason: Reason
    sha256: str = ""
    """'' where the bytes were not taken in."""
    detail: str = ""


@dataclass(frozen=True)
class Seen:
    """A name that stood in the inbox, or in an archive of it."""

    path: str
    arrival: Arrival
    """What stood in the inbox; for an archive's member, the archive."""
    member: str = ""
    sha256: str = ""
    state: State | None = None
    """What became of it, where that needs no reading."""
    reason: str = ""


@dataclass
class Intake:
    """What an inbox holds. Whatever ``seen`` has, the report must tell of."""

    files: list[Incoming] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    stamps: dict[str, Stamp] = field(default_factory=dict)
    receipts: tuple[Receipt, ...] = ()
    """One for each of ``arrivals``, once the ledger has them."""

    @property
    def arrivals(self) -> tuple[Arrival, ...]:
        """Return what stood in the inbox, without what archives held."""
        return tuple(one.arrival for one in self.seen if not one.member)

    def units(self) -> tuple[Unit, ...]:
        """Return what is to be read, unit by unit."""
        return into_units(self.files)


def take_in(inbox: Path, gate: Gate, settled: Mapping[str, Stamp] | None = None) -> Intake:
    """Bring every file of the inbox into the vault, and say of each what it is.

    Nothing in the inbox is moved, renamed or written: it is the office's, and may be read-only. ``settled`` has the files that did not
    change between two looks; with it, any other file waits.
    """
    intake = Intake()
    for entry in walk(inbox):
        match entry:
            case Ignored(path=path, raw=raw, reason=reason):
                intake.ignored.append(path)
                intake.seen.append(Seen(path, Arrival(raw), state=State.IGNORED, reason=reason))
            case Refused(path=path, raw=raw, reason=reason):
                _refuse(Seen(path, Arrival(raw)), Quarantine(reason), intake)
            case Opened():
                _take_file(entry, gate, intake, settled)
    return intake


def _take_file(entry: Opened, gate: Gate, intake: Intake, settled: Mapping[str, Stamp] | None) -> None:
    before = entry.stamp()
    try:
        if settled is not None and settled.get(entry.path) != before:
            raise Quarantine(Reason.STILL_CHANGING)
        original = gate.store.vault.put(entry.file, LIMITS.file_bytes, still=lambda: entry.stamp() == before)
    except Quarantine as refusal:
        _refuse(Seen(entry.path, Arrival(entry.raw, size=before[1])), refusal, intake)
        return
    intake.stamps[entry.path] = before
    arrival = Arrival(entry.raw, original.sha256, original.size)
    _admit(Seen(entry.path, arrival, sha256=original.sha256), original, gate, intake)


def _refuse(seen: Seen, refusal: Quarantine, intake: Intake) -> None:
    state = State.WAITING if refusal.reason is Reason.STILL_CHANGING else State.QUARANTINED
    intake.refused.append(Refusal(seen.path, refusal.reason, seen.sha256, refusal.detail))
    intake.seen.append(replace(seen, state=state, reason=refusal.reason))


def _admit(seen: Seen, original: Original, gate: Gate, intake: Intake) -> None:
    path = seen.path
    try:
        kind, page_image = gate.look(original, path.rpartition("/")[2])
        if kind is FileKind.ZIP:
            _open_archive(seen, original, gate, intake)
            intake.seen.append(replace(seen, state=State.PROCESSED, reason=ARCHIVE))
        else:
            intake.files.append(Incoming(path, original.sha256, original.size, kind, page_image))
            intake.seen.append(seen)
    except Quarantine as refusal:
        _refuse(seen, refusal, intake)


def _open_archive(archive: Seen, original: Original, gate: Gate, intake: Intake) -> None:
    """Admit an archive's files under ``a.zip!/b.pdf``; one bad member is turned away alone."""
    usable = 0
    for found in gate.unpack(original):
        member = f"{archive.member}{INNER}{found.name}" if archive.member else found.name
        inner = Seen(f"{archive.path}{INNER}{found.name}", archive.arrival, member, found.sha256)
        if is_ignored(found.name):
            intake.ignored.append(inner.path)
            intake.seen.append(replace(inner, state=State.IGNORED, reason=IGNORED_NAME))
            continue
        usable += 1
        if found.reason is not None:
            _refuse(inner, Quarantine(found.reason, found.detail), intake)
        else:
            _admit(inner, Original(found.sha256, found.size, gate.store.vault.path(found.sha256)), gate, intake)
    if not usable:
        raise Quarantine(Reason.EMPTY_FILE, "an archive without files")
