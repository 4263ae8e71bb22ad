"""Whoever is blocked hears it once a day, and nothing of what they send is taken but what is about their own data."""

from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.types import CallbackQuery, Message, TelegramObject

from bot.payloads.personal.blocking import UseData
from bot.payloads.personal.personal import MyData
from bot.ui.context import Context
from bot.ui.middlewares import Handler
from bot.ui.navigation import Navigation
from bot.ui.screens import Screen
from bot.ui.showing import answer
from storage.personal import blocked
from storage.tables.entry import BlockedBy


def blocked_screen(ctx: Context) -> Screen:
    """What is the matter, and what they can do about it themselves."""
    own = ctx.person.blocked_by is BlockedBy.THEMSELVES
    ways = [[ctx.button("data.use", UseData())]] if own else []
    text = ctx.text("personal/blocked", own=own, email=ctx.current().submission.email)
    return Screen(text, [*ways, [ctx.button("data.open", MyData())]])


class BlockMiddleware(BaseMiddleware):
    """Stands before everything that would do something."""

    def __init__(self, navigation: Navigation) -> None:
        self.navigation = navigation

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        ctx: Context = data["ctx"]
        if ctx.person.blocked_by is None or self._about_own_data(ctx, event):
            return await handler(event, data)
        if isinstance(event, CallbackQuery):
            await answer(event, ctx.label("data.blocked"))
            return None
        today = ctx.now.date()
        if not isinstance(event, Message) or not _new(event) or ctx.person.block_told_on == today:
            return None
        async with ctx.database.writing() as connection:
            await blocked.told(connection, ctx.person.id, today)
        return blocked_screen(ctx)

    def _about_own_data(self, ctx: Context, event: TelegramObject) -> bool:
        if isinstance(event, CallbackQuery):
            meant = self.navigation.payload(event.data or "")
        else:
            meant = self.navigation.question(ctx.person.asked) if ctx.person.asked else None
        return type(meant) in self.navigation.for_blocked


def _new(message: Message) -> bool:
    return message.chat.type == ChatType.PRIVATE and message.edit_date is None
