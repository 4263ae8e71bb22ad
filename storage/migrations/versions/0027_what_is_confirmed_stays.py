"""Files of announcements go out by Telegram's id of them; staff keep words to begin announcements with."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    kept = "Telegram's: what was confirmed goes out, whatever becomes of the message"
    op.add_column("announcement_messages", sa.Column("file_id", sa.String(255), comment=kept))
    begun = "of the template that the draft was begun with"
    op.add_column("announcements", sa.Column("template_id", sa.Integer(), comment=begun))
    op.create_table(
        "announcement_templates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False, comment="JSON: of each language its messages"),
        sa.Column("fingerprint", sa.String(64), nullable=False, comment="of what is said: the same is kept once"),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_announcement_templates"),
        sa.UniqueConstraint("fingerprint", name="uq_announcement_templates_fingerprint"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("announcement_templates")
    op.drop_column("announcements", "template_id")
    op.drop_column("announcement_messages", "file_id")
