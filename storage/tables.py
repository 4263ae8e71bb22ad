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
    Column("seen_on", Date, comment="the last day (UTC) on which they did something"),
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
    Column("leased_until", Moment, comment="when a row in flight counts as forgotten"),
    Column("announcement_id", Integer, comment="which announcement it belongs to; not a reference: rows are swept"),
    Column("attempts", SmallInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("finished_at", Moment),
    Column("message_id", BigInteger),
    Column("reason", String(200)),
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

# What is done once for everybody (a reminder on its day, the news of a moved deadline) and was done.
rounds = Table(
    "rounds",
    metadata,
    Column("name", String(100), primary_key=True),
    Column("done_at", Moment, nullable=False),
)

# What people typed and what was answered at once.
asked = Table(
    "asked",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("contest_id", String(16), nullable=False),
    Column("language", String(2), nullable=False),
    Column("words", Text, nullable=False),
    Column("answer", String(48), comment="id of the answer shown, `id` or `id/item`; nothing where none was sure"),
    Column("outcome", String(10), nullable=False, comment="answered, not_it, none"),
    Column("at", Moment, nullable=False),
    Column("message_id", BigInteger, comment="where it was typed without being asked for"),
    UniqueConstraint("person_id", "message_id"),
)
Index("ix_asked_person_id", asked.c.person_id)
Index("ix_asked_contest_id_at", asked.c.contest_id, asked.c.at)

# Questions to a region's consultant. The id is the number that people see.
questions = Table(
    "questions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False, comment="who asks"),
    Column("contest_id", String(16), nullable=False),
    Column("region_id", String(20)),
    Column("language", String(2), nullable=False),
    Column("state", String(8), nullable=False, comment="draft, open, answered, closed"),
    Column("asked_id", ForeignKey("asked.id", ondelete="SET NULL"), comment="the typed question that led here"),
    Column("left_out", String(60), nullable=False, server_default="", comment="parts of the context not to go along"),
    Column("context", Text, comment="JSON: what went along, frozen when it was sent"),
    Column("phone", String(20), comment="offered by the person for this question"),
    Column("holder", String(20), comment="whose turn it is: a consultant of the contest, or staff"),
    Column("taken_by", BigInteger, comment="who of them took it; not a reference, history outlives people"),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment),
    Column("due_at", Moment, comment="by when it should be answered"),
    Column("staff_at", Moment, comment="when staff hear that it was not"),
    Column("step", SmallInteger, nullable=False, server_default="0", comment="reminders of it already given"),
    Column("step_at", Moment, comment="when the next one is due; nothing once it is answered"),
    Column("answered_at", Moment, comment="the first answer"),
    Column("answered_in", Integer, comment="working minutes from sending to the first answer"),
    Column("settled_at", Moment, comment="when it was closed"),
    Column("helped", Boolean, comment="the person's word after closing"),
)
Index("ix_questions_person_id", questions.c.person_id)
Index("ix_questions_holder_state_due_at", questions.c.holder, questions.c.state, questions.c.due_at)
Index("ix_questions_step_at", questions.c.step_at)
Index("ix_questions_contest_id_sent_at", questions.c.contest_id, questions.c.sent_at)
# One question at a time is being written, whatever is tapped twice.
Index(
    "uq_questions_draft",
    questions.c.person_id,
    questions.c.contest_id,
    unique=True,
    sqlite_where=questions.c.state == "draft",
    postgresql_where=questions.c.state == "draft",
)

# Everything said in a question, by either side, as the messages of their own chats.
question_messages = Table(
    "question_messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("question_id", ForeignKey("questions.id", ondelete="CASCADE"), nullable=False),
    Column("side", String(10), nullable=False, comment="applicant or answer"),
    Column("author_id", BigInteger, nullable=False, comment="who wrote it, and in which chat"),
    Column("message_id", BigInteger, nullable=False),
    Column("album", String(32), comment="media_group_id"),
    Column("kind", String(12), nullable=False, comment="text, photo, document, voice …"),
    Column("text", Text, nullable=False, comment="HTML; a caption where it is no text"),
    Column("at", Moment, nullable=False),
    Column("edited_at", Moment),
    Column("state", String(8), nullable=False, comment="written, held back until confirmed, sent on"),
    UniqueConstraint("author_id", "message_id"),
)
Index("ix_question_messages_question_id", question_messages.c.question_id)

# What a message said before it was changed.
question_versions = Table(
    "question_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("said_id", ForeignKey("question_messages.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("until", Moment, nullable=False),
)
Index("ix_question_versions_said_id", question_versions.c.said_id)

# Who of Telegram is which consultant of a contest.
consultants = Table(
    "consultants",
    metadata,
    Column("contest_id", String(16), primary_key=True),
    Column("consultant_id", String(20), primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(64), nullable=False, comment="in Telegram, for staff"),
    Column("linked_at", Moment, nullable=False),
    Column("invited", Boolean, nullable=False, comment="by a link of staff rather than by the listed number"),
)
Index("ix_consultants_person_id", consultants.c.person_id)

