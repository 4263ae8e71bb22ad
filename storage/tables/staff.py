"""Staff of the operator besides the owners, whom the settings name."""

from sqlalchemy import BigInteger, Column, ForeignKey, String, Table

from storage.tables.columns import Moment, metadata

staff = Table(
    "staff",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(64), nullable=False, comment="in Telegram, for the other staff"),
    Column("rights", String(60), nullable=False, comment="announce, answer, contest, staff; apart by spaces"),
    Column("added_by", BigInteger, nullable=False),
    Column("added_at", Moment, nullable=False),
)

staff_invites = Table(
    "staff_invites",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("rights", String(60), nullable=False),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
)
