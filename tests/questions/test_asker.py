"""What an applicant does with a question: what goes along, and that a second one of the same minute is the same."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App
from bot.services.questions import asker
from bot.services.questions.asker import LAST, LONG, goes_along, lines, reopens, spelled_out
from bot.ui.context import Context, ExplainedError
from content.models import Contest, Language
from storage.packages import packages
from storage.packages.packages import FIRST, DocumentStatus
from storage.questions import messages, questions
from storage.questions.messages import QuestionMessage, Words
from storage.questions.questions import STAFF, Question
from storage.tables.application.packages import MarkKind
from storage.tables.questions import MessageSide, MessageStage, QuestionState
from tests.conftest import OPEN, MovableClock
from tests.support.asking import ASKER, CONTEST, again, consultant, context, question, queued

IBADULLAEV = 11


@pytest.fixture
async def ctx(app: App) -> Context:
    await consultant(app, IBADULLAEV, "ibadullaev")
    return await context(app, ASKER, Language.KK, "atyrau")


async def written(ctx: Context, number: int, *texts: str) -> Question:
    """A draft with words."""
    async with ctx.database.writing() as connection:
        draft = await questions.begin(connection, ASKER, CONTEST, Language.KK, None, ctx.now)
        for place, text in enumerate(texts):
            words = Words(ASKER, number + place, None, "text", text)
            await messages.say(connection, draft.id, MessageSide.APPLICANT, words, MessageStage.WRITTEN, ctx.now)
    return draft


async def send(ctx: Context, contest: Contest, draft: Question) -> Question:
    async with ctx.database.writing() as connection:
        return await asker.send(ctx, connection, contest, draft)


async def test_a_question_goes_to_the_consultant_of_the_region_with_a_time_to_answer(
    app: App, ctx: Context, contest: Contest
) -> None:
    sent = await send(ctx, contest, await written(ctx, 1, "Мөр керек пе?"))
    assert (sent.state, sent.holder, sent.region_id) == (QuestionState.OPEN, "ibadullaev", "atyrau")
    assert sent.due_at is not None
    assert sent.due_at > ctx.now
    assert await queued(app) == [("question", IBADULLAEV)]


async def test_a_second_tap_sends_nothing_more(app: App, ctx: Context, contest: Contest) -> None:
    sent = await send(ctx, contest, await written(ctx, 1, "Мөр керек пе?"))
    assert await send(ctx, contest, sent) == sent
    assert len(await queued(app)) == 1


async def test_without_words_there_is_no_question(ctx: Context, contest: Contest) -> None:
    with pytest.raises(ExplainedError, match="question_empty"):
        await send(ctx, contest, await written(ctx, 1))


@pytest.mark.parametrize(("seconds", "joined"), [(59, True), (60, False)])
async def test_what_is_asked_within_a_minute_is_one_question(
    app: App, ctx: Context, contest: Contest, clock: MovableClock, seconds: int, joined: bool
) -> None:
    first = await send(ctx, contest, await written(ctx, 1, "Мөр керек пе?"))
    clock.advance(seconds=seconds)
    later = await app.contexts.make(ctx.person)
    second = await send(later, contest, await written(later, 2, "Қол ше?"))
    assert (second.id == first.id) is joined
    async with app.database.reading() as connection:
        said = await messages.everything_said(connection, first.id)
    assert len(said) == (2 if joined else 1)
    assert [kind for kind, _ in await queued(app)] == ["question", "follow_up" if joined else "question"]


async def test_what_was_answered_waits_again_once_something_is_added(app: App, ctx: Context, contest: Contest) -> None:
    old = await question(app, "ibadullaev", state=QuestionState.CLOSED, settled_at=OPEN, helped=True, step_at=None)
    async with app.database.writing() as connection:
        said = await messages.everything_said(connection, old.id)
        reopened = await asker.follow_up(ctx, connection, contest, old, said)
    assert (reopened.state, reopened.settled_at, reopened.helped) == (QuestionState.OPEN, None, True)
    assert reopened.due_at is not None
    assert reopened.due_at > ctx.now
    waiting = await question(app, "ibadullaev", due_at=OPEN)
    async with app.database.writing() as connection:
        await asker.follow_up(ctx, connection, contest, waiting, said)
    assert (await again(app, waiting)).due_at == OPEN, "what waits already waits no longer"


async def test_others_questions_are_nobodys_own(app: App, ctx: Context) -> None:
    theirs = await question(app, STAFF, asker=7002)
    async with app.database.reading() as connection:
        for number in (theirs.id, 999):
            with pytest.raises(ExplainedError, match="thread_gone"):
                await asker.mine(ctx, connection, number)


@pytest.mark.parametrize(
    ("settled", "may"),
    [(None, True), (OPEN - timedelta(days=14) + timedelta(seconds=1), True), (OPEN - timedelta(days=14), False)],
)
async def test_for_two_weeks_a_closed_question_may_be_written_to(app: App, settled: object, may: bool) -> None:
    asked = await question(app, STAFF, settled_at=settled)
    assert reopens(asked, OPEN) is may


async def test_what_goes_along_is_what_is_known_and_not_left_out(app: App, ctx: Context, contest: Contest) -> None:
    async with app.database.writing() as connection:
        assert await asker.gather(ctx, connection, contest) == {}
        package = await packages.find_or_open(connection, ASKER, contest.id, FIRST, OPEN)
        assert package is not None
        assert await asker.gather(ctx, connection, contest) == {}, "with nothing done, all of it would be nothing new"
        await packages.set_topic(connection, package, "topic_5")
        ready = DocumentStatus.READY.value
        await packages.mark(connection, package, MarkKind.DOCUMENT, "doc_1", ready, ASKER, OPEN)
        known = await asker.gather(ctx, connection, contest)
    assert known["topic"] == "topic_5"
    assert "doc_1" not in known["documents"]
    assert len(known["documents"]) == len(contest.documents.documents) - 1
    asked = await question(app, STAFF)
    assert goes_along(replace(asked, left_out=frozenset({"documents"})), known) == {"topic": "topic_5"}


async def test_what_the_contest_has_no_more_is_left_out(app: App, contest: Contest) -> None:
    known = {"place": "d:gone", "topic": "gone", "documents": ["doc_1", "gone"], "criteria": ["gone"]}
    there = {"place": None, "topic": None, "documents": [contest.document("doc_1")], "criteria": []}
    assert spelled_out(await context(app, ASKER), contest, known) == there


def said(text: str, number: int = 1) -> QuestionMessage:
    return QuestionMessage(
        number, 1, MessageSide.APPLICANT, ASKER, number, None, "text", text, OPEN, None, MessageStage.SENT
    )


def test_a_screen_repeats_the_last_messages_and_nothing_long() -> None:
    many = [said(str(number), number) for number in range(LAST + 1)]
    assert [each.text for each in lines(many)] == [str(number) for number in range(1, LAST + 1)]
    assert [each.text for each in lines([said("ә" * LONG), said("ә" * (LONG + 1))])] == ["ә" * LONG, ""]
