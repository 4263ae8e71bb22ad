"""Whoever changes what they have read keeps others from changing it in between.

SQLite has one writer at a time anyway. PostgreSQL has many, each of which reads what was committed before its
statement began: there, what is read within `Database.writing` is locked until that transaction ends.
"""

from typing import Any, TypeVar

from sqlalchemy import Select, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Reader
from storage.postgresql import WRITES
from storage.tables import people

Rows = TypeVar("Rows", bound=Select[*tuple[Any, ...]])


def kept(connection: Reader, statement: Rows) -> Rows:
    """The same look-up. Where its transaction writes, nobody else changes what it finds until that has ended.

    For rows of one table: what is joined to them would be of the moment before the lock was waited for.
    """
    return statement.with_for_update(key_share=True) if _writes(connection) else statement


async def keep(connection: Reader, table: Table, **key: object) -> None:
    """The same for rows that are read by statements that follow: each of those sees what was there before it."""
    if _writes(connection):
        found = select(*table.primary_key).filter_by(**key).order_by(*table.primary_key)
        await connection.execute(found.with_for_update(key_share=True))


async def keep_person(connection: Reader, person_id: int) -> None:
    """Whatever else begins so for the same person waits: for what is counted, or made where there is none yet."""
    await keep(connection, people, id=person_id)


def _writes(connection: Reader) -> bool:
    return isinstance(connection, AsyncConnection) and WRITES in connection.sync_engine.get_execution_options()
