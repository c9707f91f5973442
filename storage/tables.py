"""The ledger's tables as queries see them; what makes them stands in ``migrations/versions``."""

import sqlalchemy as sa

runs = sa.table(
    "runs", sa.column("id", sa.String), sa.column("started_at", sa.String), sa.column("inbox", sa.Text), sa.column("order", sa.JSON)
)
run_ends = sa.table("run_ends", sa.column("run", sa.String), sa.column("ended_at", sa.String), sa.column("outcome", sa.String))
receipts = sa.table(
    "receipts",
    sa.column("id", sa.Integer),
    sa.column("run", sa.String),
    sa.column("inbox", sa.Text),
    sa.column("name", sa.LargeBinary),
    sa.column("sha256", sa.String),
    sa.column("size", sa.BigInteger),
    sa.column("received_at", sa.String),
    sa.column("replaces", sa.Integer),
    sa.column("repeats", sa.Integer),
)
outcomes = sa.table(
    "outcomes",
    sa.column("id", sa.Integer),
    sa.column("run", sa.String),
    sa.column("receipt", sa.Integer),
    sa.column("member", sa.Text),
    sa.column("sha256", sa.String),
    sa.column("state", sa.String),
    sa.column("reason", sa.String),
)
anchors = sa.table(
    "anchors",
    sa.column("id", sa.Integer),
    sa.column("run", sa.String),
    sa.column("seq", sa.BigInteger),
    sa.column("head", sa.String),
    sa.column("trail", sa.String),
)
tombstones = sa.table(
    "tombstones",
    sa.column("id", sa.Integer),
    sa.column("sha256", sa.String),
    sa.column("removed_at", sa.String),
    sa.column("reason", sa.String),
)

ALL = (runs, run_ends, receipts, outcomes, anchors, tombstones)
"""In the order in which they can be filled: nothing refers to a later one."""
