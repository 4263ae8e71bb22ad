"""Recipients of an announcement, put into the outbox: of what it says, of a correction, of taking it back."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, bindparam, cast, func, literal, or_, select, update

from content.models import Language
from storage.broadcasts.broadcasts import REACHED, Broadcast, Kind, of_language
from storage.database import Writer
from storage.delivery.outbox import Priority
from storage.tables import announcements, outbox, people
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxState
from storage.upsert import insert

COLUMNS = (
    "key",
    "kind",
    "person_id",
    "contest_id",
    "content",
    "priority",
    "not_before",
    "state",
    "attempts",
    "created_at",
    "announcement_id",
)
PERSON = cast(people.c.id, String)
# Put together once: it takes longer than to be executed.
SEEN_TO = (
    update(announcements)
    .where(announcements.c.id == bindparam("announcement"), announcements.c.state == BroadcastState.SENDING)
    .values(filled_to=bindparam("up_to"))
)


def _rows(key: ColumnElement[str], content: ColumnElement[str], priority: Priority) -> Select[Any]:
    """A row of the outbox for each person, in the order of the columns."""
    now = bindparam("now", type_=outbox.c.created_at.type)
    return select(
        key,
        bindparam("kind", type_=String),
        people.c.id,
        bindparam("contest", type_=String),
        content,
        literal(priority.value),
        now,
        literal(OutboxState.QUEUED, outbox.c.state.type),
        literal(0),
        now,
        bindparam("announcement", type_=Integer),
    )


FILL = outbox.insert().from_select(
    COLUMNS,
    _rows(
        bindparam("key", type_=String).concat(PERSON),
        literal('{"language": "').concat(people.c.language).concat('"}'),
        Priority.ANNOUNCEMENT,
    ).where(people.c.id.in_(bindparam("ids", expanding=True))),
)


def _values(one: Broadcast, kind: Kind, now: datetime) -> dict[str, object]:
    return {"announcement": one.id, "contest": one.contest_id, "kind": kind.value, "now": now}


async def fill(connection: Writer, one: Broadcast, ids: Collection[int], up_to: int, now: datetime) -> bool:
    """Queues it for these people; everybody up to `up_to` has been seen to. False where it does not go out now."""
    if (await connection.execute(SEEN_TO, {"announcement": one.id, "up_to": up_to})).rowcount != 1:
        return False
    if ids:
        await connection.execute(FILL, {**_values(one, Kind.ANNOUNCEMENT, now), "key": one.key, "ids": list(ids)})
    return True


async def mend(
    connection: Writer, one: Broadcast, kind: Kind, languages: Iterable[Language], now: datetime, limit: int
) -> None:
    """Queues a correction or taking back for the next people, of those who have got it or are just getting it."""
    begin = one.mended_to or 0
    portion = select(people.c.id).where(people.c.id > begin).order_by(people.c.id).limit(limit).subquery()
    last = (await connection.execute(select(func.max(portion.c.id)))).scalar()
    if last is not None:
        await _mend(connection, one, kind, languages, now, people.c.id > begin, people.c.id <= last)
    await connection.execute(update(announcements).where(announcements.c.id == one.id).values(mended_to=last))


async def correct_one(connection: Writer, one: Broadcast, person_id: int, now: datetime) -> None:
    """Queues the correction for somebody whom it has just reached."""
    await _mend(connection, one, Kind.CORRECTION, Language, now, people.c.id == person_id)


async def _mend(
    connection: Writer,
    one: Broadcast,
    kind: Kind,
    languages: Iterable[Language],
    now: datetime,
    *people_meant: ColumnElement[bool],
) -> None:
    """Each person is found by the key of the row that brought it: there are many rows, and keys find one at once."""
    number = f"fix{int(one.corrected_at.timestamp())}" if kind is Kind.CORRECTION and one.corrected_at else "back"
    reached = (
        _rows(bindparam("new_key", type_=String).concat(PERSON), literal("{}"), Priority.CORRECTION)
        .join(outbox, outbox.c.key == bindparam("key", type_=String).concat(PERSON))
        .where(outbox.c.state.in_(REACHED), or_(*(of_language(each) for each in languages)), *people_meant)
    )
    statement = insert(connection, outbox).from_select(COLUMNS, reached)
    values = {**_values(one, kind, now), "key": one.key, "new_key": f"{one.key}{number}:"}
    await connection.execute(statement.on_conflict_do_nothing(index_elements=[outbox.c.key]), values)
