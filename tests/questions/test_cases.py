"""What those who answer may do with a question, and what a second tap or a second answer leaves as it was."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.app import App
from bot.services.questions import cases
from bot.services.questions.cases import Case, Responsibility
from bot.ui.context import Context, ExplainedError
from content.models import Language
from storage.database import Writer
from storage.entry.people import Person
from storage.questions import messages, questions
from storage.questions.messages import Words
from storage.questions.questions import STAFF, Question
from storage.tables import audit
from storage.tables.questions import MessageSide, MessageStage, QuestionState
from tests.conftest import MovableClock
from tests.support.asking import ASKER, IBADULLAEV, SARBALINA, again, consultant, context, question, queued
from tests.support.staff import OWNER


@pytest.fixture
async def ctx(app: App) -> Context:
    return await consultant(app, IBADULLAEV, "ibadullaev")


@pytest.fixture
async def waiting(app: App) -> Question:
    return await question(app, "ibadullaev")


@pytest.fixture
async def writer(app: App, ctx: Context, waiting: Question) -> AsyncIterator[Writer]:
    async with app.database.writing() as connection:
        yield connection


def words(author: int, number: int = 1, text: str = "Керек емес") -> Words:
    return Words(author, number, None, "text", text)


async def case(ctx: Context, connection: Writer, which: Question) -> Case:
    return await cases.case(ctx, connection, which.id)


async def test_a_contest_is_for_its_consultants_and_for_staff(ctx: Context, writer: Writer) -> None:
    mine = await cases.desk(ctx, writer)
    assert mine.holders == ("ibadullaev",)
    assert mine.answers("2020-repeat")
    assert not mine.answers("another")
    assert Responsibility((), staff=True).answers("another")
    assert Responsibility((), staff=True).holders == (STAFF,)


async def test_nobody_else_has_anything_to_do_with_a_question(app: App, waiting: Question) -> None:
    somebody = await context(app, 13)
    async with app.database.writing() as connection:
        assert not await cases.answers_anything(somebody, connection)
        with pytest.raises(ExplainedError, match="not_consultant"):
            await case(somebody, connection, waiting)


@pytest.mark.parametrize("gone", ["draft", "deleted"])
async def test_what_is_no_question_is_explained(writer: Writer, ctx: Context, waiting: Question, gone: str) -> None:
    if gone == "draft":
        await questions.change(writer, waiting.id, state=QuestionState.DRAFT)
    number = waiting.id if gone == "draft" else 999
    with pytest.raises(ExplainedError, match="case_gone"):
        await cases.case(ctx, writer, number)


async def test_an_answer_is_counted_in_working_minutes_once(
    app: App, ctx: Context, waiting: Question, clock: MovableClock
) -> None:
    async with app.database.writing() as connection:
        of = await case(ctx, connection, waiting)
        assert await cases.answer(ctx, connection, of, words(IBADULLAEV), anyway=False)
    first = await again(app, waiting)
    assert (first.state, first.taken_by) == (QuestionState.ANSWERED, IBADULLAEV)
    assert first.answered_at == ctx.now
    clock.advance(hours=1)
    later = await app.contexts.make(ctx.person)
    async with app.database.writing() as connection:
        assert await cases.answer(
            later, connection, await case(later, connection, waiting), words(IBADULLAEV, 2), anyway=False
        )
    assert (await again(app, waiting)).answered_at == ctx.now
    assert await queued(app) == [("answer", ASKER), ("answer", ASKER)]


async def test_the_same_message_is_one_answer(app: App, ctx: Context, writer: Writer, waiting: Question) -> None:
    of = await case(ctx, writer, waiting)
    for _ in range(2):
        assert await cases.answer(ctx, writer, of, words(IBADULLAEV), anyway=False)
    assert len(await messages.everything_said(writer, waiting.id)) == 2, "what was asked, and the answer"


@pytest.mark.parametrize("how", ["took", "answered"])
async def test_where_somebody_came_first_an_answer_is_held_back(
    app: App, ctx: Context, waiting: Question, how: str
) -> None:
    first = await consultant(app, SARBALINA, "sarbalina")
    async with app.database.writing() as connection:
        for holder in ("sarbalina", "ibadullaev"):
            await questions.change(connection, waiting.id, holder=holder)
        of = await case(first, connection, waiting)
        if how == "took":
            await cases.take(first, connection, of, taken=True)
        else:
            said = words(SARBALINA)
            await messages.say(connection, waiting.id, MessageSide.ANSWER, said, MessageStage.SENT, ctx.now)
    before = await queued(app)
    async with app.database.writing() as connection:
        of = await case(ctx, connection, waiting)
        assert not await cases.answer(ctx, connection, of, words(IBADULLAEV, 5), anyway=False)
        assert not await cases.answer(ctx, connection, of, words(IBADULLAEV, 5), anyway=False), "a second delivery"
    assert await queued(app) == before
    assert (await again(app, waiting)).state is QuestionState.OPEN
    async with app.database.writing() as connection:
        await cases.send_held(ctx, connection, await case(ctx, connection, waiting))
        await cases.send_held(ctx, connection, await case(ctx, connection, waiting))
    assert await queued(app) == [*before, ("answer", ASKER)]
    assert (await again(app, waiting)).taken_by == IBADULLAEV


async def test_whoever_writes_anyway_is_heard(app: App, ctx: Context, writer: Writer, waiting: Question) -> None:
    await questions.change(writer, waiting.id, taken_by=SARBALINA)
    assert await cases.answer(ctx, writer, await case(ctx, writer, waiting), words(IBADULLAEV), anyway=True)


async def test_after_two_weeks_a_closed_question_takes_no_answer(
    writer: Writer, ctx: Context, waiting: Question, clock: MovableClock, app: App
) -> None:
    await questions.change(writer, waiting.id, state=QuestionState.CLOSED, settled_at=ctx.now)
    clock.advance(days=14)
    late = await app.contexts.make(ctx.person)
    of = await case(late, writer, waiting)
    with pytest.raises(ExplainedError, match="thread_closed"):
        await cases.answer(late, writer, of, words(IBADULLAEV), anyway=True)


async def test_nobody_takes_what_another_has_taken(app: App, ctx: Context, writer: Writer, waiting: Question) -> None:
    await cases.take(ctx, writer, await case(ctx, writer, waiting), taken=True)
    assert (await questions.get(writer, waiting.id)).taken_by == IBADULLAEV
    other = await app.contexts.make(Person(OWNER, Language.RU))
    for taken in (True, False):
        await cases.take(other, writer, await case(other, writer, waiting), taken=taken)
        assert (await questions.get(writer, waiting.id)).taken_by == IBADULLAEV
    await cases.take(ctx, writer, await case(ctx, writer, waiting), taken=False)
    assert (await questions.get(writer, waiting.id)).taken_by is None


async def test_what_is_passed_on_is_nobodys_until_they_take_it(
    app: App, ctx: Context, writer: Writer, waiting: Question
) -> None:
    await questions.change(writer, waiting.id, taken_by=IBADULLAEV)
    of = await case(ctx, writer, waiting)
    with pytest.raises(ExplainedError, match="consultant_gone"):
        await cases.pass_on(ctx, writer, of, "mukhanov")
    await cases.pass_on(ctx, writer, of, STAFF)
    passed = await questions.get(writer, waiting.id)
    assert (passed.holder, passed.taken_by) == (STAFF, None)


async def test_a_second_tap_closes_nothing_again(app: App, ctx: Context, waiting: Question) -> None:
    for by_phone in (False, True):
        async with app.database.writing() as connection:
            await cases.close(ctx, connection, await case(ctx, connection, waiting), by_phone=by_phone)
    closed = await again(app, waiting)
    assert closed.state is QuestionState.CLOSED
    assert closed.answered_at is None, "the second tap said that it was answered by phone"
    assert await queued(app) == [("question_news", ASKER)]


async def test_an_answer_by_phone_counts_as_one(app: App, ctx: Context, waiting: Question) -> None:
    async with app.database.writing() as connection:
        await cases.close(ctx, connection, await case(ctx, connection, waiting), by_phone=True)
    assert (await again(app, waiting)).answered_at == ctx.now


@pytest.mark.parametrize(("person", "noted"), [(OWNER, ["question.taken", "question.closed"]), (IBADULLAEV, [])])
async def test_what_staff_do_is_written_down_and_what_consultants_do_is_not(
    app: App, ctx: Context, waiting: Question, person: int, noted: list[str]
) -> None:
    acting = await context(app, person)
    async with app.database.writing() as connection:
        await cases.take(acting, connection, await case(acting, connection, waiting), taken=True)
        await cases.close(acting, connection, await case(acting, connection, waiting), by_phone=False)
    async with app.database.reading() as connection:
        assert list((await connection.execute(select(audit.c.action).order_by(audit.c.id))).scalars()) == noted


async def test_those_who_answer_are_called_as_the_announcement_does(
    app: App, ctx: Context, writer: Writer, waiting: Question
) -> None:
    of = await case(ctx, writer, waiting)
    assert of.name(ctx, IBADULLAEV) == "Ибадуллаев Аскар"
    assert of.name(ctx, OWNER) == ctx.label("desk.staff", operator=ctx.operator(of.contest))
    assert of.name(ctx, None) is None
