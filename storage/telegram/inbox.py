"""Updates of Telegram from the moment they came until they are handled."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import blake2b

from sqlalchemy import bindparam, delete, select, update

from storage.database import Reader, Writer, change
from storage.prepared import PreparedChange
from storage.tables import inbox
from storage.upsert import insert_in


@dataclass(frozen=True)
class StoredUpdate:
    """An update as it came, and whose order it keeps (nothing for updates of nobody)."""

    update_id: int
    person_id: int | None
    body: str
    attempts: int = 0
    answers: str | None = None
    """The question that it answers, as a payload; empty for none, None while it was not handled yet."""


@dataclass(frozen=True)
class SetAside:
    """An update that could not be handled. What it says stays unread: it may be personal."""

    update_id: int
    received_at: datetime
    attempts: int
    reason: str


WAITING = (
    select(inbox.c.update_id, inbox.c.person_id, inbox.c.body, inbox.c.attempts, inbox.c.answers)
    .where(inbox.c.done_at.is_(None), inbox.c.set_aside_at.is_(None))
    .order_by(inbox.c.update_id)
)
KNOWN = select(inbox.c.update_id, inbox.c.body).where(inbox.c.update_id.in_(bindparam("ids", expanding=True)))
OLD = select(inbox.c.update_id).where(inbox.c.done_at.is_not(None), inbox.c.update_id < bindparam("confirmed"))
FORGET = delete(inbox).where(inbox.c.update_id.in_(OLD.with_for_update(skip_locked=True)))
DONE = PreparedChange(
    update(inbox)
    .where(inbox.c.update_id == bindparam("id"))
    .values(done_at=bindparam("now"), body=bindparam("seal"), person_id=None)
)
OVERTAKE = PreparedChange(
    update(inbox)
    .where(
        inbox.c.person_id == bindparam("person"),
        inbox.c.set_aside_at.is_not(None),
        inbox.c.overtaken_at.is_(None),
    )
    .values(overtaken_at=bindparam("now"))
)


@cache
def _new(dialect: str) -> PreparedChange:
    values = {
        inbox.c.update_id: bindparam("id"),
        inbox.c.person_id: bindparam("person"),
        inbox.c.body: bindparam("said"),
        inbox.c.received_at: bindparam("now"),
        inbox.c.attempts: 0,
    }
    new = insert_in(dialect, inbox).values(values).on_conflict_do_nothing(index_elements=[inbox.c.update_id])
    return PreparedChange(new.returning(inbox.c.update_id))


def _seal(entry: StoredUpdate) -> str:
    """What is kept of an update once it is handled: enough to know it again, and nothing that can be read."""
    return blake2b(entry.body.encode(), digest_size=16).hexdigest()


async def put(connection: Writer, entries: Sequence[StoredUpdate], now: datetime) -> list[StoredUpdate]:
    """Keeps what is new of a batch and returns it.

    An update that is not confirmed to Telegram yet comes again after a crash, also when it was handled before. The
    same number with other words is another update: Telegram numbers anew after a week of silence (Update.update_id).
    """
    written = await _insert(connection, entries, now)
    if len(written) == len(entries):
        return [*entries]
    seen = [entry.update_id for entry in entries if entry.update_id not in written]
    kept = (await connection.execute(KNOWN, {"ids": seen})).all()
    known: dict[int, str] = {row.update_id: row.body for row in kept}
    fresh = [entry for entry in entries if known.get(entry.update_id) not in {entry.body, _seal(entry)}]
    if renumbered := [entry for entry in fresh if entry.update_id in known]:
        await connection.execute(delete(inbox).where(inbox.c.update_id.in_([each.update_id for each in renumbered])))
        await _insert(connection, renumbered, now)
    return fresh


async def _insert(connection: Writer, entries: Sequence[StoredUpdate], now: datetime) -> set[int]:
    """The numbers of those that were not there."""
    rows = [{"id": entry.update_id, "person": entry.person_id, "said": entry.body, "now": now} for entry in entries]
    return {row.update_id for row in await change(connection, _new(connection.dialect.name), rows)}


async def forget(connection: Writer, confirmed: int) -> None:
    """Of what is done, that with a number below `confirmed`: Telegram does not send it again."""
    await connection.execute(FORGET, {"confirmed": confirmed})


async def waiting(connection: Reader) -> list[StoredUpdate]:
    """What is not handled yet, in the order in which it came."""
    rows = (await connection.execute(WAITING)).all()
    return [StoredUpdate(row.update_id, row.person_id, row.body, row.attempts, row.answers) for row in rows]


async def done(connection: Writer, entries: Sequence[StoredUpdate], now: datetime) -> None:
    """Marks updates as handled and empties them: what people wrote is not kept here longer than needed."""
    await change(connection, DONE, [{"id": entry.update_id, "seal": _seal(entry), "now": now} for entry in entries])
    people = {entry.person_id for entry in entries if entry.person_id is not None}
    if people:
        await change(connection, OVERTAKE, [{"person": person, "now": now} for person in sorted(people)])


async def fix_answers(connection: Writer, update_id: int, answers: str) -> None:
    """What the update answers, whenever and however often it is handled."""
    await connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(answers=answers))


async def failed(connection: Writer, update_id: int, attempts: int) -> None:
    await connection.execute(update(inbox).where(inbox.c.update_id == update_id).values(attempts=attempts))


async def set_aside(connection: Writer, update_id: int, reason: str, now: datetime) -> None:
    """Takes an update out of the way. The reason must not quote what a person wrote."""
    await connection.execute(
        update(inbox).where(inbox.c.update_id == update_id).values(set_aside_at=now, reason=reason[:200])
    )


async def all_set_aside(connection: Reader) -> list[SetAside]:
    rows = select(inbox.c.update_id, inbox.c.received_at, inbox.c.attempts, inbox.c.reason).where(
        inbox.c.set_aside_at.is_not(None)
    )
    found = (await connection.execute(rows.order_by(inbox.c.update_id))).all()
    return [SetAside(row.update_id, row.received_at, row.attempts, row.reason) for row in found]


async def retry(connection: Writer) -> int:
    """Puts back what was set aside; a running bot takes it up within a minute. Returns how many.

    A tap stays where it is once the person has gone on: put back, it would undo what they did since.
    """
    aside = select(inbox.c.update_id, inbox.c.body, inbox.c.overtaken_at).where(inbox.c.set_aside_at.is_not(None))
    rows = (await connection.execute(aside)).all()
    back = [row.update_id for row in rows if row.overtaken_at is None or not _is_tap(row.body)]
    values = {"set_aside_at": None, "overtaken_at": None, "reason": None, "attempts": 0}
    await connection.execute(update(inbox).where(inbox.c.update_id.in_(back)).values(values))
    return len(back)


def _is_tap(body: str) -> bool:
    try:
        return "callback_query" in json.loads(body)
    except ValueError:
        return False
