"""One document's flow again: read it anew, show what was read and found, refresh the reports it appears in."""

import hashlib
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from flows.audit import Audited, audit, conduct_plainly
from flows.desk import open_desk
from flows.document_id import path_of
from flows.orders import AuditOrder, default_store, make_order
from flows.progress import teller_for
from flows.read import Afresh
from flows.run import conduct_as_needed
from flows.show import show_document
from flows.stores import open_store, opened
from flows.units import Incoming, Unit, delivery_folder
from flows.workspace import workspace_of
from schemas.errors import UsageError


@dataclass(frozen=True)
class Wanted:
    """The document that was asked for, by the bytes of its file, and where the same bytes stand twice by its delivery."""

    file: Path
    member: str
    """Path within an archive, '' for a plain file."""
    sha256: str
    delivery: str | None
    document: str = ""
    """The document that was asked for by its id; '' for every document of the file."""

    def is_part(self, part: Incoming, inbox: Path) -> bool:
        """Say whether this is the file."""
        if self.delivery is not None and delivery_folder(part.path) != self.delivery:
            return False
        if self.member:
            return part.path.endswith(f"{self.file.name}!/{self.member}")
        if self.file.is_relative_to(inbox):
            name = self.file.relative_to(inbox).as_posix()
            return part.path == name or part.path.startswith(f"{name}!/")
        return part.sha256 == self.sha256

    def is_unit(self, unit: Unit, inbox: Path) -> bool:
        """Say whether the unit holds the file."""
        return any(self.is_part(part, inbox) for part in unit.parts)


def find(file: Path, delivery: str | None, document: str = "") -> Wanted:
    """Return what is wanted; a member of an archive is named as in the report, ``a.zip!/b.pdf``."""
    outer, mark, member = str(file).partition("!/")
    plain = file if file.is_file() else Path(outer)
    if not plain.is_file():
        raise UsageError(f"文件不存在：{file}", "请核对路径；压缩包里的文件写作 a.zip!/b.pdf")
    with plain.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return Wanted(plain.resolve(), member if mark and not file.is_file() else "", sha256, delivery, document)


def by_id(document: str, store: Path | None) -> Path:
    """Return the file of a document that a report names by its id, among the latest reports of the store."""
    with opened(store) as place:
        orders = [AuditOrder.model_validate_json(run.order["order"]) for _, run in place.ledger.latest_runs()]
    for order in orders:
        if (path := path_of(document, order.out)) is not None:
            return order.inbox / path
    raise UsageError(f"最近的报告中没有编号为 {document} 的文件", "请核对编号；文件不在当前工作区时用 --store 指明存储目录")


def run_document(wanted: Wanted, console: Console, *, afresh: Afresh, store: Path | None, plain: bool) -> None:
    """Read the document anew under the order of every report it appears in; a file that was never audited is read alone."""
    orders = _orders(wanted, store)
    if not orders:
        _read_alone(wanted, console, store=store, plain=plain)
        return
    for number, order in enumerate(orders):
        audited = _refresh(order, wanted, console, afresh if number == 0 else Afresh.NOTHING, plain=plain)
        if number == 0:
            _show(audited, wanted, order.inbox, console)
        console.print(f"报告已更新：{order.out / 'report.html'}", markup=False, soft_wrap=True)


def _read_alone(wanted: Wanted, console: Console, *, store: Path | None, plain: bool) -> None:
    with tempfile.TemporaryDirectory(prefix="chuhe-") as folder:
        place = Path(folder, "inbox", wanted.delivery or "")
        place.mkdir(parents=True)
        copy = place / wanted.file.name
        shutil.copyfile(wanted.file, copy)
        order = make_order(Path(folder, "inbox"), Path(folder, "out"), store=store)
        alone = replace(wanted, file=copy.resolve())
        _show(_refresh(order, alone, console, Afresh.ALL, plain=plain), alone, order.inbox, console)
    console.print("该文件未随任何收件目录审核过，以上只就这一份文件而言，没有报告需要更新", soft_wrap=True)


def _refresh(order: AuditOrder, wanted: Wanted, console: Console, afresh: Afresh, *, plain: bool) -> Audited:
    tell = teller_for(console)
    try:
        with open_desk(order, tell) as desk:
            conduct = conduct_plainly if plain else conduct_as_needed
            return audit(desk, conduct, afresh, lambda unit: wanted.is_unit(unit, order.inbox))
    finally:
        tell.end()


def _orders(wanted: Wanted, store: Path | None) -> list[AuditOrder]:
    workspace = workspace_of(wanted.file)
    root = store or (workspace.store if workspace else default_store())
    seen = [order for order in _remembered(root, wanted) if order.inbox.is_dir()]
    if seen:
        return [order for order in seen if wanted.file.is_relative_to(order.inbox)] or seen
    if workspace is not None and wanted.file.is_relative_to(workspace.inbox):
        return [make_order(workspace.inbox, workspace.out, store=store)]
    return []


def _remembered(root: Path, wanted: Wanted) -> list[AuditOrder]:
    """Return the last order of every report that this file is in, latest first."""
    if not root.is_dir():
        return []
    store = open_store(root, wanted.file)
    try:
        latest: dict[Path, AuditOrder] = {}
        for kept in store.ledger.orders_with(wanted.sha256):
            order = AuditOrder.model_validate_json(kept["order"]).model_copy(update={"store": root.resolve()})
            latest.setdefault(order.out, order)
        return list(latest.values())
    finally:
        store.close()


def _show(audited: Audited, wanted: Wanted, inbox: Path, console: Console) -> None:
    named = {part.path for unit in audited.units for part in unit.parts if wanted.is_part(part, inbox)}
    documents = [d for d in audited.report.round.documents if named & {d.path, *(part.path for part in d.parts or ())}]
    refused = [d for d in audited.report.round.documents if wanted.is_part(Incoming(d.path, "", 0, ""), inbox)]
    if not (documents or refused):
        raise UsageError(f"收件目录中没有这份文件：{wanted.file.name}", "请核对路径和 --delivery")
    asked = [document for document in documents if document.id == wanted.document]
    for document in asked or documents or refused:
        show_document(document, audited.report, console)
