"""Every table. Times are UTC; rows of a person hang on the person and go with it."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware time, kept in UTC also where the database knows no zones (SQLite)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


people = Table(
    "people",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False, comment="Telegram user id"),
    Column("language", String(2), nullable=False),
    Column("joined_at", Moment, nullable=False),
)

packages = Table(
    "packages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("contest_id", String(16), nullable=False),
    Column("number", SmallInteger, nullable=False, comment="1 is the person's first in this contest"),
    Column("topic_id", String(20)),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("person_id", "contest_id", "number"),
)

package_documents = Table(
    "package_documents",
    metadata,
    Column("package_id", ForeignKey("packages.id", ondelete="CASCADE"), primary_key=True),
    Column("document_id", String(20), primary_key=True),
    Column("status", String(16), nullable=False),
    Column("changed_at", Moment, nullable=False),
)

assessments = Table(
    "assessments",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("package_id", ForeignKey("packages.id", ondelete="CASCADE"), nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("finished_at", Moment),
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
