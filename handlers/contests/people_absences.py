"""A consultant who is away and did not say so: staff set the days for them, and they hear of it."""

from datetime import date

from bot.access import Right
from bot.payloads.consultants.absences import AbsenceCard
from bot.payloads.contests.people import ContestConsultantCard, EndConsultantAbsence, SetConsultantAbsence
from bot.services.consultants import absences
from bot.services.consultants.absences import LONGEST
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Screen
from content.models import Contest
from content.rules.days.typed_days import days_typed
from storage.consultants import consultants
from storage.consultants.consultants import Link
from storage.database import Reader
from storage.delivery.claims import OutboxRow
from storage.tables.delivery import OutboxKind


async def _link(ctx: Context, connection: Reader, contest_id: str, consultant_id: str) -> tuple[Contest, Link]:
    """Raises ExplainedError for who may not, and for a consultant whom the bot does not know."""
    ctx.require(Right.CONTEST)
    contest = ctx.contest(contest_id)
    for link in await consultants.of_contest(connection, contest.id):
        if link.consultant_id == consultant_id and contest.regions.consultant(consultant_id):
            return contest, link
    raise ExplainedError("consultants/consultant_gone")


async def ask(ctx: Context, payload: SetConsultantAbsence, fault: str | None = None) -> Screen:
    async with ctx.database.reading() as connection:
        contest, link = await _link(ctx, connection, payload.contest, payload.consultant)
    consultant = contest.regions.consultant(link.consultant_id)
    text = ctx.text("contests/absence", contest=contest, consultant=consultant, fault=fault)
    return ctx.screen(text, back=_back(payload), asks=payload)


def _back(payload: SetConsultantAbsence | EndConsultantAbsence) -> ContestConsultantCard:
    return ContestConsultantCard(contest=payload.contest, consultant=payload.consultant)


async def typed(ctx: Context, payload: SetConsultantAbsence, words: str) -> Outcome:
    """«25.05 – 30.05», or one day."""
    async with ctx.database.reading() as connection:
        contest, _ = await _link(ctx, connection, payload.contest, payload.consultant)
    today = ctx.today(contest)
    days = days_typed(words, today)
    if days is None:
        return await ask(ctx, payload, "day")
    first, last = days
    if last < max(first, today) or last > today + LONGEST:
        return await ask(ctx, payload, "order")
    async with ctx.database.writing() as connection:
        contest, link = await _link(ctx, connection, payload.contest, payload.consultant)
        await absences.set_by_staff(ctx, connection, contest, link, first, last)
    return Goto(_back(payload), ctx.label("contest_desk.away_kept"))


async def end(ctx: Context, payload: EndConsultantAbsence) -> Goto:
    async with ctx.database.writing() as connection:
        contest, link = await _link(ctx, connection, payload.contest, payload.consultant)
        await absences.end_by_staff(ctx, connection, contest, link)
    return Goto(_back(payload), ctx.label("contest_desk.away_kept"))


async def notice(ctx: Context, letter: OutboxRow) -> Composed:
    async with ctx.database.reading() as connection:
        links = await consultants.of_person(connection, ctx.person.id)
    if not links:
        return Nothing("no consultant any more")
    first, last = (date.fromisoformat(day) if (day := letter.content[name]) else None for name in ("first", "last"))
    text = ctx.text("contests/absence_notice", first=first, last=last)
    return ctx.notice(text, [[ctx.button("away.open", AbsenceCard())]])


def build_activity() -> Activity:
    activity = Activity()
    activity.on(SetConsultantAbsence, ask)
    activity.typed(SetConsultantAbsence, typed)
    activity.on(EndConsultantAbsence, end)
    activity.sends(OutboxKind.ABSENCE_SET, notice)
    return activity
