"""Proves that nothing was lost: the inbox against the ledger, the ledger against the originals, and both against the report."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ValidationError

from extractors.intake import display
from flows.accounting import counted, storable
from flows.inbox import Opened, readable_name, walk
from flows.ingest import ARCHIVE
from flows.orders import AuditOrder
from flows.originals import check_originals
from flows.progress import Teller
from flows.stores import open_store
from flows.units import INNER
from reports.wording import FILE_STATE_WORDS
from schemas.errors import StoreError
from storage import Store
from storage.ledger import Outcome, Receipt, Run

_DRIFT_SECONDS = 600
"""So far may the clock of a network share be behind ours; what came just before a run is taken in by the next one in any case."""


class Gap(StrEnum):
    """What may not be."""

    UNSEEN = "收件目录中有，最近一次处理却没有收到"
    STATELESS = "收到了，却没有处理结果"
    UNREPORTED = "台账中有，报告中没有"
    UNRECEIVED = "报告中有，台账中没有"
    MISCOUNTED = "报告中的清点与台账不一致"
    ORIGINAL_MISSING = "原件不见了"
    ORIGINAL_ALTERED = "原件被改动"


class Note(StrEnum):
    """What is as it should be, but worth a word."""

    WAITING = "最近一次处理之后新到或改动，待下次处理"
    GONE = "已从收件目录移走，原件仍有存档"
    NO_REPORT = "报告不在原处，或出自另一次运行，未核对"
    NO_RECEIPT = "有原件而没有收据，是中断的运行或未通过的压缩包留下的"


@dataclass
class Reconciled:
    """What was compared, and what did not agree."""

    counts: dict[str, int] = field(default_factory=dict)
    gaps: list[tuple[Gap, str]] = field(default_factory=list)
    notes: list[tuple[Note, str]] = field(default_factory=list)
    inboxes: int = 0
    originals: int = 0


def reconcile(store: Store, only: Path | None = None) -> Reconciled:
    """Compare everything with everything, for the last finished run of each inbox (or of one)."""
    found = Reconciled()
    for place, run in store.ledger.latest_runs():
        if only is not None and Path(place) != only:
            continue
        with store.claim(Path(place), f"收件目录 {place} "):  # a run at work would look like a loss
            _one_inbox(store, Path(place), run, found)
    originals = check_originals(store)
    found.originals = originals.sound
    found.gaps += [(Gap.ORIGINAL_MISSING, sha256[:12]) for sha256 in originals.missing]
    found.gaps += [(Gap.ORIGINAL_ALTERED, sha256[:12]) for sha256 in originals.altered]
    found.notes += [(Note.NO_RECEIPT, sha256[:12]) for sha256 in originals.unknown]
    return found


def prove(order: AuditOrder, tell: Teller) -> None:
    """Reconcile after a run and say so; StoreError where something does not agree."""
    store = open_store(order.store, order.inbox)
    try:
        found = reconcile(store, order.inbox)
    finally:
        store.close()
    for line in told_lines(found, with_names=False):  # a night's output ends up in the system's log
        tell.say(f"对账：{line}")
    if found.gaps:
        raise StoreError(f"对账有 {len(found.gaps)} 处出入", "请运行 chuhe reconcile 查看是哪些文件，报告已写出")


def _one_inbox(store: Store, inbox: Path, run: Run, found: Reconciled) -> None:
    if not inbox.is_dir():
        return  # moved away, or a single document's own; its originals are looked at all the same
    made = store.ledger.outcomes_of(run.id)
    found.inboxes += 1
    for name, count in counted(outcome for _, outcome in made).items():
        found.counts[name] = found.counts.get(name, 0) + count
    found.gaps += [(Gap.STATELESS, display(_readable(r.name))) for r in store.ledger.stateless(run.id)]
    _against_inbox(inbox, run, {receipt.name: receipt for receipt, _ in made}, found)
    _against_report(run, made, found)


def _against_inbox(inbox: Path, run: Run, receipts: Mapping[bytes, Receipt], found: Reconciled) -> None:
    there = set()
    for entry in walk(inbox):
        there.add(entry.raw)
        receipt = receipts.get(entry.raw)
        if receipt is not None and not (isinstance(entry, Opened) and receipt.sha256 and _sha256(entry) != receipt.sha256):
            continue
        name = display(entry.path)
        if _changed_at(inbox, entry.raw) >= run.started_at.timestamp() - _DRIFT_SECONDS:
            found.notes.append((Note.WAITING, name))
        else:
            found.gaps.append((Gap.UNSEEN, name))
    found.notes += [(Note.GONE, display(_readable(name))) for name in receipts if name not in there]


class _Part(BaseModel):
    path: str


class _Document(BaseModel):
    path: str
    parts: tuple[_Part, ...] | None = None


class _Summary(BaseModel):
    ignored: frozenset[str]


class _RunInfo(BaseModel):
    id: str
    files: dict[str, int]


class _Report(BaseModel):
    documents: tuple[_Document, ...]
    summary: _Summary
    run: _RunInfo


def _against_report(run: Run, made: Sequence[tuple[Receipt, Outcome]], found: Reconciled) -> None:
    path = _report_path(run)
    report = _read_report(path)
    if report is None or report.run.id != run.id:
        found.notes.append((Note.NO_REPORT, str(path)))
        return
    told = {p for d in report.documents for p in (d.path, *(part.path for part in d.parts or ()))}
    told |= {name.rstrip("/") for name in report.summary.ignored}
    told = {storable(name) for name in told}
    known = {_path(receipt, outcome): outcome for receipt, outcome in made}
    for name, outcome in known.items():
        if name not in told and outcome.reason != ARCHIVE:
            found.gaps.append((Gap.UNREPORTED, display(name)))
    found.gaps += [(Gap.UNRECEIVED, display(name)) for name in sorted(told - set(known))]
    if report.run.files != counted(outcome for _, outcome in made):
        found.gaps.append((Gap.MISCOUNTED, str(path)))


def _report_path(run: Run) -> Path:
    try:
        return AuditOrder.model_validate_json(run.order["order"]).out / "audit.json"
    except (ValidationError, KeyError):
        return Path("audit.json")


def _read_report(path: Path) -> _Report | None:
    try:
        return _Report.model_validate(json.loads(path.read_bytes()))
    except (OSError, ValueError):
        return None


def _path(receipt: Receipt, outcome: Outcome) -> str:
    """Return the path under which the report tells of a file."""
    name = _readable(receipt.name)
    member, mark, number = outcome.member.rpartition("#")
    inner = member if mark and number.isdigit() else outcome.member
    return f"{name}{INNER}{inner}" if inner else name


def _readable(raw: bytes) -> str:
    return "/".join(readable_name(part) for part in raw.split(b"/"))


def _sha256(entry: Opened) -> str:
    total = hashlib.sha256()
    while chunk := entry.file.read(1 << 20):
        total.update(chunk)
    return total.hexdigest()


def _changed_at(inbox: Path, raw: bytes) -> float:
    """Return when the file came under this name or was changed, by the disk's clock; now, where it has gone meanwhile."""
    try:
        return os.lstat(os.path.join(os.fsencode(inbox), raw)).st_ctime  # noqa: PTH118  (names are bytes)
    except OSError:
        return float("inf")


def told_lines(found: Reconciled, *, with_names: bool = True) -> Iterator[str]:
    """Return the outcome as lines for a clerk."""
    states = "，".join(f"{FILE_STATE_WORDS[name]} {count}" for name, count in found.counts.items() if name != "seen" and count)
    yield f"收件目录 {found.inboxes} 个，文件 {found.counts.get('seen', 0)} 个：{states or '无'}；与收件时一致的原件 {found.originals} 个"
    yield from _grouped(found.notes, with_names=with_names)
    yield from _grouped(found.gaps, with_names=with_names)


def _grouped(pairs: Iterable[tuple[StrEnum, str]], *, with_names: bool) -> Iterator[str]:
    groups: dict[StrEnum, list[str]] = {}
    for kind, name in pairs:
        groups.setdefault(kind, []).append(name)
    for kind, names in groups.items():
        yield f"{kind}（{len(names)}）" + (f"：{'、'.join(names)}" if with_names else "")
