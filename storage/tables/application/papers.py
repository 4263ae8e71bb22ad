"""A file of forms that somebody sent back, read, until they have said what becomes of it."""

from sqlalchemy import Column, ForeignKey, String, Table

from storage.tables.columns import Json, Moment, metadata

# One a person: the next one takes its place.
arrived_papers = Table(
    "arrived_papers",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("book", String(16), nullable=False, comment="whose forms: see bot/services/forms/books.py"),
    Column("found", Json, nullable=False, comment="what the file says"),
    Column("sent_at", Moment, nullable=False),
)
