"""Topics in private chats, as far as the Bot API lets the bot have them (threaded mode, switched on at @BotFather)."""

import logging

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError

logger = logging.getLogger(__name__)

VARIATION = "\N{VARIATION SELECTOR-16}"
"""Some emoji come with it, some without."""


class ChatTopics:
    """Asked of Telegram once and remembered until the bot starts anew."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self._icons: dict[str, str] | None = None

    async def on(self) -> bool:
        """Whether the threaded mode is on (getMe, has_topics_enabled)."""
        return bool((await self.bot.me()).has_topics_enabled)

    async def icon(self, emoji: str) -> str | None:
        """The custom_emoji_id by which an emoji is the icon of a topic (getForumTopicIconStickers).

        None where Telegram does not offer it, or cannot be asked just now: a topic has a name, too.
        """
        if self._icons is None:
            try:
                stickers = await self.bot.get_forum_topic_icon_stickers()
            except TelegramAPIError as error:
                logger.info("Icons of topics are not known: %s", type(error).__name__)
                return None
            self._icons = {
                (each.emoji or "").replace(VARIATION, ""): each.custom_emoji_id
                for each in stickers
                if each.custom_emoji_id
            }
        return self._icons.get(emoji)
