"""A day of one's own for a document: chosen from a few, or typed."""

from datetime import date, timedelta

from bot.payloads.packages import DocumentCard, OwnDate, SetOwnDate
from bot.services.packages.lookup import to_change, to_read
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import pairs
from content.models import Contest, Document
from content.rules.days import day_typed
from content.rules.reminders import ReminderRule, chosen, keep, morning_of
from storage.entry import people
from storage.packages import own_dates
from storage.packages.packages import FIRST

FROM_NOW = (1, 2, 3, 5, 7, 10)
"""Days ahead that are offered as buttons."""


async def day_of(ctx: Context, payload: OwnDate, fault: str | None = None) -> Screen:
    """`fault` says what is wrong with the day that was typed."""
    contest = ctx.changeable(payload.contest)
    document = ctx.document(contest, payload.document)
    async with ctx.database.reading() as reader:
        package = await to_read(ctx, reader, contest, payload.package)
        days = await own_dates.find(reader, package.id, ctx.person.id) if package else {}
    package_id = package.id if package else FIRST
    kept = days.get(document.id)
    today = ctx.today(contest)
    offered = [today + timedelta(days=ahead) for ahead in FROM_NOW]
    rows = pairs(_choice(ctx, contest, document, package_id, day) for day in offered if not _late(ctx, contest, day))
    if kept:
        none = SetOwnDate(contest=contest.id, document=document.id, package=package_id, day=None)
        rows.append([ctx.button("day.none", none)])
    text = ctx.text("packages/day", contest=contest, document=document, kept=kept, fault=fault)
    card = DocumentCard(contest=contest.id, document=document.id, package=package_id)
    return ctx.screen(text, rows, back=card, asks=payload.model_copy(update={"package": package_id}))


def _late(ctx: Context, contest: Contest, day: date) -> bool:
    """Whether the reminder of this day would come when the deadline has passed."""
    return morning_of(day, ctx.zone(contest)) >= contest.deadline


def _choice(ctx: Context, contest: Contest, document: Document, package_id: int, day: date) -> Button:
    to = SetOwnDate(contest=contest.id, document=document.id, package=package_id, day=day)
    return ctx.button("day.choice", to, day=ctx.texts.weekday(ctx.person.language, day))


async def day_typed_in(ctx: Context, payload: OwnDate, words: str) -> Outcome:
    contest = ctx.changeable(payload.contest)
    today = ctx.today(contest)
    day = day_typed(words, today)
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
    due_at = morning_of(day, ctx.zone(contest))
    if due_at <= ctx.now:
        return await day_of(ctx, payload, fault="past")
    if _late(ctx, contest, day):
        return await day_of(ctx, payload, fault="late")
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
