"""The package that a button means, and who of its team changed what."""

from dataclasses import replace

import pytest

from bot.app import App
from bot.services.packages import lookup
from bot.ui.context import Context, ExplainedError
from content.models import Contest
from storage.packages import packages, teams
from storage.packages.packages import FIRST, Mark, Package
from storage.packages.teams import TeamMember
from storage.tables.application.packages import MarkKind
from tests.conftest import OPEN
from tests.support.asking import context

ME, OTHER = 7001, 7002
DOCUMENT = (MarkKind.DOCUMENT, "doc_1")


@pytest.fixture
async def ctx(app: App) -> Context:
    return await context(app, ME)


@pytest.fixture
async def mine(ctx: Context, contest: Contest) -> Package:
    async with ctx.database.writing() as connection:
        return await lookup.to_change(ctx, connection, contest, FIRST)


async def test_looking_makes_no_package_and_changing_makes_one(ctx: Context, contest: Contest) -> None:
    async with ctx.database.reading() as connection:
        assert await lookup.to_read(ctx, connection, contest, FIRST) is None
    async with ctx.database.writing() as connection:
        made = await lookup.to_change(ctx, connection, contest, FIRST)
        again = await lookup.to_change(ctx, connection, contest, FIRST)
        assert made.id == again.id
        assert await lookup.to_read(ctx, connection, contest, made.id) == again


async def test_what_others_prepare_is_nobody_elses(app: App, contest: Contest, mine: Package) -> None:
    other = await context(app, OTHER)
    async with app.database.writing() as connection:
        for look in (lookup.to_read, lookup.to_change):
            with pytest.raises(ExplainedError, match="package_gone"):
                await look(other, connection, contest, mine.id)


async def test_what_is_archived_can_be_read_and_not_changed(ctx: Context, contest: Contest, mine: Package) -> None:
    async with ctx.database.writing() as connection:
        await packages.archive(connection, mine, OPEN)
        shown = await lookup.to_read(ctx, connection, contest, mine.id)
        assert shown is not None
        assert shown.archived
        with pytest.raises(ExplainedError, match="package_archived"):
            await lookup.to_change(ctx, connection, contest, mine.id)


@pytest.mark.parametrize(("changed_by", "name"), [(OTHER, "Ерлан"), (ME, None), (None, None), (7003, None)])
async def test_only_what_somebody_else_of_the_team_did_is_told(
    app: App, ctx: Context, mine: Package, changed_by: int | None, name: str | None
) -> None:
    await context(app, OTHER)
    async with app.database.writing() as connection:
        await teams.join(connection, mine.id, TeamMember(OTHER, "Ерлан"), OPEN)
        marked = replace(mine, marks={DOCUMENT: Mark("ready", OPEN, changed_by)})
        found = await lookup.others_change(ctx, connection, marked, *DOCUMENT)
    assert (found.by if found else None) == name
    assert found is None or found.at == OPEN


async def test_what_nobody_marked_nobody_changed(ctx: Context, mine: Package) -> None:
    async with ctx.database.reading() as connection:
        assert await lookup.others_change(ctx, connection, mine, *DOCUMENT) is None
        assert await lookup.others_change(ctx, connection, None, *DOCUMENT) is None


@pytest.mark.parametrize(
    ("name", "topic_id", "title"),
    [
        ("Атырау", "topic_5", "Атырау"),
        (None, "topic_5", "topic"),
        (None, "gone", "number"),
        (None, None, "number"),
    ],
)
async def test_a_package_is_called_by_its_name_or_topic_or_number(
    ctx: Context, contest: Contest, mine: Package, name: str | None, topic_id: str | None, title: str
) -> None:
    topic = contest.topic("topic_5")
    assert topic is not None
    words = {"topic": topic.short.ru, "number": ctx.label("package.unnamed", number=mine.number)}
    assert lookup.title(ctx, contest, replace(mine, name=name, topic_id=topic_id)) == words.get(title, title)
