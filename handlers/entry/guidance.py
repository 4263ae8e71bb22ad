"""Commands: what the bot does, the way out of anything, and the shortest ways to what people ask for most."""

from aiogram.filters import Command
from aiogram.types import Message

from bot.payloads.entry import FirstDay, Help, Home, Languages, Newcomer
from bot.payloads.packages.documents import Checklist
from bot.payloads.payload import Payload
from bot.payloads.questions.ask import AskConsultant
from bot.payloads.rules.rules import Chapter, RulesChapter
from bot.services.questions import cases
from bot.telegram.profile import commands_of
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Screen
from bot.ui.widgets import column
from storage.packages import packages
from storage.packages.packages import FIRST


async def help_screen(ctx: Context, _: Help) -> Screen:
    """With the commands that the person's menu has, and the way to what their work asks of them."""
    async with ctx.database.reading() as connection:
        answers = await cases.answers_anything(ctx, connection)
    commands = commands_of(answers=answers, staff=ctx.is_staff)
    rows = column(
        ctx.button(f"firstday.{newcomer.value}", FirstDay(newcomer=newcomer))
        for newcomer, is_one in ((Newcomer.CONSULTANT, answers), (Newcomer.STAFF, ctx.is_staff))
        if is_one
    )
    rows.append([ctx.button("language.change", Languages())])
    return ctx.screen(ctx.text("entry/help", contest=ctx.current(), commands=commands), rows)


async def help_command(_: Message) -> Goto:
    return Goto(Help())


def _known(ctx: Context, payload: Payload) -> Goto:
    """Where a command leads those who have chosen a language."""
    return Goto(Languages() if ctx.person.stranger else payload)


async def menu_command(_: Message, ctx: Context) -> Goto:
    return _known(ctx, Home())


async def documents_command(_: Message, ctx: Context) -> Goto:
    """The list of the application that the person works on."""
    contest = ctx.current()
    async with ctx.database.reading() as connection:
        package = await packages.current(connection, ctx.person.id, contest.id)
    return _known(ctx, Checklist(contest=contest.id, package=package.id if package else FIRST))


async def deadline_command(_: Message, ctx: Context) -> Goto:
    return _known(ctx, RulesChapter(contest=ctx.current().id, chapter=Chapter.WHEN))


async def ask_command(_: Message, ctx: Context) -> Goto:
    return _known(ctx, AskConsultant(contest=ctx.current().id))


async def cancel(_: Message, ctx: Context) -> Goto | Screen:
    """Nothing typed is waited for here, so there is nothing to lose."""
    if ctx.person.stranger:
        return Goto(Languages())
    return ctx.screen(ctx.text("entry/cancel"))


def build_activity() -> Activity:
    activity = Activity()
    activity.message(help_command, Command("help", ignore_case=True))
    for name, led in (
        ("menu", menu_command),
        ("documents", documents_command),
        ("deadline", deadline_command),
        ("ask", ask_command),
    ):
        activity.message(led, Command(name, ignore_case=True))
    activity.message(cancel, Command("cancel", ignore_case=True))
    activity.on(Help, help_screen, strangers=True)
    return activity
