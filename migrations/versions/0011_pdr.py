"""PDRs, private notes for them, long absences, and figures by month."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STEPS = "'book', 'late', 'prepare', 'record', 'agree', 'follow_up', 'follow_up_team'"


def upgrade() -> None:
    op.create_table(
        "absences",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.CheckConstraint("last_on >= first_on", name="ends_after_it_begins"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_absences_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_absences"),
        sa.UniqueConstraint("person_id", "first_on", name="uq_absences_person_id_first_on"),
    )
    op.create_index("ix_absences_person_id", "absences", ["person_id"])
    _make_pdrs()
    op.create_table(
        "standings",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("subject", sa.String(10), nullable=False),
        sa.Column("service", sa.String(200), nullable=False),
        sa.Column("required", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("away", sa.Integer(), nullable=False),
        sa.Column("taken_on", sa.Date(), nullable=False),
        sa.CheckConstraint("subject IN ('pdr', 'training')", name="subject_is_known"),
        sa.PrimaryKeyConstraint("id", name="pk_standings"),
        sa.UniqueConstraint("month", "subject", "service", name="uq_standings_month_subject_service"),
    )
    op.create_table(
        "daily_runs",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_daily_runs"),
    )
    op.create_index("ix_daily_runs_expires_on", "daily_runs", ["expires_on"])


def _make_pdrs() -> None:
    op.create_table(
        "pdrs",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.String(200), nullable=True),
        sa.Column("manager_id", sa.String(64), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.CheckConstraint("state IN ('due', 'booked', 'held', 'recorded', 'agreed')", name="state_is_known"),
        sa.CheckConstraint("state <> 'booked' OR starts_at IS NOT NULL", name="what_is_booked_has_a_time"),
        sa.CheckConstraint("state IN ('due', 'booked') OR held_on IS NOT NULL", name="what_is_held_has_a_day"),
        sa.ForeignKeyConstraint(["manager_id"], ["people.id"], name="fk_pdrs_manager_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_pdrs_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pdrs"),
        sa.UniqueConstraint("person_id", "year", name="uq_pdrs_person_id_year"),
    )
    op.create_index("ix_pdrs_manager_id", "pdrs", ["manager_id"])
    op.create_index("ix_pdrs_starts_at", "pdrs", ["starts_at"])
    op.create_index("ix_pdrs_year_state", "pdrs", ["year", "state"])
    op.create_table(
        "pdr_trainings",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("pdr_id", sa.String(64), nullable=False),
        sa.Column("course_id", sa.String(64), nullable=False),
        sa.Column("outcome", sa.String(10), nullable=False),
        sa.Column("booking_id", sa.String(64), nullable=True),
        sa.Column("application_id", sa.String(64), nullable=True),
        sa.CheckConstraint("outcome IN ('booked', 'interest', 'elearning', 'wanted')", name="outcome_is_known"),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_pdr_trainings_application_id"),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name="fk_pdr_trainings_booking_id"),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name="fk_pdr_trainings_course_id"),
        sa.ForeignKeyConstraint(["pdr_id"], ["pdrs.id"], name="fk_pdr_trainings_pdr_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_pdr_trainings"),
        sa.UniqueConstraint("pdr_id", "course_id", name="uq_pdr_trainings_pdr_id_course_id"),
    )
    op.create_table(
        "pdr_notes",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("key_id", sa.String(20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_pdr_notes_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pdr_notes"),
        sa.UniqueConstraint("person_id", name="uq_pdr_notes_person_id"),
    )
    op.create_index("ix_pdr_notes_expires_on", "pdr_notes", ["expires_on"])
    op.create_index("ix_pdr_notes_key_id", "pdr_notes", ["key_id"])
    op.create_table(
        "pdr_reminders",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("about_id", sa.String(64), nullable=False),
        sa.Column("told_id", sa.String(64), nullable=False),
        sa.Column("step", sa.String(20), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"step IN ({STEPS})", name="step_is_known"),
        sa.ForeignKeyConstraint(["about_id"], ["people.id"], name="fk_pdr_reminders_about_id"),
        sa.ForeignKeyConstraint(["told_id"], ["people.id"], name="fk_pdr_reminders_told_id"),
        sa.PrimaryKeyConstraint("id", name="pk_pdr_reminders"),
        sa.UniqueConstraint("about_id", "told_id", "step", "day", name="uq_pdr_reminders_about_id_told_id_step_day"),
    )
    op.create_index("ix_pdr_reminders_told_id", "pdr_reminders", ["told_id"])


def downgrade() -> None:
    for table in ("daily_runs", "standings", "pdr_reminders", "pdr_notes", "pdr_trainings", "pdrs", "absences"):
        op.drop_table(table)
