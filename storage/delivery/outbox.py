"""Whatever the bot sends by itself: a row first, a message later."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from itertools import takewhile
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, literal, or_, select, update

from storage.database import Reader, Writer
from storage.tables import outbox, people
from storage.tables.delivery import OutboxState
from storage.upsert import insert

LEASE = timedelta(minutes=2)
"""A row claimed for longer than this was forgotten by whoever claimed it."""
ALBUM = "messages"
"""Key of a row's content under which the ids of an album stand once it was sent."""


FINISHED = (OutboxState.SENT, OutboxState.FAILED, OutboxState.BLOCKED, OutboxState.MISSED, OutboxState.SKIPPED)
"""States that a row is left in for good."""


class Priority(IntEnum):
    """The lowest goes first."""

    ANSWER = 10
    REMINDER = 20
    CORRECTION = 25
    """What is wrong is put right before it spreads."""
    ANNOUNCEMENT = 30


@dataclass(frozen=True)
class Letter:
    """A row whose turn it is."""

    id: int
    key: str
    kind: str
    person_id: int
    contest_id: str | None
    content: Mapping[str, Any]
    created_at: datetime
    attempts: int
    reachable: bool
    announcement_id: int | None = None


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


DUE = (
    select(
        outbox.c.id,
        outbox.c.key,
        outbox.c.kind,
        outbox.c.person_id,
        outbox.c.contest_id,
        outbox.c.content,
        outbox.c.created_at,
        outbox.c.attempts,
        outbox.c.announcement_id,
        people.c.unreachable_at.is_(None).label("reachable"),
    )
    .join(people, people.c.id == outbox.c.person_id)
    .where(
        outbox.c.state == OutboxState.QUEUED,
        outbox.c.not_before <= bindparam("now"),
        or_(outbox.c.priority < Priority.REMINDER, outbox.c.not_before <= bindparam("planned_until")),
        outbox.c.person_id.not_in(bindparam("resting", expanding=True)),
    )
    .order_by(outbox.c.priority, outbox.c.not_before, outbox.c.id)
    .limit(bindparam("limit"))
)
ANYTHING = (
    select(outbox.c.id).where(outbox.c.state == OutboxState.QUEUED, outbox.c.not_before <= bindparam("now")).limit(1)
)
CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(state=OutboxState.IN_FLIGHT, leased_until=bindparam("lease_end"))
)
FINISH = (
    update(outbox)
    .where(outbox.c.id == bindparam("row_id"))
    .values(
        state=bindparam("state"),
        leased_until=None,
        finished_at=bindparam("now"),
        message_id=bindparam("message_id"),
        reason=bindparam("reason"),
    )
)


async def queue(
    connection: Writer,
    *,
    key: str,
    kind: str,
    person_id: int,
    content: Mapping[str, Any],
    priority: Priority,
    now: datetime,
    not_before: datetime | None = None,
    contest_id: str | None = None,
    announcement_id: int | None = None,
) -> bool:
    """Puts a message into the outbox; False where one with this key is or was there already, or the person is gone."""
    values = {
        "key": key,
        "kind": kind,
        "person_id": person_id,
        "contest_id": contest_id,
        "content": content,
        "priority": priority.value,
        "not_before": not_before or now,
        "state": OutboxState.QUEUED,
        "attempts": 0,
        "created_at": now,
        "announcement_id": announcement_id,
    }
    row = select(*(literal(value, outbox.c[name].type) for name, value in values.items()))
    statement = insert(connection, outbox).from_select(list(values), row.where(people.c.id == person_id))
    return (await connection.execute(statement.on_conflict_do_nothing(index_elements=[outbox.c.key]))).rowcount == 1


