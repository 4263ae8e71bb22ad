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
        sa.Column("region_id", sa.String(20)),
        sa.Column("asked", sa.String(64), comment="the question, as a payload, that typed words answer"),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
    )
    op.create_table(
        "packages",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.BigInteger, nullable=False, comment="whose it is"),
        sa.Column("contest_id", sa.String(16), nullable=False),
        sa.Column("number", sa.SmallInteger, nullable=False, comment="1 is the person's first in this contest"),
        sa.Column("name", sa.String(60)),
        sa.Column("topic_id", sa.String(20)),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("archived_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_packages_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_packages"),
        sa.UniqueConstraint("person_id", "contest_id", "number", name="uq_packages_person_id_contest_id_number"),
    )
    op.create_table(
        "package_members",
        sa.Column("package_id", sa.Integer, nullable=False),
        sa.Column("person_id", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String(64), nullable=False, comment="as the others of the team see it"),
        sa.Column("notices", sa.Boolean, nullable=False, comment="wants to hear of the others' changes"),
        sa.Column("current", sa.Boolean, nullable=False, comment="the package this person works on in that contest"),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["package_id"], ["packages.id"], name="fk_package_members_package_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_package_members_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("package_id", "person_id", name="pk_package_members"),
    )
    op.create_index("ix_package_members_person_id", "package_members", ["person_id"])
    op.create_table(
        "package_invites",
        sa.Column("token", sa.String(32), nullable=False),
        sa.Column("package_id", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["package_id"], ["packages.id"], name="fk_package_invites_package_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("token", name="pk_package_invites"),
        sa.UniqueConstraint("package_id", name="uq_package_invites_package_id"),
    )
    op.create_table(
        "package_marks",
        sa.Column("package_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("item_id", sa.String(20), nullable=False),
        sa.Column("value", sa.String(20), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.BigInteger),
        sa.ForeignKeyConstraint(
            ["package_id"], ["packages.id"], name="fk_package_marks_package_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["changed_by"], ["people.id"], name="fk_package_marks_changed_by", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("package_id", "kind", "item_id", name="pk_package_marks"),
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
    for table in (
        "assessment_answers",
        "assessments",
        "package_marks",
        "package_invites",
        "package_members",
        "packages",
        "people",
    ):
        op.drop_table(table)
