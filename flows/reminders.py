"""What a clerk is told of the inbox beside the findings: changed files, and names that lie there unseen."""

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from extractors.intake import display
from flows.inbox import IGNORED_NAME
from flows.ingest import Intake
from flows.settling import changed_since
from storage.ledger import Receipt, State

_ROT = dt.timedelta(hours=24)
_LONG_WAIT = dt.timedelta(days=3)
_NAMED = 5
_SURE = frozenset({"thumbs.db", "desktop.ini", ".ds_store", "__macosx"})
"""What computers leave behind; nobody ever hands in anything under these names."""


def reminders(intake: Intake, now: dt.datetime) -> Iterator[str]:
    """Say what is new under an old name, what is ignored for too long, and what waits for too long."""
    receipts = {receipt.name: receipt for receipt in intake.receipts}
    tops = [(seen, receipts[seen.arrival.name]) for seen in intake.seen if not seen.member]
    replaced = [seen.path for seen, receipt in tops if receipt.replaces and receipt.received_at == now]
    rotten = [
        seen.path for seen, receipt in tops if seen.reason == IGNORED_NAME and _age(receipt, now) >= _ROT and not _is_trace(seen.path)
    ]
    stuck = [seen.path for seen, receipt in tops if seen.state is State.WAITING and _age(receipt, now) >= _LONG_WAIT]
    yield from _sentence("与上次收到的同名而内容不同，以新内容为准，旧内容仍有存档", replaced)
    yield from _sentence("按名称不作为材料处理，已在收件目录中超过一天，请确认是否误放", rotten)
    yield from _sentence("一直在变化或未传完，已等待三天以上，请联系报送人", stuck)


def changes(inbox: Path, intake: Intake) -> Iterator[str]:
    """Say what was changed or taken away while it was being audited."""
    yield from _sentence("审核期间被改动或移走，本报告以收件时的内容为准，请再运行一次", changed_since(inbox, intake.stamps))


def told_of_healed(originals: Sequence[str]) -> Iterator[str]:
    """Say that originals had been altered in the store."""
    if originals:
        named = "、".join(sha256[:12] for sha256 in originals[:_NAMED])
        yield f"{len(originals)} 份原件在存储目录中曾被改动，已由收件目录中的同一文件恢复，请查明原因：{named}"


def _sentence(what: str, paths: Sequence[str]) -> Iterator[str]:
    if paths:
        named = "、".join(display(path) for path in paths[:_NAMED])
        yield f"{len(paths)} 个文件{what}：{named}{' 等' if len(paths) > _NAMED else ''}"


def _is_trace(path: str) -> bool:
    return path.rstrip("/").rpartition("/")[2].lower() in _SURE


def _age(receipt: Receipt, now: dt.datetime) -> dt.timedelta:
    return now - receipt.received_at
