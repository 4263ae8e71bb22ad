"""A screen: what a person sees in one message. And how it gets in front of them."""

import html
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aiogram.enums import ButtonStyle, ChatAction
from aiogram.types import (
    InlineKeyboardMarkup,
    LinkPreviewOptions,
)

from bot.payloads.payload import Payload
from bot.ui.letters import width

logger = logging.getLogger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
ANEW = "+"
"""Begins the payload of a button that opens a new message, so that the notice it stands under stays."""


BESIDE = 9.9
"""What a small phone shows of each of two buttons in a row, in ems."""


class Button(NamedTuple):
    """One button with one action: a payload, a link, or text to copy. A screen may have dozens, and is drawn anew
    for each tap.
    """

    label: str
    payload: Payload | None = None
    url: str | None = None
    copy: str | None = None
    style: ButtonStyle | None = None

    def markup(self, before: str) -> dict[str, Any]:
        """The fields of an InlineKeyboardButton; `before` goes before the payload."""
        fields: dict[str, Any] = {"text": self.label}
        if self.payload is not None:
            fields["callback_data"] = before + self.payload.pack()
        if self.url is not None:
            fields["url"] = self.url
        if self.copy:
            fields["copy_text"] = {"text": self.copy}
        if self.style is not None:
            fields["style"] = self.style
        return fields


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
class AskReply:
    """Opens the message field for a reply (ForceReply); `place` stands in it while it is empty, 64 characters."""

    text: str
    place: str


@dataclass(frozen=True)
class Picture:
    """A picture made for the person (sendPhoto)."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Album:
    """Pictures that belong together (sendMediaGroup); ten at the most."""

    pictures: tuple[Picture, ...]
    caption: str | None = None
    """HTML. Telegram shows what stands with the first picture below all of them."""


@dataclass(frozen=True)
class Medium:
    """A file that Telegram has already, by its id there: it outlives the message that brought it."""

    kind: str
    """photo, document, voice, video, audio, video_note, animation"""
    file_id: str
    rows: Rows = field(default=())
    caption: str | None = None
    """HTML"""

    def keyboard(self) -> InlineKeyboardMarkup | None:
        return Screen("", self.rows, notice=True).keyboard()


@dataclass(frozen=True)
class MediumAlbum:
    """Files that Telegram has already and that belong together (sendMediaGroup); their captions go along."""

    media: tuple[Medium, ...]


class NotMadeError(Exception):
    """What was to be made for the person could not be; the log says why."""


@dataclass(frozen=True)
class InTheMaking:
    """What takes a moment to make: the screen is there first. `sorry` is said where it cannot be made."""

    make: Callable[[], Awaitable["Made"]]
    sorry: str
    action: ChatAction
    """What the person sees the bot do meanwhile (sendChatAction)."""


Made = File | Contact | AskContact | EndContact | AskReply | Picture | Album | Medium
Attachment = Made | InTheMaking


@dataclass(frozen=True)
class Screen:
    """HTML text and rows of buttons; two in a row at the most.

    `asks` names the question that typed words answer while this screen is the last one shown. `attachment` follows
    the screen as a message of its own. A notice is what the bot sends by itself. Either may reply to a message.
    """

    text: str
    rows: Rows = field(default=())
    asks: Payload | None = None
    attachment: Attachment | None = None
    notice: bool = False
    reply_to: int | None = None
    silent: bool = False
    """A notice that comes without a sound (disable_notification)."""
    thread: int | None = None
    """The topic of the chat in which a notice stands (message_thread_id)."""

    def keyboard(self) -> InlineKeyboardMarkup | None:
        """Fields, not objects: a keyboard has many buttons, is made for every tap, and goes straight onto the wire."""
        before = ANEW if self.notice else ""
        rows: list[Any] = [[button.markup(before) for button in row] for row in self._legible()]
        return InlineKeyboardMarkup.model_construct(inline_keyboard=rows) if rows else None

    def _legible(self) -> Iterator[Sequence[Button]]:
        """The rows; buttons whose words would be cut off beside each other stand below each other."""
        for row in self.rows:
            if len(row) > 1 and any(width(button.label) > BESIDE for button in row):
                yield from ([button] for button in row)
            elif row:
                yield row


@dataclass(frozen=True)
class Copy:
    """Messages of another chat sent on as they are, without their author (copyMessage, copyMessages).

    Several are an album and stay one. A `caption` (HTML) replaces that of a single message; with one, several lose
    theirs.
    """

    chat_id: int
    message_ids: tuple[int, ...]
    rows: Rows = field(default=())
    caption: str | None = None
    thread: int | None = None
    """The topic of the chat in which they stand (message_thread_id)."""

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


@dataclass(frozen=True)
class OpenTopic:
    """A new topic in the chat (createForumTopic); `icon` is the custom_emoji_id of one that Telegram offers."""

    name: str
    """128 characters."""
    icon: str | None


@dataclass(frozen=True)
class NameTopic:
    """Another name and icon for a topic (editForumTopic); without an icon it keeps the one it has."""

    thread: int
    name: str
    icon: str | None


@dataclass(frozen=True)
class CloseTopic:
    """Nobody but those who look after the group writes in it any more (closeForumTopic); `again`: they do."""

    thread: int
    again: bool = False


MESSAGE_UNITS = 4096
"""UTF-16 units of visible text in a message (sendMessage)."""


def visible_units(text: str) -> int:
    """The UTF-16 units of HTML text that a person sees; Telegram counts by them."""
    return len(html.unescape(re.sub(r"<[^>]+>", "", text)).encode("utf-16-le")) // 2
