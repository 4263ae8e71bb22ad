"""The database: migrations, transactions, and what happens when it cannot be used."""

import asyncio
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import Index, PrimaryKeyConstraint, Table, UniqueConstraint, text

from content.models import Language
from storage.database import Database
from storage.delivery import history
from storage.entry import people
from storage.errors import DatabaseUnavailableError
from storage.migrate import MIGRATIONS, differences, migrate
from storage.packages import packages
from storage.packages.packages import FIRST
from storage.sqlite import BUSY_SECONDS
from storage.tables import metadata
from tests.support.plans import watched

NOW = datetime(2020, 5, 20, 4, 0, tzinfo=UTC)
REVISIONS = sorted(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
INDEXES = sorted({index for table in metadata.sorted_tables for index in table.indexes}, key=attrgetter("name"))


@pytest.mark.parametrize(
    "revision", [REVISIONS[0], *(pytest.param(each, marks=pytest.mark.slow) for each in REVISIONS[1:-1]), REVISIONS[-1]]
)
async def test_every_released_schema_comes_to_the_newest_one(bare_url: str, revision: str) -> None:
    database = Database(bare_url)
    await migrate(database, revision)
    assert await migrate(database) == REVISIONS[-1]
    assert await migrate(database) == REVISIONS[-1]
    assert await differences(database) == []
    await database.close()


@pytest.mark.slow
async def test_tables_that_are_not_as_they_should_be_are_named_but_for_those_of_litestream(bare_url: str) -> None:
    database = Database(bare_url)
    await migrate(database)
    async with database.writing() as connection:
        await connection.execute(text("CREATE TABLE _litestream_seq (id INTEGER PRIMARY KEY, seq INTEGER)"))
        await connection.execute(text("CREATE TABLE _litestream_lock (id INTEGER)"))
    assert await differences(database) == []
    async with database.writing() as connection:
        await connection.execute(text("DROP INDEX ix_questions_step_at"))
        await connection.execute(text("CREATE TABLE other (id INTEGER)"))
    assert sorted(await differences(database)) == ["add_index ix_questions_step_at", "remove_table other"]
    await database.close()


@pytest.mark.parametrize("index", INDEXES, ids=attrgetter("name"))
def test_an_index_of_some_rows_is_of_the_same_rows_in_both_databases(index: Index) -> None:
    sqlite, postgresql = (str(index.dialect_options[name]["where"]) for name in ("sqlite", "postgresql"))
    assert sqlite == postgresql


async def test_what_people_did_survives_every_migration(bare_url: str) -> None:
    database = Database(bare_url)
    await migrate(database, "0001")
    async with database.bulk_writing() as connection:
        for statement in (
            "INSERT INTO people (id, language, joined_at) VALUES (7, 'kk', '2020-05-20 04:00:00')",
            "INSERT INTO packages VALUES (1, 7, 'c', 1, NULL, NULL, '2020-05-20 04:00:00', NULL)",
            "INSERT INTO package_members VALUES (1, 7, '', FALSE, TRUE, '2020-05-20 04:00:00')",
            "INSERT INTO package_marks VALUES (1, 'document', 'letter', 'ready', '2020-05-20 04:00:00', 7)",
        ):
            await connection.execute(text(statement))
    await migrate(database)
    async with database.reading() as reader:
        package = await packages.current(reader, 7, "c")
    assert package is not None
    assert package.status("letter") is packages.DocumentStatus.READY
    await database.close()


async def test_a_database_of_a_newer_version_is_refused_in_words(bare_url: str) -> None:
    database = Database(bare_url)
    await migrate(database)
    async with database.writing() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseUnavailableError, match="does not fit this version"):
        await migrate(database)
    await database.close()


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ("nonsense", "not understood"),
        ("sqlite:///x.db", r"sqlite\+aiosqlite"),
        ("sqlite+aiosqlite:///:memory:", "names no file"),
        ("sqlite+aiosqlite://", "names no file"),
        ("oracle9://x", "not understood"),
    ],
)
def test_a_wrong_address_is_named_in_one_sentence(bad: str, words: str) -> None:
    with pytest.raises(DatabaseUnavailableError, match=words):
        Database(bad)


async def test_a_file_that_is_no_database_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "bot.db"
    path.write_bytes(b"this is no database" * 100)
    database = Database(f"sqlite+aiosqlite:///{path}")
    with pytest.raises(DatabaseUnavailableError, match="cannot be used"):
        await migrate(database)
    await database.close()


