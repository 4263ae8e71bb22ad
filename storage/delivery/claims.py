"""Rows of the outbox whose turn has come: claimed, sent, finished."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, case, literal, or_, select, update

from storage.database import Reader, Writer
from storage.delivery.holds import Hold
from storage.delivery.outbox import Priority
from storage.entry.people import REACHABLE
from storage.tables import outbox, people
from storage.tables.delivery import TO_GROUP, OutboxKind, OutboxState

LEASE = timedelta(minutes=2)
"""A row claimed for longer than this was forgotten by whoever claimed it."""
ALBUM = "messages"
"""Key of a row's content under which the ids of an album stand once it was sent."""


@dataclass(frozen=True)
class OutboxRow:
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

    @property
    def chat_id(self) -> int:
        """Where it goes: to the person, unless it is for a group."""
        return int(self.content.get(TO_GROUP, self.person_id))

    @property
    def to_group(self) -> bool:
        """Then the person, in whose language it is, need not be reachable themselves."""
        return self.chat_id != self.person_id


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
        REACHABLE.label("reachable"),
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
    .with_for_update(of=outbox, skip_locked=True, key_share=True)  # SQLite has one writer anyway
)
BUT_HELD = DUE.where(outbox.c.priority < Priority.REMINDER, outbox.c.id > bindparam("held_to"))
ANYTHING = (
    select(outbox.c.id).where(outbox.c.state == OutboxState.QUEUED, outbox.c.not_before <= bindparam("now")).limit(1)
)
CLAIM = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)), outbox.c.state == OutboxState.QUEUED)
    .values(state=OutboxState.IN_FLIGHT, leased_until=bindparam("lease_end"))
)
NAMING = (
    OutboxKind.TEAM_MEMBER,
    OutboxKind.TEAM_REMOVED,
    OutboxKind.CONSULTANT_LINKED,
    OutboxKind.CONSULTANT_UNLINKED,
)
"""Rows of one person that name another; once it is said nobody needs the name. What failed may be queued again."""
OVER = and_(outbox.c.kind.in_(NAMING), bindparam("state", type_=outbox.c.state.type) != OutboxState.FAILED)
FINISH = (
    update(outbox)
    .where(outbox.c.id == bindparam("row_id"))
    .values(
        state=bindparam("state"),
        leased_until=None,
        finished_at=bindparam("now"),
        message_id=bindparam("message_id"),
        reason=bindparam("reason"),
        content=case((OVER, literal({}, outbox.c.content.type)), else_=outbox.c.content),
    )
)


async def anything_due(connection: Reader, now: datetime) -> bool:
    return (await connection.execute(ANYTHING, {"now": now})).first() is not None


async def claim(
    connection: Writer,
    now: datetime,
    limit: int,
    resting: Collection[int],
    planned_until: datetime | None = None,
    hold: Hold | None = None,
) -> list[OutboxRow]:
    """Takes what is to be sent now, the most important first, one row a person; none for those who rest.

    Reminders wait until everything is planned that has become due before them: a newer one may take their place.
    A claimed row is in flight until it is finished, postponed, or its lease has passed.
    """
    values = {"now": now, "resting": list(resting), "planned_until": planned_until or now}
    due, held_to = (DUE, {}) if hold is None else (BUT_HELD, {"held_to": hold.up_to})
    rows = (await connection.execute(due, {**values, **held_to, "limit": limit})).all()
    letters: dict[int, OutboxRow] = {}
    for row in rows:
        letter = OutboxRow(
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


async def keep_album(connection: Writer, letter: OutboxRow, message_ids: Sequence[int]) -> None:
    """Keeps the ids of all the messages that a row became."""
    content = {**letter.content, ALBUM: list(message_ids)}
    await connection.execute(update(outbox).where(outbox.c.id == letter.id).values(content=content))


async def sent_as(connection: Reader, letter_id: int) -> list[int]:
    """The messages that a row became, in the order of the chat."""
    statement = select(outbox.c.message_id, outbox.c.content).where(outbox.c.id == letter_id)
    row = (await connection.execute(statement)).first()
    if row is None or row.message_id is None:
        return []
    return list(row.content.get(ALBUM, [row.message_id]))


async def postpone(connection: Writer, letter: OutboxRow, until: datetime, *, attempts: int) -> None:
    """Puts a claimed row back for later."""
    values = {"state": OutboxState.QUEUED, "not_before": until, "leased_until": None, "attempts": attempts}
    await connection.execute(update(outbox).where(outbox.c.id == letter.id).values(values))


async def recover(connection: Writer, now: datetime, in_hand: Collection[int] = (), *, at_start: bool = False) -> int:
    """Puts back what was claimed too long ago and nobody has in hand; at a start, where nobody else can have any, all.

    It may have arrived, so it counts as tried. Returns how many rows.
    """
    forgotten = update(outbox).where(outbox.c.state == OutboxState.IN_FLIGHT)
    if not at_start:
        forgotten = forgotten.where(outbox.c.leased_until < now, outbox.c.id.not_in(list(in_hand)))
    again = {"state": OutboxState.QUEUED, "leased_until": None, "attempts": outbox.c.attempts + 1}
    return (await connection.execute(forgotten.values(again))).rowcount
