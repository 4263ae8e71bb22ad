"""The contest to work in: chosen in the settings where there are several, or where one wrote in an earlier one."""

from bot.payloads.entry import ContestList, Home, SetContest, SettingsMenu
from bot.payloads.packages.packages import PackageList
from bot.services.entry.contest_switch import choose_contest
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Screen
from bot.ui.widgets import choice, column
from content.rules.dates import opens, status
from storage.packages import packages


async def contest_list(ctx: Context, _: ContestList) -> Screen:
    current = ctx.current()
    contests = ctx.catalogue.ahead(ctx.now)
    async with ctx.database.reading() as connection:
        mine = await packages.contests_of(connection, ctx.person.id)
    past = [each for each in ctx.catalogue if each.id in mine and ctx.closed(each)]
    text = ctx.text(
        "entry/contests",
        entries=[{"contest": each, "status": status(each, ctx.now), "opens": opens(each)} for each in contests],
        past=bool(past),
    )
    rows = column(
        choice(ctx, each.contest.short[ctx.person.language], SetContest(contest=each.id), chosen=each is current)
        for each in contests
    )
    rows += column(
        ctx.button("contest.past", PackageList(contest=each.id), contest=each.contest.short[ctx.person.language])
        for each in past
    )
    return ctx.screen(text, rows, back=SettingsMenu())


async def set_contest(ctx: Context, payload: SetContest) -> Goto:
    """What was prepared in other contests stays there."""
    contest = ctx.changeable(payload.contest)
    async with ctx.database.writing() as connection:
        await choose_contest(ctx, connection, contest)
    return Goto(Home(), ctx.label("contest.set"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(ContestList, contest_list)
    activity.on(SetContest, set_contest)
    return activity
