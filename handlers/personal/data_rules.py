"""For staff: what is kept of people and for how long, and what to say where it got into other hands."""

from bot.access import Right
from bot.payloads.broadcasts.progress import BroadcastList
from bot.payloads.personal.blocking import BlockList
from bot.payloads.personal.personal import BreachMessage, DataRules
from bot.payloads.staff.members import StaffMenu
from bot.services.broadcasts import folding
from bot.services.personal import retention
from bot.services.personal.blocking import RIGHTS
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Screen
from content.models import WRITTEN_LANGUAGES


async def data_rules(ctx: Context, _: DataRules) -> Screen:
    ctx.require()
    text = ctx.text("personal/data_rules", outbox_days=retention.KEPT.days, broadcast_days=folding.KEPT.days)
    rows = [[ctx.button("data.breach", BreachMessage())]]
    if ctx.may(*RIGHTS):
        rows.insert(0, [ctx.button("block.list", BlockList())])
    return ctx.screen(text, rows, back=StaffMenu())


async def breach(ctx: Context, _: BreachMessage) -> Screen:
    """What to do, and the words of a broadcast in every language in which people write."""
    ctx.require()
    email = ctx.current().submission.email
    messages = [ctx.texts.render(each, "personal/breach_message", email=email) for each in WRITTEN_LANGUAGES]
    rows = [[ctx.button("staff.announcements", BroadcastList())]] if ctx.may(Right.ANNOUNCE) else []
    return ctx.screen(ctx.text("personal/breach", messages=messages), rows, back=DataRules())


def build_activity() -> Activity:
    activity = Activity()
    activity.on(DataRules, data_rules)
    activity.on(BreachMessage, breach)
    return activity