async def claim(
    connection: Writer, now: datetime, limit: int, resting: Collection[int], planned_until: datetime | None = None
) -> list[Letter]:
    """Takes what is to be sent now, the most important first, one row a person; none for those who rest.

    Reminders wait until everything is planned that has become due before them: a newer one may take their place.
    A claimed row is in flight until it is finished, postponed, or its lease has passed.
    """
    values = {"now": now, "resting": list(resting), "planned_until": planned_until or now}
    rows = (await connection.execute(DUE, {**values, "limit": limit})).all()
    letters: dict[int, Letter] = {}
    for row in rows:
        letter = Letter(
            id=row.id,
            key=row.key,
            kind=row.kind,
            person_id=row.person_id,
            contest_id=row.contest_id,
            content=row.content,
            created_at=row.created_at,
            attempts=row.attempts,
            reachable=row.reachable,
            announcement_id=row.announcement_id,
        )
        letters.setdefault(row.person_id, letter)
    if letters:
        ids = [letter.id for letter in letters.values()]
        await connection.execute(CLAIM, {"ids": ids, "lease_end": now + LEASE})
    return list(letters.values())


async def finish(
    connection: Writer,
    letter_id: int,
    state: OutboxState,
    now: datetime,
    *,
    message_id: int | None = None,
    reason: str = "",
) -> None:
    values = {"row_id": letter_id, "state": state, "now": now, "message_id": message_id, "reason": reason[:200] or None}
    await connection.execute(FINISH, values)


async def keep_album(connection: Writer, letter: Letter, message_ids: Sequence[int]) -> None:
    """Keeps the ids of all the messages that a row became."""
    content = {**letter.content, ALBUM: list(message_ids)}
    await connection.execute(update(outbox).where(outbox.c.id == letter.id).values(content=content))


async def postpone(connection: Writer, letter: Letter, until: datetime, *, attempts: int) -> None:
    """Puts a claimed row back for later."""
    values = {"state": OutboxState.QUEUED, "not_before": until, "leased_until": None, "attempts": attempts}
    await connection.execute(update(outbox).where(outbox.c.id == letter.id).values(values))


async def recover(connection: Writer, now: datetime, in_hand: Collection[int] = (), *, at_start: bool = False) -> int:
    """Puts back what is in flight: all of it at a start, else what was claimed too long ago and nobody has in hand.

    Returns how many rows.
    """
    forgotten = update(outbox).where(outbox.c.state == OutboxState.IN_FLIGHT)
    if not at_start:
        forgotten = forgotten.where(outbox.c.leased_until < now, outbox.c.id.not_in(list(in_hand)))
    return (await connection.execute(forgotten.values(state=OutboxState.QUEUED, leased_until=None))).rowcount


async def newer(connection: Reader, letter: Letter) -> list[Mapping[str, Any]]:
    """Contents of messages of this kind about this contest that were queued after it and wait for the same person."""
    same = select(outbox.c.content).where(
        outbox.c.person_id == letter.person_id,
        outbox.c.state == OutboxState.QUEUED,
        outbox.c.kind == letter.kind,
        outbox.c.contest_id == letter.contest_id,
        or_(
            outbox.c.created_at > letter.created_at,
            and_(outbox.c.created_at == letter.created_at, outbox.c.id > letter.id),
        ),
    )
    return list((await connection.execute(same)).scalars())


async def untold(connection: Reader, letter: Letter) -> list[Mapping[str, Any]]:
    """Contents of messages of this kind about this contest since the last that arrived, up to this one, in order."""
    same = select(outbox.c.content, outbox.c.state).where(
        outbox.c.person_id == letter.person_id,
        outbox.c.kind == letter.kind,
        outbox.c.contest_id == letter.contest_id,
        outbox.c.id <= letter.id,
    )
    rows = (await connection.execute(same.order_by(outbox.c.id.desc()))).all()
    since = takewhile(lambda row: row.state != OutboxState.SENT, rows)
    return [row.content for row in since][::-1]


async def anything_due(connection: Reader, now: datetime) -> bool:
    return (await connection.execute(ANYTHING, {"now": now})).first() is not None


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


async def old(connection: Reader, before: datetime, after: int, limit: int) -> list[int]:
    """Ids beyond `after` of rows that were finished before a moment; an announcement's stay, its report counts them."""
    statement = (
        select(outbox.c.id)
        .where(
            outbox.c.id > after,
            outbox.c.announcement_id.is_(None),
            outbox.c.state.in_(FINISHED),
            func.coalesce(outbox.c.finished_at, outbox.c.created_at) < before,
        )
        .order_by(outbox.c.id)
        .limit(limit)
    )
    return list((await connection.execute(statement)).scalars())


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
