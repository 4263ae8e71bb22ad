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
)
