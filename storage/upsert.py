"""INSERT … ON CONFLICT, which SQLite and PostgreSQL spell alike and SQLAlchemy keeps per dialect."""

from typing import TYPE_CHECKING

from sqlalchemy import Table
from sqlalchemy.dialects import sqlite

from storage.database import Writer

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def insert(connection: Writer, table: Table) -> "sqlite.Insert | postgresql.Insert":
    return insert_in(connection.dialect.name, table)


def insert_in(dialect: str, table: Table) -> "sqlite.Insert | postgresql.Insert":
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - two MiB that most servers do without

        return postgresql.insert(table)
    return sqlite.insert(table)
