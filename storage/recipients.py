"""Recipients of an announcement, put into the outbox: of what it says, of a correction, of taking it back."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, func, literal, or_, select, update

from content.models import Language
from storage import outbox as letters
from storage.announcements import State
from storage.broadcasts import REACHED, Broadcast, Kind, changed, of_language
from storage.database import Writer
from storage.outbox import Priority
from storage.tables import announcements, outbox, people
from storage.upsert import insert


async def fill(connection: Writer, one: Broadcast, ids: Collection[int], up_to: int, now: datetime) -> bool:
    """Queues it for these people; everybody up to `up_to` has been seen to. False where it does not go out now."""
    statement = changed(one.id, [State.SENDING]).values(filled_to=up_to)
    if (await connection.execute(statement)).rowcount != 1:
        return False
    content = literal('{"language": "').concat(people.c.language).concat('"}')
    key = literal(one.key).concat(cast(people.c.id, String))
    await _put(connection, select(*_row(one, Kind.ANNOUNCEMENT, key, content, now)).where(people.c.id.in_(list(ids))))
    return True


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


def _row(
    one: Broadcast, kind: Kind, key: ColumnElement[str], content: ColumnElement[str], now: datetime
) -> tuple[ColumnElement[Any], ...]:
    """A row of the outbox for a person, in the order of the columns."""
    priority = Priority.ANNOUNCEMENT if kind is Kind.ANNOUNCEMENT else Priority.CORRECTION
    return (
        key,
        literal(kind.value),
        people.c.id,
        literal(one.contest_id),
        content,
        literal(priority.value),
        literal(now, outbox.c.not_before.type),
        literal(letters.State.QUEUED.value),
        literal(0),
        literal(now, outbox.c.created_at.type),
        literal(one.id),
    )


async def _put(connection: Writer, source: Select[Any]) -> None:
    statement = insert(connection, outbox).from_select(COLUMNS, source)
    await connection.execute(statement.on_conflict_do_nothing(index_elements=[outbox.c.key]))


async def mend(
    connection: Writer, one: Broadcast, kind: Kind, languages: Iterable[Language], now: datetime, limit: int
) -> None:
    """Queues a correction or taking back for the next people, of those who have got it or are just getting it."""
    begin = one.mended_to or 0
    portion = select(people.c.id).where(people.c.id > begin).order_by(people.c.id).limit(limit).subquery()
    last = (await connection.execute(select(func.max(portion.c.id)))).scalar()
    if last is not None:
        reached = _mending(one, kind, languages, now).where(people.c.id > begin, people.c.id <= last)
        await _put(connection, reached)
    await connection.execute(update(announcements).where(announcements.c.id == one.id).values(mended_to=last))


async def correct_one(connection: Writer, one: Broadcast, person_id: int, now: datetime) -> None:
    """Queues the correction for somebody whom it has just reached."""
    await _put(connection, _mending(one, Kind.CORRECTION, Language, now).where(people.c.id == person_id))


def _mending(one: Broadcast, kind: Kind, languages: Iterable[Language], now: datetime) -> Select[Any]:
    """Each person is found by the key of the row that brought it: there are many rows, and keys find one at once."""
    number = f"fix{int(one.corrected_at.timestamp())}" if kind is Kind.CORRECTION and one.corrected_at else "back"
    person = cast(people.c.id, String)
    return (
        select(*_row(one, kind, literal(f"{one.key}{number}:").concat(person), literal("{}"), now))
        .join(outbox, outbox.c.key == literal(one.key).concat(person))
        .where(outbox.c.state.in_(REACHED), or_(*(of_language(language) for language in languages)))
    )
