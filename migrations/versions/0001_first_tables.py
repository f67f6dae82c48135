"""People, unanswered questions, feedback, and the keys of finished writes."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("tenant", sa.String(36), nullable=False),
        sa.Column("object_id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("first_name", sa.String(100), nullable=False),
        sa.Column("job", sa.String(200), nullable=False),
        sa.Column("service", sa.String(200), nullable=False),
        sa.Column("team", sa.String(200), nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("manager_id", sa.String(64), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("tenant", "object_id", name="uq_people_tenant_object_id"),
        sa.ForeignKeyConstraint(["manager_id"], ["people.id"], name="fk_people_manager_id", ondelete="SET NULL"),
    )
    op.create_index("ix_people_manager_id", "people", ["manager_id"])
    op.create_table(
        "unanswered_questions",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("article_id", sa.String(120), nullable=True),
        sa.Column("topic", sa.String(60), nullable=True),
        sa.Column("text", sa.String(200), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unanswered_questions"),
    )
    op.create_index("ix_unanswered_questions_expires_on", "unanswered_questions", ["expires_on"])
    op.create_table(
        "question_counts",
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("article_id", sa.String(120), nullable=False),
        sa.Column("topic", sa.String(60), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("asked_on", "article_id", "topic", name="pk_question_counts"),
        sa.CheckConstraint("times > 0", name="times_is_positive"),
    )
    op.create_index("ix_question_counts_expires_on", "question_counts", ["expires_on"])
    op.create_table(
        "feedback",
        sa.Column("reply_id", sa.String(64), nullable=False),
        sa.Column("article_id", sa.String(120), nullable=False),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("reply_id", name="pk_feedback"),
    )
    op.create_index("ix_feedback_article_id", "feedback", ["article_id"])
    op.create_index("ix_feedback_expires_on", "feedback", ["expires_on"])
    op.create_table(
        "idempotency_keys",
        sa.Column("scope", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("scope", name="pk_idempotency_keys"),
    )
    op.create_index("ix_idempotency_keys_expires_on", "idempotency_keys", ["expires_on"])


def downgrade() -> None:
    for table in ("idempotency_keys", "feedback", "question_counts", "unanswered_questions", "people"):
        op.drop_table(table)
