"""The figures that come by themselves every week: on which day, at which hour, and what is sent."""

from functools import partial

from aiogram.enums import ButtonStyle

from bot.payloads.dashboard import MONDAY, MORNING, Dashboard, SetWeeklyReport, WeeklyReport
from bot.services.child_process import ChildProcess
from bot.services.dashboard.board import as_plain
from bot.services.dashboard.board_text import board_text
from bot.services.dashboard.pictures import album
from bot.services.dashboard.weekly import HOURS
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.notices import Composed, Nothing, ToBeMade
from bot.ui.screens import Screen
from bot.ui.widgets import choice, pairs
from storage.dashboard import weekly
from storage.dashboard.weekly import WeeklyWish
from storage.delivery.claims import OutboxRow
from storage.tables.delivery import OutboxKind

WEEK = range(1, 8)
NO_STAFF = Nothing("not staff any more")


async def weekly_settings(ctx: Context, payload: WeeklyReport) -> Screen:
    """Each button sets a day or an hour, and by that turns it on."""
    ctx.require()
    contest = ctx.contest(payload.contest)
    async with ctx.database.reading() as connection:
        found = await weekly.wish(connection, ctx.person.id)
    wish = found if found and found.contest_id == contest.id else None
    weekday, hour = (wish.weekday, wish.hour) if wish else (MONDAY, MORNING)
    set_to = partial(SetWeeklyReport, contest=contest.id, wanted=True)
    days = (
        choice(
            ctx,
            ctx.label(f"dashboard.weekday.{day}"),
            set_to(weekday=day, hour=hour),
            chosen=wish is not None and day == weekday,
        )
        for day in WEEK
    )
    hours = (
        choice(ctx, f"{each:02}:00", set_to(weekday=weekday, hour=each), chosen=wish is not None and each == hour)
        for each in HOURS
    )
    rows = [*pairs(days), *pairs(hours)]
    if wish:
        rows.append([ctx.button("dashboard.no_weekly", SetWeeklyReport(contest=contest.id, wanted=False))])
    else:
        rows.insert(0, [ctx.button("dashboard.weekly_on", set_to(), style=ButtonStyle.PRIMARY)])
    other = ctx.catalogue.get(found.contest_id) if found and not wish else None
    text = ctx.text("dashboard/weekly", contest=contest, wish=wish, other=other, usual=(MONDAY, MORNING))
    return ctx.screen(text, rows, back=Dashboard(contest=contest.id))


async def set_weekly(ctx: Context, payload: SetWeeklyReport) -> Goto:
    """The figures of one contest at a time."""
    ctx.require()
    contest = ctx.contest(payload.contest)
    async with ctx.database.writing() as connection:
        if payload.wanted:
            wanted = WeeklyWish(contest.id, payload.weekday, payload.hour)
            await weekly.want(connection, ctx.person.id, wanted)
        else:
            await weekly.stop(connection, ctx.person.id, contest.id)
    toast = ctx.label("dashboard.weekly_set" if payload.wanted else "dashboard.weekly_off")
    return Goto(WeeklyReport(contest=contest.id), toast)


async def weekly_report(ctx: Context, letter: OutboxRow) -> Composed:
    """As counted that morning; nothing for who is not staff any more."""
    if not ctx.is_staff:
        return NO_STAFF
    found = as_plain().validate_python(letter.content["board"])
    contest = ctx.contest(found.contest_id)
    rows = [
        [ctx.button("dashboard.open", Dashboard(contest=contest.id))],
        [ctx.button("dashboard.weekly", WeeklyReport(contest=contest.id))],
        [ctx.button("dashboard.no_weekly", SetWeeklyReport(contest=contest.id, wanted=False))],
    ]
    return ctx.notice(board_text(ctx, contest, found, every_week=True), rows)


async def weekly_pictures(drawing: ChildProcess, ctx: Context, letter: OutboxRow) -> Composed:
    """Of the same figures, below them."""
    if not ctx.is_staff:
        return NO_STAFF
    found = as_plain().validate_python(letter.content["board"])
    sorry = ctx.notice(ctx.text("dashboard/not_drawn"), [])
    return ToBeMade(partial(album, ctx, ctx.contest(found.contest_id), found, drawing), sorry)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(WeeklyReport, weekly_settings)
    activity.on(SetWeeklyReport, set_weekly)
    activity.sends(OutboxKind.WEEKLY_REPORT, weekly_report)
    activity.sends(OutboxKind.WEEKLY_PICTURES, partial(weekly_pictures, ChildProcess("bot.charts")))
    return activity
