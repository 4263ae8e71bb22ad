"""aiogram's bot on the local Telegram without a network."""

import pytest
from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.types import BufferedInputFile, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.demo.api.session import InMemorySession
from bot.demo.state.world import CallbackAnswer, Observer
from bot.demo.telegram import Telegram
from tests.demo.conftest import AIGUL


class Witness(Observer):
    def __init__(self) -> None:
        self.methods: list[str] = []
        self.chats: list[int | None] = []
        self.answers: list[CallbackAnswer] = []

    def called(self, method: str) -> None:
        self.methods.append(method)

    def changed(self, chat_id: int | None) -> None:
        self.chats.append(chat_id)

    def answered(self, answer: CallbackAnswer) -> None:
        self.answers.append(answer)


async def test_a_conversation(telegram: Telegram, bot: Bot) -> None:
    telegram.write(AIGUL, "/start")
    (update,) = await bot.get_updates()
    assert update.message is not None
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="b")]])
    sent = await update.message.answer("hello", reply_markup=keyboard)
    telegram.tap(AIGUL, sent.message_id, 0, 0)
    (update,) = await bot.get_updates(offset=update.update_id + 1)
    assert isinstance(update.callback_query, CallbackQuery)
    await update.callback_query.answer("done")
    assert isinstance(update.callback_query.message, Message)
    await update.callback_query.message.edit_text("changed")
    assert [message.text for message in telegram.messages(AIGUL)] == ["/start", "changed"]


async def test_defaults_of_the_bot_are_sent(started: Telegram) -> None:
    bot = Bot(
        started.token,
        session=InMemorySession(started),
        default=DefaultBotProperties(parse_mode="HTML", link_preview_is_disabled=True),
    )
    sent = await bot.send_message(AIGUL, "<b>a</b>")
    assert sent.html_text == "<b>a</b>"
    assert sent.link_preview_options is not None
    assert sent.link_preview_options.is_disabled


async def test_nothing_is_shared_with_the_bot(started: Telegram, bot: Bot) -> None:
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="b")]])
    sent = await bot.send_message(AIGUL, "a", reply_markup=keyboard)
    keyboard.inline_keyboard.append([InlineKeyboardButton(text="c", callback_data="d")])
    assert sent.reply_markup is not None
    sent.reply_markup.inline_keyboard.clear()
    kept = started.message(AIGUL, sent.message_id).reply_markup
    assert kept is not None
    assert [[button.text for button in row] for row in kept.inline_keyboard] == [["a"]]


async def test_a_file_comes_back(started: Telegram, bot: Bot) -> None:
    started.send_file(AIGUL, "a.pdf", b"%PDF-1", "application/pdf")
    sent = await bot.send_document(AIGUL, BufferedInputFile(b"x" * 100_000, "b.bin"))
    received = started.messages(AIGUL)[1].document
    assert received is not None
    assert sent.document is not None
    for document, data in [(received, b"%PDF-1"), (sent.document, b"x" * 100_000)]:
        stream = await bot.download(document)
        assert stream is not None
        assert stream.read() == data


async def test_observers_see_calls_changes_and_answers(started: Telegram, bot: Bot) -> None:
    witness = Witness()
    started.observers.append(witness)
    query_id = started.press(AIGUL, 1, "a")
    await bot.answer_callback_query(query_id, text="done", show_alert=True)
    await bot.answer_callback_query(query_id, text="once more")
    await bot.send_message(AIGUL, "a")
    assert witness.methods == ["answerCallbackQuery", "answerCallbackQuery", "sendMessage"]
    assert witness.chats == [AIGUL]
    assert witness.answers == [CallbackAnswer(query_id, AIGUL, AIGUL, 1, "done", show_alert=True, url=None)]


@pytest.mark.parametrize("chat_id", [AIGUL, str(AIGUL)])
async def test_chat_ids_may_be_strings(started: Telegram, bot: Bot, chat_id: int | str) -> None:
    assert (await bot.send_message(chat_id, "a")).chat.id == started.chats[AIGUL].id
