"""Answers for everybody are found by whoever proposed or approved them: to hand over, and to make anonymous."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_shared_answers_proposed_by", "shared_answers", ["proposed_by"])
    op.create_index("ix_shared_answers_approved_by", "shared_answers", ["approved_by"])
