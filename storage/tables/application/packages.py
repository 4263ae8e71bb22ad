"""What one or several people prepare for one application."""

from enum import StrEnum

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    true,
)

from storage.tables.columns import Moment, metadata, one_of


class MarkKind(StrEnum):
    """What a mark is about."""

    DOCUMENT = "document"
    FACT = "fact"
    STEP = "step"
    TOPIC = "topic"
    """Who chose the topic, and when; the topic itself stands with the package."""


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
    sqlite_autoincrement=True,
)

package_members = Table(
    "package_members",
    metadata,
    Column("package_id", ForeignKey("packages.id", ondelete="CASCADE"), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(64), nullable=False, comment="as the others of the team see it"),
    Column("notices", Boolean, nullable=False, comment="wants to hear of the others' changes"),
    Column(
        "answer_notices",
        Boolean,
        nullable=False,
        server_default=true(),
        comment="hears of the others' answers in forms",
    ),
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
    Column("kind", one_of(MarkKind, 8), primary_key=True),
    Column("item_id", String(20), primary_key=True),
    Column("value", String(20), nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changed_by", ForeignKey("people.id", ondelete="SET NULL")),
)
Index("ix_package_marks_changed_by", package_marks.c.changed_by)

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
Index("ix_package_dates_person_id", package_dates.c.person_id)

# A document that somebody of the team takes on until a day. Whoever leaves the team leaves it.
package_errands = Table(
    "package_errands",
    metadata,
    Column("package_id", Integer, primary_key=True),
    Column("document_id", String(20), primary_key=True),
    Column("person_id", BigInteger, nullable=False, comment="who does it, and is reminded"),
    Column("day", Date, nullable=False),
    Column("due_at", Moment, comment="when the reminder is due; nothing once it was queued"),
    Column("given_by", ForeignKey("people.id", ondelete="SET NULL")),
    ForeignKeyConstraint(
        ["package_id", "person_id"], ["package_members.package_id", "package_members.person_id"], ondelete="CASCADE"
    ),
)
Index("ix_package_errands_due_at", package_errands.c.due_at)
Index("ix_package_errands_person_id", package_errands.c.person_id)
Index("ix_package_errands_given_by", package_errands.c.given_by)
