"""Whatever the bot sends by itself, and what was done once for everybody."""

from enum import StrEnum

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, SmallInteger, String, Table

from storage.tables.columns import Json, Moment, metadata, one_of

# Whatever the bot sends by itself.


TO_GROUP = "group"
"""In what a row says: the chat of a group, if it goes there and not to the person."""


class OutboxKind(StrEnum):
    """What a message is about, and so who composes it."""

    REMINDER = "reminder"
    DEADLINE_MOVED = "moved"
    CONTEST_CLOSED = "closed"
    NEXT_CONTEST = "next"
    STAGE = "stage"
    """A stage after the deadline begins, or its end comes near."""
    CONTEST_TAKEN_BACK = "taken_back"
    """A new contest is there no more."""
    KEEP_DATA = "keep_data"
    """Whether the data of somebody silent should stay."""
    TEAM_CHANGE = "team"
    TEAM_ANSWERS = "team_answers"
    """What the others wrote into forms."""
    TEAM_MEMBER = "team_member"
    """Somebody has joined or left."""
    TEAM_REMOVED = "team_removed"
    """For whoever was removed."""
    HANDED_IN = "handed_in"
    """A package was marked as handed in, or as not handed in after all."""
    ERRAND = "errand"
    """A document was given to somebody of the team, or taken back."""

    QUESTION_CARD = "question"
    """A question, for whose turn it is."""
    QUESTION_REDRAW = "redraw"
    """Its card, as the question stands now."""
    QUESTION_TOPIC = "topic"
    """Its topic in the chat: to be made, or named as the question stands now."""
    GROUP_TOPIC = "group_topic"
    """Its topic in a group of those who answer: whatever is to be done to it next."""
    DESK_GROUP_OVER = "group_over"
    """A group is not connected any more: for whoever connected it, or said in the group."""
    QUESTION_COPY = "copy"
    """A message of it as it was sent."""
    ANSWER_UNSENT = "unsent"
    """What was written of an answer and not let go."""
    QUESTION_FOLLOW_UP = "follow_up"
    QUESTION_ANSWER = "answer"
    QUESTION_REWORDED = "reworded"
    QUESTION_NEWS = "question_news"
    """What has happened to it."""
    DESK_NEWS = "desk_news"
    """What has happened to several questions, together."""
    QUESTION_DIGEST = "digest"
    """What waits this morning."""

    CONSULTANT_LINKED = "consultant_linked"
    CONSULTANT_UNLINKED = "consultant_unlinked"
    CONSULTANT_REPLACED = "consultant_replaced"
    ABSENCE_SET = "away_set"
    """By staff, for the consultant."""
    ABSENCE_BEGINS = "away_begins"
    """On the first day away, what is left to pass on."""
    CANNED_FILE = "ready_file"
    """What goes along with a canned answer."""
    CANNED_FILE_GONE = "ready_file_gone"
    """It could not be sent on."""
    SHARED_ANSWER_PROPOSED = "shared"
    """For staff."""
    SHARED_ANSWER_OUTCOME = "shared_outcome"
    """For whoever proposed it."""
    SHARED_ANSWER = "shared_answer"
    """For whoever asked the same."""

    BROADCAST_PREVIEW = "ann_preview"
    """As it will arrive, for whoever writes it."""
    BROADCAST_PREVIEWED = "ann_previewed"
    """What follows the previews."""
    BROADCAST = "announcement"
    BROADCAST_PROGRESS = "broadcast"
    """How far it is, as it is sent first."""
    BROADCAST_END = "broadcast_end"
    """How far it was at the end."""
    BROADCAST_OVER = "broadcast_over"
    """The news that it is over."""
    BROADCAST_HELD = "broadcast_held"
    """Its time came when whoever had confirmed it might not announce any more; for those who may."""
    CORRECTION_PREVIEW = "correction_preview"
    """New words before they count."""
    CORRECTION = "correction"
    TAKING_BACK = "taking_back"

    VERSION_PROPOSED = "version_proposed"
    """For whoever may confirm it."""
    VERSION_SETTLED = "version_settled"
    """For whoever proposed it."""
    STAFF_CHANGED = "staff_changed"
    STAFF_JOINED = "staff_joined"
    TROUBLE = "trouble"
    """What is wrong with the bot itself."""
    WEEKLY_REPORT = "weekly"
    """The figures of a contest as they were that morning."""
    WEEKLY_PICTURES = "weekly_pictures"
    """The same as pictures."""


class OutboxState(StrEnum):
    QUEUED = "queued"
    IN_FLIGHT = "in_flight"
    SENT = "sent"
    FAILED = "failed"
    """Refused by Telegram, or tried too often."""
    BLOCKED = "blocked"
    """The person has blocked the bot or is gone."""
    MISSED = "missed"
    """Its time passed while the bot or Telegram was away."""
    SKIPPED = "skipped"
    """When its turn came there was nothing to say any more."""
    PAUSED = "paused"
    """Waits until the announcement it belongs to goes on."""


outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("key", String(120), nullable=False, unique=True, comment="the same message is never queued twice"),
    Column("kind", String(20), nullable=False),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, comment="also the chat"),
    Column("contest_id", String(16)),
    Column("content", Json, nullable=False, comment="JSON: what the kind needs to compose the message"),
    Column("priority", SmallInteger, nullable=False, comment="the lowest goes first"),
    Column("not_before", Moment, nullable=False),
    Column("state", one_of(OutboxState, 10), nullable=False),
    Column("leased_until", Moment, comment="when a row in flight counts as forgotten"),
    Column("announcement_id", Integer, comment="which announcement it belongs to; not a reference: rows are swept"),
    Column("attempts", SmallInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("message_id", BigInteger),
    Column("reason", String(200)),
    sqlite_autoincrement=True,
)
Index("ix_outbox_state_priority_not_before", outbox.c.state, outbox.c.priority, outbox.c.not_before, outbox.c.id)
Index("ix_outbox_person_id", outbox.c.person_id)
Index(
    "ix_outbox_announcement_id_kind_state_finished_at",
    outbox.c.announcement_id,
    outbox.c.kind,
    outbox.c.state,
    outbox.c.finished_at,
)

# From when a copy of the database was brought back until somebody has decided about what that copy had queued.
outbox_holds = Table(
    "outbox_holds",
    metadata,
    Column("since", Moment, primary_key=True),
    Column("up_to", BigInteger, nullable=False, comment="the last row of the outbox at that time"),
)


# What is done once for everybody (a reminder on its day, the news of a moved deadline) and was done.
rounds = Table(
    "rounds",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("done_at", Moment, nullable=False),
)