consultant_invites = Table(
    "consultant_invites",
    metadata,
    Column("token", String(32), primary_key=True),
    Column("contest_id", String(16), nullable=False),
    Column("consultant_id", String(20), nullable=False),
    Column("created_by", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("contest_id", "consultant_id"),
)

# Who is away, on which days (in the contest's zone), and who stands in.
absences = Table(
    "absences",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False, comment="the last day away"),
    Column("substitute_id", ForeignKey("people.id", ondelete="SET NULL")),
)

# Answers kept for another time; shared ones belong to nobody.
ready_answers = Table(
    "ready_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("owner_id", ForeignKey("people.id", ondelete="CASCADE"), comment="nobody: shared by all"),
    Column("title", String(60), nullable=False),
    Column("text_kk", Text, comment="HTML"),
    Column("text_ru", Text, comment="HTML"),
    Column("file_chat_id", BigInteger, comment="where the file that goes with it was sent"),
    Column("file_message_id", BigInteger),
    Column("created_at", Moment, nullable=False),
)
Index("ix_ready_answers_owner_id", ready_answers.c.owner_id)

# Answers of consultants that join the instant answers once staff approve them in both languages.
shared_answers = Table(
    "shared_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("contest_id", String(16), nullable=False),
    Column("question_id", ForeignKey("questions.id", ondelete="SET NULL"), unique=True, comment="where it was given"),
    Column("question_kk", Text),
    Column("question_ru", Text),
    Column("answer_kk", Text, comment="plain words"),
    Column("answer_ru", Text, comment="plain words"),
    Column("proposed_by", BigInteger, nullable=False),
    Column("approved_by", BigInteger),
    Column("state", String(8), nullable=False, comment="proposed, approved, refused"),
    Column("changed_at", Moment, nullable=False),
)
Index("ix_shared_answers_contest_id_state", shared_answers.c.contest_id, shared_answers.c.state)

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

# Everything that staff did, for the owners to read.
audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("person_id", BigInteger, nullable=False, comment="not a reference: what was done outlives who did it"),
    Column("name", String(64), nullable=False),
    Column("action", String(40), nullable=False),
    Column("detail", Text, nullable=False, comment="JSON, without anything an applicant wrote"),
)
Index("ix_audit_at", audit.c.at)

announcements = Table(
    "announcements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("contest_id", String(16), nullable=False),
    Column("state", String(10), nullable=False, comment="draft, scheduled, sending, paused, stopped, done, withdrawn"),
    Column("revision", Integer, nullable=False, server_default="0", comment="of the draft: two must not change one"),
    Column("created_by", BigInteger, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("changed_by", BigInteger, comment="who changed the draft last"),
    Column("changed_name", String(64), comment="as Telegram calls them, for who comes late with another change"),
    Column("audience", Text, nullable=False, server_default="{}", comment="JSON"),
    Column("missing", String(8), comment="where a language is missing: others, both"),
    Column("buttons", Text, nullable=False, server_default="[]", comment="JSON"),
    Column("at", Moment, comment="when it goes out; nothing for at once"),
    Column("confirmed_by", BigInteger),
    Column("confirmed_at", Moment),
    Column("filled_to", BigInteger, comment="the last person put into the outbox; the largest number for everybody"),
    Column("finished_at", Moment),
    Column("correcting", Text, comment="JSON: a language and its new text, until it is confirmed"),
    Column("corrected_at", Moment),
    Column("mended_to", BigInteger, comment="the last person queued for a correction or taking back under way"),
)
Index("ix_announcements_state", announcements.c.state)

# What an announcement says in a language: messages in the chat of who wrote it; several are an album.
announcement_messages = Table(
    "announcement_messages",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("announcement_id", ForeignKey("announcements.id", ondelete="CASCADE"), nullable=False),
    Column("language", String(2), nullable=False),
    Column("author_id", BigInteger, nullable=False, comment="who wrote it, and in which chat"),
    Column("message_id", BigInteger, nullable=False),
    Column("album", String(32), comment="media_group_id"),
    Column("kind", String(12), nullable=False),
    Column("text", Text, nullable=False, comment="HTML; a caption where it is no text"),
    Column("corrected_at", Moment, comment="since when the text is another than that of the message"),
    UniqueConstraint("announcement_id", "author_id", "message_id"),
)

# Who opened a button of an announcement, each person once a button.
announcement_taps = Table(
    "announcement_taps",
    metadata,
    Column("announcement_id", ForeignKey("announcements.id", ondelete="CASCADE"), primary_key=True),
    Column("button", SmallInteger, primary_key=True, comment="from 1"),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("at", Moment, nullable=False),
)

# Published versions of a contest folder; the newest that is live counts before the one that came with the bot.
contest_versions = Table(
    "contest_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("contest_id", String(16), nullable=False),
    Column("files", Text, nullable=False, comment="JSON: text of each YAML file by its name"),
    Column("summary", Text, nullable=False, comment="JSON: what changed, in both languages"),
    Column("state", String(10), nullable=False, comment="draft, proposed, live, replaced, refused"),
    Column("proposed_by", BigInteger, nullable=False),
    Column("confirmed_by", BigInteger),
    Column("at", Moment, nullable=False),
)
Index("ix_contest_versions_contest_id_state", contest_versions.c.contest_id, contest_versions.c.state)

# Staff who want the figures of a contest every Monday.
weekly_reports = Table(
    "weekly_reports",
    metadata,
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), primary_key=True),
    Column("contest_id", String(16), nullable=False),
)
