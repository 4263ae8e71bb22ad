"""Whether everything gets on: what waits, for how long, and what nobody will do any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, func, select

from storage.database import Reader
from storage.delivery.outbox import Priority
from storage.tables import announcements, inbox, outbox, questions
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxKind, OutboxState
from storage.tables.questions import QuestionState


@dataclass(frozen=True)
class Waiting:
    number: int
    since: datetime | None
    """Since when the oldest waits."""


@dataclass(frozen=True)
class Health:
    updates: Waiting
    updates_set_aside: int
    messages: Waiting
    """Of the bot's own: those whose time has come."""
    answers_since: datetime | None
    """Since when the oldest of them waits that somebody waits for: broadcasts may take hours, answers may not."""
    messages_in_flight: int
    messages_failed: int
    reminders_due: int
    reminders_missed: int
    """Of the last sixty days: rows that are finished go after that."""
    broadcasts_under_way: int
    questions_open: int
    questions_overdue: int


async def look(connection: Reader, now: datetime) -> Health:
    due = (outbox.c.state == OutboxState.QUEUED) & (outbox.c.not_before <= now)
    open_now = questions.c.state == QuestionState.OPEN
    under_way = announcements.c.state.in_([BroadcastState.SENDING, BroadcastState.PAUSED])
    return Health(
        updates=await _waiting(connection, inbox.c.received_at, _unhandled()),
        updates_set_aside=await _number(connection, select(func.count()).where(inbox.c.set_aside_at.is_not(None))),
        messages=await _waiting(connection, outbox.c.not_before, due),
        answers_since=await oldest_answer(connection, now),
        messages_in_flight=await _messages(connection, OutboxState.IN_FLIGHT),
        messages_failed=await _messages(connection, OutboxState.FAILED),
        reminders_due=await _number(connection, select(func.count()).where(due, _reminder())),
        reminders_missed=await _number(
            connection, select(func.count()).where(_reminder(), outbox.c.state == OutboxState.MISSED)
        ),
        broadcasts_under_way=await _number(connection, select(func.count()).where(under_way)),
        questions_open=await _number(connection, select(func.count()).where(open_now)),
        questions_overdue=await _number(connection, select(func.count()).where(open_now, questions.c.due_at < now)),
    )


async def oldest_update(connection: Reader) -> datetime | None:
    """When the oldest update came that is not handled yet."""
    return (await connection.execute(select(func.min(inbox.c.received_at)).where(_unhandled()))).scalar()


async def oldest_answer(connection: Reader, now: datetime) -> datetime | None:
    """Since when the oldest message is due that goes before reminders."""
    due = (outbox.c.state == OutboxState.QUEUED) & (outbox.c.not_before <= now)
    first = select(func.min(outbox.c.not_before)).where(due, outbox.c.priority == Priority.ANSWER)
    return (await connection.execute(first)).scalar()


def _unhandled() -> ColumnElement[bool]:
    return inbox.c.set_aside_at.is_(None) & inbox.c.done_at.is_(None)


def _reminder() -> ColumnElement[bool]:
    """By an index that begins with the announcement, which reminders have none of."""
    return outbox.c.announcement_id.is_(None) & (outbox.c.kind == OutboxKind.REMINDER)


async def _messages(connection: Reader, state: OutboxState) -> int:
    return await _number(connection, select(func.count()).where(outbox.c.state == state))


async def _number(connection: Reader, statement: Select[Any]) -> int:
    return (await connection.execute(statement)).scalar() or 0


async def _waiting(connection: Reader, since: Column[datetime], condition: ColumnElement[bool]) -> Waiting:
    statement = select(func.count().label("number"), func.min(since).label("since")).where(condition)
    row = (await connection.execute(statement)).one()
    return Waiting(row.number, row.since)
