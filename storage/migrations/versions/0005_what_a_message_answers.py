"""What a message answers is fixed when it is first handled; a tap that was set aside does not go over newer ones."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "inbox",
        sa.Column(
            "answers",
            sa.String(64),
            comment="the question that it answers, as a payload; fixed when it is first handled",
        ),
    )
    op.add_column(
        "inbox",
        sa.Column(
            "overtaken_at",
            sa.DateTime(timezone=True),
            comment="when something newer of the person was handled after it was set aside",
        ),
    )
    op.create_index(
        "ix_inbox_person_id_set_aside",
        "inbox",
        ["person_id"],
        sqlite_where=sa.text("set_aside_at IS NOT NULL"),
        postgresql_where=sa.text("set_aside_at IS NOT NULL"),
    )
