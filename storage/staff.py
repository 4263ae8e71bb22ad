"""Staff of the operator besides the owners, and what they were allowed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Reader, Writer
from storage.tables import staff
from storage.upsert import insert


@dataclass(frozen=True)
class Member:
    """`rights` apart by spaces."""

    person_id: int
    name: str
    rights: str
    added_by: int
    added_at: datetime


async def members(connection: Reader) -> list[Member]:
    """In the order in which they were added."""
    rows = (await connection.execute(select(staff).order_by(staff.c.added_at, staff.c.person_id))).all()
    return [Member(row.person_id, row.name, row.rights, row.added_by, row.added_at) for row in rows]


async def put(connection: Writer, member: Member) -> None:
    """Adds somebody, or changes their rights."""
    values = {"name": member.name[:64], "rights": member.rights}
    statement = insert(connection, staff).values(
        person_id=member.person_id, added_by=member.added_by, added_at=member.added_at, **values
    )
    await connection.execute(statement.on_conflict_do_update(index_elements=[staff.c.person_id], set_=values))


async def remove(connection: Writer, person_id: int) -> bool:
    """False where they were none."""
    return (await connection.execute(staff.delete().where(staff.c.person_id == person_id))).rowcount == 1
