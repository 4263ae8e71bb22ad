"""What is wrong with the bot now, as far as it was told."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Reader, Writer
from storage.tables import troubles
from storage.tables.operating import Trouble
from storage.upsert import insert


@dataclass(frozen=True)
class LastingTrouble:
    """A trouble that is not over."""

    name: Trouble
    since: datetime
    told_at: datetime
    number: int
    """How many there were when it was told."""


async def standing(connection: Reader) -> list[LastingTrouble]:
    """The oldest first."""
    rows = (await connection.execute(select(troubles).order_by(troubles.c.since, troubles.c.name))).all()
    return [LastingTrouble(row.name, row.since, row.told_at, row.number) for row in rows]


async def keep(connection: Writer, trouble: LastingTrouble) -> None:
    values = {"told_at": trouble.told_at, "number": trouble.number}
    statement = insert(connection, troubles).values(name=trouble.name, since=trouble.since, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=[troubles.c.name], set_=values))


async def over(connection: Writer, names: Collection[Trouble]) -> None:
    await connection.execute(troubles.delete().where(troubles.c.name.in_(names)))
