"""People whose data rests: nothing is sent to them, nothing of theirs is taken, and nothing of it is lost."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update

from storage.database import Reader, Writer
from storage.tables import people
from storage.tables.entry import BlockedBy


@dataclass(frozen=True)
class BlockedPerson:
    person_id: int
    since: datetime
    by: BlockedBy


BLOCKED = people.c.blocked_at.is_not(None)


async def number(connection: Reader) -> int:
    counted = select(func.count()).select_from(people).where(BLOCKED)
    return (await connection.execute(counted)).scalar() or 0


async def page(connection: Reader, *, offset: int, limit: int) -> list[BlockedPerson]:
    """The newest first."""
    rows = (
        select(people.c.id, people.c.blocked_at, people.c.blocked_by)
        .where(BLOCKED)
        .order_by(people.c.blocked_at.desc(), people.c.id)
        .offset(offset)
        .limit(limit)
    )
    found = (await connection.execute(rows)).all()
    return [BlockedPerson(row.id, row.blocked_at, row.blocked_by) for row in found]


async def find(connection: Reader, person_id: int) -> BlockedPerson | None:
    rows = select(people.c.blocked_at, people.c.blocked_by).where(people.c.id == person_id, BLOCKED)
    row = (await connection.execute(rows)).first()
    return BlockedPerson(person_id, row.blocked_at, row.blocked_by) if row else None


async def block(connection: Writer, person_id: int, by: BlockedBy, now: datetime) -> bool:
    """False where they are blocked already. Whoever did so has told them: they hear of it again on another day."""
    values = {"blocked_at": now, "blocked_by": by, "asked": None}
    values |= {"block_told_on": now.date()} if by is BlockedBy.THEMSELVES else {}
    statement = update(people).where(people.c.id == person_id, people.c.blocked_at.is_(None)).values(values)
    return (await connection.execute(statement)).rowcount == 1


async def unblock(connection: Writer, person_id: int) -> bool:
    """False where they are not blocked."""
    values = {"blocked_at": None, "blocked_by": None, "block_told_on": None}
    statement = update(people).where(people.c.id == person_id, BLOCKED).values(values)
    return (await connection.execute(statement)).rowcount == 1


async def told(connection: Writer, person_id: int, day: date) -> None:
    await connection.execute(update(people).where(people.c.id == person_id).values(block_told_on=day))
