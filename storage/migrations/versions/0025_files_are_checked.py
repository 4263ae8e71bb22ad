"""What a file is that is to be handed in."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hand_in_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="who sent it"),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("album", sa.String(32), comment="media_group_id"),
        sa.Column("package_id", sa.Integer(), comment="null while nobody said that it is to be handed in"),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False, comment="bytes"),
        sa.Column("found", sa.Text(), nullable=False, comment="format, pages, and where which document is"),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_hand_in_files_person_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["package_id"], ["packages.id"], name="fk_hand_in_files_package_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_hand_in_files"),
        sa.UniqueConstraint("person_id", "message_id", name="uq_hand_in_files_person_id_message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_hand_in_files_package_id", "hand_in_files", ["package_id"])


def downgrade() -> None:
    op.drop_table("hand_in_files")
