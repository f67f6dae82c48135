"""Courses, sessions, bookings, completions and applications."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

STATES = "'requested', 'booked', 'waiting', 'offered', 'attended', 'absent', 'cancelled', 'declined', 'lapsed'"


def upgrade() -> None:
    op.create_table(
        "courses",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("summary", sa.String(500), nullable=False),
        sa.Column("topic", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("mandatory_for", sa.String(10), nullable=False),
        sa.Column("needs_approval", sa.Boolean(), nullable=False),
        sa.Column("is_self_certified", sa.Boolean(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("link", sa.String(300), nullable=True),
        sa.Column("due_days", sa.Integer(), nullable=True),
        sa.Column("valid_months", sa.Integer(), nullable=True),
        sa.Column("cut_off_days", sa.Integer(), nullable=False),
        sa.Column("late_days", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('dated', 'elearning', 'interest')", name="kind_is_known"),
        sa.CheckConstraint("mandatory_for IN ('nobody', 'everyone', 'managers')", name="mandatory_for_is_known"),
        sa.PrimaryKeyConstraint("id", name="pk_courses"),
    )
    op.create_index("ix_courses_topic", "courses", ["topic"])
    op.create_table(
        "applications",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("reference", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("course_id", sa.String(64), nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("provider", sa.String(200), nullable=True),
        sa.Column("cost_pence", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(64), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_reason", sa.String(500), nullable=True),
        sa.CheckConstraint("kind IN ('interest', 'external')", name="kind_is_known"),
        sa.CheckConstraint("state IN ('sent', 'supported', 'declined', 'withdrawn')", name="state_is_known"),
        sa.CheckConstraint("cost_pence >= 0", name="cost_is_not_negative"),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name="fk_applications_course_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_applications_decided_by"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_applications_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_applications"),
        sa.UniqueConstraint("reference", name="uq_applications_reference"),
    )
    op.create_index("ix_applications_person_id", "applications", ["person_id"])
    op.create_index(
        "uq_applications_sent_person_title",
        "applications",
        ["person_id", "title"],
        unique=True,
        sqlite_where=sa.text("state = 'sent'"),
        postgresql_where=sa.text("state = 'sent'"),
    )
    op.create_table(
        "training_sessions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("course_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("is_online", sa.Boolean(), nullable=False),
        sa.Column("link", sa.String(300), nullable=True),
        sa.Column("trainer", sa.String(200), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("booked", sa.Integer(), nullable=False),
        sa.Column("queued", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cut_off_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'cancelled')", name="state_is_known"),
        sa.CheckConstraint("booked >= 0 AND booked <= capacity", name="booked_is_within_capacity"),
        sa.CheckConstraint("capacity > 0", name="capacity_is_positive"),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name="fk_training_sessions_course_id"),
        sa.PrimaryKeyConstraint("id", name="pk_training_sessions"),
    )
    op.create_index("ix_training_sessions_course_id", "training_sessions", ["course_id"])
    op.create_index("ix_training_sessions_starts_at_id", "training_sessions", ["starts_at", "id"])
    op.create_table(
        "bookings",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("reference", sa.String(12), nullable=False),
        sa.Column("session_id", sa.String(64), nullable=False),
        sa.Column("course_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("booked_by", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("queue_number", sa.Integer(), nullable=True),
        sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(64), nullable=True),
        sa.Column("decision_reason", sa.String(500), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            f"state IN ({STATES})",
            name="state_is_known",
        ),
        sa.ForeignKeyConstraint(["booked_by"], ["people.id"], name="fk_bookings_booked_by"),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name="fk_bookings_course_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["people.id"], name="fk_bookings_decided_by"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_bookings_person_id"),
        sa.ForeignKeyConstraint(["session_id"], ["training_sessions.id"], name="fk_bookings_session_id"),
        sa.PrimaryKeyConstraint("id", name="pk_bookings"),
        sa.UniqueConstraint("reference", name="uq_bookings_reference"),
    )
    op.create_index("ix_bookings_person_id", "bookings", ["person_id"])
    op.create_index("ix_bookings_session_id_state", "bookings", ["session_id", "state"])
    op.create_index("ix_bookings_state_offered_until", "bookings", ["state", "offered_until"])
    op.create_index(
        "uq_bookings_live_person_course",
        "bookings",
        ["person_id", "course_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('requested', 'booked', 'waiting', 'offered')"),
        postgresql_where=sa.text("state IN ('requested', 'booked', 'waiting', 'offered')"),
    )
    op.create_table(
        "session_days",
        sa.Column("session_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_sessions.id"], name="fk_session_days_session_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "number", name="pk_session_days"),
    )
    op.create_index("ix_session_days_starts_at", "session_days", ["starts_at"])
    op.create_table(
        "completions",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("course_id", sa.String(64), nullable=False),
        sa.Column("booking_id", sa.String(64), nullable=True),
        sa.Column("recorded_by", sa.String(64), nullable=False),
        sa.Column("completed_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["booking_id"], ["bookings.id"], name="fk_completions_booking_id"),
        sa.ForeignKeyConstraint(["course_id"], ["courses.id"], name="fk_completions_course_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_completions_person_id"),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name="fk_completions_recorded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_completions"),
        sa.UniqueConstraint("booking_id", name="uq_completions_booking_id"),
    )
    op.create_index("ix_completions_course_id", "completions", ["course_id"])
    op.create_index("ix_completions_person_id_course_id", "completions", ["person_id", "course_id"])


def downgrade() -> None:
    for table in ("completions", "bookings", "session_days", "training_sessions", "applications", "courses"):
        op.drop_table(table)
