"""What surrounds every handler: who is talking, and the drawing of what the handler returns."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message, TelegramObject, Update, User

from bot.telegram.outcomes import Unshown, shown
from bot.ui.context import Context, ContextFactory, ExplainedError
from bot.ui.navigation import Goto, Navigation
from bot.ui.screens import Screen
from bot.ui.showing import Showing, answer, topic_of
from content.models import Language
from storage.entry import people
from storage.entry.people import Person

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]
HURRY = 10
"""So many newer messages of one person wait only where nobody types them: they get one answer together."""
A_MINUTE = timedelta(minutes=1)
Explained = Callable[[Context, ExplainedError, str], Awaitable[None]]
"""Hears what could not be, and the prefix of the payload that was meant."""


NEAR_RUSSIAN = frozenset({"be", "uk"})
"""Languages whose speakers mostly read Russian rather than Kazakh."""


def likely_language(code: str | None) -> Language:
    """The language to greet a stranger in, from Telegram's `language_code` (IETF tag, may be missing)."""
    spoken = (code or "").lower().split("-")[0]
    if spoken in set(Language):
        return Language(spoken)
    return Language.RU if spoken in NEAR_RUSSIAN else Language.KK


class ContextMiddleware(BaseMiddleware):
    """Reads the person fresh for every update and hands the handlers a Context."""

    def __init__(self, contexts: ContextFactory) -> None:
        self.contexts = contexts

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        user: User | None = data.get("event_from_user")
        if user is None:  # channels and the like: nobody to talk to
            return None
        stranger = Person(user.id, likely_language(user.language_code), stranger=True)
        # The context stands before the first query: an apology for a failing database needs it too.
        ctx = data["ctx"] = await self.contexts.make(stranger, user.full_name)
        async with ctx.database.reading() as connection:
            ctx.person = await people.find(connection, user.id) or stranger
        ctx.access.found(user.id, ctx.person.rights)
        answers: str | None = data.get("answers")
        if answers is not None:
            ctx.person = replace(ctx.person, asked=answers or None)
        today = ctx.now.date()
        leaves = isinstance(event, Update) and event.my_chat_member is not None  # or blocks the bot: no sign of them
        came = not (ctx.person.stranger or ctx.person.blocked_by or leaves)
        if came and (not ctx.person.reachable or ctx.person.seen_on != today):
            async with ctx.database.writing() as connection:
                await people.see(connection, user.id, today)
        return await handler(event, data)


def _meant(ctx: Context, outcome: object) -> str:
    """What somebody wanted, by the prefix of its payload; what they typed is nobody's business."""
    if isinstance(outcome, Goto):
        return outcome.payload.__prefix__
    return (ctx.person.asked or "").partition(":")[0]


class ShowMiddleware(BaseMiddleware):
    """Draws what a handler returns and puts it in front of the person; explains what cannot be."""

    def __init__(self, navigation: Navigation, explained: Explained) -> None:
        self.navigation = navigation
        self.explained = explained
        self._told: dict[int, datetime] = {}
        """When somebody heard that one answer follows for all that they sent."""

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        ctx: Context = data["ctx"]
        outcome = toast = None
        try:
            outcome = await handler(event, data)
            if not isinstance(outcome, Screen | Goto):
                return outcome
            screen, toast = await self.navigation.draw(ctx, outcome)
        except ExplainedError as error:
            await self.explained(ctx, error, _meant(ctx, outcome))
            screen = self.navigation.explain(ctx, error)
        await self._remember_question(ctx, screen, topic_of(event))
        if not isinstance(event, Message | CallbackQuery):
            return None
        if data.get("behind", 0) >= HURRY:
            return await self._hurried(ctx, event)
        return await shown(Showing(event, screen, toast).proceed)

    async def _hurried(self, ctx: Context, event: Message | CallbackQuery) -> Unshown | None:
        """Nobody types so fast: what was sent counts, and one answer follows for all of it. Once that is said."""
        if isinstance(event, CallbackQuery):
            await answer(event)
            return None
        now = ctx.now
        if self._told.get(ctx.person.id, now - A_MINUTE) > now - A_MINUTE:
            return None
        recent = {person: when for person, when in self._told.items() if when > now - A_MINUTE}
        self._told = recent | {ctx.person.id: now}
        return await shown(Showing(event, Screen(ctx.text("entry/hurried"))).proceed)

    async def _remember_question(self, ctx: Context, screen: Screen, thread: int | None) -> None:
        """Typed words answer the last screen shown; any other screen ends the question."""
        asked = screen.asks.pack() if screen.asks else None
        place = thread if asked else None
        if (asked, place) != (ctx.person.asked, ctx.person.asked_in) and not ctx.person.stranger:
            async with ctx.database.writing() as connection:
                await people.set_asked(connection, ctx.person.id, asked, place)


class AnswerMiddleware(BaseMiddleware):
    """Gives a message that answers a question or a screen to whoever asked; everything else goes on."""

    def __init__(self, navigation: Navigation) -> None:
        self.navigation = navigation

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        ctx: Context = data["ctx"]
        if isinstance(event, Message) and event.chat.type == ChatType.PRIVATE and not ctx.person.stranger:
            taken, outcome = await self.navigation.receive(ctx, event)
            if taken:
                return outcome
        return await handler(event, data)
