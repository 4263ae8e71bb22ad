"""Staff of the operator, and what staff make and ask for: versions of a contest, the audit log, weekly figures."""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, String, Table, Text

from storage.tables.columns import Json, Moment, metadata, one_of

# Staff of the operator besides the owners, whom the settings name.
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


# What somebody has answered of a new contest: its first files are made of that.
outline_answers = Table(
    "outline_answers",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("question", String(24), primary_key=True),
    Column("answer", Text, comment="none where nothing is said of it"),
    Column("at", Moment, nullable=False),
)

# Everything that staff did, for the owners to read.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person_id", BigInteger, nullable=False, comment="not a reference: what was done outlives who did it"),
    Column("name", String(64), nullable=False),
    Column("action", String(40), nullable=False),
    Column("detail", Json, nullable=False, comment="JSON, without anything an applicant wrote"),
    sqlite_autoincrement=True,
)
Index("ix_audit_at", audit.c.at)
Index("ix_audit_person_id", audit.c.person_id)


# Published versions of a contest folder; the newest that is live counts before the one that came with the bot.


class VersionState(StrEnum):
    DRAFT = "draft"
    """Seen only by who makes it."""
    PROPOSED = "proposed"
    """Waits for somebody else."""
    LIVE = "live"
    REPLACED = "replaced"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """A new contest that was taken back before it opened."""


contest_versions = Table(
    "contest_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("contest_id", String(16), nullable=False),
    Column("files", Json, nullable=False, comment="JSON: text of each YAML file by its name"),
    Column("summary", Json, nullable=False, comment="JSON: what changed, in both languages"),
    Column("state", one_of(VersionState, 10), nullable=False, comment="see VersionState"),
    Column("proposed_by", BigInteger, nullable=False),
    Column("confirmed_by", BigInteger),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_contest_versions_contest_id_state", contest_versions.c.contest_id, contest_versions.c.state)
# One counts, whoever publishes at the same time.
Index(
    "uq_contest_versions_live",
    contest_versions.c.contest_id,
    unique=True,
    sqlite_where=contest_versions.c.state == VersionState.LIVE,
    postgresql_where=contest_versions.c.state == VersionState.LIVE,
)


# Staff who want the figures of a contest every week.
weekly_reports = Table(
    "weekly_reports",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("contest_id", String(16), nullable=False),
    Column("weekday", SmallInteger, nullable=False, server_default="1", comment="ISO: 1 is Monday"),
    Column(
        "hour", SmallInteger, nullable=False, server_default="9", comment="from which hour on, by the contest's clock"
    ),
)
