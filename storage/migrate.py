"""Brings the database to the newest schema. Safe to run at every start."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from storage.database import Database, DatabaseUnavailableError, explain

MIGRATIONS = Path(__file__).parent / "migrations"


async def migrate(database: Database, revision: str = "head") -> str:
    """Applies what is missing up to `revision` and returns the revision reached.

    Raises DatabaseUnavailableError where the database cannot be opened or written, or comes from a newer version.
    """
    try:
        async with database.writing() as connection:
            return await connection.run_sync(_upgrade, revision)
    except DBAPIError as error:
        raise DatabaseUnavailableError(f"the database cannot be used: {explain(error)}") from error
    except CommandError as error:
        raise DatabaseUnavailableError(f"the database does not fit this version: {error}") from error
    except OSError as error:
        raise DatabaseUnavailableError(f"the database cannot be reached: {error}") from error


def _upgrade(connection: Connection, revision: str) -> str:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
    return MigrationContext.configure(connection).get_current_revision() or "nothing"
