"""Where the databases of the tests are: files of SQLite, or a PostgreSQL server that TEST_DATABASE_URL names."""

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from uuid import uuid4

import asyncpg
from sqlalchemy import text
from sqlalchemy.engine import URL, make_url

from storage.database import Database, Writer
from storage.migrate import migrate
from storage.tables import metadata

TABLES = tuple(reversed(metadata.sorted_tables))
EMPTY = """
DO $$
DECLARE
    name text;
    found boolean;
BEGIN
    FOREACH name IN ARRAY '{{{tables}}}'::text[] LOOP
        EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO found;
        IF found THEN
            EXECUTE format('DELETE FROM %I', name);
        END IF;
    END LOOP;
END $$;
"""
SCHEMA = """
SELECT md5(string_agg(relname || '.' || attname || ' ' || atttypid, ',' ORDER BY relname, attname))
FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid WHERE relnamespace = 'public'::regnamespace AND attnum > 0
"""
ANEW = "SELECT count(setval(oid::regclass, 1, false)) FROM pg_class WHERE relkind = 'S'"


class Databases(Protocol):
    """Databases for one test after the other."""

    async def newest(self, folder: Path) -> str:
        """The address of one of the newest schema, without rows, numbers beginning with 1."""

    async def bare(self, folder: Path) -> str:
        """The address of one without tables."""


class Files:
    """Of SQLite: a copy takes a hundredth of the time that all migrations take."""

    def __init__(self, folder: Path) -> None:
        self._newest = folder / "bot.db"
        asyncio.run(_migrated(_address(self._newest)))

    async def newest(self, folder: Path) -> str:
        return _address(Path(shutil.copy(self._newest, folder)))

    async def bare(self, folder: Path) -> str:
        return _address(folder / "bot.db")


def _address(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


class Server:
    """Of PostgreSQL: each process that tests has one database that it empties, which takes some milliseconds."""

    def __init__(self, url: URL) -> None:
        self._url = url
        self._name = f"test_{uuid4().hex[:12]}"
        self._made: list[str] = []
        self._schema: str | None = None

    async def newest(self, folder: Path) -> str:  # noqa: ARG002  what others need
        if self._name in self._made and await self._ask(self._name, SCHEMA) != self._schema:
            await self._drop(self._name)  # a test has changed more than rows
        if self._name not in self._made:
            await self._make(self._name)
            await _migrated(self._address(self._name))
            self._schema = await self._ask(self._name, SCHEMA)
        await self._ask(self._name, EMPTY.format(tables=",".join(table.name for table in TABLES)), ANEW)
        return self._address(self._name)

    async def bare(self, folder: Path) -> str:  # noqa: ARG002
        name = f"{self._name}_{len(self._made)}"
        await self._make(name)
        return self._address(name)

    async def drop(self) -> None:
        for name in [*self._made]:
            await self._drop(name)

    async def _make(self, name: str) -> None:
        await self._ask(self._url.database, f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'")
        self._made.append(name)

    async def _drop(self, name: str) -> None:
        await self._ask(self._url.database, f'DROP DATABASE "{name}" WITH (FORCE)')
        self._made.remove(name)

    async def _ask(self, database: str | None, *statements: str) -> str | None:
        """The first value of the last."""
        connection = await asyncpg.connect(_plain(self._url.set(database=database)))
        try:
            values: list[str | None] = [await connection.fetchval(each) for each in statements]
            return values[-1]
        finally:
            await connection.close()

    def _address(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)


async def count_anew(connection: Writer) -> None:
    """Numbers begin anew, as if it were the first time."""
    sqlite = connection.dialect.name == "sqlite"
    await connection.execute(text("DELETE FROM sqlite_sequence" if sqlite else ANEW))


def _plain(url: URL) -> str:
    """As the driver understands it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


async def _migrated(address: str) -> None:
    database = Database(address)
    await migrate(database)
    await database.close()


@contextmanager
def databases_at(url: str | None, folder: Path) -> Iterator[Databases]:
    if not url:
        yield Files(folder)
        return
    server = Server(make_url(url))
    try:
        yield server
    finally:
        asyncio.run(server.drop())
