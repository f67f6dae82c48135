"""Inductions: whose, their steps, who helps, reminders and what was told; and since when people have their role."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("role_since", sa.Date(), nullable=True))
    op.create_table(
        "inductions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("cause", sa.String(5), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("plans", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.CheckConstraint("cause IN ('start', 'role')", name="cause_is_known"),
        sa.CheckConstraint("state IN ('open', 'complete', 'ended')", name="state_is_known"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_inductions_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_inductions"),
        sa.UniqueConstraint("person_id", "cause", "started_on", name="uq_inductions_person_id_cause_started_on"),
    )
    op.create_index("ix_inductions_expires_on", "inductions", ["expires_on"])
    op.create_index("ix_inductions_person_id", "inductions", ["person_id"])
    op.create_index("ix_inductions_state_started_on", "inductions", ["state", "started_on"])
    op.create_table(
        "induction_steps",
        sa.Column("id", sa.String(64), nullable=False),
        _induction_id(),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("is_moved", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(4), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by", sa.String(64), nullable=True),
        sa.CheckConstraint("state IN ('open', 'said', 'done')", name="state_is_known"),
        sa.ForeignKeyConstraint(["done_by"], ["people.id"], name="fk_induction_steps_done_by"),
        _of_induction("induction_steps"),
        sa.PrimaryKeyConstraint("id", name="pk_induction_steps"),
        sa.UniqueConstraint("induction_id", "step", name="uq_induction_steps_induction_id_step"),
    )
    op.create_table(
        "induction_contacts",
        sa.Column("id", sa.String(64), nullable=False),
        _induction_id(),
        sa.Column("kind", sa.String(6), nullable=False),
        sa.Column("contact_id", sa.String(64), nullable=False),
        sa.Column("named_by", sa.String(64), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('buddy', 'shadow')", name="kind_is_known"),
        sa.ForeignKeyConstraint(["contact_id"], ["people.id"], name="fk_induction_contacts_contact_id"),
        _of_induction("induction_contacts"),
        sa.ForeignKeyConstraint(["named_by"], ["people.id"], name="fk_induction_contacts_named_by"),
        sa.PrimaryKeyConstraint("id", name="pk_induction_contacts"),
        sa.UniqueConstraint("induction_id", "kind", name="uq_induction_contacts_induction_id_kind"),
    )
    op.create_table(
        "induction_reminders",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("step_id", sa.String(64), nullable=True),
        sa.Column("remind_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_induction_reminders_person_id"),
        sa.ForeignKeyConstraint(
            ["step_id"], ["induction_steps.id"], name="fk_induction_reminders_step_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_induction_reminders"),
    )
    op.create_index("ix_induction_reminders_expires_on", "induction_reminders", ["expires_on"])
    op.create_index("ix_induction_reminders_person_id", "induction_reminders", ["person_id"])
    op.create_index("ix_induction_reminders_remind_on_sent_at", "induction_reminders", ["remind_on", "sent_at"])
    op.create_table(
        "induction_told",
        sa.Column("id", sa.String(64), nullable=False),
        _induction_id(),
        sa.Column("kind", sa.String(7), nullable=False),
        sa.Column("week_of", sa.Date(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('starter', 'manager')", name="kind_is_known"),
        _of_induction("induction_told"),
        sa.PrimaryKeyConstraint("id", name="pk_induction_told"),
        sa.UniqueConstraint("induction_id", "kind", "week_of", name="uq_induction_told_induction_id_kind_week_of"),
    )
    op.create_index("ix_induction_told_expires_on", "induction_told", ["expires_on"])
    op.create_table(
        "induction_runs",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_induction_runs"),
    )
    op.create_index("ix_induction_runs_expires_on", "induction_runs", ["expires_on"])


def downgrade() -> None:
    for table in (
        "induction_runs",
        "induction_told",
        "induction_reminders",
        "induction_contacts",
        "induction_steps",
        "inductions",
    ):
        op.drop_table(table)
    op.drop_column("people", "role_since")


def _induction_id() -> sa.Column[str]:
    return sa.Column("induction_id", sa.String(64), nullable=False)


def _of_induction(table: str) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_induction_id"
    return sa.ForeignKeyConstraint(["induction_id"], ["inductions.id"], name=name, ondelete="CASCADE")
