"""Documents of an application are given to somebody of its team, until a day."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "package_errands",
        sa.Column("package_id", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(length=20), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="who does it, and is reminded"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("due_at", Moment, comment="when the reminder is due; nothing once it was queued"),
        sa.Column("given_by", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["package_id", "person_id"],
            ["package_members.package_id", "package_members.person_id"],
            name="fk_package_errands_package_id",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["given_by"], ["people.id"], name="fk_package_errands_given_by", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("package_id", "document_id", name="pk_package_errands"),
    )
    op.create_index("ix_package_errands_due_at", "package_errands", ["due_at"])
    op.create_index("ix_package_errands_person_id", "package_errands", ["person_id"])
    op.create_index("ix_package_errands_given_by", "package_errands", ["given_by"])


def downgrade() -> None:
    op.drop_table("package_errands")
