"""People can be blocked."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    for column in (
        sa.Column("blocked_at", moment, comment="since when their data rests: they get nothing, and nothing is taken"),
        sa.Column("blocked_by", sa.String(5), comment="self or staff; who of the staff stands in the audit log"),
        sa.Column("block_told_on", sa.Date(), comment="the last day (UTC) on which they heard of it"),
    ):
        op.add_column("people", column)
    blocked = sa.text("blocked_at IS NOT NULL")
    op.create_index("ix_people_blocked_at", "people", ["blocked_at"], sqlite_where=blocked, postgresql_where=blocked)


def downgrade() -> None:
    op.drop_index("ix_people_blocked_at", "people")
    for name in ("block_told_on", "blocked_by", "blocked_at"):
        op.drop_column("people", name)
