"""Updates of Telegram from the moment they came until they are handled, as they came."""

from sqlalchemy import BigInteger, Column, SmallInteger, String, Table, Text

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
)
