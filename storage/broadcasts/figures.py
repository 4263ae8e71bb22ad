"""Figures of an announcement that went out: who got it by language and region, and why others did not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from content.models import Language
from storage.database import Reader
from storage.tables import outbox, people
from storage.tables.delivery import OutboxKind, OutboxState


@dataclass(frozen=True)
class Group:
    """Rows in one state, of people of one language and region."""

    language: Language
    region_id: str | None
    state: OutboxState
    number: int


@dataclass(frozen=True)
class FailureReason:
    state: OutboxState
    reason: str
    number: int


async def groups(connection: Reader, announcement_id: int) -> list[Group]:
    """By the language in which it was sent, and by the region where people live now."""
    language = outbox.c.content["language"].as_string()
    statement = (
        select(language.label("language"), people.c.region_id, outbox.c.state, func.count().label("number"))
        .join(people, people.c.id == outbox.c.person_id)
        .where(outbox.c.announcement_id == announcement_id, outbox.c.kind == OutboxKind.BROADCAST)
        .group_by(language, people.c.region_id, outbox.c.state)
    )
    rows = (await connection.execute(statement)).all()
    return [Group(Language(row.language), row.region_id, row.state, row.number) for row in rows]


async def reasons(
    connection: Reader,
    announcement_id: int,
    kind: OutboxKind,
    states: Sequence[OutboxState],
    since: datetime | None = None,
) -> list[FailureReason]:
    """Why rows in these states are in them, the most frequent first; `since` leaves out what was queued before."""
    conditions = [
        outbox.c.announcement_id == announcement_id,
        outbox.c.kind == kind,
        outbox.c.state.in_(states),
        *([outbox.c.created_at >= since] if since else []),
    ]
    number = func.count().label("number")
    statement = (
        select(outbox.c.state, outbox.c.reason, number)
        .where(*conditions)
        .group_by(outbox.c.state, outbox.c.reason)
        .order_by(number.desc(), outbox.c.reason)
    )
    rows = (await connection.execute(statement)).all()
    return [FailureReason(row.state, row.reason or "", row.number) for row in rows]
