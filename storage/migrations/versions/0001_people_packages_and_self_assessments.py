"""People, packages and self-assessments."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.BigInteger, autoincrement=False, nullable=False, comment="Telegram user id"),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_table(
        "packages",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.BigInteger, nullable=False),
        sa.Column("contest_id", sa.String(16), nullable=False),
        sa.Column("number", sa.SmallInteger, nullable=False, comment="1 is the person's first in this contest"),
        sa.Column("topic_id", sa.String(20)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_packages_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_packages"),
        sa.UniqueConstraint("person_id", "contest_id", "number", name="uq_packages_person_id_contest_id_number"),
    )
    op.create_table(
        "package_documents",
        sa.Column("package_id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.String(20), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["package_id"], ["packages.id"], name="fk_package_documents_package_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("package_id", "document_id", name="pk_package_documents"),
    )
    op.create_table(
        "assessments",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("package_id", sa.Integer, nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["package_id"], ["packages.id"], name="fk_assessments_package_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_assessments"),
    )
    op.create_index("ix_assessments_package_id", "assessments", ["package_id"])
    op.create_index(
        "uq_assessments_under_way",
        "assessments",
        ["package_id"],
        unique=True,
        sqlite_where=sa.text("finished_at IS NULL"),
        postgresql_where=sa.text("finished_at IS NULL"),
    )
    op.create_table(
        "assessment_answers",
        sa.Column("assessment_id", sa.Integer, nullable=False),
        sa.Column("criterion_id", sa.String(20), nullable=False),
        sa.Column("point", sa.SmallInteger, nullable=False, comment="sub-point from 1; 0 holds the level chosen"),
        sa.Column("value", sa.SmallInteger, nullable=False, comment="sub-point: 1 met, 0 not met; level: its score"),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessments.id"], name="fk_assessment_answers_assessment_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("assessment_id", "criterion_id", "point", name="pk_assessment_answers"),
    )


def downgrade() -> None:
    for table in ("assessment_answers", "assessments", "package_documents", "packages", "people"):
        op.drop_table(table)
