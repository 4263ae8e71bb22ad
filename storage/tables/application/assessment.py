"""Attempts at the self-assessment."""

from sqlalchemy import Column, ForeignKey, Index, Integer, SmallInteger, String, Table

from storage.tables.columns import Moment, metadata

assessments = Table(
    "assessments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("package_id", ForeignKey("packages.id", ondelete="CASCADE"), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment),
    sqlite_autoincrement=True,
)
Index("ix_assessments_package_id", assessments.c.package_id)
# One attempt under way at a time, whatever is tapped twice.
Index(
    "uq_assessments_under_way",
    assessments.c.package_id,
    unique=True,
    sqlite_where=assessments.c.finished_at.is_(None),
    postgresql_where=assessments.c.finished_at.is_(None),
)

assessment_answers = Table(
    "assessment_answers",
    metadata,
    Column("assessment_id", ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True),
    Column("criterion_id", String(20), primary_key=True),
    Column("point", SmallInteger, primary_key=True, comment="sub-point from 1; 0 holds the level chosen"),
    Column("value", SmallInteger, nullable=False, comment="sub-point: 1 met, 0 not met; level: its score"),
)
