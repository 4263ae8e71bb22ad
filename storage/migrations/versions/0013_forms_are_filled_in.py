"""Answers in forms with all their versions, rows of tables, organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def _reference(table: str, column: str, other: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}", ondelete=ondelete)


def _place() -> list[sa.Column[str]]:
    return [
        sa.Column("field_id", sa.String(12), nullable=False),
        sa.Column("row", sa.String(26), nullable=False, comment="of a table or budget"),
        sa.Column("column", sa.String(12), nullable=False),
        sa.Column("language", sa.String(2), nullable=False, comment="empty: the same in all"),
    ]


PLACE = ("field_id", "row", "column", "language")


def upgrade() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False, comment="who brought it"),
        sa.Column("number", sa.Integer(), nullable=False, comment="1 is the person's first"),
        sa.Column("created_at", Moment, nullable=False),
        _reference("organisations", "person_id", "people"),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
        sa.UniqueConstraint("person_id", "number", name="uq_organisations_person_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "workbooks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("package_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column(
            "languages", sa.String(8), server_default="", nullable=False, comment="of the paper, apart by spaces"
        ),
        sa.Column(
            "uses_id",
            sa.Integer(),
            nullable=True,
            comment="the organisation of the package, where it is not its owner's first",
        ),
        _reference("workbooks", "package_id", "packages"),
        _reference("workbooks", "organisation_id", "organisations"),
        _reference("workbooks", "uses_id", "organisations", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_workbooks"),
        sa.UniqueConstraint("package_id", name="uq_workbooks_package_id"),
        sa.UniqueConstraint("organisation_id", name="uq_workbooks_organisation_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_workbooks_uses_id", "workbooks", ["uses_id"])
    op.create_table(
        "form_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workbook_id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.String(12), nullable=False),
        sa.Column("line", sa.String(12), server_default="", nullable=False, comment="of a budget: below which line"),
        sa.Column(
            "activity", sa.String(12), server_default="", nullable=False, comment="of a budget: the id of its row"
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("made", sa.String(60), nullable=False, comment="tells what was done twice from two rows"),
        sa.Column("removed_at", Moment, nullable=True),
        sa.Column("removed_by", sa.BigInteger(), nullable=True),
        _reference("form_rows", "workbook_id", "workbooks"),
        _reference("form_rows", "removed_by", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_form_rows"),
        sa.UniqueConstraint("workbook_id", "made", name="uq_form_rows_workbook_id_made"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_form_rows_removed_by", "form_rows", ["removed_by"])
    op.create_table(
        "form_answers",
        sa.Column("workbook_id", sa.Integer(), nullable=False),
        *_place(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False, comment="in its plain form; empty: taken out again"),
        sa.Column("origin", sa.String(12), nullable=False, comment="where it came from, if nobody typed it"),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        _reference("form_answers", "workbook_id", "workbooks"),
        _reference("form_answers", "changed_by", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("workbook_id", *PLACE, name="pk_form_answers"),
    )
    op.create_index("ix_form_answers_changed_by", "form_answers", ["changed_by"])
    op.create_table(
        "form_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workbook_id", sa.Integer(), nullable=False),
        *_place(),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(12), nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        _reference("form_versions", "workbook_id", "workbooks"),
        _reference("form_versions", "changed_by", "people", "SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_form_versions"),
        sa.UniqueConstraint("workbook_id", *PLACE, "version", name="uq_form_versions_place_version"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_form_versions_changed_by", "form_versions", ["changed_by"])
    op.create_table(
        "form_drafts",
        sa.Column("workbook_id", sa.Integer(), nullable=False),
        *_place(),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("written_at", Moment, nullable=False),
        _reference("form_drafts", "workbook_id", "workbooks"),
        _reference("form_drafts", "person_id", "people"),
        sa.PrimaryKeyConstraint("workbook_id", *PLACE, "person_id", name="pk_form_drafts"),
    )
    op.create_index("ix_form_drafts_person_id", "form_drafts", ["person_id"])
