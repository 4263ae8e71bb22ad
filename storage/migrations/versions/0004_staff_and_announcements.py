"""Staff, announcements and versions of a contest."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.String(length=16), nullable=False),
        sa.Column(
            "state",
            sa.String(length=10),
            nullable=False,
            comment="draft, scheduled, sending, paused, stopped, done, withdrawn",
        ),
        sa.Column(
            "revision",
            sa.Integer(),
            server_default="0",
            nullable=False,
            comment="of the draft: two must not change one",
        ),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True, comment="who changed the draft last"),
        sa.Column(
            "changed_name",
            sa.String(length=64),
            nullable=True,
            comment="as Telegram calls them, for who comes late with another change",
        ),
        sa.Column("audience", sa.Text(), server_default="{}", nullable=False, comment="JSON"),
        sa.Column("missing", sa.String(length=8), nullable=True, comment="where a language is missing: others, both"),
        sa.Column("buttons", sa.Text(), server_default="[]", nullable=False, comment="JSON"),
        sa.Column("at", Moment, nullable=True, comment="when it goes out; nothing for at once"),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", Moment, nullable=True),
        sa.Column(
            "filled_to",
            sa.BigInteger(),
            nullable=True,
            comment="the last person put into the outbox; the largest number for everybody",
        ),
        sa.Column("finished_at", Moment, nullable=True),
        sa.Column(
            "correcting",
            sa.Text(),
            nullable=True,
            comment="JSON: a language and its new text, until it is confirmed",
        ),
        sa.Column("corrected_at", Moment, nullable=True),
        sa.Column(
            "mended_to",
            sa.BigInteger(),
            nullable=True,
            comment="the last person queued for a correction or taking back under way",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
    )
    op.create_index("ix_announcements_state", "announcements", ["state"], unique=False)
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column(
            "person_id", sa.BigInteger(), nullable=False, comment="not a reference: what was done outlives who did it"
        ),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False, comment="JSON, without anything an applicant wrote"),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"], unique=False)
    op.create_table(
        "contest_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contest_id", sa.String(length=16), nullable=False),
        sa.Column("files", sa.Text(), nullable=False, comment="JSON: text of each YAML file by its name"),
        sa.Column("summary", sa.Text(), nullable=False, comment="JSON: what changed, in both languages"),
        sa.Column("state", sa.String(length=10), nullable=False, comment="draft, proposed, live, replaced, refused"),
        sa.Column("proposed_by", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contest_versions"),
    )
    op.create_index("ix_contest_versions_contest_id_state", "contest_versions", ["contest_id", "state"], unique=False)
    op.create_table(
        "staff_invites",
        sa.Column("token", sa.String(length=32), nullable=False),
        sa.Column("rights", sa.String(length=60), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("token", name="pk_staff_invites"),
    )
    op.create_table(
        "announcement_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False, comment="who wrote it, and in which chat"),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("album", sa.String(length=32), nullable=True, comment="media_group_id"),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, comment="HTML; a caption where it is no text"),
        sa.Column(
            "corrected_at",
            Moment,
            nullable=True,
            comment="since when the text is another than that of the message",
        ),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcements.id"],
            name="fk_announcement_messages_announcement_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_announcement_messages"),
        sa.UniqueConstraint(
            "announcement_id",
            "author_id",
            "message_id",
            name="uq_announcement_messages_announcement_id_author_id_message_id",
        ),
    )
    op.create_table(
        "announcement_taps",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("button", sa.SmallInteger(), nullable=False, comment="from 1"),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name="fk_announcement_taps_announcement_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name="fk_announcement_taps_person_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("announcement_id", "button", "person_id", name="pk_announcement_taps"),
    )
    op.create_table(
        "staff",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False, comment="in Telegram, for the other staff"),
        sa.Column(
            "rights", sa.String(length=60), nullable=False, comment="announce, answer, contest, staff; apart by spaces"
        ),
        sa.Column("added_by", sa.BigInteger(), nullable=False),
        sa.Column("added_at", Moment, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_staff_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_staff"),
    )
    op.create_table(
        "weekly_reports",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("contest_id", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_weekly_reports_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("person_id", name="pk_weekly_reports"),
    )
    op.add_column(
        "outbox",
        sa.Column(
            "announcement_id",
            sa.Integer(),
            nullable=True,
            comment="which announcement it belongs to; not a reference: rows are swept",
        ),
    )
    op.create_index(
        "ix_outbox_announcement_id_kind_state_finished_at",
        "outbox",
        ["announcement_id", "kind", "state", "finished_at"],
        unique=False,
    )
    op.add_column(
        "people",
        sa.Column("seen_on", sa.Date(), nullable=True, comment="the last day (UTC) on which they did something"),
    )
