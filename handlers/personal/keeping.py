"""Whether the data of somebody who has not come for long should stay."""

from aiogram.enums import ButtonStyle

from bot.payloads.entry import Home
from bot.payloads.personal.personal import KeepData, MyData
from bot.services.personal.silence import TO_ANSWER
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.notices import Composed, Later, Nothing
from content.rules.reminders import night_ends, quiet
from storage.delivery.claims import OutboxRow
from storage.tables.delivery import OutboxKind


async def question(ctx: Context, letter: OutboxRow) -> Composed:
    """By day, and only where they have not come meanwhile."""
    if ctx.person.seen_on is not None and ctx.person.seen_on >= letter.created_at.date():
        return Nothing("came by themselves")
    contest = ctx.current()
    zone = ctx.zone(contest)
    if quiet(ctx.now, zone):
        return Later(night_ends(ctx.now, zone))
    until = (ctx.now + TO_ANSWER).astimezone(zone).date()
    rows = [
        [ctx.button("data.keep", KeepData(), style=ButtonStyle.PRIMARY)],
        [ctx.button("data.open", MyData())],
    ]
    return ctx.notice(ctx.text("personal/keep", since=ctx.person.seen_on, until=until), rows)


async def keep(ctx: Context, _: KeepData) -> Goto:
    """Whoever taps has come, and that is all it takes."""
    return Goto(Home(), ctx.label("data.keeps"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(KeepData, keep)
    activity.sends(OutboxKind.KEEP_DATA, question)
    return activity
