"""How the bot itself gets on, for those who look after the staff: figures to look at, and news of what is wrong."""

from datetime import timedelta

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.payloads.operating import BotCondition
from bot.payloads.staff.members import StaffMenu
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.notices import Composed, Later, Nothing
from bot.ui.screens import Screen
from bot.version import VERSION
from content.rules.dates import TimeLeft, time_left
from content.rules.reminders import night_ends, quiet
from storage.delivery.claims import OutboxRow
from storage.operating import troubles
from storage.tables.delivery import OutboxKind
from storage.tables.operating import Trouble

MOMENTARY = (Trouble.LOCK_LOST, Trouble.SAME_TOKEN)
"""These are told also where they are over by then."""
CAN_WAIT = (Trouble.SET_ASIDE, Trouble.FAILED, Trouble.BACKUP_OLD, Trouble.STANDING_BY, Trouble.REMINDERS_AHEAD)
"""Until the morning."""


async def condition(ctx: Context, _: BotCondition) -> Screen:
    """The same facts as `python -m bot status`."""
    ctx.require(Right.STAFF)
    facts = await ctx.facts(ctx.now)
    async with ctx.database.reading() as connection:
        wrong = await troubles.standing(connection)
    ages = {name: _age(ctx, value) for name, value in facts.items() if name.endswith("_age")}
    text = ctx.text(
        "operating/condition", contest=ctx.current(), version=VERSION, troubles=wrong, facts=facts, ages=ages
    )
    return ctx.screen(
        text, [[ctx.button("condition.refresh", BotCondition(), style=ButtonStyle.PRIMARY)]], back=StaffMenu()
    )


def _age(ctx: Context, seconds: str | float | None) -> TimeLeft | None:
    return None if seconds is None else time_left(ctx.now, ctx.now - timedelta(seconds=float(seconds)))


async def trouble(ctx: Context, letter: OutboxRow) -> Composed:
    """What is wrong, since when it is, and what to do; at night only what cannot wait."""
    ctx.require(Right.STAFF)
    name = Trouble(letter.content["trouble"])
    async with ctx.database.reading() as connection:
        standing = {each.name for each in await troubles.standing(connection)}
    if name not in standing and name not in MOMENTARY:
        return Nothing("it is over")
    zone = ctx.zone(ctx.current())
    if name in CAN_WAIT and quiet(ctx.now, zone):
        return Later(night_ends(ctx.now, zone))
    facts = letter.content["facts"]
    text = ctx.text(
        "operating/trouble",
        trouble=name.value,
        number=letter.content["number"],
        facts=facts,
        age=_age(ctx, facts.get("age")),
    )
    return ctx.notice(text, [[ctx.button("condition.open", BotCondition())]])


def build_activity() -> Activity:
    activity = Activity()
    activity.on(BotCondition, condition)
    activity.sends(OutboxKind.TROUBLE, trouble)
    return activity
