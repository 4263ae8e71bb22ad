"""Inbox, outbox and reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Moment = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("people", sa.Column("contest_id", sa.String(16), comment="chosen, where several contests are open"))
    op.add_column(
        "people",
        sa.Column(
            "reminders", sa.String(80), comment="the rules wanted, apart by spaces; nothing stands for all of them"
        ),
    )
    op.add_column(
        "people",
        sa.Column(
            "tell_next",
            sa.Boolean,
            nullable=False,
            server_default=sa.false(),
            comment="wants to hear of the next contest",
        ),
    )
    op.add_column("people", sa.Column("unreachable_at", Moment, comment="since when Telegram brings them nothing"))
    op.create_table(
        "package_dates",
        sa.Column("package_id", sa.Integer, nullable=False),
        sa.Column("document_id", sa.String(20), nullable=False),
        sa.Column("person_id", sa.BigInteger, nullable=False, comment="who is reminded"),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("due_at", Moment, comment="when the reminder is due; nothing once it was queued"),
        sa.ForeignKeyConstraint(
            ["package_id"], ["packages.id"], name="fk_package_dates_package_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_package_dates_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("package_id", "document_id", "person_id", name="pk_package_dates"),
    )
    op.create_index("ix_package_dates_due_at", "package_dates", ["due_at"])
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.BigInteger, autoincrement=False, nullable=False),
        sa.Column("person_id", sa.BigInteger, comment="whose order it keeps; not a reference, it may be a stranger's"),
        sa.Column("body", sa.Text, nullable=False, comment="JSON"),
        sa.Column("received_at", Moment, nullable=False),
        sa.Column("attempts", sa.SmallInteger, nullable=False),
        sa.Column("done_at", Moment, comment="kept until Telegram knows that it need not send it again"),
        sa.Column("set_aside_at", Moment),
        sa.Column("reason", sa.String(200), comment="why it was set aside, without anything a person wrote"),
        sa.PrimaryKeyConstraint("update_id", name="pk_inbox"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("key", sa.String(120), nullable=False, comment="the same message is never queued twice"),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("person_id", sa.BigInteger, nullable=False, comment="also the chat"),
        sa.Column("contest_id", sa.String(16)),
        sa.Column("content", sa.Text, nullable=False, comment="JSON: what the kind needs to compose the message"),
        sa.Column("priority", sa.SmallInteger, nullable=False, comment="the lowest goes first"),
        sa.Column("not_before", Moment, nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.SmallInteger, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("finished_at", Moment),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("reason", sa.String(200)),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name="fk_outbox_person_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_state_priority_not_before", "outbox", ["state", "priority", "not_before", "id"])
    op.create_index("ix_outbox_person_id", "outbox", ["person_id"])
    op.create_table(
        "rounds",
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("done_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_rounds"),
    )
