"""What hangs on a person is found at once, old announcements become counts, and what a copy had queued can be held."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)
INDEXES = (
    ("package_marks", ["changed_by"]),
    ("package_dates", ["person_id"]),
    ("announcement_taps", ["person_id"]),
    ("questions", ["asked_id"]),
    ("questions", ["taken_by", "state"]),
    ("consultant_invites", ["created_by"]),
    ("absences", ["substitute_id"]),
    ("audit", ["person_id"]),
)


def upgrade() -> None:
    for table, columns in INDEXES:
        op.create_index(f"ix_{table}_{'_'.join(columns)}", table, columns)
    op.create_table(
        "outbox_holds",
        sa.Column("since", Moment, nullable=False),
        sa.Column("up_to", sa.BigInteger(), nullable=False, comment="the last row of the outbox at that time"),
        sa.PrimaryKeyConstraint("since", name="pk_outbox_holds"),
    )
    op.add_column(
        "announcements",
        sa.Column("folded_at", Moment, nullable=True, comment="since when its rows of the outbox are counts"),
    )
    op.create_table(
        "announcement_counts",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False, comment="empty where the kind has none"),
        sa.Column("region_id", sa.String(length=20), nullable=False, comment="empty where people had chosen none"),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name="fk_announcement_counts_announcement_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint(
            "announcement_id", "kind", "language", "region_id", "state", "reason", name="pk_announcement_counts"
        ),
    )
