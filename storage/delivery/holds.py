"""Holding back: what a copy of the database had queued may have been sent since the copy was made.

Until somebody has decided, nothing of it goes, nor any reminder or announcement; answers to what people ask go on.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, insert, or_, select, update

from storage.database import Reader, Writer
from storage.delivery.outbox import Priority
from storage.tables import outbox, outbox_holds
from storage.tables.delivery import OutboxKind, OutboxState

DROPPED = "dropped after a copy was brought back"


@dataclass(frozen=True)
class Hold:
    since: datetime
    up_to: int
    """The last row of the outbox that the copy had."""


async def hold(connection: Writer, now: datetime) -> None:
    last = select(func.coalesce(func.max(outbox.c.id), 0)).scalar_subquery()
    await connection.execute(delete(outbox_holds))
    await connection.execute(insert(outbox_holds).values(since=now, up_to=last))
    in_flight = update(outbox).where(outbox.c.state == OutboxState.IN_FLIGHT)
    await connection.execute(in_flight.values(state=OutboxState.QUEUED, leased_until=None))


async def found(connection: Reader) -> Hold | None:
    row = (await connection.execute(select(outbox_holds))).first()
    return Hold(row.since, row.up_to) if row else None


def _held(hold: Hold) -> ColumnElement[bool]:
    return and_(
        outbox.c.state == OutboxState.QUEUED,
        or_(outbox.c.id <= hold.up_to, outbox.c.priority >= Priority.REMINDER),
    )


async def held(connection: Reader, hold: Hold) -> Sequence[tuple[OutboxKind, int]]:
    """How many rows of each kind wait for a decision."""
    rows = select(outbox.c.kind, func.count().label("number")).where(_held(hold)).group_by(outbox.c.kind)
    return [(row.kind, row.number) for row in (await connection.execute(rows.order_by(outbox.c.kind))).all()]


async def drop(connection: Writer, hold: Hold, kinds: Collection[OutboxKind], now: datetime) -> int:
    """Counts what is held of these kinds as missed. Returns how many rows."""
    rows = update(outbox).where(_held(hold), outbox.c.kind.in_(kinds))
    missed = rows.values(state=OutboxState.MISSED, finished_at=now, reason=DROPPED)
    return (await connection.execute(missed)).rowcount


async def release(connection: Writer) -> None:
    """Lets everything go that is still held."""
    await connection.execute(delete(outbox_holds))
