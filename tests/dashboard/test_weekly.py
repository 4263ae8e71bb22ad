"""The weekly report: on which day and from which hour on, for whom, and once."""

import pytest

from bot.access import Right
from bot.app import App
from bot.settings import Settings
from storage.dashboard import weekly
from storage.dashboard.weekly import WeeklyWish
from tests.conftest import MovableClock
from tests.support.asking import CONTEST, context, queued
from tests.support.staff import give

OWNER, MEMBER = 9001, 9003


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"staff_ids": (OWNER,)})


@pytest.fixture(autouse=True)
async def wanted(app: App) -> None:
    for person in (OWNER, MEMBER):
        await context(app, person)
        async with app.database.writing() as connection:
            await weekly.want(connection, person, WeeklyWish(CONTEST, 1, 9))


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2020-05-25T08:59+06:00", False),
        ("2020-05-25T09:00+06:00", True),
        ("2020-05-25T20:59+06:00", True),
        ("2020-05-25T21:00+06:00", False),
        ("2020-05-26T09:00+06:00", False),
        ("2020-05-25T09:00+07:00", False),  # still eight where the contest is
    ],
)
async def test_it_comes_on_monday_by_the_contests_clock(app: App, clock: MovableClock, moment: str, told: bool) -> None:
    clock.move_to(moment)
    for _ in range(2):
        await app.weekly.tick()
    assert await queued(app) == ([("weekly", OWNER), ("weekly_pictures", OWNER)] if told else [])


async def test_only_whoever_has_a_right_gets_it(app: App, clock: MovableClock) -> None:
    await give(app, MEMBER, Right.ANSWER)
    clock.move_to("2020-05-25T09:00+06:00")
    await app.weekly.tick()
    both = [(kind, person) for kind in ("weekly", "weekly_pictures") for person in (OWNER, MEMBER)]
    assert sorted(await queued(app)) == both
    await give(app, MEMBER)
    clock.advance(days=7)
    await app.weekly.tick()
    assert len(await queued(app)) == 6


@pytest.mark.parametrize(
    ("moment", "told"),
    [("2020-05-28T17:59+06:00", False), ("2020-05-28T18:00+06:00", True), ("2020-05-25T09:00+06:00", False)],
)
async def test_it_comes_on_the_day_and_from_the_hour_that_somebody_chose(
    app: App, clock: MovableClock, moment: str, told: bool
) -> None:
    async with app.database.writing() as connection:
        await weekly.want(connection, OWNER, WeeklyWish(CONTEST, 4, 18))
    clock.move_to(moment)
    await app.weekly.tick()
    assert (("weekly", OWNER) in await queued(app)) is told


async def test_who_changes_the_hour_on_that_day_gets_no_second_one(app: App, clock: MovableClock) -> None:
    clock.move_to("2020-05-25T09:00+06:00")
    await app.weekly.tick()
    async with app.database.writing() as connection:
        await weekly.want(connection, OWNER, WeeklyWish(CONTEST, 1, 12))
    clock.move_to("2020-05-25T12:00+06:00")
    await app.weekly.tick()
    assert (await queued(app)).count(("weekly", OWNER)) == 1
