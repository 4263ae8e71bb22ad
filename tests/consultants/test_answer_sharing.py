"""An answer that serves everybody: what is proposed, what must not go out, and who hears of it."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app import App
from bot.services.consultants.answer_sharing import (
    ANSWER_CHARACTERS,
    QUESTION_CHARACTERS,
    has_numbers,
    propose,
    settle,
    was_cut,
)
from bot.services.questions import cases
from bot.ui.context import Context, ExplainedError
from content.texts.plain_words import plain
from storage.consultants import shared_answers
from storage.consultants.shared_answers import SharedAnswer
from storage.database import Writer
from storage.questions import messages, questions
from storage.questions.messages import Words
from storage.questions.questions import Question
from storage.tables.consultants import SharedAnswerState
from storage.tables.delivery import OutboxKind
from storage.tables.questions import MessageSide, MessageStage
from tests.support.asking import ASKER, CONTEST, IBADULLAEV, SARBALINA, consultant, context, question, queued
from tests.support.staff import OWNER

SHARED = SharedAnswer(
    1, CONTEST, 1, "Мөр керек пе?", "Нужна ли печать?", "Жоқ", "Нет", IBADULLAEV, SharedAnswerState.PROPOSED
)


@pytest.fixture
async def ctx(app: App) -> Context:
    await context(app, OWNER)
    return await consultant(app, IBADULLAEV, "ibadullaev")


@pytest.fixture
async def waiting(app: App) -> Question:
    return await question(app, "ibadullaev")


@pytest.fixture
async def writer(app: App, ctx: Context, waiting: Question) -> AsyncIterator[Writer]:
    async with app.database.writing() as connection:
        yield connection


async def say(
    connection: Writer, which: Question, side: MessageSide, text: str, number: int, author: int = IBADULLAEV
) -> None:
    words = Words(author, number, None, "text", text)
    assert which.sent_at is not None
    await messages.say(connection, which.id, side, words, MessageStage.SENT, which.sent_at)


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<b>Мөр</b> керек <i>емес</i>", "Мөр керек емес"),
        ("1 &lt; 2 &amp; 3", "1 < 2 & 3"),
        (' <a href="https://x.kz">сілтеме</a>\n ', "сілтеме"),
    ],
)
def test_what_is_shared_is_plain_words(html: str, words: str) -> None:
    assert plain(html) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Қоңырау шалыңыз: 8 (701) 460-50-55", True),
        ("ЖСН 900101300123", True),
        ("19 965 000 теңге, 2020 жыл", False),
        ("2-тармақ, 14.05.2020", False),
    ],
)
def test_what_is_as_long_as_a_phone_number_is_noticed(text: str, found: bool) -> None:
    assert has_numbers(replace(SHARED, answer_kk=text)) is found


def test_what_was_cut_is_noticed_in_any_of_the_texts() -> None:
    assert not was_cut(SHARED)
    assert was_cut(replace(SHARED, answer_kk="Ұзақ…"))
    assert was_cut(replace(SHARED, question_ru="Долго…"))


async def test_the_first_words_asked_and_the_last_words_answered_are_proposed(
    ctx: Context, writer: Writer, waiting: Question
) -> None:
    await say(writer, waiting, MessageSide.ANSWER, "Күтіңіз", 1)
    await say(writer, waiting, MessageSide.APPLICANT, "Қашанға дейін?", 2, ASKER)
    await say(writer, waiting, MessageSide.ANSWER, "<b>Жоқ</b>", 3)
    await say(writer, waiting, MessageSide.ANSWER, "", 4)
    shared, new = await propose(ctx, writer, await cases.case(ctx, writer, waiting.id))
    assert new
    assert (shared.question_kk, shared.answer_kk) == ("Мөр керек пе?", "Жоқ")
    assert (shared.question_ru, shared.answer_ru) == (None, None)
    assert shared.proposed_by == IBADULLAEV


async def test_what_is_long_is_cut(ctx: Context, writer: Writer, waiting: Question) -> None:
    async def proposed() -> SharedAnswer:
        return (await propose(ctx, writer, await cases.case(ctx, writer, waiting.id)))[0]

    first = (await messages.everything_said(writer, waiting.id))[0]
    await messages.reword(writer, first, "с" * 1000, ctx.now)
    await say(writer, waiting, MessageSide.ANSWER, "ж" * 1000, 1)
    shared = await proposed()
    assert len(shared.question_kk or "") == QUESTION_CHARACTERS
    assert len(shared.answer_kk or "") == ANSWER_CHARACTERS
    assert was_cut(shared)


async def test_a_second_proposal_is_the_same_one_and_staff_hear_once(app: App, ctx: Context, waiting: Question) -> None:
    for new in (True, False):
        async with app.database.writing() as connection:
            await say(connection, waiting, MessageSide.ANSWER, "Жоқ", 1)
            _, made = await propose(ctx, connection, await cases.case(ctx, connection, waiting.id))
            assert made is new
    assert await queued(app) == [("shared", OWNER)]


async def test_whoever_did_not_answer_proposes_nothing_unless_they_are_staff(
    app: App, ctx: Context, waiting: Question
) -> None:
    other = await consultant(app, SARBALINA, "sarbalina")
    member = await context(app, OWNER)
    async with app.database.writing() as connection:
        await questions.change(connection, waiting.id, holder="sarbalina")
        await say(connection, waiting, MessageSide.ANSWER, "Жоқ", 1)
        with pytest.raises(ExplainedError, match="share_not_yours"):
            await propose(other, connection, await cases.case(other, connection, waiting.id))
        _, new = await propose(member, connection, await cases.case(member, connection, waiting.id))
    assert new
    assert await queued(app) == [], "nobody is told what they did themselves"


async def test_an_answer_without_words_cannot_be_shared(ctx: Context, writer: Writer, waiting: Question) -> None:
    await say(writer, waiting, MessageSide.ANSWER, " ", 1)
    with pytest.raises(ExplainedError, match="share_nothing"):
        await propose(ctx, writer, await cases.case(ctx, writer, waiting.id))


async def test_only_what_both_languages_say_is_approved_and_once(app: App, ctx: Context, waiting: Question) -> None:
    member = await context(app, OWNER)
    async with app.database.writing() as connection:
        await say(connection, waiting, MessageSide.ANSWER, "Жоқ", 1)
        shared, _ = await propose(ctx, connection, await cases.case(ctx, connection, waiting.id))
        with pytest.raises(ExplainedError, match="shared_unfinished"):
            await settle(member, connection, shared, SharedAnswerState.APPROVED)
        whole = replace(shared, question_ru="Нужна ли печать?", answer_ru="Нет")
        for _ in range(2):
            await settle(member, connection, whole, SharedAnswerState.APPROVED)
        kept = await shared_answers.find(connection, shared.id)
    assert kept is not None
    assert kept.state is SharedAnswerState.APPROVED
    assert await queued(app) == [("shared", OWNER), (OutboxKind.SHARED_ANSWER_OUTCOME, IBADULLAEV)]


async def test_what_lacks_a_language_may_be_refused(ctx: Context, writer: Writer, waiting: Question) -> None:
    await say(writer, waiting, MessageSide.ANSWER, "Жоқ", 1)
    shared, _ = await propose(ctx, writer, await cases.case(ctx, writer, waiting.id))
    await settle(ctx, writer, shared, SharedAnswerState.REFUSED)
    kept = await shared_answers.find(writer, shared.id)
    assert kept is not None
    assert kept.state is SharedAnswerState.REFUSED
