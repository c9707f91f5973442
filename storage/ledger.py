"""What came in, when, and what became of it: rows are added, never changed."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from schemas.errors import StoreError

_tables = sa.MetaData()
_runs = sa.Table(
    "runs",
    _tables,
    sa.Column("id", sa.String(32), primary_key=True),
    sa.Column("started_at", sa.String(40), nullable=False),
    sa.Column("order", sa.JSON, nullable=False),
)
_ends = sa.Table(
    "run_ends",
    _tables,
    sa.Column("run", sa.ForeignKey("runs.id"), primary_key=True),
    sa.Column("ended_at", sa.String(40), nullable=False),
    sa.Column("outcome", sa.String(20), nullable=False),
)
_receipts = sa.Table(
    "receipts",
    _tables,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("run", sa.ForeignKey("runs.id"), nullable=False),
    sa.Column("inbox", sa.Text, nullable=False),
    sa.Column("name", sa.LargeBinary, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("outcome", sa.String(40), nullable=False),
)


@dataclass(frozen=True)
class Receipt:
    """One file of one run: its name as bytes, what it was, what became of it."""

    name: bytes
    sha256: str
    size: int
    outcome: str


class Ledger:
    """SQLite in WAL mode, every commit on the disk before it counts."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @cached_property
    def _engine(self) -> sa.Engine:
        engine = sa.create_engine(f"sqlite:///{self._path}", connect_args={"timeout": 30})
        sa.event.listen(engine, "connect", _set_pragmas)
        try:
            _tables.create_all(engine)
        except SQLAlchemyError as error:
            raise StoreError("台账数据库无法打开", "数据库可能已损坏：请从备份恢复 ledger.sqlite，或移走它后重新运行") from error
        return engine

    def begin(self, run: str, started_at: dt.datetime, order: dict[str, str]) -> None:
        """Note that a run starts, and what it was asked to do."""
        self._add(_runs, [{"id": run, "started_at": started_at.isoformat(), "order": order}])

    def end(self, run: str, ended_at: dt.datetime, outcome: str) -> None:
        """Note how a run ended."""
        self._add(_ends, [{"run": run, "ended_at": ended_at.isoformat(), "outcome": outcome}])

    def receive(self, run: str, inbox: str, receipts: Iterable[Receipt]) -> None:
        """Note every file of a run, in one transaction."""
        rows = [{"run": run, "inbox": inbox, "name": r.name, "sha256": r.sha256, "size": r.size, "outcome": r.outcome} for r in receipts]
        if rows:
            self._add(_receipts, rows)

    def orders_with(self, sha256: str) -> Sequence[dict[str, str]]:
        """Return what the finished runs that saw this file were asked to do, latest first."""
        joined = _runs.join(_receipts, _receipts.c.run == _runs.c.id).join(_ends, _ends.c.run == _runs.c.id)
        query = sa.select(_runs.c.order).select_from(joined).where(_receipts.c.sha256 == sha256).order_by(_receipts.c.id.desc())
        with self._engine.connect() as connection:
            return connection.execute(query).scalars().all()

    def unfinished(self) -> Sequence[str]:
        """Return the runs that never ended: killed, or cut off."""
        query = sa.select(_runs.c.id).where(_runs.c.id.not_in(sa.select(_ends.c.run)))
        with self._engine.connect() as connection:
            return connection.execute(query).scalars().all()

    def close(self) -> None:
        """Let go of the database."""
        if "_engine" in self.__dict__:
            self._engine.dispose()

    def _add(self, table: sa.Table, rows: list[dict[str, object]]) -> None:
        try:
            with self._engine.begin() as connection:
                connection.execute(table.insert(), rows)
        except SQLAlchemyError as error:
            raise StoreError("台账数据库无法写入", "请检查磁盘空间；数据库损坏时请从备份恢复 ledger.sqlite") from error


def _set_pragmas(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
