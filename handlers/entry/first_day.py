"""What whoever begins to answer questions, or to look after the bot, should know on the first day."""

from bot.payloads.consultants.queue import Queue
from bot.payloads.entry import FirstDay, Help, Newcomer
from bot.payloads.staff.members import StaffMenu
from bot.services.questions import cases
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Screen


async def first_day(ctx: Context, payload: FirstDay) -> Screen:
    if payload.newcomer is Newcomer.STAFF:
        ctx.require()
        return ctx.screen(ctx.text("entry/first_day_staff"), [[ctx.button("staff.open", StaffMenu())]], back=Help())
    async with ctx.database.reading() as connection:
        await cases.desk(ctx, connection)
    text = ctx.text("entry/first_day_consultant", hours=ctx.current().regions.answer_hours)
    return ctx.screen(text, [[ctx.button("desk.queue", Queue())]], back=Help())


def build_activity() -> Activity:
    activity = Activity()
    activity.on(FirstDay, first_day)
    return activity
