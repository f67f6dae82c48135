"""What was deleted, by id, for the ledger outside the database."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "erasures",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("extent", sa.String(10), nullable=False),
        sa.Column("place", sa.String(60), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("mac", sa.String(64), nullable=False),
        sa.CheckConstraint("extent IN ('row', 'due')", name="extent_is_known"),
        sa.PrimaryKeyConstraint("number", name="pk_erasures"),
    )


def downgrade() -> None:
    op.drop_table("erasures")
