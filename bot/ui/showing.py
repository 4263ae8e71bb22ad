"""How a screen gets in front of a person, as soon as Telegram lets it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    ForceReply,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyMarkupUnion,
    ReplyParameters,
)

from bot.telegram.methods import AnswerTap, EditText, send_again, send_pictures
from bot.telegram.outcomes import OUTAGES
from bot.ui.screens import (
    ANEW,
    NO_PREVIEW,
    Album,
    AskContact,
    AskReply,
    Attachment,
    Contact,
    EndContact,
    File,
    InTheMaking,
    Made,
    Medium,
    NotMadeError,
    Picture,
    Screen,
)

logger = logging.getLogger(__name__)

TOO_OLD = "query is too old"


@dataclass
class Showing:
    """A screen on its way: it answers a message, or takes the place of the tapped one. What has arrived stays so."""

    event: Message | CallbackQuery
    screen: Screen
    toast: str | None = None
    arrived: bool = False
    """The screen itself; its attachment follows."""

    async def proceed(self) -> None:
        """Shows what is still to be shown; raises TelegramAPIError where it does not arrive.

        A callback query is answered meanwhile, and whatever happens (answerCallbackQuery), else the button would spin
        on.
        """
        if not self.arrived:
            if isinstance(self.event, Message):
                await _say(self.event, self.screen)
            else:
                await asyncio.gather(_replace(self.event, self.screen), answer(self.event, self.toast))
            self.arrived = True
        await _attach(self.event, self.screen.attachment)


def topic_of(event: object) -> int | None:
    """The topic of the chat in which something was written or tapped (message_thread_id)."""
    message = event.message if isinstance(event, CallbackQuery) else event
    if not isinstance(message, Message) or not message.is_topic_message:
        return None
    return message.message_thread_id


async def _in_topic(event: Message | CallbackQuery, send: Callable[[int | None], Awaitable[object]]) -> None:
    """Sends into the topic in which it began; into the plain chat, where Telegram has no such topic any more."""
    thread = topic_of(event)
    if thread is not None:
        try:
            await send(thread)
        except TelegramBadRequest as error:
            logger.info("A topic is not there: %s", error.message)
        else:
            return
    await send(None)


async def _say(event: Message | CallbackQuery, screen: Screen) -> None:
    """As a message of its own."""
    chat_id = event.from_user.id if isinstance(event, CallbackQuery) else event.chat.id
    bot = cast("Bot", event.bot)
    await _in_topic(
        event,
        lambda thread: bot.send_message(
            chat_id,
            screen.text,
            message_thread_id=thread,
            reply_markup=screen.keyboard(),
            link_preview_options=NO_PREVIEW,
            reply_parameters=replying(screen.reply_to),
        ),
    )


def replying(message_id: int | None) -> ReplyParameters | None:
    """To a message of the chat, whether it is still there or not."""
    return ReplyParameters(message_id=message_id, allow_sending_without_reply=True) if message_id else None


async def answer(query: CallbackQuery, toast: str | None = None) -> None:
    """Stops the button's spinner. It is a courtesy: where it fails, the screen is there all the same.

    In an outage nobody can be answered, and after it everybody's tap is too old: others say so, and once.
    """
    try:
        await cast("Bot", query.bot)(AnswerTap(callback_query_id=query.id, text=toast))
    except TelegramAPIError as error:
        if not isinstance(error, OUTAGES) and TOO_OLD not in error.message:
            logger.warning("A tap was not answered: %s", type(error).__name__)


async def _replace(query: CallbackQuery, screen: Screen) -> None:
    """Edits the tapped message; sends anew below a notice, and where Telegram does not let it be edited any more."""
    message = query.message
    bot = cast("Bot", query.bot)
    if isinstance(message, Message) and not (query.data or "").startswith(ANEW):
        edit = EditText(
            chat_id=message.chat.id,
            message_id=message.message_id,
            text=screen.text,
            reply_markup=screen.keyboard(),
            link_preview_options=NO_PREVIEW,
        )
        try:
            await bot(edit)
        except TelegramBadRequest as error:
            reason = error.message
            if "message is not modified" in reason:
                return
            if not any(cause in reason for cause in CANNOT_EDIT):
                raise
        else:
            return
    await _say(query, screen)


async def _attach(event: Message | CallbackQuery, attachment: Attachment | None) -> None:
    if attachment is None or event.bot is None or event.from_user is None:
        return
    bot, chat_id = event.bot, event.from_user.id
    if isinstance(attachment, InTheMaking):
        made = await _made(bot, chat_id, attachment)
        sending = made if made is not None else attachment.sorry
    else:
        sending = attachment
    await _in_topic(event, lambda thread: _send(bot, chat_id, sending, thread))


async def _made(bot: Bot, chat_id: int, coming: InTheMaking) -> Made | None:
    with suppress(NotMadeError):
        made, _ = await asyncio.gather(coming.make(), _show_action(bot, chat_id, coming.action))
        return made
    return None


async def _show_action(bot: Bot, chat_id: int, action: ChatAction) -> None:
    """A courtesy, as the answer to a tap is."""
    with suppress(TelegramAPIError):
        await bot.send_chat_action(chat_id, action)


async def _send(bot: Bot, chat_id: int, attachment: Made | str, thread: int | None) -> None:
    match attachment:
        case str(text):
            await bot.send_message(chat_id, text, message_thread_id=thread)
        case Contact(phone, name):
            await bot.send_contact(chat_id, phone, name, message_thread_id=thread)
        case File(name, content):
            await bot.send_document(chat_id, BufferedInputFile(content, name), message_thread_id=thread)
        case Medium(kind, file_id):
            await bot(send_again(chat_id, kind, file_id, None, thread=thread))
        case Picture(name, content):
            await bot.send_photo(chat_id, BufferedInputFile(content, name), message_thread_id=thread)
        case Album((only,)):
            await _send(bot, chat_id, only, thread)
        case Album(pictures, caption):
            await bot(send_pictures(chat_id, [(each.name, each.content) for each in pictures], caption, thread))
        case AskContact() | AskReply() | EndContact():
            markup = _markup(attachment)
            await bot.send_message(chat_id, attachment.text, message_thread_id=thread, reply_markup=markup)


def _markup(attachment: AskContact | AskReply | EndContact) -> ReplyMarkupUnion:
    """What takes the place of the keyboard below the message field."""
    match attachment:
        case AskContact(_, label):
            share = [[KeyboardButton(text=label, request_contact=True)]]
            return ReplyKeyboardMarkup(keyboard=share, resize_keyboard=True, one_time_keyboard=True)
        case AskReply(_, place):
            return ForceReply(input_field_placeholder=place)
        case EndContact():
            return ReplyKeyboardRemove()


CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
)
