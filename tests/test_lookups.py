"""What is looked up all the time comes out as SQLAlchemy would give it, the first time and every time after it."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import bindparam, select, text
from sqlalchemy.exc import OperationalError

from content.models import Language
from storage.database import Database, look_up
from storage.lookups import Lookup
from storage.migrate import migrate
from storage.tables import people
from storage.tables.entry import BlockedBy

AT = datetime(2020, 5, 20, 6, 0, tzinfo=UTC)
ROW = {
    "id": 7001,
    "language": Language.KK,
    "joined_at": AT,
    "seen_on": date(2020, 5, 20),
    "blocked_by": BlockedBy.STAFF,
    "tell_next": True,
}


@pytest.fixture
async def database(bare_url: str) -> Database:
    database = Database(bare_url)
    await migrate(database)
    async with database.writing() as connection:
        await connection.execute(people.insert().values(ROW))
    return database


async def test_values_come_out_as_their_columns_say(database: Database) -> None:
    one = Lookup(select(people).where(people.c.joined_at == bindparam("at"), people.c.language == Language.KK))
    async with database.reading() as connection:
        for _ in range(3):
            (row,) = await look_up(connection, one, {"at": AT})
            assert {name: getattr(row, name) for name in ROW} == ROW
            assert row.unreachable_at is None
        assert await look_up(connection, one, {"at": AT.replace(day=21)}) == []
    await database.close()


@pytest.mark.sqlite("a look-up is asked of its driver")
async def test_an_error_is_one_of_the_usual_layer(database: Database) -> None:
    one = Lookup(select(people.c.id).where(people.c.id == bindparam("id")))
    async with database.writing() as connection:
        for _ in range(2):
            assert [row.id for row in await look_up(connection, one, {"id": 7001})] == [7001]
        await connection.execute(text("ALTER TABLE people RENAME TO folk"))
        with pytest.raises(OperationalError):
            await look_up(connection, one, {"id": 7001})
    await database.close()
