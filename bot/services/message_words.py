"""A message of somebody as words that are kept and sent on: with its formatting, and what is attached."""

from aiogram.enums import ContentType
from aiogram.types import Message

from content.ellipsis import cut
from storage.questions.messages import Words

RELAYED = {
    ContentType.TEXT: "text",
    ContentType.PHOTO: "photo",
    ContentType.DOCUMENT: "document",
    ContentType.VOICE: "voice",
    ContentType.VIDEO: "video",
    ContentType.AUDIO: "audio",
    ContentType.VIDEO_NOTE: "video_note",
    ContentType.ANIMATION: "animation",
}
"""Kinds of messages that can be sent on (copyMessage)."""
NAME_CHARACTERS = 120


def words_of(message: Message) -> Words | None:
    """A message as part of a question; None where its kind cannot be sent on."""
    kind = RELAYED.get(ContentType(message.content_type))
    if kind is None or message.from_user is None:
        return None
    text = message.html_text if message.text or message.caption else ""
    medium = message.photo[-1] if message.photo else getattr(message, kind) if kind != "text" else None
    name = getattr(medium, "file_name", None)
    return Words(
        author_id=message.from_user.id,
        message_id=message.message_id,
        album=message.media_group_id,
        kind=kind,
        text=text,
        name=cut(name, NAME_CHARACTERS) if name else None,
        seconds=getattr(medium, "duration", None),
        file_id=getattr(medium, "file_id", None),
    )
