"""The message that shows how far an announcement is: it changes by itself every few seconds."""

import asyncio
import logging
from collections.abc import Iterable

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter

from bot.delivery.outcomes import UNCHANGED
from bot.payloads.broadcasts.progress import BroadcastProgress
from bot.spells import Spell
from bot.telegram.methods import EditText
from bot.ui.context import ContextFactory, ExplainedError
from bot.ui.navigation import Goto, Navigation
from bot.ui.screens import NO_PREVIEW, Screen
from storage.broadcasts import arrivals, broadcasts
from storage.broadcasts.broadcasts import Broadcast
from storage.entry import people
from storage.tables.broadcasts import BroadcastState

logger = logging.getLogger(__name__)

SHOW_SECONDS = 3.0


def under_way(broadcast: Broadcast) -> bool:
    """Whether it goes out, or is corrected or taken back, so that there is something to show."""
    return broadcast.state in {BroadcastState.SENDING, BroadcastState.PAUSED} or broadcast.mended_to is not None


class LiveProgress:
    """Edits these messages, as long as whoever got one may see it."""

    def __init__(self, bot: Bot, navigation: Navigation, contexts: ContextFactory) -> None:
        self.bot = bot
        self.navigation = navigation
        self.contexts = contexts
        self._next = 0.0
        self._shown: dict[int, Screen] = {}
        self._away = Spell(logger, "How far an announcement is is shown again")

    async def show(self, ones: Iterable[Broadcast]) -> None:
        """Once in a while; a message that would stay the same is left alone."""
        now = asyncio.get_running_loop().time()
        if now < self._next:
            return
        self._next = now + SHOW_SECONDS
        before, self._shown = self._shown, {}
        for one in ones:
            screen = await self._show(one, before.get(one.id))
            if screen is not None:
                self._shown[one.id] = screen

    async def _show(self, broadcast: Broadcast, before: Screen | None) -> Screen | None:
        """What the message shows now; None where that is not known, and at the end, which the outbox writes."""
        async with self.contexts.database.reading() as reader:
            current = await broadcasts.find(reader, broadcast.id)
            shown = await arrivals.shown(reader, current.shown_by) if current else None
            person = await people.find(reader, shown.person_id) if shown else None
        if current is None or not under_way(current):
            return None
        if shown is None or shown.message_id is None or person is None or not person.reachable:
            return None
        payload = BroadcastProgress(announcement=broadcast.id, live=True)
        try:
            screen, _ = await self.navigation.draw(await self.contexts.make(person), Goto(payload))
        except ExplainedError:
            return None
        return screen if screen == before or await self._edit(person.id, shown.message_id, screen) else None

    async def _edit(self, chat_id: int, message_id: int, screen: Screen) -> bool:
        """Straight through the session, where others wait and repeat by themselves: the next look is soon enough."""
        edit = EditText(
            chat_id=chat_id,
            message_id=message_id,
            text=screen.text,
            reply_markup=screen.keyboard(),
            link_preview_options=NO_PREVIEW,
        )
        try:
            await self.bot.session.make_request(self.bot, edit)
        except TelegramRetryAfter as error:
            self._next = asyncio.get_running_loop().time() + error.retry_after
        except (TelegramBadRequest, TelegramForbiddenError) as error:
            if not any(words in error.message for words in UNCHANGED):
                logger.info("How far an announcement is cannot be shown: %s", error.message)
            return True
        except TelegramAPIError as error:
            self._away.met(f"How far an announcement is was not shown: {type(error).__name__}")
        else:
            self._away.passed()
            return True
        return False
