"""Bot API methods whose results are taken as they come: reading a whole message or update costs, and may fail."""

from collections.abc import Callable, Iterable
from typing import Any

from aiogram.methods import (
    AnswerCallbackQuery,
    CopyMessage,
    CopyMessages,
    CreateForumTopic,
    EditMessageCaption,
    EditMessageText,
    SendAnimation,
    SendAudio,
    SendDocument,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendVideo,
    SendVideoNote,
    SendVoice,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardMarkup,
    InputMediaAudio,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    MediaUnion,
    Message,
)

SENT: dict[str, Callable[..., TelegramMethod[Message]]] = {
    "photo": SendPhoto,
    "document": SendDocument,
    "voice": SendVoice,
    "video": SendVideo,
    "audio": SendAudio,
    "video_note": SendVideoNote,
    "animation": SendAnimation,
}


def send_again(
    chat_id: int,
    kind: str,
    file_id: str,
    markup: InlineKeyboardMarkup | None,
    caption: str | None = None,
    thread: int | None = None,
) -> TelegramMethod[Message]:
    """Sends a file that Telegram has already, by its id, maybe into a topic; a round video has no caption."""
    words = {} if caption is None or kind == "video_note" else {"caption": caption}
    return SENT[kind](chat_id=chat_id, message_thread_id=thread, reply_markup=markup, **{kind: file_id}, **words)


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates without reading what came: one update that cannot be read must not hide the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int
    limit: int
    timeout: int
    allowed_updates: list[str]


class AnswerTap(AnswerCallbackQuery):
    """answerCallbackQuery without reading that it was done: it is, or it raises."""

    __returning__ = Any  # type: ignore[assignment]


class EditText(EditMessageText):
    """editMessageText without reading the message that comes back: it is the one just sent."""

    __returning__ = Any  # type: ignore[assignment]


class EditCaption(EditMessageCaption):
    """editMessageCaption, its result as it comes."""

    __returning__ = Any  # type: ignore[assignment]


class SendText(SendMessage):
    """sendMessage without reading the message that comes back, but for its id."""

    __returning__ = dict[str, Any]


class CopyOne(CopyMessage):
    """copyMessage, its result as it comes."""

    __returning__ = dict[str, Any]


class OpenForumTopic(CreateForumTopic):
    """createForumTopic, its result as it comes."""

    __returning__ = dict[str, Any]


class SendAlbum(SendMediaGroup):
    """sendMediaGroup, its result as it comes."""

    __returning__ = list[dict[str, Any]]


ALBUM_ITEMS: dict[str, Callable[..., MediaUnion]] = {
    "photo": InputMediaPhoto,
    "video": InputMediaVideo,
    "document": InputMediaDocument,
    "audio": InputMediaAudio,
}
"""Kinds of files that an album may have (sendMediaGroup)."""


def send_album(chat_id: int, items: Iterable[tuple[str, str, str | None]]) -> SendAlbum:
    """Sends files that Telegram has already as one album: of each its kind, id and caption."""
    media = [ALBUM_ITEMS[kind](media=file_id, caption=caption) for kind, file_id, caption in items]
    return SendAlbum(chat_id=chat_id, media=media)


def send_pictures(
    chat_id: int, pictures: Iterable[tuple[str, bytes]], caption: str | None, thread: int | None = None
) -> SendAlbum:
    """Sends pictures as one album, maybe into a topic: of each its name and content; a caption (HTML) for all."""
    media: list[MediaUnion] = [InputMediaPhoto(media=BufferedInputFile(content, name)) for name, content in pictures]
    if caption is not None:
        media[0] = media[0].model_copy(update={"caption": caption})
    return SendAlbum(chat_id=chat_id, message_thread_id=thread, media=media)


class CopyAlbum(CopyMessages):
    """copyMessages, its result as it comes; albums stay albums, messages that are gone are left out."""

    __returning__ = list[dict[str, Any]]
