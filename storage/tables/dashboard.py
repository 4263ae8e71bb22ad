"""Staff who want the figures of a contest every Monday."""

from sqlalchemy import Column, ForeignKey, String, Table

from storage.tables.columns import metadata

weekly_reports = Table(
    "weekly_reports",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("contest_id", String(16), nullable=False),
)
