"""A database copied into another one, of either kind: every row, and the numbers that were given."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Integer, Table, func, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database
from storage.errors import DatabaseUnavailableError
from storage.tables import inbox_leases, metadata

Counts = Mapping[str, int]
"""Rows of every table."""
AT_ONCE = 1_000
TABLES = tuple(table for table in metadata.sorted_tables if table is not inbox_leases)
"""Those first that others hang on. Leases are of processes that have ended."""


async def move(source: Database, target: Database) -> Counts:
    """Copies everything in one transaction: where anything goes wrong, the target stays as empty as it was.

    Both have the newest schema, and nobody serves either. Raises DatabaseUnavailableError where the target holds
    anything, or would not hold what the source holds.
    """
    async with source.scanning() as reader, target.bulk_writing() as writer:
        if full := [name for name, number in (await _count(writer)).items() if number]:
            raise DatabaseUnavailableError(f"the target is not empty: it has rows of {', '.join(full)}")
        for table in TABLES:
            async for rows in _parts(reader, table):
                await writer.execute(table.insert(), rows)
            if (numbered := _numbered(table)) is not None:
                await _go_on_from(writer, numbered, await _given(reader, numbered))
        counts = await _count(reader)
        if await _count(writer) != counts:
            raise DatabaseUnavailableError("the target does not hold what the source holds")
        await writer.execute(text("ANALYZE"))  # or statements go through all rows until it has found out by itself
    return counts


async def _count(connection: AsyncConnection) -> dict[str, int]:
    return {
        table.name: (await connection.execute(select(func.count()).select_from(table))).scalar_one() for table in TABLES
    }


async def _parts(reader: AsyncConnection, table: Table) -> AsyncIterator[Sequence[dict[str, Any]]]:
    rows = await reader.stream(select(table).order_by(*table.primary_key))
    async for part in rows.mappings().partitions(AT_ONCE):
        yield [dict(row) for row in part]


def _numbered(table: Table) -> Column[int] | None:
    """The column whose numbers the database gives."""
    column = table.autoincrement_column
    return column if column is not None and isinstance(column.type, Integer) else None


async def _given(reader: AsyncConnection, column: Column[int]) -> int:
    """The highest number that was ever given: also of rows that are gone."""
    table = column.table.name
    if reader.dialect.name == "sqlite":
        statement = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
        return (await reader.execute(statement, {"table": table})).scalar() or 0
    sequence = (await reader.execute(select(func.pg_get_serial_sequence(table, column.name)))).scalar()
    if sequence is None:
        return 0
    row = (await reader.execute(text(f"SELECT last_value, is_called FROM {sequence}"))).one()  # noqa: S608  its own name
    return int(row.last_value) if row.is_called else 0


async def _go_on_from(writer: AsyncConnection, column: Column[int], number: int) -> None:
    if not number:
        return
    table = column.table.name
    if writer.dialect.name == "sqlite":
        await writer.run_sync(_set_sequence, table, number)
    else:
        sequence = func.pg_get_serial_sequence(table, column.name)
        await writer.execute(select(func.setval(sequence, number)))


def _set_sequence(connection: Connection, table: str, number: int) -> None:
    """SQLite has a row for a table once something was written into it."""
    values = {"table": table, "number": number}
    changed = connection.execute(text("UPDATE sqlite_sequence SET seq = :number WHERE name = :table"), values)
    if not changed.rowcount:
        connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :number)"), values)
