"""A database moves into another one: every row, and the numbers that were given."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.app import App
from bot.operating.moving import move_to
from bot.settings import Settings
from content.models import Language
from storage.database import Database
from storage.entry import people
from storage.errors import DatabaseBusyError, DatabaseUnavailableError
from storage.lock import lock_of
from storage.migrate import migrate
from storage.moving import TABLES
from storage.packages import packages
from storage.tables import outbox
from storage.tables import packages as kept_packages
from tests.conftest import OPEN
from tests.support.conversation import Phone


@pytest.fixture
async def lived_in(app: App, owner: Phone, applicant: Phone) -> None:
    """With what people do, and a package that is gone."""
    await applicant.begin()
    await applicant.press("choose:2020-repeat:topic_7")
    await applicant.press("setdoc:2020-repeat:doc_1:ready")
    await applicant.press("annw:1")
    await applicant.send("Құжаттарды қайда тапсырамын?")
    async with app.database.writing() as connection:
        gone = await packages.open_new(connection, owner.id, "2020-repeat", OPEN)
        await connection.execute(kept_packages.delete().where(kept_packages.c.id == gone))


async def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    async with database.scanning() as reader:
        return {
            table.name: [tuple(row) for row in await reader.execute(select(table).order_by(*table.primary_key))]
            for table in TABLES
        }


@pytest.fixture
async def there(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'there.db'}")
    yield database
    await database.close()


@pytest.mark.usefixtures("lived_in")
@pytest.mark.slow
async def test_every_row_moves_and_no_number_is_given_twice(
    app: App, settings: Settings, there: Database, bare_url: str
) -> None:
    """With a server: from there into a file, and back into another database of it."""
    before = await everything(app.database)
    await move_to(settings, str(there.url))
    assert await everything(there) == before
    moved = settings.model_copy(update={"database_url": type(settings.database_url)(str(there.url))})
    if app.database.shared:
        await move_to(moved, bare_url)
        back = Database(bare_url)
        assert await everything(back) == before
    else:
        back = Database(str(there.url))
    async with back.writing() as connection:
        highest = max(row[0] for row in before["packages"])  # type: ignore[type-var]
        assert await packages.open_new(connection, 7001, "2020-repeat", OPEN) == highest + 2  # type: ignore[operator]
    await back.close()


@pytest.mark.usefixtures("lived_in")
async def test_what_is_not_empty_stays_as_it_is(settings: Settings, there: Database) -> None:
    await migrate(there)
    async with there.writing() as connection:
        await people.set_language(connection, 1, Language.KK, OPEN)
    with pytest.raises(DatabaseUnavailableError, match="not empty: it has rows of people"):
        await move_to(settings, str(there.url))
    assert [row[0] for row in (await everything(there))["people"]] == [1]


@pytest.mark.usefixtures("lived_in")
async def test_where_it_fails_nothing_is_left(
    settings: Settings, there: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.moving._given", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        await move_to(settings, str(there.url))
    async with there.reading() as reader:
        assert (await reader.execute(select(func.count()).select_from(outbox))).scalar() == 0


async def test_nobody_is_served_meanwhile(settings: Settings, there: Database) -> None:
    lock = lock_of(there.url)
    assert await lock.take()
    with pytest.raises(DatabaseBusyError, match="stop that first"):
        await move_to(settings, str(there.url))
    await lock.give_back()
