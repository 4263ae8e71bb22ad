"""Answers are versions: nobody writes over somebody unseen, and nothing that was written is lost."""

import asyncio
import json
from datetime import UTC, datetime

import pytest

from bot.app import App
from bot.services.forms import changes
from bot.services.forms.changes import FormChange
from content.models import Language
from content.rules.forms.filled import Place
from storage.entry import people
from storage.forms import answers, rows, workbooks
from storage.packages import packages, teams
from storage.packages.teams import TeamMember
from storage.personal import personal

NOW = datetime(2020, 5, 20, 4, tzinfo=UTC)
GOAL = Place("goal", language="kk")
ONE, OTHER = 7001, 7002


@pytest.fixture
async def book(app: App) -> int:
    """The workbook of a package that two people share."""
    async with app.database.writing() as connection:
        for person in (ONE, OTHER):
            await people.set_language(connection, person, Language.KK, NOW)
        package = await packages.open_new(connection, ONE, "2020-repeat", NOW)
        await teams.join(connection, package, TeamMember(OTHER, "Данияр"), NOW)
        return (await workbooks.open_for_package(connection, package)).id


async def say(app: App, book: int, value: str, seen: int, by: int = ONE) -> list[changes.Clash]:
    async with app.database.writing() as connection:
        return await changes.write(connection, book, [FormChange(GOAL, value, seen)], by, NOW)


async def test_a_change_against_another_version_changes_nothing_and_is_kept(app: App, book: int) -> None:
    assert await say(app, book, "бірінші", 0) == []
    (clash,) = await say(app, book, "екінші", 0, by=OTHER)
    assert clash.current.value == "бірінші"
    async with app.database.reading() as connection:
        assert (await answers.sheet(connection, book)).at(GOAL) == "бірінші"
        assert await answers.draft(connection, book, GOAL, OTHER) == "екінші"
    assert await say(app, book, "екеуі де", 1, by=OTHER) == []
    async with app.database.reading() as connection:
        assert await answers.draft(connection, book, GOAL, OTHER) is None
        assert [(each.value, each.by) for each in await answers.history(connection, book, GOAL)] == [
            ("екеуі де", OTHER),
            ("бірінші", ONE),
        ]


async def test_the_same_message_twice_is_one_version(app: App, book: int) -> None:
    for _ in range(2):
        assert await say(app, book, "бірінші", 0) == []
    for _ in range(2):
        async with app.database.writing() as connection:
            assert await changes.add_to(connection, book, GOAL, "жалғасы", 1, ONE, NOW) == []
    async with app.database.reading() as connection:
        assert (await answers.sheet(connection, book)).at(GOAL) == "бірінші\nжалғасы"
        assert len(await answers.history(connection, book, GOAL)) == 2


async def test_the_same_message_twice_is_no_clash_where_somebody_went_on_from_it(app: App, book: int) -> None:
    await say(app, book, "бірінші", 0)
    await say(app, book, "екінші", 1, by=OTHER)
    assert await say(app, book, "бірінші", 0) == []
    async with app.database.reading() as connection:
        assert await answers.draft(connection, book, GOAL, ONE) is None
        assert (await answers.sheet(connection, book)).at(GOAL) == "екінші"


async def test_of_many_at_once_each_is_written_or_told(app: App, book: int) -> None:
    clashes = await asyncio.gather(*(say(app, book, f"{number}", 0, ONE) for number in range(20)))
    assert sum(not each for each in clashes) == 1


async def test_a_state_tells_which_versions_were_seen(app: App, book: int) -> None:
    await say(app, book, "а", 0)
    async with app.database.reading() as connection:
        state = await answers.state(connection, book)
    await say(app, book, "б", 1)
    async with app.database.reading() as connection:
        assert await answers.versions_at(connection, book, state) == {GOAL: 1}
        assert await answers.versions_at(connection, book, await answers.state(connection, book)) == {GOAL: 2}


async def test_rows_are_added_once_moved_removed_and_brought_back(app: App, book: int) -> None:
    async with app.database.writing() as connection:
        first, new = await rows.add(connection, book, "risks", f"{ONE}:0")
        again, second_time = await rows.add(connection, book, "risks", f"{ONE}:0")
        other, _ = await rows.add(connection, book, "risks", f"{OTHER}:0")
        assert (first, new, second_time) == (again, True, False)
        await rows.put_in_order(connection, book, [other, first])
        assert [row.key for row in (await answers.sheet(connection, book)).rows("risks")] == [other, first]
        await rows.set_removed(connection, book, other, OTHER, NOW)
        assert [row.key for row in (await answers.sheet(connection, book)).rows("risks")] == [first]
        await rows.set_removed(connection, book, other, OTHER, None)
        assert len((await answers.sheet(connection, book)).rows("risks")) == 2
        third, _ = await rows.add(connection, book, "risks", f"{ONE}:2")
        assert [row.key for row in (await answers.sheet(connection, book)).rows("risks")][-1] == third


async def test_what_is_written_is_in_the_export_and_goes_with_the_person(app: App, book: int) -> None:
    await say(app, book, "бірінші", 0)
    async with app.database.writing() as connection:
        organisation = await workbooks.open_for_organisation(connection, ONE, NOW)
        await changes.write(connection, organisation.id, [FormChange(Place("bin"), "1", 0)], ONE, NOW)
        kept = await personal.export(connection, ONE)
        assert [each["value"] for each in kept["form_answers"]] == ["бірінші", "1"]
        assert len(kept["form_versions"]) == 2
        assert json.dumps(kept)
        await personal.forget(connection, ONE)
        left = await personal.export(connection, OTHER)
        written = [(each["value"], each["changed_by"]) for each in left["form_answers"]]
        assert written == [("бірінші", None), ("1", None)]
        key = await workbooks.package_key(connection, left["packages"][0]["id"])
        assert key is not None
        assert await workbooks.used_by(connection, key, await workbooks.of_package(connection, key.id))
        await personal.forget(connection, OTHER)
        assert await workbooks.of_package(connection, key.id) is None
        assert await workbooks.of_organisation(connection, organisation.organisation_id or 0) is None
