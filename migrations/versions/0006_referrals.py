"""Referrals: drafts, cases with their texts and steps, agreements, slots and appointments."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

STATES = (
    "'with_employee', 'submitted', 'triaged', 'appointment_offered', 'booked', "
    "'attended', 'missed', 'report_offered', 'released', 'closed', 'withdrawn'"
)


def upgrade() -> None:
    op.create_table(
        "referral_drafts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("owner_id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.Column("key_id", sa.String(20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("kind IN ('management', 'self')", name="kind_is_known"),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name="fk_referral_drafts_owner_id"),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_referral_drafts_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referral_drafts"),
        sa.UniqueConstraint("owner_id", "person_id", "kind", name="uq_referral_drafts_owner_id_person_id_kind"),
    )
    op.create_index("ix_referral_drafts_expires_on", "referral_drafts", ["expires_on"], unique=False)
    op.create_index("ix_referral_drafts_key_id", "referral_drafts", ["key_id"], unique=False)
    op.create_index("ix_referral_drafts_owner_id", "referral_drafts", ["owner_id"], unique=False)
    op.create_index("ix_referral_drafts_person_id", "referral_drafts", ["person_id"], unique=False)
    op.create_table(
        "referral_slots",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("clinician_id", sa.String(64), nullable=False),
        sa.Column("clinician", sa.String(20), nullable=False),
        sa.Column("mode", sa.String(10), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_taken", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "clinician IN ('nurse', 'physician', 'counsellor', 'physiotherapist')", name="clinician_is_known"
        ),
        sa.CheckConstraint("mode IN ('phone', 'video', 'in_person')", name="mode_is_known"),
        sa.CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        sa.ForeignKeyConstraint(["clinician_id"], ["people.id"], name="fk_referral_slots_clinician_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referral_slots"),
        sa.UniqueConstraint("clinician_id", "starts_at", name="uq_referral_slots_clinician_id_starts_at"),
    )
    op.create_index("ix_referral_slots_starts_at_id", "referral_slots", ["starts_at", "id"], unique=False)
    op.create_table(
        "referrals",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("reference", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("referrer_id", sa.String(64), nullable=True),
        sa.Column("service", sa.String(200), nullable=False),
        sa.Column("form_version", sa.String(20), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sees_report", sa.String(10), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offered_revision", sa.Integer(), nullable=True),
        sa.Column("released_revision", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.CheckConstraint("kind IN ('management', 'self')", name="kind_is_known"),
        sa.CheckConstraint("sees_report IN ('before', 'same_time', 'no_wish')", name="sees_report_is_known"),
        sa.CheckConstraint(
            f"state IN ({STATES})",
            name="state_is_known",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_referrals_person_id"),
        sa.ForeignKeyConstraint(["referrer_id"], ["people.id"], name="fk_referrals_referrer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referrals"),
        sa.UniqueConstraint("reference", name="uq_referrals_reference"),
    )
    op.create_index("ix_referrals_expires_on", "referrals", ["expires_on"], unique=False)
    op.create_index("ix_referrals_person_id", "referrals", ["person_id"], unique=False)
    op.create_index("ix_referrals_state_state_since", "referrals", ["state", "state_since"], unique=False)
    op.create_index("ix_referrals_submitted_at", "referrals", ["submitted_at"], unique=False)
    op.create_table(
        "referral_agreements",
        sa.Column("referral_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("answer", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=True),
        sa.CheckConstraint("answer IN ('agreed', 'declined', 'withdrawn')", name="answer_is_known"),
        sa.CheckConstraint("kind IN ('referral', 'assessment', 'release')", name="kind_is_known"),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name="fk_referral_agreements_referral_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("referral_id", "number", name="pk_referral_agreements"),
    )
    op.create_table(
        "referral_appointments",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("referral_id", sa.String(64), nullable=False),
        sa.Column("slot_id", sa.String(64), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('offered', 'booked', 'attended', 'missed', 'declined', 'lapsed', 'cancelled')",
            name="state_is_known",
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name="fk_referral_appointments_referral_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["slot_id"], ["referral_slots.id"], name="fk_referral_appointments_slot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_referral_appointments"),
    )
    op.create_index("ix_referral_appointments_referral_id", "referral_appointments", ["referral_id"], unique=False)
    op.create_index(
        "ix_referral_appointments_state_offered_until",
        "referral_appointments",
        ["state", "offered_until"],
        unique=False,
    )
    op.create_index(
        "uq_referral_appointments_holding_slot",
        "referral_appointments",
        ["slot_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('offered', 'booked', 'attended', 'missed')"),
        postgresql_where=sa.text("state IN ('offered', 'booked', 'attended', 'missed')"),
    )
    op.create_index(
        "uq_referral_appointments_live_referral",
        "referral_appointments",
        ["referral_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('offered', 'booked')"),
        postgresql_where=sa.text("state IN ('offered', 'booked')"),
    )
    op.create_table(
        "referral_steps",
        sa.Column("referral_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.String(64), nullable=True),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name="fk_referral_steps_referral_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("referral_id", "number", name="pk_referral_steps"),
    )
    op.create_table(
        "referral_texts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("referral_id", sa.String(64), nullable=False),
        sa.Column("part", sa.String(10), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("written_by", sa.String(64), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key_id", sa.String(20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name="fk_referral_texts_referral_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["written_by"], ["people.id"], name="fk_referral_texts_written_by"),
        sa.PrimaryKeyConstraint("id", name="pk_referral_texts"),
        sa.UniqueConstraint("referral_id", "part", "revision", name="uq_referral_texts_referral_id_part_revision"),
    )
    op.create_index("ix_referral_texts_key_id", "referral_texts", ["key_id"], unique=False)


def downgrade() -> None:
    for table in (
        "referral_texts",
        "referral_steps",
        "referral_appointments",
        "referral_agreements",
        "referrals",
        "referral_slots",
        "referral_drafts",
    ):
        op.drop_table(table)
