"""What people change in a package: kept with who did it, and told to the others once it is gathered."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.app import App
from bot.payloads.packages.documents import SetDocument, SetFact
from bot.payloads.packages.hand_in import SetStep
from bot.payloads.topics import ChooseTopic
from bot.services.packages import changes, lookup
from bot.services.packages.changes import GATHERED, by_others
from bot.ui.context import Context
from content.models import Contest
from storage.packages import packages, teams
from storage.packages.packages import DONE, FIRST, TO_DO, DocumentStatus, Mark, Package
from storage.packages.teams import TeamMember
from storage.tables import outbox
from storage.tables.application.packages import MarkKind
from storage.tables.delivery import OutboxState
from tests.conftest import OPEN, MovableClock
from tests.support.asking import context, queued

ME, OTHER = 7001, 7002
READY = DocumentStatus.READY.value


@pytest.fixture
async def ctx(app: App) -> Context:
    return await context(app, ME)


@pytest.fixture
async def shared(app: App, ctx: Context, contest: Contest) -> Package:
    """A package of two, of whom the other wants to hear of changes."""
    await context(app, OTHER)
    async with app.database.writing() as connection:
        package = await lookup.to_change(ctx, connection, contest, FIRST)
        await teams.join(connection, package.id, TeamMember(OTHER, "Ерлан"), OPEN)
        await teams.set_notices(connection, package.id, OTHER, wanted=True)
    return package


def tapped(package: Package, kind: MarkKind, item_id: str, value: str) -> changes.Tapped:
    where: dict[str, Any] = {"contest": package.contest_id, "package": package.id}
    match kind:
        case MarkKind.DOCUMENT:
            return SetDocument(document=item_id, status=DocumentStatus(value), **where)
        case MarkKind.STEP:
            return SetStep(step=item_id, value=value, **where)
        case MarkKind.FACT:
            return SetFact(question=item_id, option=value, **where)
        case MarkKind.TOPIC:
            return ChooseTopic(topic=value, **where)


async def make(ctx: Context, package: Package, kind: MarkKind, item_id: str, value: str) -> Package:
    contest = ctx.contest(package.contest_id)
    async with ctx.database.writing() as connection:
        await changes.make(ctx, connection, contest, package, tapped(package, kind, item_id, value))
        found = await packages.find(connection, package.owner_id, package.contest_id, package.id)
    assert found is not None
    return found


async def test_a_change_is_kept_with_whoever_made_it(ctx: Context, shared: Package) -> None:
    after = await make(ctx, shared, MarkKind.DOCUMENT, "doc_1", READY)
    assert after.marks[MarkKind.DOCUMENT, "doc_1"] == Mark(READY, OPEN, ME)


@pytest.mark.parametrize(
    ("kind", "item_id", "value"),
    [
        (MarkKind.DOCUMENT, "doc_1", DocumentStatus.NOT_STARTED.value),
        (MarkKind.STEP, "sign", TO_DO),
    ],
)
async def test_what_is_so_already_is_no_news(
    app: App, ctx: Context, shared: Package, kind: MarkKind, item_id: str, value: str
) -> None:
    after = await make(ctx, shared, kind, item_id, value)
    assert not after.marks
    assert await queued(app) == []


async def test_what_somebody_else_did_before_stays_theirs(app: App, ctx: Context, shared: Package) -> None:
    marked = await make(ctx, shared, MarkKind.TOPIC, changes.TOPIC, "topic_5")
    assert marked.topic_id == "topic_5"
    other = await context(app, OTHER)
    after = await make(other, marked, MarkKind.TOPIC, changes.TOPIC, "topic_5")
    assert after.marks[MarkKind.TOPIC, changes.TOPIC].changed_by == ME


async def test_what_happens_within_minutes_comes_in_one_message_to_the_others_alone(
    app: App, ctx: Context, shared: Package, clock: MovableClock
) -> None:
    for item in ("doc_1", "doc_2"):
        await make(ctx, shared, MarkKind.DOCUMENT, item, READY)
    assert await queued(app) == [("team", OTHER)]
    async with app.database.writing() as connection:
        row = (await connection.execute(select(outbox.c.not_before))).scalar_one()
        await connection.execute(update(outbox).values(state=OutboxState.SENT))
    assert row == OPEN + GATHERED
    clock.advance(seconds=GATHERED.total_seconds())
    later = await app.contexts.make(ctx.person)
    await make(later, shared, MarkKind.DOCUMENT, "doc_3", READY)
    assert await queued(app) == [("team", OTHER), ("team", OTHER)]


def marked(contest: Contest, marks: Mapping[tuple[MarkKind, str], Mark]) -> Package:
    return Package(1, contest.id, ME, 1, None, None, archived=False, current=True, marks=marks)


def mark(value: str, at: datetime = OPEN, by: int | None = OTHER) -> Mark:
    return Mark(value, at, by)


def test_only_what_others_changed_since_then_is_news_the_newest_first(contest: Contest) -> None:
    package = marked(
        contest,
        {
            (MarkKind.DOCUMENT, "doc_1"): mark(READY),
            (MarkKind.DOCUMENT, "doc_2"): mark(READY, OPEN + timedelta(minutes=1)),
            (MarkKind.DOCUMENT, "doc_3"): mark(READY, OPEN - timedelta(seconds=1)),
            (MarkKind.DOCUMENT, "doc_4"): mark(READY, by=ME),
            (MarkKind.DOCUMENT, "doc_5"): mark(READY, by=None),
        },
    )
    found = by_others(contest, package, ME, OPEN)
    assert [news.document.id for news in found if news.document] == ["doc_2", "doc_1", "doc_5"]
    assert found[0].status is DocumentStatus.READY


def test_what_the_contest_knows_no_more_is_left_out(contest: Contest) -> None:
    gone = {(kind, "gone"): mark(READY if kind is MarkKind.DOCUMENT else "gone") for kind in MarkKind}
    assert by_others(contest, marked(contest, gone), ME, OPEN) == []


def test_each_kind_of_news_says_what_it_is_about(contest: Contest) -> None:
    step = next(each for each in contest.preparing.steps if each.options)
    question = contest.preparing.questions[0]
    way, answer = step.options[0], question.options[0]
    package = marked(
        contest,
        {
            (MarkKind.TOPIC, changes.TOPIC): mark("topic_5"),
            (MarkKind.STEP, step.id): mark(way.id),
            (MarkKind.FACT, question.id): mark(answer.id),
        },
    )
    topic, stepped, fact = by_others(contest, package, ME, OPEN)
    assert topic.topic == contest.topic("topic_5")
    assert (stepped.step, stepped.done, stepped.option) == (step, True, way)
    assert (fact.question, fact.option) == (question, answer)


@pytest.mark.parametrize(("value", "done"), [(DONE, True), (TO_DO, False)])
def test_a_step_taken_back_is_not_done(contest: Contest, value: str, done: bool) -> None:
    step = contest.preparing.steps[0]
    (news,) = by_others(contest, marked(contest, {(MarkKind.STEP, step.id): mark(value)}), ME, OPEN)
    assert (news.done, news.option) == (done, None)


def test_a_fact_whose_answer_is_gone_says_nothing(contest: Contest) -> None:
    question = contest.preparing.questions[0]
    assert by_others(contest, marked(contest, {(MarkKind.FACT, question.id): mark("gone")}), ME, OPEN) == []
