"""What surrounds every handler: who is talking, since when they are back, and what they meant."""

from typing import Any

import pytest
from aiogram.types import TelegramObject, User

from bot.app import App
from bot.payloads.entry import Help, Home
from bot.ui.context import Context, ExplainedError
from bot.ui.middlewares import ContextMiddleware, ShowMiddleware, likely_language
from bot.ui.navigation import Goto
from content.models import Language
from storage.entry import people
from storage.entry.people import Person
from tests.conftest import MovableClock
from tests.support.asking import context

ME = 7001
EVENT = TelegramObject()


async def reached(app: App, user: User | None) -> Context | None:
    """What a handler gets where this user does something; None where none is asked."""
    found: list[Context] = []

    async def handler(_: TelegramObject, data: dict[str, Any]) -> None:
        found.append(data["ctx"])

    await ContextMiddleware(app.contexts)(handler, EVENT, {"event_from_user": user})
    return found[0] if found else None


def user(language_code: str | None = None) -> User:
    return User(id=ME, is_bot=False, first_name="Айгүл", last_name="Серік", language_code=language_code)


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("ru", Language.RU),
        ("ru-RU", Language.RU),
        ("RU", Language.RU),
        ("uk", Language.RU),
        ("be", Language.RU),
        ("kk", Language.KK),
        ("en", Language.KK),
        ("", Language.KK),
        (None, Language.KK),
    ],
)
def test_strangers_are_greeted_in_russian_where_their_telegram_speaks_something_near(
    code: str | None, language: Language
) -> None:
    assert likely_language(code) is language


async def test_of_a_stranger_nothing_is_kept(app: App) -> None:
    ctx = await reached(app, user("ru"))
    assert ctx is not None
    assert (ctx.person, ctx.name) == (Person(ME, Language.RU, stranger=True), "Айгүл Серік")
    async with app.database.reading() as connection:
        assert await people.find(connection, ME) is None


async def test_where_nobody_acts_nobody_is_asked(app: App) -> None:
    assert await reached(app, None) is None


async def test_whoever_was_out_of_reach_is_back(app: App, clock: MovableClock) -> None:
    await context(app, ME)
    async with app.database.writing() as connection:
        await people.mark_unreachable(connection, ME, clock.now())
    await reached(app, user())
    async with app.database.reading() as connection:
        person = await people.find(connection, ME)
    assert person is not None
    assert person.reachable
    assert person.seen_on == clock.now().date()


async def test_of_every_day_it_is_known_who_was_there(app: App, clock: MovableClock) -> None:
    await context(app, ME)
    for _ in range(2):
        await reached(app, user())
        async with app.database.reading() as connection:
            person = await people.find(connection, ME)
        assert person is not None
        assert person.seen_on == clock.now().date()
        clock.advance(days=1)


@pytest.mark.parametrize(
    ("asked", "outcome", "meant"),
    [
        (None, Goto(Help()), Help.__prefix__),
        ("askc:2020-repeat", None, "askc"),
        ("askc:2020-repeat", Goto(Home()), Home.__prefix__),
        (None, None, ""),
    ],
)
async def test_what_cannot_be_is_noted_by_what_was_meant_and_never_by_what_was_typed(
    app: App, monkeypatch: pytest.MonkeyPatch, asked: str | None, outcome: Goto | None, meant: str
) -> None:
    heard = []

    async def explained(_: Context, error: ExplainedError, prefix: str) -> None:
        heard.append((error.reason, prefix))

    async def handler(_: TelegramObject, __: dict[str, Any]) -> Goto:
        if outcome is None:
            raise ExplainedError("staff/staff_only")
        return outcome

    async def draw(*_: object) -> None:
        raise ExplainedError("staff/staff_only")

    ctx = await context(app, ME)
    async with app.database.writing() as connection:
        await people.set_asked(connection, ME, asked)
        ctx.person = await people.find(connection, ME) or ctx.person
    monkeypatch.setattr(app.navigation, "draw", draw)
    await ShowMiddleware(app.navigation, explained)(handler, EVENT, {"ctx": ctx})
    assert heard == [("staff/staff_only", meant)]
    async with app.database.reading() as reader:
        person = await people.find(reader, ME)
    assert person is not None
    assert person.asked is None, "any other screen ends the question"
