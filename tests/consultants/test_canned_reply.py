"""Sending an answer that stood ready: in whose language, once, and with its file."""

from dataclasses import replace

import pytest

from bot.app import App
from bot.services.consultants import canned_reply
from bot.services.consultants.canned_reply import words_for
from bot.services.questions import cases
from bot.services.questions.writing import NUMBERS
from bot.ui.context import Context, ExplainedError
from content.models import Language
from storage.consultants.canned_answers import CannedAnswer, CannedFile
from storage.questions import messages
from storage.questions.messages import QuestionMessage, Words
from storage.questions.questions import Question
from tests.support.asking import ASKER, IBADULLAEV, consultant, question, queued

READY = CannedAnswer(1, IBADULLAEV, "Мөр", "Керек емес", "Не нужна", None)


@pytest.fixture
async def ctx(app: App) -> Context:
    return await consultant(app, IBADULLAEV, "ibadullaev")


@pytest.fixture
async def waiting(app: App) -> Question:
    """In Kazakh."""
    return await question(app, "ibadullaev")


async def send(ctx: Context, which: Question, answer: CannedAnswer) -> None:
    async with ctx.database.writing() as connection:
        await canned_reply.send(ctx, connection, await cases.case(ctx, connection, which.id), answer)


async def answers(ctx: Context, which: Question) -> list[QuestionMessage]:
    async with ctx.database.reading() as connection:
        said = await messages.everything_said(connection, which.id)
    return [each for each in said if each.author_id == IBADULLAEV]


@pytest.mark.parametrize(
    ("kk", "ru", "language", "found"),
    [
        ("Керек емес", "Не нужна", Language.KK, (Language.KK, "Керек емес")),
        ("Керек емес", "Не нужна", Language.RU, (Language.RU, "Не нужна")),
        (None, "Не нужна", Language.KK, (Language.RU, "Не нужна")),
        ("", "Не нужна", Language.KK, (Language.RU, "Не нужна")),
        ("Керек емес", None, Language.RU, (Language.KK, "Керек емес")),
        (None, None, Language.KK, None),
    ],
)
def test_the_own_language_comes_first(
    kk: str | None, ru: str | None, language: Language, found: tuple[Language, str] | None
) -> None:
    assert words_for(replace(READY, kk=kk, ru=ru), language) == found


async def test_a_second_tap_sends_nothing_more(app: App, ctx: Context, waiting: Question) -> None:
    await send(ctx, waiting, READY)
    await send(ctx, waiting, READY)
    assert [each.text for each in await answers(ctx, waiting)] == ["Керек емес"]
    assert await queued(app) == [("answer", ASKER)]


async def test_the_same_words_may_be_sent_again_after_others(ctx: Context, waiting: Question) -> None:
    await send(ctx, waiting, READY)
    await send(ctx, waiting, replace(READY, kk="Басқа"))
    await send(ctx, waiting, READY)
    assert [each.text for each in await answers(ctx, waiting)] == ["Керек емес", "Басқа", "Керек емес"]


async def test_what_was_typed_by_hand_with_the_same_words_is_another_answer(ctx: Context, waiting: Question) -> None:
    async with ctx.database.writing() as connection:
        of = await cases.case(ctx, connection, waiting.id)
        await cases.answer(ctx, connection, of, Words(IBADULLAEV, 5, None, "text", "Керек емес"), anyway=True)
    await send(ctx, waiting, READY)
    assert len(await answers(ctx, waiting)) == 2


async def test_the_file_follows_once_too(app: App, ctx: Context, waiting: Question) -> None:
    with_file = replace(READY, file=CannedFile(IBADULLAEV, 321, "document", "document-1"))
    await send(ctx, waiting, with_file)
    await send(ctx, waiting, with_file)
    assert [each.kind for each in await answers(ctx, waiting)] == ["text", "document"]
    assert await queued(app) == [("answer", ASKER), ("ready_file", ASKER)]


async def test_no_message_of_a_chat_has_the_numbers_of_what_a_button_says(ctx: Context, waiting: Question) -> None:
    await send(ctx, waiting, replace(READY, file=CannedFile(IBADULLAEV, 321, "document", "document-1")))
    numbers = [each.message_id for each in await answers(ctx, waiting)]
    assert all(number <= -NUMBERS for number in numbers)
    assert len(set(numbers)) == 2


async def test_without_words_there_is_nothing_to_send(ctx: Context, waiting: Question) -> None:
    with pytest.raises(ExplainedError, match="canned_empty"):
        await send(ctx, waiting, replace(READY, kk=None, ru=None))
