"""Topics of chats, as the demo remembers them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChatTopic:
    """Of a private chat in the threaded mode, or of a forum (Bot API, ForumTopic)."""

    name: str
    icon: str | None
    """custom_emoji_id"""
    closed: bool = False
