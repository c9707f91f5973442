"""Several machines may share a ledger; each writes a trail of its own."""

import sqlalchemy as sa
from alembic import op

revision = "v0002"
down_revision = "v0001"


def upgrade() -> None:
    """Say of each anchor which store's trail it holds."""
    op.add_column("anchors", sa.Column("trail", sa.String(32), nullable=False, server_default=""))
