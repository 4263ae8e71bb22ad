"""What is done once for everybody (a reminder on its day, the news of a moved deadline) and was done."""

from sqlalchemy import Column, String, Table

from storage.tables.columns import Moment, metadata

rounds = Table(
    "rounds",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("done_at", Moment, nullable=False),
)
