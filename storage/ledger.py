"""What came in, when, and what became of it: rows are added, never changed."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from storage.database import Database
from storage.entries import Anchor, Arrival, Outcome, Receipt, Run, State
from storage.tables import anchors, outcomes, receipts, run_ends, runs, tombstones

__all__ = ["Anchor", "Arrival", "Ledger", "Outcome", "Receipt", "Run", "State"]

_AT_ONCE = 10_000
"""Databases take so many values in one statement."""


class Ledger:
    """Receipts and outcomes in a database."""

    def __init__(self, database: Database) -> None:
        self.database = database

    def begin(self, run: str, at: dt.datetime, inbox: str, order: Mapping[str, str], arrivals: Iterable[Arrival]) -> tuple[Receipt, ...]:
        """Note in one transaction that a run starts and what it found; return the receipt of each file, old or new."""
        with self.database.writing() as connection:
            connection.execute(runs.insert().values(id=run, started_at=_stamp(at), inbox=inbox, order=dict(order)))
            book = _Book.of(connection, inbox)
            return tuple(book.enter(connection, run, inbox, arrival, at) for arrival in arrivals)

    def finish(self, run: str, at: dt.datetime, made: Iterable[Outcome], anchor: Anchor) -> None:
        """Note in one transaction what became of every file, and that the run came to its end."""
        rows = [
            {"run": run, "receipt": o.receipt, "member": o.member, "sha256": o.sha256, "state": o.state.value, "reason": o.reason}
            for o in made
        ]
        with self.database.writing() as connection:
            if rows:
                connection.execute(outcomes.insert(), rows)
            connection.execute(anchors.insert().values(run=run, seq=anchor.seq, head=anchor.head, trail=anchor.trail))
            connection.execute(run_ends.insert().values(run=run, ended_at=_stamp(at), outcome="done"))

    def orders_with(self, sha256: str) -> Sequence[dict[str, str]]:
        """Return what the finished runs that saw this file were asked to do, latest first."""
        joined = runs.join(outcomes, outcomes.c.run == runs.c.id).join(run_ends, run_ends.c.run == runs.c.id)
        query = sa.select(runs.c.order).select_from(joined).where(outcomes.c.sha256 == sha256).order_by(outcomes.c.id.desc())
        with self.database.reading() as connection:
            return connection.execute(query).scalars().all()

    def unfinished(self) -> Sequence[str]:
        """Return the runs that never ended: killed, or cut off."""
        query = sa.select(runs.c.id).where(runs.c.id.not_in(sa.select(run_ends.c.run)))
        with self.database.reading() as connection:
            return connection.execute(query).scalars().all()

    def latest_runs(self) -> tuple[tuple[str, Run], ...]:
        """Return the last finished run of each inbox."""
        query = sa.select(runs).join(run_ends, run_ends.c.run == runs.c.id).order_by(run_ends.c.ended_at, runs.c.id)
        with self.database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple({row.inbox: (row.inbox, Run(row.id, dt.datetime.fromisoformat(row.started_at), row.order)) for row in rows}.values())

    def outcomes_of(self, run: str) -> tuple[tuple[Receipt, Outcome], ...]:
        """Return what a run made of each file, with its receipt."""
        query = (
            sa.select(receipts, outcomes.c.member, outcomes.c.state, outcomes.c.reason, outcomes.c.sha256.label("made"))
            .join(outcomes, outcomes.c.receipt == receipts.c.id)
            .where(outcomes.c.run == run)
            .order_by(outcomes.c.id)
        )
        with self.database.reading() as connection:
            rows = connection.execute(query).all()
        return tuple((_receipt(row), Outcome(row.id, State(row.state), row.reason, row.member, row.made)) for row in rows)

    def stateless(self, run: str) -> tuple[Receipt, ...]:
        """Return what came in with a run without any state given to it."""
        query = sa.select(receipts).where(receipts.c.run == run, receipts.c.id.not_in(sa.select(outcomes.c.receipt)))
        with self.database.reading() as connection:
            return tuple(_receipt(row) for row in connection.execute(query))

    def known_originals(self) -> frozenset[str]:
        """Return the hashes of all bytes that the ledger has ever seen."""
        query = sa.union(sa.select(receipts.c.sha256), sa.select(outcomes.c.sha256))
        with self.database.reading() as connection:
            return frozenset(connection.execute(query).scalars()) - {""}

    def last_seen(self) -> dict[str, dt.datetime]:
        """Return when each original last stood in an inbox, as far as a finished or begun run saw it."""
        seen = sa.select(outcomes.c.sha256, runs.c.started_at).join(runs, runs.c.id == outcomes.c.run)
        came = sa.select(receipts.c.sha256, receipts.c.received_at)
        both = sa.union_all(seen, came).subquery()
        query = sa.select(both.c.sha256, sa.func.max(both.c.started_at)).group_by(both.c.sha256)
        with self.database.reading() as connection:
            return {sha256: dt.datetime.fromisoformat(at) for sha256, at in connection.execute(query).tuples() if sha256}

    def forgettable(self, before: dt.datetime) -> tuple[int, ...]:
        """Return the receipts that are older than that and in no younger run, nor in the last run of any inbox."""
        with self.database.reading() as connection:
            return _forgettable(connection, _stamp(before))

    def forget(self, before: dt.datetime) -> None:
        """Delete those receipts, names and all, and what became of them. Runs and anchors stay: they hold no names."""
        with self.database.writing() as connection:
            gone = _forgettable(connection, _stamp(before))
            some = [gone[start : start + _AT_ONCE] for start in range(0, len(gone), _AT_ONCE)]
            for part in some:
                connection.execute(outcomes.delete().where(outcomes.c.receipt.in_(part)))
                for column in (receipts.c.replaces, receipts.c.repeats):
                    connection.execute(receipts.update().where(column.in_(part)).values({column: None}))
            for part in some:
                connection.execute(receipts.delete().where(receipts.c.id.in_(part)))

    def bury(self, sha256s: Iterable[str], at: dt.datetime, reason: str) -> None:
        """Note that originals were deleted; their hashes stay."""
        rows = [{"sha256": sha256, "removed_at": _stamp(at), "reason": reason} for sha256 in sha256s]
        if rows:
            with self.database.writing() as connection:
                connection.execute(tombstones.insert(), rows)

    def buried(self) -> frozenset[str]:
        """Return the hashes of originals that were deleted when their time was over, and have not come in again since."""
        query = sa.select(tombstones.c.sha256, sa.func.max(tombstones.c.removed_at)).group_by(tombstones.c.sha256)
        with self.database.reading() as connection:
            removed = {sha256: dt.datetime.fromisoformat(at) for sha256, at in connection.execute(query).tuples()}
        seen = self.last_seen() if removed else {}
        return frozenset(sha256 for sha256, at in removed.items() if sha256 not in seen or seen[sha256] <= at)

    def anchors(self, trail: str) -> Mapping[str, Anchor]:
        """Return, by run, every head of this store's trail that a report was given. A ledger that is a file has no other store's."""
        with self.database.reading() as connection:
            rows = connection.execute(sa.select(anchors).order_by(anchors.c.id)).all()
        mine = [row for row in rows if self.database.is_file or row.trail in {"", trail}]
        return {row.run: Anchor(row.seq, row.head, row.trail) for row in mine}

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def _forgettable(connection: sa.Connection, before: str) -> tuple[int, ...]:
    latest = sa.select(sa.func.max(runs.c.started_at)).join(run_ends, run_ends.c.run == runs.c.id).group_by(runs.c.inbox)
    kept = (
        sa.select(outcomes.c.receipt)
        .join(runs, runs.c.id == outcomes.c.run)
        .where((runs.c.started_at >= before) | runs.c.started_at.in_(latest))
    )
    old = sa.select(receipts.c.id).where(receipts.c.received_at < before, receipts.c.id.not_in(kept))
    return tuple(connection.execute(old).scalars())


@dataclass
class _Book:
    """What has been received, while more is entered."""

    last: dict[bytes, Receipt]
    """Latest receipt of each name of one inbox."""
    first: dict[str, int]
    """First receipt of each original, in whatever inbox."""
    gone: frozenset[int]
    """Receipts of files that the last finished run no longer saw: the same bytes again were sent again."""

    @classmethod
    def of(cls, connection: sa.Connection, inbox: str) -> "_Book":
        mine = sa.select(receipts).where(receipts.c.inbox == inbox).order_by(receipts.c.id)
        last = {row.name: _receipt(row) for row in connection.execute(mine)}
        firsts = sa.select(receipts.c.sha256, sa.func.min(receipts.c.id)).where(receipts.c.sha256 != "").group_by(receipts.c.sha256)
        ended = sa.select(runs.c.id).join(run_ends, run_ends.c.run == runs.c.id).where(runs.c.inbox == inbox)
        latest = connection.execute(ended.order_by(run_ends.c.ended_at.desc(), runs.c.id.desc()).limit(1)).scalar()
        there = frozenset(connection.execute(sa.select(outcomes.c.receipt).where(outcomes.c.run == latest)).scalars())
        ever = frozenset(connection.execute(sa.select(outcomes.c.receipt).distinct()).scalars())
        return cls(last, dict(connection.execute(firsts).tuples().all()), ever - there)

    def enter(self, connection: sa.Connection, run: str, inbox: str, arrival: Arrival, at: dt.datetime) -> Receipt:
        before = self.last.get(arrival.name)
        if before is not None and before.sha256 == arrival.sha256 and before.id not in self.gone:
            return before
        replaced = before.id if before and before.sha256 and arrival.sha256 and before.sha256 != arrival.sha256 else None
        repeated = self.first.get(arrival.sha256)
        row = {"name": arrival.name, "sha256": arrival.sha256, "size": arrival.size, "replaces": replaced, "repeats": repeated}
        made = receipts.insert().values(run=run, inbox=inbox, received_at=_stamp(at), **row).returning(receipts.c.id)
        receipt = Receipt(int(connection.execute(made).scalar_one()), arrival.name, arrival.sha256, arrival.size, at, replaced, repeated)
        self.last[arrival.name] = receipt
        if arrival.sha256:
            self.first.setdefault(arrival.sha256, receipt.id)
        return receipt


def _receipt(row: "sa.Row[tuple[object, ...]]") -> Receipt:
    at = dt.datetime.fromisoformat(row.received_at)
    return Receipt(row.id, row.name, row.sha256, row.size, at, row.replaces, row.repeats)


def _stamp(at: dt.datetime) -> str:
    """Return a moment as text that sorts as moments do."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")
