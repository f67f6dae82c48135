"""Files of referrals, and private addresses that messages may also go to."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "referral_attachments",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("draft_id", sa.String(64), nullable=True),
        sa.Column("referral_id", sa.String(64), nullable=True),
        sa.Column("document", sa.String(30), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("scan", sa.String(12), nullable=False),
        sa.Column("added_by", sa.String(64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key_id", sa.String(20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("(draft_id IS NULL) <> (referral_id IS NULL)", name="one_owner"),
        sa.CheckConstraint("scan IN ('clean', 'not_scanned')", name="scan_is_known"),
        sa.ForeignKeyConstraint(["added_by"], ["people.id"], name="fk_referral_attachments_added_by"),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["referral_drafts.id"], name="fk_referral_attachments_draft_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name="fk_referral_attachments_referral_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_referral_attachments"),
    )
    for column in ("draft_id", "referral_id", "key_id"):
        op.create_index(f"ix_referral_attachments_{column}", "referral_attachments", [column], unique=False)
    op.create_table(
        "referral_attachment_pieces",
        sa.Column("id", sa.String(80), nullable=False),
        sa.Column("attachment_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key_id", sa.String(20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["referral_attachments.id"],
            name="fk_referral_attachment_pieces_attachment_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_referral_attachment_pieces"),
        sa.UniqueConstraint("attachment_id", "number", name="uq_referral_attachment_pieces_attachment_id_number"),
    )
    op.create_index("ix_referral_attachment_pieces_key_id", "referral_attachment_pieces", ["key_id"], unique=False)
    op.create_table(
        "private_addresses",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(64), nullable=False),
        sa.Column("referral_id", sa.String(64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key_id", sa.String(20), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_private_addresses_person_id"),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name="fk_private_addresses_referral_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_private_addresses"),
        sa.UniqueConstraint("referral_id", name="uq_private_addresses_referral_id"),
    )
    for column in ("person_id", "key_id"):
        op.create_index(f"ix_private_addresses_{column}", "private_addresses", [column], unique=False)
    op.add_column("notifications", sa.Column("address_id", sa.String(64), nullable=True))


def downgrade() -> None:
    op.drop_column("notifications", "address_id")
    for table in ("private_addresses", "referral_attachment_pieces", "referral_attachments"):
        op.drop_table(table)
