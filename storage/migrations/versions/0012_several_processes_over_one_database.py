"""Several processes share the updates of one PostgreSQL; numbers of the outbox do not end; one version counts."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "inbox_leases",
        sa.Column(
            "key",
            sa.BigInteger(),
            autoincrement=False,
            nullable=False,
            comment="the person; of nobody's, -update_id",
        ),
        sa.Column("owner", sa.String(length=32), nullable=False, comment="the process"),
        sa.Column("leased_until", Moment, nullable=False, comment="when it counts as gone"),
        sa.PrimaryKeyConstraint("key", name="pk_inbox_leases"),
    )
    op.create_index("ix_inbox_leases_owner", "inbox_leases", ["owner"])
    unhandled = sa.text("done_at IS NULL")
    op.create_index(
        "ix_inbox_update_id_unhandled", "inbox", ["update_id"], sqlite_where=unhandled, postgresql_where=unhandled
    )
    live = sa.text("state = 'live'")
    op.create_index(
        "uq_contest_versions_live",
        "contest_versions",
        ["contest_id"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("outbox", "id", type_=sa.BigInteger())
        op.execute("ALTER SEQUENCE outbox_id_seq AS bigint")
