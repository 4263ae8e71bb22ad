"""Files that people send: forms that came back, until it is said what becomes of them; and what is to be handed in."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, UniqueConstraint

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

# What a file is that is to be handed in. The file itself is not kept, nor what is written in it.
hand_in_files = Table(
    "hand_in_files",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, comment="who sent it"),
    Column("message_id", Integer, nullable=False),
    Column("album", String(32), comment="media_group_id"),
    Column(
        "package_id",
        ForeignKey("packages.id", ondelete="CASCADE"),
        comment="null while nobody said that it is to be handed in",
    ),
    Column("name", String(120), nullable=False),
    Column("size", Integer, nullable=False, comment="bytes"),
    Column("found", Json, nullable=False, comment="format, pages, and where which document is"),
    Column("sent_at", Moment, nullable=False),
    UniqueConstraint("person_id", "message_id"),
    sqlite_autoincrement=True,
)
Index("ix_hand_in_files_package_id", hand_in_files.c.package_id)
