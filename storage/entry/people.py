"""Whoever talks to the bot."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, bindparam, func, select, update

from content.models import Language
from storage.database import Reader, Writer, look_up
from storage.prepared import Lookup
from storage.tables import people, staff
from storage.tables.entry import BlockedBy
from storage.upsert import insert


@dataclass(frozen=True)
class Person:
    """A person by Telegram id. A stranger has not chosen a language yet; nothing is kept of strangers."""

    id: int
    language: Language
    region_id: str | None = None
    asked: str | None = None
    """The question, as a payload, that typed words answer."""
    asked_in: int | None = None
    """The topic of the chat in which it was asked (message_thread_id)."""
    contest_id: str | None = None
    """Chosen where several contests can be worked in; it counts until that contest closes."""
    reminders: str | None = None
    """The rules wanted, apart by spaces; None for all of them."""
    tell_next: bool = False
    """Wants to hear of the next contest."""
    reachable: bool = True
    """False once Telegram refuses what the bot sends, until they come back."""
    stranger: bool = False
    seen_on: date | None = None
    """The last day (UTC) on which they did something."""
    rights: str = ""
    """What they may do as staff, apart by spaces."""
    blocked_by: BlockedBy | None = None
    """While their data rests: they get nothing, and nothing of what they send is taken."""
    block_told_on: date | None = None
    """The last day (UTC) on which they heard of that."""


REACHABLE = and_(people.c.unreachable_at.is_(None), people.c.blocked_at.is_(None))
"""To whom the bot may write by itself, and can."""


FIND = Lookup(
    select(people, staff.c.rights)
    .outerjoin(staff, staff.c.person_id == people.c.id)
    .where(people.c.id == bindparam("id"))
)


async def find(connection: Reader, person_id: int) -> Person | None:
    rows = await look_up(connection, FIND, {"id": person_id})
    if not rows:
        return None
    row = rows[0]
    return Person(
        id=person_id,
        language=row.language,
        region_id=row.region_id,
        asked=row.asked,
        asked_in=row.asked_in,
        contest_id=row.contest_id,
        reminders=row.reminders,
        tell_next=row.tell_next,
        reachable=row.unreachable_at is None,
        seen_on=row.seen_on,
        rights=row.rights or "",
        blocked_by=row.blocked_by,
        block_told_on=row.block_told_on,
    )


async def languages(connection: Reader, person_ids: Collection[int]) -> dict[int, Language]:
    """The languages of those among them who have chosen one and can be reached."""
    statement = select(people.c.id, people.c.language).where(people.c.id.in_(person_ids), REACHABLE)
    return {row.id: row.language for row in (await connection.execute(statement)).all()}


async def set_language(connection: Writer, person_id: int, language: Language, now: datetime) -> Person:
    """Welcomes a stranger, or changes the language of somebody known."""
    statement = insert(connection, people).values(id=person_id, language=language, joined_at=now)
    await connection.execute(statement.on_conflict_do_nothing(index_elements=[people.c.id]))
    await connection.execute(update(people).where(people.c.id == person_id).values(language=language))
    return await find(connection, person_id) or Person(person_id, language)


async def set_region(connection: Writer, person_id: int, region_id: str | None) -> None:
    await connection.execute(update(people).where(people.c.id == person_id).values(region_id=region_id))


async def set_contest(connection: Writer, person_id: int, contest_id: str) -> None:
    await connection.execute(update(people).where(people.c.id == person_id).values(contest_id=contest_id))


async def set_asked(connection: Writer, person_id: int, asked: str | None, asked_in: int | None = None) -> None:
    """In a topic of the chat, where it is asked in one."""
    values = {"asked": asked, "asked_in": asked_in}
    await connection.execute(update(people).where(people.c.id == person_id).values(values))


async def set_reminders(connection: Writer, person_id: int, rules: str | None) -> None:
    await connection.execute(update(people).where(people.c.id == person_id).values(reminders=rules))


async def set_tell_next(connection: Writer, person_id: int, wanted: bool) -> None:
    await connection.execute(update(people).where(people.c.id == person_id).values(tell_next=wanted))


async def waiting_for_the_next(connection: Reader) -> int:
    """How many want to hear of the next contest."""
    return (await connection.execute(select(func.count()).where(people.c.tell_next.is_(True)))).scalar() or 0


async def mark_unreachable(connection: Writer, person_id: int, since: datetime | None) -> None:
    """Remembers that Telegram brings this person nothing; with None, that they are back."""
    await connection.execute(update(people).where(people.c.id == person_id).values(unreachable_at=since))


async def see(connection: Writer, person_id: int, day: date) -> None:
    """Remembers that they did something on that day, and so are there to be reached."""
    values = {"seen_on": day, "unreachable_at": None}
    await connection.execute(update(people).where(people.c.id == person_id).values(values))
