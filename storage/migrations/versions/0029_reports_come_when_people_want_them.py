"""The weekly figures come on the day and from the hour on that somebody chose."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, usual, comment in (
        ("weekday", "1", "ISO: 1 is Monday"),
        ("hour", "9", "from which hour on, by the contest's clock"),
    ):
        column = sa.Column(name, sa.SmallInteger(), nullable=False, server_default=usual, comment=comment)
        op.add_column("weekly_reports", column)


def downgrade() -> None:
    op.drop_column("weekly_reports", "hour")
    op.drop_column("weekly_reports", "weekday")
