"""Where people can be written to in Teams, what they are told there, and reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

STATES = "'waiting', 'sending', 'sent', 'unknown', 'failed', 'withdrawn'"


def upgrade() -> None:
    op.create_table(
        "teams_chats",
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(300), nullable=False),
        sa.Column("service_address", sa.String(500), nullable=False),
        sa.Column("chat", sa.String(64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_teams_chats_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_teams_chats"),
    )
    op.create_index("ix_teams_chats_expires_on", "teams_chats", ["expires_on"])
    op.create_table(
        "notice_refusals",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("topic", sa.String(20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_notice_refusals_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_notice_refusals"),
        sa.UniqueConstraint("person_id", "topic", name="uq_notice_refusals_person_id_topic"),
    )
    op.create_table(
        "teams_notices",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("named", sa.JSON(), nullable=False),
        sa.Column("mails", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("cause", sa.String(60), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name="state_is_known"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_teams_notices_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_teams_notices"),
    )
    op.create_index("ix_teams_notices_about", "teams_notices", ["about"])
    op.create_index("ix_teams_notices_expires_on", "teams_notices", ["expires_on"])
    op.create_index("ix_teams_notices_person_id", "teams_notices", ["person_id"])
    op.create_index("ix_teams_notices_state_due_at", "teams_notices", ["state", "due_at"])
    op.create_table(
        "reminders",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("booking_id", sa.String(64), nullable=False),
        sa.Column("step", sa.String(4), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.CheckConstraint("step IN ('week', 'day')", name="step_is_known"),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name="fk_reminders_booking_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_reminders"),
        sa.UniqueConstraint("booking_id", "step", "starts_at", name="uq_reminders_booking_id_step_starts_at"),
    )
    op.create_index("ix_reminders_expires_on", "reminders", ["expires_on"])


def downgrade() -> None:
    for table in ("reminders", "teams_notices", "notice_refusals", "teams_chats"):
        op.drop_table(table)
