"""A screen: what a person sees in one message. And how it gets in front of them."""

import asyncio
import html
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, cast

from aiogram import Bot
from aiogram.enums import ButtonStyle, ChatAction
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    MediaUnion,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)

from bot.payloads.payload import Payload
from bot.telegram.methods import EditText

logger = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
ANEW = "+"
"""Begins the payload of a button that opens a new message, so that the notice it stands under stays."""


BESIDE_CHARACTERS = 18
"""What a small phone shows of each of two buttons in a row."""


@dataclass(frozen=True)
class Button:
    """One button with one action: a payload, a link, or text to copy."""

    label: str
    payload: Payload | None = None
    url: str | None = None
    copy: str | None = None
    style: ButtonStyle | None = None

    def markup(self, before: str) -> dict[str, Any]:
        """The fields of an InlineKeyboardButton; `before` goes before the payload."""
        fields = {
            "text": self.label,
            "callback_data": before + self.payload.pack() if self.payload else None,
            "url": self.url,
            "copy_text": {"text": self.copy} if self.copy else None,
            "style": self.style,
        }
        return {name: value for name, value in fields.items() if value is not None}


Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True)
class File:
    """A document made for the person (sendDocument)."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Contact:
    """A phone number to call or keep (sendContact); international form."""

    phone: str
    name: str


@dataclass(frozen=True)
class AskContact:
    """A button below the message field that shares the person's own number (KeyboardButton.request_contact)."""

    text: str
    label: str


@dataclass(frozen=True)
class EndContact:
    """Takes that button away again (ReplyKeyboardRemove)."""

    text: str


@dataclass(frozen=True)
class Picture:
    """A picture made for the person (sendPhoto)."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Album:
    """Pictures that belong together (sendMediaGroup); ten at the most."""

    pictures: tuple[Picture, ...]


class NotMadeError(Exception):
    """What was to be made for the person could not be; the log says why."""


@dataclass(frozen=True)
class InTheMaking:
    """What takes a moment to make: the screen is there first. `sorry` is said where it cannot be made."""

    make: Callable[[], Awaitable["Made"]]
    sorry: str
    action: ChatAction
    """What the person sees the bot do meanwhile (sendChatAction)."""


Made = File | Contact | AskContact | EndContact | Picture | Album
Attachment = Made | InTheMaking


@dataclass(frozen=True)
class Screen:
    """HTML text and rows of buttons; two in a row at the most.

    `asks` names the question that typed words answer while this screen is the last one shown. `attachment` follows
    the screen as a message of its own. A notice is what the bot sends by itself; it may reply to a message.
    """

    text: str
    rows: Rows = field(default=())
    asks: Payload | None = None
    attachment: Attachment | None = None
    notice: bool = False
    reply_to: int | None = None

    def keyboard(self) -> InlineKeyboardMarkup | None:
        """Fields, not objects: a keyboard has many buttons, is made for every tap, and goes straight onto the wire."""
        before = ANEW if self.notice else ""
        rows: list[Any] = [[button.markup(before) for button in row] for row in self._legible()]
        return InlineKeyboardMarkup.model_construct(inline_keyboard=rows) if rows else None

    def _legible(self) -> Iterator[Sequence[Button]]:
        """The rows; buttons whose words would be cut off beside each other stand below each other."""
        for row in self.rows:
            if len(row) > 1 and any(len(button.label) > BESIDE_CHARACTERS for button in row):
                yield from ([button] for button in row)
            elif row:
                yield row


@dataclass(frozen=True)
class Copy:
    """Messages of another chat sent on as they are, without their author (copyMessage, copyMessages).

    Several are an album and stay one. A `caption` (HTML) replaces that of a single message.
    """

    chat_id: int
    message_ids: tuple[int, ...]
    rows: Rows = field(default=())
    caption: str | None = None

    def keyboard(self) -> InlineKeyboardMarkup | None:
        return Screen("", self.rows, notice=True).keyboard()


@dataclass(frozen=True)
class Edit:
    """A message that was sent before, with other words; `caption` where they stand below a medium."""

    message_id: int
    text: str
    rows: Rows = field(default=())
    caption: bool = False

    def keyboard(self) -> InlineKeyboardMarkup | None:
        return Screen("", self.rows, notice=True).keyboard()


@dataclass(frozen=True)
class Delete:
    """Messages that were sent before, taken out of the chat; Telegram lets a bot do so for two days."""

    message_ids: tuple[int, ...]


def visible_units(text: str) -> int:
    """The UTF-16 units of HTML text that a person sees; Telegram counts by them."""
    return len(html.unescape(re.sub(r"<[^>]+>", "", text)).encode("utf-16-le")) // 2


async def show(event: Message | CallbackQuery, screen: Screen, toast: str | None = None) -> None:
    """Answers a message with the screen, or a tap by putting it in place of the tapped one.

    The callback query is answered meanwhile, and whatever happens (answerCallbackQuery), else the button would spin on.
    """
    if isinstance(event, Message):
        await event.answer(screen.text, reply_markup=screen.keyboard(), link_preview_options=NO_PREVIEW)
    else:
        await asyncio.gather(_replace(event, screen), answer(event, toast))
    await _attach(event, screen.attachment)


async def answer(query: CallbackQuery, toast: str | None = None) -> None:
    """Stops the button's spinner. It is a courtesy: where it fails, the screen is there all the same."""
    try:
        await query.answer(toast)
    except TelegramAPIError as error:
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
        case EndContact(text):
            await bot.send_message(chat_id, text, reply_markup=ReplyKeyboardRemove())


CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
)
