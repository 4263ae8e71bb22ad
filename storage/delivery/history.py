"""What became of everything in the outbox: counted, shown, queued again, forgotten."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, select, update

from storage.database import Reader, Writer
from storage.tables import outbox
from storage.tables.delivery import OutboxKind, OutboxState

FINISHED = (OutboxState.SENT, OutboxState.FAILED, OutboxState.BLOCKED, OutboxState.MISSED, OutboxState.SKIPPED)
"""States that a row is left in for good."""


@dataclass(frozen=True)
class Row:
    """A row as somebody who watches the outbox sees it."""

    key: str
    kind: str
    person_id: int
    state: OutboxState
    not_before: datetime
    """When it is or was due."""
    active_at: datetime
    """When it was finished; before that, when it was made."""
    reason: str | None


@dataclass(frozen=True)
class Count:
    kind: str
    state: OutboxState
    count: int


async def counts(connection: Reader) -> list[Count]:
    """How many rows there are of each kind in each state."""
    statement = (
        select(outbox.c.kind, outbox.c.state, func.count().label("number"))
        .group_by(outbox.c.kind, outbox.c.state)
        .order_by(outbox.c.kind, outbox.c.state)
    )
    return [Count(row.kind, row.state, row.number) for row in (await connection.execute(statement)).all()]


async def recent(connection: Reader, limit: int) -> list[Row]:
    """The rows that were finished or made last, the newest first."""
    active_at = func.coalesce(outbox.c.finished_at, outbox.c.created_at)
    statement = (
        select(
            outbox.c.key,
            outbox.c.kind,
            outbox.c.person_id,
            outbox.c.state,
            outbox.c.not_before,
            active_at.label("active_at"),
            outbox.c.reason,
        )
        .order_by(active_at.desc(), outbox.c.id.desc())
        .limit(limit)
    )
    rows = (await connection.execute(statement)).all()
    return [Row(row.key, row.kind, row.person_id, row.state, row.not_before, row.active_at, row.reason) for row in rows]


async def old(connection: Reader, before: datetime, limit: int) -> list[int]:
    """Some rows that were finished before a moment; an announcement's stay, its report counts them.

    Kinds are named because an index then finds the rows, however many there are. What was missed when it was planned
    has no end of its own.
    """
    finished = select(outbox.c.id).where(
        outbox.c.announcement_id.is_(None), outbox.c.kind.in_(OutboxKind), outbox.c.state.in_(FINISHED)
    )
    found: list[int] = []
    for condition in (
        outbox.c.finished_at < before,
        and_(outbox.c.finished_at.is_(None), outbox.c.created_at < before),
    ):
        found += (await connection.execute(finished.where(condition).limit(limit - len(found)))).scalars()
    return found


async def forget(connection: Writer, ids: Collection[int]) -> None:
    await connection.execute(delete(outbox).where(outbox.c.id.in_(ids)))


async def reasons(connection: Reader) -> Sequence[tuple[str, str, int]]:
    """Why rows failed: kind, reason, how many."""
    statement = (
        select(outbox.c.kind, outbox.c.reason, func.count().label("number"))
        .where(outbox.c.state == OutboxState.FAILED)
        .group_by(outbox.c.kind, outbox.c.reason)
        .order_by(outbox.c.kind, outbox.c.reason)
    )
    return [(row.kind, row.reason or "", row.number) for row in (await connection.execute(statement)).all()]


async def retry(connection: Writer, now: datetime) -> int:
    """Queues what failed once more. Returns how many rows."""
    statement = (
        update(outbox)
        .where(outbox.c.state == OutboxState.FAILED)
        .values(state=OutboxState.QUEUED, not_before=now, attempts=0, finished_at=None, reason=None)
    )
    return (await connection.execute(statement)).rowcount
