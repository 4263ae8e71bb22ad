"""/help and /cancel: what the bot does, and the way out of anything."""

from aiogram.filters import Command
from aiogram.types import Message

from bot.payloads.entry import Help, Languages
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Screen


async def help_screen(ctx: Context, _: Help) -> Screen:
    contest = ctx.current()
    return ctx.screen(ctx.text("entry/help", contest=contest), [[ctx.button("language.change", Languages())]])


async def help_command(_: Message) -> Goto:
    return Goto(Help())


async def cancel(_: Message, ctx: Context) -> Goto | Screen:
    """Nothing typed is waited for here, so there is nothing to lose."""
    if ctx.person.stranger:
        return Goto(Languages())
    return ctx.screen(ctx.text("entry/cancel"))


def build_activity() -> Activity:
    activity = Activity()
    activity.message(help_command, Command("help", ignore_case=True))
    activity.message(cancel, Command("cancel", ignore_case=True))
    activity.on(Help, help_screen, strangers=True)
    return activity
