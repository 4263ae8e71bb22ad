"""The plan from today: what to begin when, who does what until when, week by week to the deadline."""

from bot.payloads.packages.documents import Checklist, DocumentCard
from bot.payloads.packages.work_plan import CalendarFile, WorkPlan
from bot.services.packages.lookup import to_read
from bot.services.packages.progress import handed_in
from bot.services.packages.work_plan import planned, set_days
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Screen
from bot.ui.widgets import column
from storage.packages.packages import FIRST

MOST_NEXT = 4
"""Documents that have a button: those that come first."""


async def work_plan(ctx: Context, payload: WorkPlan) -> Screen:
    contest = ctx.contest(payload.contest)
    async with ctx.database.reading() as reader:
        package = await to_read(ctx, reader, contest, payload.package)
        days = await set_days(reader, package, ctx.person.id)
    package_id = package.id if package else FIRST
    closed = ctx.closed(contest)
    plan = planned(contest, package, days, ctx.now)
    text = ctx.text(
        "packages/work_plan",
        contest=contest,
        closed=closed,
        handed_in=handed_in(contest, package),
        plan=plan,
        today=ctx.today(contest),
    )
    rows = column(
        ctx.button(
            "topic.item",
            DocumentCard(contest=contest.id, document=document.id, package=package_id),
            number=document.number,
            title=document.short[ctx.person.language],
        )
        for document in (() if closed else plan.next[:MOST_NEXT])
    )
    rows.append([ctx.button("calendar.open", CalendarFile(contest=contest.id))])
    return ctx.screen(text, rows, back=Checklist(contest=contest.id, package=package_id))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(WorkPlan, work_plan)
    return activity
