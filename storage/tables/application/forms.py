"""What people write into forms: every answer with all its versions, rows of tables, and organisations."""

from sqlalchemy import (
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables.columns import Moment, metadata

# An organisation is whose somebody's applications are; whoever works on one of these may change it too.
organisations = Table(
    "organisations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, comment="who brought it"),
    Column("number", Integer, nullable=False, comment="1 is the person's first"),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("person_id", "number"),
    sqlite_autoincrement=True,
)

# What is written together: the forms of a package, or an organisation.
workbooks = Table(
    "workbooks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("package_id", ForeignKey("packages.id", ondelete="CASCADE"), unique=True),
    Column("organisation_id", ForeignKey("organisations.id", ondelete="CASCADE"), unique=True),
    Column("languages", String(8), nullable=False, server_default="", comment="of the paper, apart by spaces"),
    Column(
        "uses_id",
        ForeignKey("organisations.id", ondelete="SET NULL"),
        comment="the organisation of the package, where it is not its owner's first",
    ),
    sqlite_autoincrement=True,
)
Index("ix_workbooks_uses_id", workbooks.c.uses_id)

# Rows that people add to tables and budgets. A removed one keeps its answers and can come back.
form_rows = Table(
    "form_rows",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workbook_id", ForeignKey("workbooks.id", ondelete="CASCADE"), nullable=False),
    Column("field_id", String(12), nullable=False),
    Column("line", String(12), nullable=False, server_default="", comment="of a budget: below which line"),
    Column("activity", String(12), nullable=False, server_default="", comment="of a budget: the id of its row"),
    Column("position", Integer, nullable=False),
    Column("made", String(60), nullable=False, comment="tells what was done twice from two rows"),
    Column("removed_at", Moment),
    Column("removed_by", ForeignKey("people.id", ondelete="SET NULL")),
    UniqueConstraint("workbook_id", "made"),
    sqlite_autoincrement=True,
)
Index("ix_form_rows_removed_by", form_rows.c.removed_by)

PLACE = ("field_id", "row", "column", "language")


def _place(*, key: bool) -> list[Column[str]]:
    """Where an answer stands, as part of the key of a table or not."""
    return [
        Column("field_id", String(12), primary_key=key, nullable=False),
        Column("row", String(26), primary_key=key, nullable=False, comment="of a table or budget"),
        Column("column", String(12), primary_key=key, nullable=False),
        Column("language", String(2), primary_key=key, nullable=False, comment="empty: the same in all"),
    ]


# Answers as they are now.
form_answers = Table(
    "form_answers",
    metadata,
    Column("workbook_id", ForeignKey("workbooks.id", ondelete="CASCADE"), primary_key=True),
    *_place(key=True),
    Column("version", Integer, nullable=False),
    Column("value", Text, nullable=False, comment="in its plain form; empty: taken out again"),
    Column("origin", String(12), nullable=False, comment="where it came from, if nobody typed it"),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", ForeignKey("people.id", ondelete="SET NULL")),
)
Index("ix_form_answers_changed_by", form_answers.c.changed_by)

# Every version that an answer ever had, this one too.
form_versions = Table(
    "form_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workbook_id", ForeignKey("workbooks.id", ondelete="CASCADE"), nullable=False),
    *_place(key=False),
    Column("version", Integer, nullable=False),
    Column("value", Text, nullable=False),
    Column("origin", String(12), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", ForeignKey("people.id", ondelete="SET NULL")),
    UniqueConstraint("workbook_id", *PLACE, "version", name="uq_form_versions_place_version"),  # 63 letters at most
    sqlite_autoincrement=True,
)
Index("ix_form_versions_changed_by", form_versions.c.changed_by)

# Words that met others' at their place: they wait there for their author to decide.
form_drafts = Table(
    "form_drafts",
    metadata,
    Column("workbook_id", ForeignKey("workbooks.id", ondelete="CASCADE"), primary_key=True),
    *_place(key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("value", Text, nullable=False),
    Column("written_at", Moment, nullable=False),
)
Index("ix_form_drafts_person_id", form_drafts.c.person_id)
