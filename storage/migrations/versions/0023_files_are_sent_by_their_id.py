"""Files go with answers by Telegram's id of them: the message that brought one may be deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KIND, ID = "photo, document, voice …", "Telegram's, by which it can be sent again"


def upgrade() -> None:
    for table in ("question_messages", "loose_messages"):
        op.add_column(table, sa.Column("file_id", sa.String(255), comment=ID))
    op.add_column("ready_answers", sa.Column("file_kind", sa.String(12), comment=KIND))
    op.add_column(
        "ready_answers", sa.Column("file_id", sa.String(255), comment="Telegram's; the message may be deleted")
    )
    op.add_column(
        "shared_answers", sa.Column("file_kind", sa.String(12), comment="of the file that goes with the answer")
    )
    op.add_column("shared_answers", sa.Column("file_id", sa.String(255), comment="Telegram's"))
    op.add_column("shared_answers", sa.Column("file_name", sa.String(120)))


def downgrade() -> None:
    for column in ("file_name", "file_id", "file_kind"):
        op.drop_column("shared_answers", column)
    for column in ("file_id", "file_kind"):
        op.drop_column("ready_answers", column)
    for table in ("loose_messages", "question_messages"):
        op.drop_column(table, "file_id")
