"""Having one's own data rest for a while: kept, but used for nothing."""

from dataclasses import replace

from aiogram.enums import ButtonStyle

from bot.payloads.personal.blocking import RestData, UseData
from bot.payloads.personal.personal import MyData
from bot.services.personal import blocking
from bot.ui.blocked import blocked_screen
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen
from bot.ui.widgets import sure
from storage.personal import blocked
from storage.tables.entry import BlockedBy


async def rest(ctx: Context, payload: RestData) -> Screen:
    if not payload.sure:
        rows = [[sure(ctx, "data.rest_sure", payload, style=ButtonStyle.PRIMARY)]]
        return ctx.screen(ctx.text("personal/rest"), rows, back=MyData())
    async with ctx.database.writing() as connection:
        await blocking.by_themselves(ctx, connection)
    ctx.person = replace(ctx.person, blocked_by=BlockedBy.THEMSELVES)
    return blocked_screen(ctx)


async def use(ctx: Context, _: UseData) -> Outcome:
    """Only staff end what staff began."""
    if ctx.person.blocked_by is BlockedBy.STAFF:
        return blocked_screen(ctx)
    async with ctx.database.writing() as connection:
        await blocked.unblock(connection, ctx.person.id)
    ctx.person = replace(ctx.person, blocked_by=None)
    return Goto(MyData(), ctx.label("data.used"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(RestData, rest)
    activity.on(UseData, use, blocked=True)
    return activity
