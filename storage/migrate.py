"""Brings the database to the newest schema. Safe to run at every start."""

import logging
from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from storage.database import Database
from storage.errors import DatabaseBusyError, DatabaseUnavailableError, unusable
from storage.tables import metadata

logger = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "migrations"
LITESTREAM = "_litestream_"
"""How the tables begin that Litestream keeps in the database whose log it copies."""


async def migrate(database: Database, revision: str = "head") -> str:
    """Applies what is missing up to `revision` and returns the revision reached.

    Raises DatabaseUnavailableError where the database cannot be opened or written, or comes from a newer version.
    """
    try:
        async with database.migrating() as connection:
            return await connection.run_sync(_upgrade, revision)
    except DBAPIError as error:
        raise unusable(error) from error
    except OSError as error:
        raise DatabaseBusyError(f"the database cannot be reached: {error}") from error


async def check_newest(database: Database) -> str:
    """The revision, which is the newest one; changes nothing.

    Raises DatabaseUnavailableError where it is another, or the database cannot be used.
    """
    try:
        async with database.scanning() as connection:
            current = await connection.run_sync(_current)
    except DBAPIError as error:
        raise unusable(error) from error
    except OSError as error:
        raise DatabaseBusyError(f"the database cannot be reached: {error}") from error
    if current != (newest := _newest()):
        raise DatabaseUnavailableError(
            f"the database is at revision {current or 'none'} and this version needs {newest}: "
            "start the bot, or run python -m bot migrate"
        )
    return newest


async def differences(database: Database) -> list[str]:
    """Where the tables are not as they should be, in a few words each; what comments say changes nothing.

    Those of Litestream are no business of ours.
    """
    async with database.scanning() as connection:
        return await connection.run_sync(_differences)


def _differences(connection: Connection) -> list[str]:
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    def is_ours(_: object, name: str | None, *__: object) -> bool:
        return not (name or "").startswith(LITESTREAM)

    found = compare_metadata(MigrationContext.configure(connection, opts={"include_object": is_ours}), metadata)
    changes = [change for each in found for change in (each if isinstance(each, list) else [each])]
    return [
        " ".join(str(getattr(part, "name", part)) for part in change if part is not None)
        for change in changes
        if change[0] != "modify_comment"
    ]


def _upgrade(connection: Connection, revision: str) -> str:
    wanted = _newest() if revision == "head" else revision
    current = _current(connection)
    if current == wanted:
        return wanted  # the usual start: Alembic, and the time it takes to load, are not needed
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    if current is not None:
        logger.info("The database is brought from revision %s to %s, which may take minutes", current, wanted)
    try:
        command.upgrade(config, revision)
    except CommandError as error:
        raise DatabaseUnavailableError(f"the database does not fit this version: {error}") from error
    _check_references(connection)
    return wanted


def _check_references(connection: Connection) -> None:
    """SQLite does not look at them while tables are rebuilt."""
    if connection.dialect.name == "sqlite" and (lost := connection.execute(text("PRAGMA foreign_key_check")).first()):
        raise DatabaseUnavailableError(f"rows of {lost[0]} name rows of {lost[2]} that are gone")


def _newest() -> str:
    """Migrations are numbered: the highest number is the newest schema."""
    return max(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
