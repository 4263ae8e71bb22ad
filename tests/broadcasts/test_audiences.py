"""Who an announcement goes to: what the database counts is what people see on their own screens."""

import random
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from bot.app import App
from bot.services.packages import tailoring
from bot.services.packages.progress import handed_in, progress
from content.models import Contest, Language
from storage.broadcasts import audiences
from storage.broadcasts.audiences import CONSULTANT, NO_REGION, Audience, AudiencePart, Seen, Standing
from storage.database import Writer
from storage.packages import packages
from storage.packages.packages import DONE, FIRST, TO_DO, DocumentStatus, Package
from storage.tables import consultants, package_members, people
from storage.tables.application.packages import MarkKind
from tests.conftest import OPEN

EVERYBODY = tuple(Language)


async def found(app: App, contest: Contest, audience: Audience) -> set[int]:
    async with app.database.scanning() as connection:
        return set((await connection.execute(audiences.whom(contest, audience, EVERYBODY, OPEN))).scalars())


async def add(connection: Writer, person_id: int, **values: object) -> None:
    await connection.execute(insert(people).values(**{"id": person_id, "language": "kk", "joined_at": OPEN, **values}))


async def _mark_at_random(connection: Writer, contest: Contest, package: Package, dice: random.Random) -> None:
    finished = [DocumentStatus.READY, DocumentStatus.NOT_NEEDED]
    likely = dice.choice([0.0, 0.5, 0.9, 1.0])
    for document in contest.documents.documents:
        if dice.random() < likely:
            state = dice.choice(finished)
        elif dice.random() < 0.4:
            state = dice.choice(list(DocumentStatus))
        else:
            continue
        await packages.mark(connection, package, MarkKind.DOCUMENT, document.id, state.value, package.owner_id, OPEN)
    for question in contest.preparing.questions:
        if dice.random() < 0.7:
            option = dice.choice(question.options).id
            await packages.mark(connection, package, MarkKind.FACT, question.id, option, package.owner_id, OPEN)
    last = contest.preparing.steps[-1]
    if dice.random() < 0.3:
        value = dice.choice([TO_DO, *(option.id for option in last.options), DONE])
        await packages.mark(connection, package, MarkKind.STEP, last.id, value, package.owner_id, OPEN)
    if dice.random() < 0.2:
        await packages.set_topic(connection, package, contest.topics.topics[0].id)


def _stage(contest: Contest, package: Package | None) -> Standing:
    if handed_in(contest, package):
        return Standing.HANDED_IN
    if package and progress(tailoring.statuses(contest, package)).complete:
        return Standing.COMPLETE
    said = package and any(mark.value not in audiences.SAYS_NOTHING for mark in package.marks.values())
    return Standing.IN_PROGRESS if package and (package.topic_id or said) else Standing.NOT_STARTED


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.slow
async def test_the_database_and_the_screens_agree_how_far_a_package_is(app: App, contest: Contest, seed: int) -> None:
    dice = random.Random(seed)
    standings: dict[int, Standing] = {}
    async with app.database.writing() as connection:
        for person_id in range(1, 61):
            await add(connection, person_id)
            standings[person_id] = Standing.NOT_STARTED
            if dice.random() < 0.9:
                package = await packages.find_or_open(connection, person_id, contest.id, FIRST, OPEN)
                assert package is not None
                await _mark_at_random(connection, contest, package, dice)
                package = await packages.find(connection, person_id, contest.id)
                standings[person_id] = _stage(contest, package)
    assert set(standings.values()) == set(Standing)
    for number in range(1, 2 ** len(Standing)):
        chosen = [stage for place, stage in enumerate(Standing) if number >> place & 1]
        expected = {person_id for person_id, stage in standings.items() if stage in chosen}
        assert await found(app, contest, {AudiencePart.PROGRESS: tuple(stage.value for stage in chosen)}) == expected, (
            chosen
        )


async def test_a_package_counts_for_its_whole_team_until_it_is_put_away(app: App, contest: Contest) -> None:
    topic = contest.topics.topics[0].id
    async with app.database.writing() as connection:
        for person_id in (1, 2):
            await add(connection, person_id)
        package = await packages.find_or_open(connection, 1, contest.id, FIRST, OPEN)
        assert package is not None
        await packages.set_topic(connection, package, topic)
        member = {"name": "", "notices": False, "current": True, "joined_at": OPEN}
        await connection.execute(insert(package_members).values(package_id=package.id, person_id=2, **member))
    assert await found(app, contest, {AudiencePart.TOPIC: (topic,)}) == {1, 2}
    assert await found(app, contest, {AudiencePart.PROGRESS: (Standing.NOT_STARTED.value,)}) == set()
    async with app.database.writing() as connection:
        await packages.archive(connection, package, OPEN)
    assert await found(app, contest, {AudiencePart.TOPIC: (topic,)}) == set()
    assert await found(app, contest, {AudiencePart.PROGRESS: (Standing.NOT_STARTED.value,)}) == {1, 2}


async def test_all_conditions_have_to_hold_and_of_each_one_value(app: App, contest: Contest) -> None:
    async with app.database.writing() as connection:
        await add(connection, 1, region_id="akmola")
        await add(connection, 2, region_id="akmola", language="ru")
        await add(connection, 3)
        await add(connection, 4, region_id="atyrau", unreachable_at=OPEN)
        await connection.execute(
            insert(consultants).values(
                contest_id=contest.id, consultant_id="x", person_id=3, name="", linked_at=OPEN, invited=False
            )
        )
    assert await found(app, contest, {}) == {1, 2, 3}
    assert await found(app, contest, {AudiencePart.REGION: ("akmola", NO_REGION)}) == {1, 2, 3}
    assert await found(app, contest, {AudiencePart.REGION: ("akmola", "atyrau"), AudiencePart.LANGUAGE: ("kk",)}) == {1}
    assert await found(app, contest, {AudiencePart.ROLE: (CONSULTANT,)}) == {3}
    assert await found(app, contest, {AudiencePart.REGION: ("atyrau",)}) == set()


async def test_when_somebody_came_last(app: App, contest: Contest) -> None:
    today: date = OPEN.date()
    async with app.database.writing() as connection:
        for person_id, days in ((1, 0), (2, 7), (3, 8), (4, 30), (5, 31)):
            await add(connection, person_id, seen_on=today - timedelta(days=days))
        await add(connection, 6)
        await add(connection, 7, joined_at=OPEN - timedelta(days=40))
    assert await found(app, contest, {AudiencePart.SEEN: (Seen.WEEK.value,)}) == {1, 2, 6}
    assert await found(app, contest, {AudiencePart.SEEN: (Seen.MONTH.value,)}) == {1, 2, 3, 4, 6}
    assert await found(app, contest, {AudiencePart.SEEN: (Seen.LONGER.value,)}) == {5, 7}


def test_a_condition_is_set_and_taken_away() -> None:
    both = audiences.changed({AudiencePart.REGION: ("a",)}, AudiencePart.REGION, "b", wanted=True)
    assert both == {AudiencePart.REGION: ("a", "b")}
    assert audiences.changed(both, AudiencePart.REGION, "b", wanted=True) == both
    assert audiences.changed(both, AudiencePart.REGION, "a", wanted=False) == {AudiencePart.REGION: ("b",)}
    assert audiences.read(audiences.written(audiences.changed(both, AudiencePart.REGION, "", wanted=False))) == {}
