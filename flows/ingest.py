"""Takes an inbox in: every file into the vault, every archive opened, every name accounted for."""

from dataclasses import dataclass, field
from pathlib import Path

from extractors.intake import LIMITS, FileKind, detect, is_ignored
from flows.archives import INNER, unpack
from flows.frames import count_frames
from flows.inbox import Ignored, Opened, Refused, walk
from flows.units import Incoming, Unit, into_units
from schemas.errors import Quarantine, Reason
from storage import Store
from storage.ledger import Receipt
from storage.vault import Original

_PAGE_IMAGES = frozenset({FileKind.JPEG, FileKind.PNG, FileKind.BMP})


@dataclass(frozen=True)
class Refusal:
    """A file that is not read, and why."""

    path: str
    reason: Reason
    sha256: str = ""
    """'' where the bytes were not taken in."""
    detail: str = ""


@dataclass
class Intake:
    """What an inbox holds."""

    files: list[Incoming] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)

    def units(self) -> tuple[Unit, ...]:
        """Return what is to be read, unit by unit."""
        return into_units(self.files)


def take_in(inbox: Path, store: Store) -> Intake:
    """Bring every file of the inbox into the vault, and say of each what it is."""
    intake = Intake()
    for entry in walk(inbox):
        match entry:
            case Ignored(path=path):
                intake.ignored.append(path)
            case Refused(path=path, raw=raw, reason=reason):
                intake.refused.append(Refusal(path, reason))
                intake.receipts.append(Receipt(raw, "", 0, reason))
            case Opened():
                _take_file(entry, store, intake)
    return intake


def _take_file(entry: Opened, store: Store, intake: Intake) -> None:
    before = entry.stamp()
    try:
        original = store.vault.put(entry.file, LIMITS.file_bytes, still=lambda: entry.stamp() == before)
    except Quarantine as refusal:
        intake.refused.append(Refusal(entry.path, refusal.reason, detail=refusal.detail))
        intake.receipts.append(Receipt(entry.raw, "", before[1], refusal.reason))
        return
    intake.receipts.append(Receipt(entry.raw, original.sha256, original.size, "stored"))
    _admit(entry.path, original, store, intake)


def _admit(path: str, original: Original, store: Store, intake: Intake) -> None:
    try:
        kind = detect(original.path, path.rpartition("/")[2])
        if kind is FileKind.ZIP:
            _open_archive(path, original, store, intake)
        else:
            intake.files.append(Incoming(path, original.sha256, original.size, kind, _is_page_image(original.path, kind)))
    except Quarantine as refusal:
        intake.refused.append(Refusal(path, refusal.reason, original.sha256, refusal.detail))


def _is_page_image(path: Path, kind: FileKind) -> bool:
    return kind in _PAGE_IMAGES or (kind is FileKind.TIFF and count_frames(path) == 1)


def _open_archive(path: str, original: Original, store: Store, intake: Intake) -> None:
    """Admit an archive's files under ``a.zip!/b.pdf``; one bad member is turned away alone."""
    usable = 0
    for found in unpack(original, store):
        label = f"{path}{INNER}{found.name}"
        if is_ignored(found.name):
            intake.ignored.append(label)
            continue
        usable += 1
        if found.reason is not None:
            intake.refused.append(Refusal(label, found.reason, detail=found.detail))
        else:
            _admit(label, Original(found.sha256, found.size, store.vault.path(found.sha256)), store, intake)
    if not usable:
        raise Quarantine(Reason.EMPTY_FILE, "an archive without files")
