"""Updates of Telegram from the moment they came until they are handled, as they came."""

from sqlalchemy import BigInteger, Column, Index, SmallInteger, String, Table, Text, text

from storage.tables.columns import Moment, metadata

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", BigInteger, comment="whose order it keeps; not a reference, it may be a stranger's"),
    Column("body", Text, nullable=False, comment="JSON"),
    Column("received_at", Moment, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("done_at", Moment, comment="kept until Telegram knows that it need not send it again"),
    Column("set_aside_at", Moment),
    Column("reason", String(200), comment="why it was set aside, without anything a person wrote"),
    Column("answers", String(64), comment="the question that it answers, as a payload; fixed when it is first handled"),
    Column("overtaken_at", Moment, comment="when something newer of the person was handled after it was set aside"),
    Index(
        "ix_inbox_person_id_set_aside",
        "person_id",
        sqlite_where=text("set_aside_at IS NOT NULL"),
        postgresql_where=text("set_aside_at IS NOT NULL"),
    ),
    Index(
        "ix_inbox_update_id_unhandled",
        "update_id",
        sqlite_where=text("done_at IS NULL"),
        postgresql_where=text("done_at IS NULL"),
    ),
)

# Whose updates which process handles now, where several serve one database; with SQLite there are none.
inbox_leases = Table(
    "inbox_leases",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False, comment="the person; of nobody's, -update_id"),
    Column("owner", String(32), nullable=False, comment="the process"),
    Column("leased_until", Moment, nullable=False, comment="when it counts as gone"),
    Index("ix_inbox_leases_owner", "owner"),
)
