"""What every tap asks comes out as SQLAlchemy would give it, and fails as it would, the first time and every time."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import bindparam, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from content.models import Language
from storage.database import Database, change, look_up
from storage.migrate import migrate
from storage.prepared import Lookup, PreparedChange
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


async def test_each_row_is_changed_and_tells_what_became_of_it(database: Database) -> None:
    names = {people.c.id: bindparam("who"), people.c.language: bindparam("speaks"), people.c.joined_at: AT}
    new = PreparedChange(insert(people).values(names).returning(people.c.id, people.c.language))
    speaks = PreparedChange(update(people).where(people.c.id == bindparam("who")).values(language=bindparam("speaks")))
    rows = [{"who": 7002, "speaks": Language.KK}, {"who": 7003, "speaks": Language.RU}]
    async with database.writing() as connection:
        returned = await change(connection, new, rows)
        assert [(row.id, row.language) for row in returned] == [(7002, Language.KK), (7003, Language.RU)]
        assert list(await change(connection, speaks, [{"who": 7003, "speaks": Language.KK}])) == []
    async with database.reading() as reader:
        kept = await reader.execute(select(people.c.id, people.c.language, people.c.joined_at).order_by(people.c.id))
        assert [*map(tuple, kept)][1:] == [(7002, Language.KK, AT), (7003, Language.KK, AT)]
    await database.close()


async def test_a_change_that_fails_takes_back_the_whole_transaction(database: Database) -> None:
    names = {people.c.id: bindparam("who"), people.c.language: Language.KK, people.c.joined_at: AT}
    new = PreparedChange(insert(people).values(names))

    async def twice(who: int) -> None:
        async with database.writing() as connection:
            await change(connection, new, [{"who": who}, {"who": who}])

    for who in (7002, 7003):
        with pytest.raises(IntegrityError):
            await twice(who)
    async with database.writing() as connection:
        await change(connection, new, [{"who": 7004}])
    async with database.reading() as reader:
        assert set((await reader.execute(select(people.c.id))).scalars()) == {7001, 7004}
    await database.close()
