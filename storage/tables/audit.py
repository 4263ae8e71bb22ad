"""Everything that staff did, for the owners to read."""

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from storage.tables.columns import Json, Moment, metadata

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person_id", BigInteger, nullable=False, comment="not a reference: what was done outlives who did it"),
    Column("name", String(64), nullable=False),
    Column("action", String(40), nullable=False),
    Column("detail", Json, nullable=False, comment="JSON, without anything an applicant wrote"),
    sqlite_autoincrement=True,
)
Index("ix_audit_at", audit.c.at)
