"""An order being worked on: everything it needs at hand, and its inbox held alone."""

import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import checks
from flows.engines import fingerprint
from flows.journal import Journal
from flows.messages import Setup
from flows.orders import AuditOrder
from flows.pool import REAL_WORKER, WorkerPool
from flows.process import Patience
from flows.progress import Silent, Teller
from flows.read import UnitReader
from flows.shelf import Shelf, Versions
from flows.stores import open_store
from notices import load
from reports import EarlierReport, read_earlier
from schemas.errors import RegisterError
from schemas.notice import Notice
from schemas.registers import Registers
from schemas.report import ReadingState
from storage import Store, digest, source_version

WORKER: Sequence[str] = REAL_WORKER
PATIENCE = Patience()
"""How a reading process is started and how long it is waited for; tests put in their own."""

_ROOM = 500 << 20


@dataclass
class Desk:
    """An order being worked on: the store, the notice and the registers at hand."""

    order: AuditOrder
    store: Store
    notice: Notice
    readings: dict[str, ReadingState]
    tell: Teller
    registers: Registers = field(default_factory=Registers)
    """What the office keeps beside the packages, once it was taken in."""
    run: str = field(default_factory=lambda: uuid.uuid4().hex)
    started: float = field(default_factory=time.monotonic)
    command: Sequence[str] = REAL_WORKER
    patience: Patience = field(default_factory=Patience)
    notes: list[str] = field(default_factory=list)
    earlier: EarlierReport | None = None
    """The report that this one is compared with."""
    sandbox: str = ""
    """How the reading processes of this run were restrained; '' where none was needed."""
    seconds: dict[str, float] = field(default_factory=dict)
    """What each stage took."""

    @property
    def journal(self) -> Journal:
        """Return the log."""
        return Journal(self.store.root / "logs")

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Take the time of a stage."""
        begun = time.monotonic()
        try:
            yield
        finally:
            self.seconds[name] = round(self.seconds.get(name, 0) + time.monotonic() - begun, 3)

    def reader(self) -> "Reading":
        """Return what reads this order's units."""
        return Reading(self)


class Reading:
    """The reading processes of a desk, as a context."""

    def __init__(self, desk: Desk) -> None:
        shelf = Shelf(desk.store, Versions.current(fingerprint(desk.order.engine), desk.notice))
        setup = Setup(engine=desk.order.engine, notice=desk.notice)
        self.pool = WorkerPool(desk.order.workers, setup, desk.command, desk.patience)
        self.units = UnitReader(desk.store, shelf, self.pool, desk.tell.page_done)

    def __enter__(self) -> UnitReader:
        return self.units

    def __exit__(self, *_: object) -> None:
        self.pool.close()


def _require_folder(registers: Path | None) -> None:
    if registers is not None and not registers.is_dir():
        raise RegisterError(f"登记文件夹 {registers} 不存在。", "请核对路径，或去掉该选项。")


def _require_rules(notice: Notice, store: Store) -> None:
    """A pack that names unknown rules is found now, not after an hour's reading; the same pack is not asked about twice."""
    key = digest("bound", notice.version, source_version(("checks", "schemas")))
    if store.results.get(key) is not None:
        return
    from checks.binding import bind  # noqa: PLC0415  (loads every rule)

    store.results.put(key, len(bind(notice)))


@contextmanager
def open_desk(order: AuditOrder, tell: Teller | None = None) -> Iterator[Desk]:
    """Open everything an order needs, and hold its inbox alone. What is wrong with the order is found here, before any work."""
    threading.Thread(target=fingerprint, args=(order.engine,), daemon=True).start()  # the engines' files take a while to go through
    notice = load(order.notice)
    readings = checks.readings_in_force(notice, order.readings)
    _require_folder(order.registers)
    earlier = read_earlier(order.against) if order.against else None
    store = open_store(order.store, order.inbox)
    try:
        with store.claim(order.inbox, f"收件目录 {order.inbox} "):
            _require_rules(notice, store)
            store.probe(_ROOM)
            store.vault.clear_leftovers()
            yield Desk(order, store, notice, readings, tell or Silent(), command=WORKER, patience=PATIENCE, earlier=earlier)
    finally:
        store.close()
