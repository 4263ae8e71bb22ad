"""A screen: what a person sees in one message. And how it gets in front of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from aiogram.enums import ButtonStyle
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    CallbackQuery,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
)

from bot.callbacks import Payload

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True)
class Button:
    """One button with one action: a payload, a link, or text to copy."""

    label: str
    payload: Payload | None = None
    url: str | None = None
    copy: str | None = None
    style: ButtonStyle | None = None

    def markup(self) -> InlineKeyboardButton:
        return InlineKeyboardButton(
            text=self.label,
            callback_data=self.payload.pack() if self.payload else None,
            url=self.url,
            copy_text=CopyTextButton(text=self.copy) if self.copy else None,
            style=self.style,
        )


Rows = Sequence[Sequence[Button]]


@dataclass(frozen=True)
class Screen:
    """HTML text and rows of buttons; two in a row at the most."""

    text: str
    rows: Rows = field(default=())

    def keyboard(self) -> InlineKeyboardMarkup | None:
        rows = [[button.markup() for button in row] for row in self.rows if row]
        return InlineKeyboardMarkup(inline_keyboard=rows) if rows else None


async def show(event: Message | CallbackQuery, screen: Screen, toast: str | None = None) -> None:
    """Answers a message with the screen, or a tap by putting it in place of the tapped one.

    The callback query is answered whatever happens (answerCallbackQuery), else the button would spin on.
    """
    if isinstance(event, Message):
        await event.answer(screen.text, reply_markup=screen.keyboard(), link_preview_options=NO_PREVIEW)
        return
    try:
        await _replace(event, screen)
    finally:
        await answer(event, toast)


async def answer(query: CallbackQuery, toast: str | None = None) -> None:
    """Stops the button's spinner. A tap answered too late (after a restart) needs no answer any more."""
    try:
        await query.answer(toast)
    except TelegramBadRequest as error:
        if "query is too old" not in error.message:
            raise


async def _replace(query: CallbackQuery, screen: Screen) -> None:
    """Edits the tapped message; sends anew only where Telegram does not let it be edited any more."""
    message = query.message
    if isinstance(message, Message):
        try:
            await message.edit_text(screen.text, reply_markup=screen.keyboard(), link_preview_options=NO_PREVIEW)
        except TelegramBadRequest as error:
            reason = error.message
            if "message is not modified" in reason:
                return
            if not any(cause in reason for cause in CANNOT_EDIT):
                raise
        else:
            return
    if query.bot is not None:
        await query.bot.send_message(
            query.from_user.id, screen.text, reply_markup=screen.keyboard(), link_preview_options=NO_PREVIEW
        )


CANNOT_EDIT = (
    "message to edit not found",
    "message can't be edited",
    "there is no text in the message to edit",
)
