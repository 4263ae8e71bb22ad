"""A broadcast in the making: begun, looked up, and people to whom it goes."""

from collections.abc import Iterable

from sqlalchemy import select

from bot.app import App
from storage.broadcasts import drafts
from storage.broadcasts.drafts import Draft
from storage.tables import announcement_taps, people
from tests.conftest import OPEN
from tests.support.conversation import Phone

KK, RU = "Құжаттарды ертерек тапсырыңыз", "Сдайте документы заранее"


async def begin(phone: Phone, *, kk: str = "", ru: str = "") -> None:
    """A draft, open on the phone."""
    await phone.press("annnew")
    for label, words in (("✏️ На казахском", kk), ("✏️ На русском", ru)):
        if words:
            await phone.tap(label)
            await phone.send(words)


async def stored(app: App, number: int = 1) -> Draft:
    async with app.database.reading() as connection:
        found = await drafts.find(connection, number)
    assert found is not None
    return found


async def add_people(app: App, ids: Iterable[int], language: str = "kk", **values: object) -> None:
    async with app.database.writing() as connection:
        rows = [{"id": each, "language": language, "joined_at": OPEN, **values} for each in ids]
        await connection.execute(people.insert(), rows)


async def tapped(app: App) -> list[int]:
    async with app.database.reading() as connection:
        return list((await connection.execute(select(announcement_taps.c.person_id))).scalars())
