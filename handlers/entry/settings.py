"""Settings: the language, the region, the contest where there are several, the calendar, what is kept of a person."""

from bot.payloads.consultants.links import BecomeConsultant
from bot.payloads.consultants.regions import RegionList
from bot.payloads.entry import ContestList, Languages, SettingsMenu
from bot.payloads.packages.work_plan import CalendarFile
from bot.payloads.personal.personal import MyData
from bot.payloads.reminders import ReminderSettings
from bot.payloads.staff.members import StaffMenu
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Screen
from storage.packages import packages


async def preferences(ctx: Context, _: SettingsMenu) -> Screen:
    contest = ctx.current()
    region = contest.regions.region(ctx.person.region_id)
    several = len(ctx.catalogue.ahead(ctx.now)) > 1
    async with ctx.database.reading() as connection:
        mine = await packages.contests_of(connection, ctx.person.id)
    past = any(each.id in mine and ctx.closed(each) and each is not contest for each in ctx.catalogue)
    text = ctx.text(
        "entry/settings",
        language=ctx.texts.label(ctx.person.language, "language.name"),
        region=region,
        regional=bool(contest.regions.regions),
        contest=contest if several else None,
    )
    where = [ctx.button("region.change", RegionList(contest=contest.id))] if contest.regions.regions else []
    rows = [
        [ctx.button("language.change", Languages()), *where],
        [ctx.button("reminders.choose", ReminderSettings())],
        [ctx.button("calendar.open", CalendarFile(contest=contest.id)), ctx.button("data.open", MyData())],
    ]
    if several or past:
        rows.append([ctx.button("contest.change", ContestList())])
    rows.append([ctx.button("linking.become", BecomeConsultant())])
    if ctx.is_staff:
        rows.append([ctx.button("staff.open", StaffMenu())])
    return ctx.screen(text, rows)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(SettingsMenu, preferences)
    return activity
