"""Every table. Times are UTC; rows of a person hang on the person and go with it."""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    false,
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
    Column("region_id", String(20)),
    Column("asked", String(64), comment="the question, as a payload, that typed words answer"),
    Column("joined_at", Moment, nullable=False),
    Column("contest_id", String(16), comment="chosen, where several contests are open"),
    Column("reminders", String(80), comment="the rules wanted, apart by spaces; nothing stands for all of them"),
    Column("tell_next", Boolean, nullable=False, server_default=false(), comment="wants to hear of the next contest"),
    Column("unreachable_at", Moment, comment="since when Telegram brings them nothing"),
)

packages = Table(
    "packages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, comment="whose it is"),
    Column("contest_id", String(16), nullable=False),
    Column("number", SmallInteger, nullable=False, comment="1 is the person's first in this contest"),
    Column("name", String(60)),
    Column("topic_id", String(20)),
    Column("created_at", Moment, nullable=False),
    Column("archived_at", Moment),
    UniqueConstraint("person_id", "contest_id", "number"),
)

package_members = Table(
    "package_members",
    metadata,
    Column("package_id", ForeignKey("packages.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(64), nullable=False, comment="as the others of the team see it"),
    Column("notices", Boolean, nullable=False, comment="wants to hear of the others' changes"),
    Column("current", Boolean, nullable=False, comment="the package this person works on in that contest"),
    Column("joined_at", Moment, nullable=False),
)
Index("ix_package_members_person_id", package_members.c.person_id)

package_invites = Table(
    "package_invites",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("package_id", ForeignKey("packages.id", ondelete="CASCADE"), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
)

# Everything that is marked in a package: the state of a document, an answer that tailors the list, a step done.
package_marks = Table(
    "package_marks",
    metadata,
    Column("package_id", ForeignKey("packages.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("item_id", String(20), primary_key=True),
    Column("value", String(20), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", ForeignKey("people.id", ondelete="SET NULL")),
)

# Days by which a person wants a document ready, and to be reminded of it.
package_dates = Table(
    "package_dates",
    metadata,
    Column("package_id", ForeignKey("packages.id", ondelete="CASCADE"), primary_key=True),
    Column("document_id", String(20), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True, comment="who is reminded"),
    Column("day", Date, nullable=False),
    Column("due_at", Moment, comment="when the reminder is due; nothing once it was queued"),
)
Index("ix_package_dates_due_at", package_dates.c.due_at)

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
)

assessment_answers = Table(
    "assessment_answers",
    metadata,
    Column("assessment_id", ForeignKey("assessments.id", ondelete="CASCADE"), primary_key=True),
    Column("criterion_id", String(20), primary_key=True),
    Column("point", SmallInteger, primary_key=True, comment="sub-point from 1; 0 holds the level chosen"),
    Column("value", SmallInteger, nullable=False, comment="sub-point: 1 met, 0 not met; level: its score"),
)

# Updates of Telegram from the moment they came until they are handled, as they came.
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

# Whatever the bot sends by itself.
outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", String(120), nullable=False, unique=True, comment="the same message is never queued twice"),
    Column("kind", String(20), nullable=False),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, comment="also the chat"),
    Column("contest_id", String(16)),
    Column("content", Text, nullable=False, comment="JSON: what the kind needs to compose the message"),
    Column("priority", SmallInteger, nullable=False, comment="the lowest goes first"),
    Column("not_before", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("message_id", BigInteger),
    Column("reason", String(200)),
)
Index("ix_outbox_state_priority_not_before", outbox.c.state, outbox.c.priority, outbox.c.not_before, outbox.c.id)
Index("ix_outbox_person_id", outbox.c.person_id)

# What is done once for everybody (a reminder on its day, the news of a moved deadline) and was done.
rounds = Table(
    "rounds",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("done_at", Moment, nullable=False),
)
