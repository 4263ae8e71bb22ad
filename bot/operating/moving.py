"""Moving to another database, as from SQLite to PostgreSQL or back."""

from contextlib import AsyncExitStack

from bot.settings import Settings, SettingsError
from storage.database import Database, name_of, parse_url
from storage.errors import DatabaseBusyError, DatabaseError, unusable
from storage.lock import lock_of
from storage.migrate import migrate
from storage.moving import move


async def move_to(settings: Settings, url: str) -> str:
    """Copies everything into the database at `url`, which must be empty; what is served so far stays as it is.

    Raises DatabaseBusyError while somebody serves either.
    """
    here, there = parse_url(settings.database_url.get_secret_value()), parse_url(url)
    if here == there:
        raise SettingsError("--to names the database that DATABASE_URL names")
    async with AsyncExitStack() as stack:
        for each in (here, there):
            lock = lock_of(each)
            stack.push_async_callback(lock.give_back)
            if not await lock.take():
                raise DatabaseBusyError(f"{name_of(each)} is served by {await lock.holder()}: stop that first")
        databases = [Database(each.render_as_string(hide_password=False)) for each in (here, there)]
        for database in databases:
            stack.push_async_callback(database.close)
            await migrate(database)
        try:
            counts = await move(*databases)
        except DatabaseError as error:
            raise unusable(error) from error
    return (
        f"{name_of(there)} holds what {name_of(here)} holds: {sum(counts.values()):,} rows of {len(counts)} tables, "
        f"{counts['people']:,} people. Set DATABASE_URL to it"
    )
