"""My data: what is kept in words, as a file, and how to have it forgotten. And the calendar file."""

import json

from bot.payloads.entry import Languages, SettingsMenu
from bot.payloads.packages.work_plan import CalendarFile
from bot.payloads.personal.blocking import RestData, UseData
from bot.payloads.personal.personal import DeleteData, ExportData, ExportReadable, MyData
from bot.services.packages.work_plan import set_days
from bot.services.personal import readable
from bot.services.staff import membership
from bot.ui.context import Context
from bot.ui.navigation import Activity, Outcome
from bot.ui.screens import File, Screen
from storage.entry.people import Person
from storage.packages import packages
from storage.personal import personal
from storage.tables.entry import BlockedBy


async def my_data(ctx: Context, _: MyData) -> Screen:
    rows = [
        [ctx.button("data.readable", ExportReadable())],
        [ctx.button("data.export", ExportData())],
        [ctx.button("data.delete", DeleteData())],
    ]
    match ctx.person.blocked_by:
        case None:
            rows.insert(1, [ctx.button("data.rest", RestData())])
        case BlockedBy.THEMSELVES:
            rows.insert(0, [ctx.button("data.use", UseData())])
    return ctx.screen(ctx.text("personal/data"), rows, back=SettingsMenu())


async def export(ctx: Context, _: ExportData) -> Screen:
    async with ctx.database.reading() as connection:
        kept = await personal.export(connection, ctx.person.id)
    content = json.dumps(kept, ensure_ascii=False, indent=2).encode()
    return ctx.screen(ctx.text("personal/sent"), back=MyData(), attachment=File("my-data.json", content))


async def export_readable(ctx: Context, _: ExportReadable) -> Screen:
    async with ctx.database.reading() as connection:
        kept = await personal.export(connection, ctx.person.id)
    contest = ctx.current()
    region = contest.regions.region(ctx.person.region_id)
    said = ctx.text(
        "personal/readable",
        today=ctx.today(contest),
        person=ctx.person,
        joined=readable.joined(kept),
        region=region.name[ctx.person.language] if region else "",
        organisations=readable.organisations(ctx, kept),
        applications=readable.applications(ctx, kept),
        questions=readable.questions(kept),
        typed=readable.typed(kept),
    )
    name = f"{ctx.label('data.file')}.html"
    return ctx.screen(
        ctx.text("personal/sent"), back=MyData(), attachment=File(name, readable.page(ctx, said).encode())
    )


async def delete(ctx: Context, payload: DeleteData) -> Screen:
    """The last warning; only the word itself, typed, deletes."""
    return ctx.screen(ctx.text("personal/delete", word=ctx.label("data.word")), back=MyData(), asks=payload)


async def deletion_typed(ctx: Context, payload: DeleteData, typed: str) -> Outcome:
    if typed.strip().casefold() != ctx.label("data.word").casefold():
        return ctx.screen(ctx.text("personal/kept", word=ctx.label("data.word")), back=MyData(), asks=payload)
    async with ctx.database.writing() as connection:
        await membership.leave(ctx, connection)
        await personal.forget(connection, ctx.person.id)
        ctx.database.forget_log()
    await membership.load_access(ctx.database, ctx.access)
    forgotten = ctx.text("personal/gone")
    ctx.person = Person(ctx.person.id, ctx.person.language, stranger=True)
    return Screen(forgotten, [[ctx.button("data.again", Languages())]])


async def calendar_file(ctx: Context, payload: CalendarFile) -> Screen:
    from bot.services.packages.calendar import calendar  # noqa: PLC0415  icalendar is loaded by those who ask for a file

    contest = ctx.contest(payload.contest)
    async with ctx.database.reading() as connection:
        package = await packages.current(connection, ctx.person.id, contest.id)
        days = await set_days(connection, package, ctx.person.id)
    file = File(f"{contest.id}.ics", calendar(ctx, contest, package, days))
    return ctx.screen(ctx.text("packages/calendar"), back=SettingsMenu(), attachment=file)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(MyData, my_data, blocked=True)
    activity.on(ExportData, export, blocked=True)
    activity.on(ExportReadable, export_readable, blocked=True)
    activity.on(DeleteData, delete, blocked=True)
    activity.typed(DeleteData, deletion_typed)
    activity.on(CalendarFile, calendar_file)
    return activity
