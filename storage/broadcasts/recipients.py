"""Recipients of an announcement, put into the outbox: of what it says, of a correction, of taking it back."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache

from sqlalchemy import ColumnElement, Executable, Integer, String, bindparam, case, func, literal, or_, select, update

from content.models import Language
from storage.broadcasts.broadcasts import EVERYBODY, REACHED, Broadcast, of_language
from storage.database import Writer
from storage.delivery.outbox import Priority, insertion, key_of_each, queue_rows, rows
from storage.tables import announcements, outbox, people
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxKind

# Put together once: it takes longer than to be executed.
SEEN_TO = (
    update(announcements)
    .where(announcements.c.id == bindparam("announcement"), announcements.c.state == BroadcastState.SENDING)
    .values(filled_to=bindparam("up_to"))
)


OWN_LANGUAGE = case(
    {language.value: literal({"language": language.value}, outbox.c.content.type) for language in Language},
    value=people.c.language,
)


@cache
def _fill(dialect: str) -> Executable:
    """Put together once, too."""
    messages = rows(
        key_of_each(bindparam("key", type_=String)),
        kind=OutboxKind.BROADCAST,
        contest_id=bindparam("contest", type_=String),
        content=OWN_LANGUAGE,
        priority=Priority.ANNOUNCEMENT,
        now=bindparam("now", type_=outbox.c.created_at.type),
        announcement_id=bindparam("announcement", type_=Integer),
    )
    return insertion(dialect, messages.where(people.c.id.in_(bindparam("ids", expanding=True))))


async def fill(connection: Writer, broadcast: Broadcast, ids: Collection[int], up_to: int, now: datetime) -> bool:
    """Queues it for these people; everybody up to `up_to` has been seen to. False where it does not go out now."""
    if (await connection.execute(SEEN_TO, {"announcement": broadcast.id, "up_to": up_to})).rowcount != 1:
        return False
    if ids:
        values = {
            "announcement": broadcast.id,
            "contest": broadcast.contest_id,
            "key": broadcast.key,
            "now": now,
            "ids": list(ids),
        }
        await connection.execute(_fill(connection.dialect.name), values)
    return True


async def mend(
    connection: Writer, broadcast: Broadcast, kind: OutboxKind, languages: Iterable[Language], now: datetime, limit: int
) -> None:
    """Queues a correction or taking back for the next people, of those who have got it or are just getting it."""
    begin = broadcast.mended_to or 0
    portion = select(people.c.id).where(people.c.id > begin).order_by(people.c.id).limit(limit).subquery()
    last = (await connection.execute(select(func.max(portion.c.id)))).scalar()
    if last is not None:
        await _mend(connection, broadcast, kind, languages, now, people.c.id > begin, people.c.id <= last)
    mended_to = EVERYBODY if last is None else last
    await connection.execute(
        update(announcements).where(announcements.c.id == broadcast.id).values(mended_to=mended_to)
    )


async def correct_one(connection: Writer, broadcast: Broadcast, person_id: int, now: datetime) -> None:
    """Queues the correction for somebody whom it has just reached."""
    await _mend(connection, broadcast, OutboxKind.CORRECTION, Language, now, people.c.id == person_id)


async def _mend(
    connection: Writer,
    broadcast: Broadcast,
    kind: OutboxKind,
    languages: Iterable[Language],
    now: datetime,
    *people_meant: ColumnElement[bool],
) -> None:
    """Each person is found by the key of the row that brought it: there are many rows, and keys find one at once."""
    number = (
        f"fix{int(broadcast.corrected_at.timestamp())}"
        if kind is OutboxKind.CORRECTION and broadcast.corrected_at
        else "back"
    )
    messages = rows(
        key_of_each(f"{broadcast.key}{number}:"),
        kind=kind,
        contest_id=broadcast.contest_id,
        content={},
        priority=Priority.CORRECTION,
        now=now,
        announcement_id=broadcast.id,
    )
    reached = messages.join(outbox, outbox.c.key == key_of_each(broadcast.key)).where(
        outbox.c.state.in_(REACHED), or_(*(of_language(each) for each in languages)), *people_meant
    )
    await queue_rows(connection, reached)
