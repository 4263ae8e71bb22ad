"""What Telegram says no to, word for word, as aiogram passes it on."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendDice
from aiogram.types import (
    BotCommand,
    BufferedInputFile,
    CopyTextButton,
    DisabledButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    ReplyParameters,
)

from bot.demo.api.session import InMemorySession
from bot.demo.refusal import RefusalError
from bot.demo.telegram import Telegram
from tests.demo.conftest import AIGUL, DANIYAR, StandingClock
from tests.support.conversation import PIXEL

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current "
    "content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
NO_ACTION = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"

Call = Callable[[Bot], Awaitable[object]]


def under(**button: object) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton.model_validate({"text": "a"} | button)]])


def photo() -> BufferedInputFile:
    return BufferedInputFile(PIXEL, "a.gif")


def text(words: str, **options: Any) -> Call:
    return lambda bot: bot.send_message(AIGUL, words, **options)


def button(**fields: object) -> Call:
    return text("a", reply_markup=under(**fields))


def buttons(rows: int, columns: int) -> Call:
    row = [InlineKeyboardButton(text="a", callback_data="a")] * columns
    return text("a", reply_markup=InlineKeyboardMarkup(inline_keyboard=[row] * rows))


def edit(message_id: int | None) -> Call:
    return lambda bot: bot.edit_message_text("a", chat_id=AIGUL, message_id=message_id)


def document(content: bytes) -> Call:
    return lambda bot: bot.send_document(AIGUL, BufferedInputFile(content, "a.pdf"))


BAD_REQUESTS: dict[str, tuple[Call, str]] = {
    "empty text": (text(""), "message text is empty"),
    "blank text": (text(" \n"), "text must be non-empty"),
    "nothing but tags": (text("<b></b>", parse_mode="HTML"), "text must be non-empty"),
    "long text": (text("x" * 4097), "message is too long"),
    "long text of emoji": (text("👍" * 2049), "message is too long"),
    "broken HTML": (
        text("<b>a", parse_mode="HTML"),
        "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    "long caption": (lambda bot: bot.send_photo(AIGUL, photo(), caption="x" * 1025), "message caption is too long"),
    "no image": (lambda bot: bot.send_photo(AIGUL, BufferedInputFile(b"x", "a.png")), "IMAGE_PROCESS_FAILED"),
    "empty file": (document(b""), "file must be non-empty"),
    "unknown file": (lambda bot: bot.send_document(AIGUL, "x"), "wrong file identifier/HTTP URL specified"),
    "file by address": (lambda bot: bot.send_photo(AIGUL, "https://a.kz/a.png"), "failed to get HTTP URL content"),
    "unknown chat": (lambda bot: bot.send_message(1, "a"), "chat not found"),
    "unknown chat by name": (lambda bot: bot.send_message("@nobody", "a"), "chat not found"),
    "edit what is gone": (edit(99), "message to edit not found"),
    "edit a person's words": (edit(1), "message can't be edited"),
    "edit nothing": (edit(None), "message identifier is not specified"),
    "delete what is gone": (lambda bot: bot.delete_message(AIGUL, 99), "message to delete not found"),
    "copy what is gone": (lambda bot: bot.copy_message(AIGUL, AIGUL, 99), "message to copy not found"),
    "copy only what is gone": (lambda bot: bot.copy_messages(AIGUL, AIGUL, [99]), "there are no messages to forward"),
    "copy nothing": (lambda bot: bot.copy_messages(AIGUL, AIGUL, []), "message identifiers are not specified"),
    "copy too much": (
        lambda bot: bot.copy_messages(AIGUL, AIGUL, list(range(1, 102))),
        "too many message identifiers specified",
    ),
    "copy twice": (
        lambda bot: bot.copy_messages(AIGUL, AIGUL, [1, 1]),
        "message identifiers must be in a strictly increasing order",
    ),
    "forward what is gone": (lambda bot: bot.forward_message(AIGUL, AIGUL, 99), "message to forward not found"),
    "unknown query": (lambda bot: bot.answer_callback_query("99"), TOO_OLD),
    "unknown action": (lambda bot: bot.send_chat_action(AIGUL, "dance"), "wrong parameter action in request"),
    "long payload": (button(callback_data="Қ" * 33), "BUTTON_DATA_INVALID"),
    "button that does nothing": (button(), NO_ACTION),
    "button with empty payload": (button(callback_data=""), NO_ACTION),
    "button that does two things": (button(callback_data="a", url="https://a.kz"), "BUTTON_TYPE_INVALID"),
    "button without words": (button(text="", callback_data="a"), "inline keyboard button text must be non-empty"),
    "button to nowhere": (
        button(url="not-a-url"),
        "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
    ),
    "long text to copy": (button(copy_text=CopyTextButton(text="x" * 257)), "BUTTON_COPY_TEXT_INVALID"),
    "wide row": (buttons(1, 9), "reply markup is too long"),
    "many buttons": (buttons(101, 1), "reply markup is too long"),
    "keyboard button without words": (
        text("a", reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="")]])),
        "keyboard button text must be non-empty",
    ),
    "reply to what is gone": (
        text("a", reply_parameters=ReplyParameters(message_id=99)),
        "message to be replied not found",
    ),
    "bad command": (
        lambda bot: bot.set_my_commands([BotCommand(command="A b", description="x")]),
        "BOT_COMMAND_INVALID",
    ),
    "bad language": (lambda bot: bot.set_my_description("x", language_code="kaz"), "invalid language code specified"),
}


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize(("call", "reason"), BAD_REQUESTS.values(), ids=BAD_REQUESTS)
async def test_bad_request(bot: Bot, call: Call, reason: str) -> None:
    with pytest.raises(TelegramBadRequest) as refused:
        await call(bot)
    assert refused.value.message == f"Bad Request: {reason}"


@pytest.mark.usefixtures("started")
@pytest.mark.parametrize(
    "call",
    [
        text("x" * 4096),
        text("👍" * 2048),
        text("<b>" + "x" * 4096 + "</b>", parse_mode="HTML"),
        button(callback_data="Қ" * 32),
        button(copy_text=CopyTextButton(text="x" * 256), style="primary"),
        button(disabled=DisabledButton()),
        button(url="https://t.me/somebody", style="link"),
        buttons(12, 8),
        lambda bot: bot.send_photo(AIGUL, photo(), caption="x" * 1024),
    ],
)
async def test_just_within_the_limits(bot: Bot, call: Call) -> None:
    await call(bot)


@pytest.mark.usefixtures("started")
async def test_an_edit_must_change_something(bot: Bot) -> None:
    sent = await bot.send_message(AIGUL, "<b>a</b>", parse_mode="HTML", reply_markup=under(callback_data="a"))
    with pytest.raises(TelegramBadRequest) as refused:
        await sent.edit_text("<strong>a</strong>", parse_mode="HTML", reply_markup=under(callback_data="a"))
    assert refused.value.message == f"Bad Request: {NOT_MODIFIED}"
    await sent.edit_text("a", reply_markup=under(callback_data="a"))
    await sent.edit_text("a")
    with pytest.raises(TelegramBadRequest, match=NOT_MODIFIED):
        await sent.edit_reply_markup()


@pytest.mark.usefixtures("started")
async def test_an_edit_must_fit_the_message(bot: Bot) -> None:
    words, picture = await bot.send_message(AIGUL, "a"), await bot.send_photo(AIGUL, photo())
    with pytest.raises(TelegramBadRequest, match="there is no text in the message to edit"):
        await picture.edit_text("b")
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await words.edit_caption(caption="b")


@pytest.mark.usefixtures("started")
async def test_a_message_with_a_reply_keyboard_stays_as_it_is(bot: Bot) -> None:
    sent = await bot.send_message(AIGUL, "a", reply_markup=ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="b")]]))
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await sent.edit_text("b")


@pytest.mark.usefixtures("started")
async def test_after_two_days_nothing_is_deleted(bot: Bot, clock: StandingClock) -> None:
    sent = await bot.send_message(AIGUL, "a")
    clock.advance(hours=48, seconds=1)
    with pytest.raises(TelegramBadRequest, match="message can't be deleted for everyone"):
        await sent.delete()


async def test_a_tap_is_answered_within_a_minute(bot: Bot, started: Telegram, clock: StandingClock) -> None:
    query_id = started.press(AIGUL, 1, "a")
    with pytest.raises(TelegramBadRequest) as refused:
        await bot.answer_callback_query(query_id, text="x" * 201, show_alert=True)
    assert refused.value.message == "Bad Request: MESSAGE_TOO_LONG"
    await bot.answer_callback_query(query_id, text="x" * 200, show_alert=True)
    clock.advance(seconds=61)
    with pytest.raises(TelegramBadRequest, match=TOO_OLD):
        await bot.answer_callback_query(query_id)


async def test_a_person_who_blocked_the_bot(bot: Bot, started: Telegram) -> None:
    sent = await bot.send_message(AIGUL, "a")
    started.block(AIGUL)
    for call in (bot.send_message(AIGUL, "b"), sent.edit_text("b"), bot.send_chat_action(AIGUL, "typing")):
        with pytest.raises(TelegramForbiddenError) as refused:
            await call
        assert refused.value.message == "Forbidden: bot was blocked by the user"
    started.unblock(AIGUL)
    await bot.send_message(AIGUL, "b")


@pytest.mark.usefixtures("started")
async def test_a_person_who_never_started_the_bot(bot: Bot) -> None:
    with pytest.raises(TelegramForbiddenError) as refused:
        await bot.send_message(DANIYAR, "a")
    assert refused.value.message == "Forbidden: bot can't initiate conversation with a user"


async def test_a_wrong_token(telegram: Telegram) -> None:
    with pytest.raises(TelegramUnauthorizedError, match="Unauthorized"):
        await Bot("1:wrong", session=InMemorySession(telegram)).get_me()


async def test_a_method_that_is_not_here(telegram: Telegram) -> None:
    with pytest.raises(RefusalError, match="501 Not Implemented: the local Telegram does not know sendDice"):
        await telegram.call(SendDice(chat_id=AIGUL))
