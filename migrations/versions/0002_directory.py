"""People have what the HR system knows of them. Adds columns only, as a table that refers to itself is not copied."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

FULL_WEEK = '["mon", "tue", "wed", "thu", "fri"]'


def upgrade() -> None:
    op.add_column("people", sa.Column("payroll_number", sa.String(20), nullable=True))
    op.add_column("people", sa.Column("email", sa.String(200), nullable=True))
    op.add_column("people", sa.Column("base", sa.String(200), nullable=False, server_default=""))
    op.add_column("people", sa.Column("working_days", sa.JSON(), nullable=False, server_default=FULL_WEEK))
    op.add_column("people", sa.Column("left_on", sa.Date(), nullable=True))
    op.create_index("ix_people_payroll_number", "people", ["payroll_number"], unique=True)
    op.create_index("ix_people_email", "people", ["email"], unique=True)
    op.create_index("ix_people_name_id", "people", ["name", "id"])


def downgrade() -> None:
    for index in ("ix_people_name_id", "ix_people_email", "ix_people_payroll_number"):
        op.drop_index(index, "people")
    for column in ("left_on", "working_days", "base", "email", "payroll_number"):
        op.drop_column("people", column)
