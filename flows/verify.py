"""Looks for tampering and decay: the database, the audit trail, and every original. Each has its own verdict."""

import json
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue

from flows.journal import Journal
from flows.orders import AuditOrder
from flows.originals import OriginalsFound, check_originals
from schemas.errors import UsageError
from storage import Store
from storage.ledger import Anchor
from storage.trail import Action, Event, Trouble, Verdict

_ANCHOR = re.compile(r"(\d{1,18}):([0-9a-f]{12,64})")
_WORDS = {
    Trouble.ALTERED: "第 {seq} 条被改动",
    Trouble.MISSING: "第 {seq} 条处有缺失、插入或次序颠倒",
    Trouble.TORN: "最后一条（第 {seq} 条）不完整，断电后可能如此；下次运行会注明并接着写",
    Trouble.SHORTER: "比留存的校验值短：第 {seq} 条曾经存在，现已不见",
    Trouble.REWRITTEN: "与留存的校验值不符：第 {seq} 条之前被整体改写过",
}


@dataclass(frozen=True)
class Verified:
    """What was found."""

    head: Anchor
    anchors: int
    trail: tuple[Verdict, ...]
    database: tuple[str, ...]
    originals: OriginalsFound

    @property
    def is_sound(self) -> bool:
        """Say whether nobody need be told; a line torn by a power cut alone is no tampering."""
        tampered = [verdict for verdict in self.trail if verdict.trouble is not Trouble.TORN]
        return not (tampered or self.database or self.originals.missing or self.originals.altered)


def verify(store: Store, on_paper: Iterable[str] = ()) -> Verified:
    """Compute everything anew. ``on_paper`` are anchors as reports print them, ``number:hash``."""
    faults = store.ledger.database.faults()
    kept = store.ledger.anchors(store.id)
    anchors = (*kept.values(), *_reported(store, kept), *(_anchor(text) for text in on_paper))
    return Verified(store.trail.head(), len(anchors), store.trail.verify(anchors), faults, check_originals(store))


def note(store: Store, found: Verified) -> None:
    """Write into the log that somebody looked; into the trail only where it is sound, since nothing is added to evidence of tampering."""
    counts: dict[str, JsonValue] = {"sound": found.is_sound, "anchors": found.anchors, "originals": found.originals.sound}
    Journal(store.root / "logs").write("verified", **counts)
    if found.is_sound:
        store.trail.append([Event(Action.VERIFIED, "store", counts)])


def told_lines(found: Verified) -> Iterator[str]:
    """Return the verdicts as lines for a person."""
    yield "数据库：" + ("；".join(found.database) or "完好")
    said = "；".join(_WORDS[verdict.trouble].format(seq=verdict.seq) for verdict in found.trail)
    head = f"{found.head.seq}:{found.head.head}"
    yield f"审计记录：{said or '完好'}（共 {found.head.seq} 条，对照留存的校验值 {found.anchors} 个，最后校验值 {head}）"
    yield f"原件：与收件时一致 {found.originals.sound} 个"
    for what, hashes in (("不见了", found.originals.missing), ("被改动", found.originals.altered)):
        if hashes:
            yield f"原件{what}（{len(hashes)}）：{'、'.join(sha256[:12] for sha256 in hashes)}"


def _reported(store: Store, ours: Container[str]) -> Iterator[Anchor]:
    """Return the anchors that the reports of our runs hold, where they still lie."""
    for _, run in store.ledger.latest_runs():
        if run.id not in ours:
            continue
        try:
            out = AuditOrder.model_validate_json(run.order["order"]).out
            trail = json.loads((Path(out) / "audit.json").read_bytes())["run"]["trail"]
            yield Anchor(int(trail["seq"]), str(trail["head"]))
        except (OSError, ValueError, KeyError, TypeError):
            continue


def _anchor(text: str) -> Anchor:
    found = _ANCHOR.fullmatch(text.strip().lower())
    if found is None:
        raise UsageError(f"--anchor 要写成 序号:校验值：{text}", "照报告页脚“审计记录”抄写，校验值至少 12 位，如 57:9f3c2a71b0d4")
    return Anchor(int(found[1]), found[2])
