"""Whether everything gets on: what waits, for how long, and what nobody will do any more."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, func, select

from storage.database import Reader
from storage.tables import announcements, inbox, outbox, questions
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxState
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
    messages_in_flight: int
    messages_failed: int
    broadcasts_under_way: int
    questions_open: int
    questions_overdue: int


async def look(connection: Reader, now: datetime) -> Health:
    update = inbox.c.set_aside_at.is_(None) & inbox.c.done_at.is_(None)
    due = (outbox.c.state == OutboxState.QUEUED) & (outbox.c.not_before <= now)
    open_now = questions.c.state == QuestionState.OPEN
    under_way = announcements.c.state.in_([BroadcastState.SENDING, BroadcastState.PAUSED])
    return Health(
        updates=await _waiting(connection, inbox.c.received_at, update),
        updates_set_aside=await _number(connection, select(func.count()).where(inbox.c.set_aside_at.is_not(None))),
        messages=await _waiting(connection, outbox.c.not_before, due),
        messages_in_flight=await _messages(connection, OutboxState.IN_FLIGHT),
        messages_failed=await _messages(connection, OutboxState.FAILED),
        broadcasts_under_way=await _number(connection, select(func.count()).where(under_way)),
        questions_open=await _number(connection, select(func.count()).where(open_now)),
        questions_overdue=await _number(connection, select(func.count()).where(open_now, questions.c.due_at < now)),
    )


async def _messages(connection: Reader, state: OutboxState) -> int:
    return await _number(connection, select(func.count()).where(outbox.c.state == state))


async def _number(connection: Reader, statement: Select[Any]) -> int:
    return (await connection.execute(statement)).scalar() or 0


async def _waiting(connection: Reader, since: Column[datetime], condition: ColumnElement[bool]) -> Waiting:
    statement = select(func.count().label("number"), func.min(since).label("since")).where(condition)
    row = (await connection.execute(statement)).one()
    return Waiting(row.number, row.since)
