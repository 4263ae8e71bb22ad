"""The one way into the outbox: whatever the bot sends by itself is a row first, a message later."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import IntEnum
from functools import cache
from typing import Any, NotRequired, TypeAlias, TypedDict, TypeVar, Unpack

from sqlalchemy import ColumnElement, Executable, Select, String, bindparam, cast, literal, select

from storage.database import Writer
from storage.tables import outbox, people
from storage.tables.delivery import OutboxKind, OutboxState
from storage.upsert import insert_in

T = TypeVar("T")
Given: TypeAlias = T | ColumnElement[T]
"""A value, or an expression that has one for each person."""


class Priority(IntEnum):
    """The lowest goes first."""

    ANSWER = 10
    REMINDER = 20
    REMINDER_OF_OTHERS = 22
    """Of people who prepare nothing: where not everybody can be reached in time, they are the last."""
    CORRECTION = 25
    """What is wrong is put right before it spreads."""
    ANNOUNCEMENT = 30


class Message(TypedDict):
    """What is queued, for one person or for many; not before now, if nothing else is said."""

    kind: Given[OutboxKind]
    content: Given[Mapping[str, Any]]
    priority: Given[Priority]
    now: Given[datetime]
    not_before: NotRequired[Given[datetime] | None]
    contest_id: NotRequired[Given[str] | None]
    announcement_id: NotRequired[Given[int] | None]
    state: NotRequired[Given[OutboxState]]


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


def _values(key: Given[str], person_id: Given[int], message: Message) -> list[Any]:
    """In the order of the columns."""
    not_before = message.get("not_before")
    return [
        key,
        message["kind"],
        person_id,
        message.get("contest_id"),
        message["content"],
        message["priority"],
        message["now"] if not_before is None else not_before,
        message.get("state", OutboxState.QUEUED),
        0,
        message["now"],
        message.get("announcement_id"),
    ]


def rows(key: Given[str], person_id: ColumnElement[int] = people.c.id, **message: Unpack[Message]) -> Select[Any]:
    """A row for each person, of whom the caller says who they are: the rows are a SELECT, to be narrowed down.

    The key is the message's own: two with the same key are never queued, so it names the person too.
    """
    values = zip(COLUMNS, _values(key, person_id, message), strict=True)
    return select(*(_expression(name, value) for name, value in values))


def key_of_each(begins: Given[str]) -> ColumnElement[str]:
    """Keys that begin alike and end with the person's id."""
    return _expression("key", begins).concat(cast(people.c.id, String))


def _expression(column: str, value: object) -> ColumnElement[Any]:
    return value if isinstance(value, ColumnElement) else literal(value, outbox.c[column].type)


def insertion(dialect: str, new: Select[Any]) -> Executable:
    """Queues rows, but those with a key that is or was there already."""
    statement = insert_in(dialect, outbox).from_select(COLUMNS, new)
    return statement.on_conflict_do_nothing(index_elements=[outbox.c.key])


@cache
def _one(dialect: str) -> Executable:
    """Put together once: that takes longer than executing it."""
    row = select(*(bindparam(name, type_=outbox.c[name].type) for name in COLUMNS))
    return insertion(dialect, row.where(people.c.id == bindparam("person_id")))


async def queue(connection: Writer, *, key: str, person_id: int, **message: Unpack[Message]) -> bool:
    """Queues a message; False where one with this key is or was there already, or the person is gone."""
    values = dict(zip(COLUMNS, _values(key, person_id, message), strict=True))
    return (await connection.execute(_one(connection.dialect.name), values)).rowcount == 1


async def queue_rows(connection: Writer, new: Select[Any]) -> int:
    """Returns how many are new."""
    return (await connection.execute(insertion(connection.dialect.name, new))).rowcount


async def queue_each(connection: Writer, person_ids: Collection[int], *, key: str, **message: Unpack[Message]) -> int:
    """Queues the same for several people; each key is the one given and the person's id. Returns for how many."""
    new = rows(key_of_each(f"{key}:"), **message)
    return await queue_rows(connection, new.where(people.c.id.in_(person_ids)).order_by(people.c.id))