async def test_a_failed_unit_of_work_leaves_nothing(bare_url: str) -> None:
    database = Database(bare_url)
    await migrate(database)

    async def fail() -> None:
        async with database.writing() as connection:
            await people.set_language(connection, 1, Language.KK, NOW)
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError):
        await fail()
    async with database.reading() as connection:
        assert await people.find(connection, 1) is None
    await database.close()


async def test_many_at_once_make_one_first_package(bare_url: str) -> None:
    database = Database(bare_url)
    await migrate(database)
    async with database.writing() as connection:
        await people.set_language(connection, 1, Language.KK, NOW)

    async def begin() -> int:
        async with database.writing() as connection:
            package = await packages.find_or_open(connection, 1, "2020-repeat", FIRST, NOW)
            assert package is not None
            return package.id

    assert len(set(await asyncio.gather(*(begin() for _ in range(20))))) == 1
    await database.close()


async def test_what_hangs_on_a_person_goes_with_the_person(bare_url: str) -> None:
    database = Database(bare_url)
    await migrate(database)
    async with database.writing() as connection:
        await people.set_language(connection, 1, Language.KK, NOW)
        await packages.find_or_open(connection, 1, "2020-repeat", FIRST, NOW)
        await connection.execute(text("DELETE FROM people"))
        assert (await connection.execute(text("SELECT count(*) FROM packages"))).scalar() == 0
    await database.close()


async def test_times_come_back_aware_in_utc(bare_url: str) -> None:
    database = Database(bare_url)
    await migrate(database)
    local = datetime.fromisoformat("2020-05-20T10:00+06:00")
    async with database.writing() as connection:
        await people.set_language(connection, 1, Language.KK, local)
        kept = (await connection.execute(metadata.tables["people"].select())).one().joined_at
    assert kept == local
    assert kept.utcoffset() is not None
    await database.close()


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=attrgetter("name"))
def test_whoever_hangs_on_a_row_is_found_without_looking_through_the_table(table: Table) -> None:
    """Otherwise deleting one person would look at the rows of everybody."""
    found = [
        next(iter(each.columns)).name
        for each in (*table.indexes, *table.constraints)
        if isinstance(each, Index | PrimaryKeyConstraint | UniqueConstraint) and len(each.columns)
    ]
    assert {key.parent.name for key in table.foreign_keys} <= set(found)


async def grow(database: Database, name: str) -> None:
    async with database.bulk_writing() as connection:
        await connection.execute(
            text(
                "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000) "
                "INSERT INTO rounds SELECT :name || n, '2020-05-20 04:00:00' FROM numbers"
            ),
            {"name": name},
        )


@pytest.mark.sqlite("it has a log that we cut off")
async def test_a_log_that_has_grown_large_is_cut_off(
    bare_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also while somebody reads for long: nobody waits for them, and it is cut off later."""
    monkeypatch.setattr("storage.database.LARGE_LOG", 10_000)
    log = tmp_path / "bot.db-wal"
    database = Database(bare_url)
    await migrate(database)
    await grow(database, "a")
    assert size(log) > 10_000
    async with database.scanning() as reader:
        await reader.execute(text("BEGIN"))
        await reader.execute(text("SELECT count(*) FROM rounds"))
        await grow(database, "b")
        begin = monotonic()
        await database.checkpoint()
        assert monotonic() - begin < BUSY_SECONDS / 2, "nobody waits for whoever reads"
        assert size(log) > 10_000
        await reader.execute(text("COMMIT"))
    await database.checkpoint()
    assert size(log) == 0
    async with database.writing() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM rounds"))).scalar() == 2000
    await database.close()


def size(path: Path) -> int:
    return path.stat().st_size


@pytest.mark.sqlite("PostgreSQL looks by itself")
async def test_sqlite_knows_what_its_tables_hold(bare_url: str) -> None:
    database = Database(bare_url)
    await migrate(database)
    await grow(database, "a")
    await database.optimize()
    async with database.reading() as reader:
        assert (await reader.execute(text("SELECT stat FROM sqlite_stat1 WHERE tbl = 'rounds'"))).scalar()
    await database.close()


@pytest.mark.sqlite("PostgreSQL looks through small tables anyway")
async def test_what_looks_through_a_table_on_the_spot_is_noticed(bare_url: str) -> None:
    """As the tests of the whole bot do everywhere (tests/support/plans.py)."""
    database = Database(bare_url)
    await migrate(database)
    with pytest.raises(AssertionError, match="SCAN outbox"), watched(database):
        async with database.reading() as reader:
            await history.counts(reader)
    with watched(database):
        async with database.scanning() as reader:
            await history.counts(reader)
    await database.close()
