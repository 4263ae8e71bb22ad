"""Who gets a broadcast: by what it says in which language, in portions, and whom a correction concerns."""

import pytest

from bot.app import App
from bot.services.broadcasts import addressees, composition
from content.catalogue import Catalogue
from content.models import Language
from storage.broadcasts import drafts
from storage.questions.messages import Words
from storage.tables.broadcasts import MissingLanguage
from tests.conftest import OPEN
from tests.support.asking import CONTEST, context

KK, RU = Language.KK, Language.RU
BOTH, OTHERS = MissingLanguage.BOTH, MissingLanguage.OTHERS


@pytest.fixture(autouse=True)
async def people(app: App) -> None:
    for person in (101, 102, 103):
        await context(app, person, KK)
    for person in (201, 202):
        await context(app, person, RU)


async def written(app: App, *languages: Language, missing: MissingLanguage | None = None) -> int:
    async with app.database.writing() as connection:
        number = await drafts.begin(connection, CONTEST, 101, OPEN)
        for place, language in enumerate(languages, 1):
            await drafts.say(connection, number, language, Words(101, place, None, "text", "Сәлем"))
        draft = await composition.load(connection, number)
        await drafts.change(connection, draft, 101, "", missing=missing)
    return number


@pytest.mark.parametrize(
    ("languages", "missing", "found"),
    [
        ((KK, RU), None, [101, 102, 103, 201, 202]),
        ((KK,), OTHERS, [101, 102, 103]),
        ((RU,), OTHERS, [201, 202]),
        ((KK,), BOTH, [101, 102, 103, 201, 202]),
    ],
)
async def test_nobody_gets_a_message_that_does_not_speak_to_them(
    app: App, languages: tuple[Language, ...], missing: MissingLanguage | None, found: list[int]
) -> None:
    number = await written(app, *languages, missing=missing)
    ctx = await context(app, 101, KK)
    async with app.database.reading() as connection:
        draft = await composition.load(connection, number)
        reached: list[int] = []
        while portion := list(
            await addressees.following(connection, app.catalogue, number, max(reached, default=0), 2, OPEN)
        ):
            assert len(portion) <= 2
            reached += portion
    assert reached == found
    assert sum((await addressees.reach(ctx, draft)).values()) == len(found)


async def test_with_nothing_written_yet_everybody_is_counted(app: App) -> None:
    number = await written(app)
    ctx = await context(app, 101, KK)
    async with app.database.reading() as connection:
        draft = await composition.load(connection, number)
    assert dict(await addressees.reach(ctx, draft)) == {KK: 3, RU: 2}


async def test_of_a_contest_that_is_gone_nobody_gets_any(app: App) -> None:
    number = await written(app, KK, RU)
    others = Catalogue({})
    async with app.database.scanning() as connection:
        assert list(await addressees.following(connection, others, number, 0, 9, OPEN)) == []


@pytest.mark.parametrize(
    ("languages", "missing", "corrected", "concerned"),
    [
        ((KK, RU), None, [KK], [KK]),
        ((KK, RU), BOTH, [KK], [KK, RU]),
        ((KK,), OTHERS, [KK], [KK]),
        ((KK, RU), None, [], []),
    ],
)
async def test_whom_a_correction_concerns(
    app: App,
    languages: tuple[Language, ...],
    missing: MissingLanguage | None,
    corrected: list[Language],
    concerned: list[Language],
) -> None:
    number = await written(app, *languages, missing=missing)
    async with app.database.reading() as connection:
        assert await addressees.concerned(connection, number, corrected) == concerned
