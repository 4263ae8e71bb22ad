"""Who has held a question stays able to read on; nobody else is."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "questions",
        sa.Column("held_by", sa.Text(), nullable=False, server_default="", comment="whose turn it has been, in order"),
    )
    questions = sa.table("questions", sa.column("holder"), sa.column("held_by"))
    op.execute(questions.update().where(questions.c.holder.is_not(None)).values(held_by=questions.c.holder))
