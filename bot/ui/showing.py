"""How a screen gets in front of a person, as soon as Telegram lets it."""

import asyncio
import logging
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
    InputMediaPhoto,
    KeyboardButton,
    MediaUnion,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot.telegram.methods import EditText, send_again
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
                await self.event.answer(
                    self.screen.text,
                    reply_markup=self.screen.keyboard(),
                    link_preview_options=NO_PREVIEW,
                    reply_parameters=replying(self.screen.reply_to),
                )
            else:
                await asyncio.gather(_replace(self.event, self.screen), answer(self.event, self.toast))
            self.arrived = True
        await _attach(self.event, self.screen.attachment)


def replying(message_id: int | None) -> ReplyParameters | None:
    """To a message of the chat, whether it is still there or not."""
    return ReplyParameters(message_id=message_id, allow_sending_without_reply=True) if message_id else None


async def answer(query: CallbackQuery, toast: str | None = None) -> None:
    """Stops the button's spinner. It is a courtesy: where it fails, the screen is there all the same.

    In an outage nobody can be answered, and after it everybody's tap is too old: others say so, and once.
    """
    try:
        await query.answer(toast)
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
    await bot.send_message(
        query.from_user.id, screen.text, reply_markup=screen.keyboard(), link_preview_options=NO_PREVIEW
    )


async def _attach(event: Message | CallbackQuery, attachment: Attachment | None) -> None:
    if event.bot is not None and event.from_user is not None:
        if isinstance(attachment, InTheMaking):
            attachment = await _made(event.bot, event.from_user.id, attachment)
        await _send(event.bot, event.from_user.id, attachment)


async def _made(bot: Bot, chat_id: int, coming: InTheMaking) -> Made | None:
    try:
        made, _ = await asyncio.gather(coming.make(), _show_action(bot, chat_id, coming.action))
    except NotMadeError:
        await bot.send_message(chat_id, coming.sorry)
        return None
    return made


async def _show_action(bot: Bot, chat_id: int, action: ChatAction) -> None:
    """A courtesy, as the answer to a tap is."""
    with suppress(TelegramAPIError):
        await bot.send_chat_action(chat_id, action)


async def _send(bot: Bot, chat_id: int, attachment: Made | None) -> None:
    match attachment:
        case Contact(phone, name):
            await bot.send_contact(chat_id, phone, name)
        case File(name, content):
            await bot.send_document(chat_id, BufferedInputFile(content, name))
        case Medium(kind, file_id):
            await bot(send_again(chat_id, kind, file_id, None))
        case Picture(name, content):
            await bot.send_photo(chat_id, BufferedInputFile(content, name))
        case Album((only,)):
            await _send(bot, chat_id, only)
        case Album(pictures):
            media: list[MediaUnion] = [
                InputMediaPhoto(media=BufferedInputFile(each.content, each.name)) for each in pictures
            ]
            await bot.send_media_group(chat_id, media)
        case AskContact(text, label):
            share = [[KeyboardButton(text=label, request_contact=True)]]
            keyboard = ReplyKeyboardMarkup(keyboard=share, resize_keyboard=True, one_time_keyboard=True)
            await bot.send_message(chat_id, text, reply_markup=keyboard)
        case AskReply(text, place):
            await bot.send_message(chat_id, text, reply_markup=ForceReply(input_field_placeholder=place))
        case EndContact(text):
            await bot.send_message(chat_id, text, reply_markup=ReplyKeyboardRemove())


CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
)
