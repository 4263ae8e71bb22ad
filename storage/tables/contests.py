"""Published versions of a contest folder; the newest that is live counts before the one that came with the bot."""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, Index, Integer, String, Table

from storage.tables.columns import Json, Moment, metadata, one_of


class VersionState(StrEnum):
    DRAFT = "draft"
    """Seen only by who makes it."""
    PROPOSED = "proposed"
    """Waits for somebody else."""
    LIVE = "live"
    REPLACED = "replaced"
    REFUSED = "refused"


contest_versions = Table(
    "contest_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("contest_id", String(16), nullable=False),
    Column("files", Json, nullable=False, comment="JSON: text of each YAML file by its name"),
    Column("summary", Json, nullable=False, comment="JSON: what changed, in both languages"),
    Column("state", one_of(VersionState, 10), nullable=False, comment="draft, proposed, live, replaced, refused"),
    Column("proposed_by", BigInteger, nullable=False),
    Column("confirmed_by", BigInteger),
    Column("at", Moment, nullable=False),
    sqlite_autoincrement=True,
)
Index("ix_contest_versions_contest_id_state", contest_versions.c.contest_id, contest_versions.c.state)
