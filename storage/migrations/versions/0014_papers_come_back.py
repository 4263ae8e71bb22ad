"""A file of forms that came back waits for a word of whoever sent it."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "arrived_papers",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("book", sa.String(16), nullable=False, comment="whose forms: see bot/services/forms/books.py"),
        sa.Column("found", sa.Text(), nullable=False, comment="what the file says"),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_arrived_papers_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_arrived_papers"),
    )


def downgrade() -> None:
    op.drop_table("arrived_papers")
