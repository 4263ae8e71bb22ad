"""A day of one's own for a document: chosen from a few, or typed."""

from datetime import date

from bot.payloads.packages.documents import DocumentCard, OwnDate, SetOwnDate
from bot.services.packages import days_ahead
from bot.services.packages.lookup import to_change, to_read
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import pairs
from content.answers.every_contest import near_days
from content.models import Document
from content.rules.days.day_meant import day_meant
from content.rules.reminders import ReminderRule, chosen, keep, morning_of
from storage.entry import people
from storage.packages import own_dates
from storage.packages.packages import FIRST


async def day_of(ctx: Context, payload: OwnDate, fault: str | None = None) -> Screen:
    """`fault` says what is wrong with the day that was typed."""
    contest = ctx.changeable(payload.contest)
    document = ctx.document(contest, payload.document)
    async with ctx.database.reading() as reader:
        package = await to_read(ctx, reader, contest, payload.package)
        days = await own_dates.find(reader, package.id, ctx.person.id) if package else {}
    package_id = package.id if package else FIRST
    kept = days.get(document.id)
    rows = pairs(_choice(ctx, payload, document, package_id, day) for day in days_ahead.offered(ctx, contest))
    if kept:
        none = SetOwnDate(contest=contest.id, document=document.id, package=package_id, day=None)
        rows.append([ctx.button("day.none", none)])
    text = ctx.text("packages/day", contest=contest, document=document, kept=kept, fault=fault)
    card = DocumentCard(contest=contest.id, document=document.id, package=package_id)
    return ctx.screen(text, rows, back=card, asks=payload.model_copy(update={"package": package_id}))


def _choice(ctx: Context, payload: OwnDate, document: Document, package_id: int, day: date) -> Button:
    to = SetOwnDate(contest=payload.contest, document=document.id, package=package_id, day=day)
    return ctx.button("day.choice", to, day=ctx.texts.weekday(ctx.person.language, day))


async def day_typed_in(ctx: Context, payload: OwnDate, words: str) -> Outcome:
    contest = ctx.changeable(payload.contest)
    day = day_meant(words, ctx.today(contest), near_days())
    if day is None:
        return await day_of(ctx, payload, fault="none")
    return await _set(ctx, payload, day)


async def set_day(ctx: Context, payload: SetOwnDate) -> Outcome:
    at = OwnDate(contest=payload.contest, document=payload.document, package=payload.package)
    if payload.day is None:
        contest = ctx.changeable(payload.contest)
        async with ctx.database.writing() as connection:
            package = await to_change(ctx, connection, contest, payload.package)
            await own_dates.remove(connection, package.id, payload.document, ctx.person.id)
        return _back(at, package.id, ctx.label("day.gone"))
    return await _set(ctx, at, payload.day)


async def _set(ctx: Context, payload: OwnDate, day: date) -> Outcome:
    """Keeps a day whose morning is ahead and before the deadline. Who sets one wants to be reminded of it."""
    contest = ctx.changeable(payload.contest)
    document = ctx.document(contest, payload.document)
    if fault := days_ahead.fault(ctx, contest, day):
        return await day_of(ctx, payload, fault)
    due_at = morning_of(day, ctx.zone(contest))
    wanted = chosen(ctx.person.reminders)
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, payload.package)
        await own_dates.put(connection, package.id, document.id, ctx.person.id, day, due_at)
        if ReminderRule.OWN not in wanted:
            await people.set_reminders(connection, ctx.person.id, keep(wanted | {ReminderRule.OWN}))
    return _back(payload, package.id, ctx.label("day.kept"))


def _back(payload: OwnDate, package_id: int, toast: str) -> Goto:
    return Goto(DocumentCard(contest=payload.contest, document=payload.document, package=package_id), toast)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(OwnDate, day_of)
    activity.on(SetOwnDate, set_day)
    activity.typed(OwnDate, day_typed_in)
    return activity
