"""Consultants who are away: from which day to which, who stands in, and what waits for them meanwhile."""

from datetime import date, timedelta

from aiogram.enums import ButtonStyle

from bot.payloads.consultants.absences import AbsenceCard, PassAllQuestions, SetAbsence
from bot.payloads.consultants.queue import ConsultantMenu
from bot.services.consultants import absences
from bot.services.consultants.absences import LONGEST, Duties
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Button, Screen
from bot.ui.widgets import choice, column, pairs
from content.rules.days.typed_days import day_typed
from storage.consultants import consultants
from storage.delivery.claims import OutboxRow
from storage.tables.delivery import OutboxKind

LENGTHS = (1, 2, 7, 14)
"""Days away that are offered as buttons."""


async def away(ctx: Context, payload: AbsenceCard, fault: str | None = None) -> Screen:
    """The days away and who stands in; before that, from when. `fault` says what is wrong with a day."""
    async with ctx.database.reading() as connection:
        mine = await absences.duties(ctx, connection)
        stand_ins = await absences.stand_ins(ctx, connection, mine)
        waiting = await absences.waiting(ctx, connection, mine)
    if mine.days is not None:
        return _absence(ctx, mine, mine.days, stand_ins, len(waiting))
    first = (("away.today", mine.today), ("away.tomorrow", mine.today + timedelta(days=1)))
    row = [ctx.button(label, SetAbsence(starts=day), style=ButtonStyle.PRIMARY) for label, day in first]
    return ctx.screen(ctx.text("consultants/absence_from", fault=fault), [row], back=ConsultantMenu(), asks=payload)


def _absence(ctx: Context, mine: Duties, days: tuple[date, date], stand_ins: dict[int, str], waiting: int) -> Screen:
    first, last = days
    chosen = mine.substitute_id if mine.substitute_id in stand_ins else 0
    substitute = stand_ins.get(chosen)
    text = ctx.text(
        "consultants/absence",
        first=first,
        last=last,
        begun=mine.begun,
        substitute=substitute,
        number=len(stand_ins),
        waiting=waiting,
    )
    rows: list[list[Button]] = []
    if mine.begun and waiting:
        rows.append([ctx.button("away.pass", PassAllQuestions(), style=ButtonStyle.PRIMARY, number=waiting)])
    names = {**stand_ins, 0: ctx.label("away.staff", operator=ctx.operator())} if stand_ins else {}
    rows += column(
        choice(
            ctx,
            name,
            SetAbsence(starts=first, ends=last, substitute=person),
            chosen=person == chosen,
            style=None,
        )
        for person, name in names.items()
    )
    rows.append([ctx.button("away.back" if mine.begun else "away.drop", SetAbsence())])
    return ctx.screen(text, rows, back=ConsultantMenu())


def _until(ctx: Context, first: date, fault: str | None = None) -> Screen:
    days = [first + timedelta(days=length - 1) for length in LENGTHS]
    buttons = [
        ctx.button(
            "day.choice",
            SetAbsence(starts=first, ends=day),
            day=ctx.texts.weekday(ctx.person.language, day),
        )
        for day in days
    ]
    text = ctx.text("consultants/absence_until", first=first, fault=fault)
    return ctx.screen(text, pairs(buttons), back=AbsenceCard(), asks=SetAbsence(starts=first))


async def first_typed(ctx: Context, payload: AbsenceCard, words: str) -> Outcome:
    async with ctx.database.reading() as connection:
        mine = await absences.duties(ctx, connection)
    day = day_typed(words, mine.today)
    return await away(ctx, payload, fault="none") if day is None else await _from(ctx, mine, day)


async def _from(ctx: Context, mine: Duties, day: date) -> Screen:
    if day < mine.today:
        return await away(ctx, AbsenceCard(), fault="past")
    if day > mine.today + LONGEST:
        return await away(ctx, AbsenceCard(), fault="far")
    return _until(ctx, day)


async def last_typed(ctx: Context, payload: SetAbsence, words: str) -> Outcome:
    if payload.starts is None:
        return Goto(AbsenceCard())
    async with ctx.database.reading() as connection:
        mine = await absences.duties(ctx, connection)
    last = day_typed(words, mine.today)
    if last is None:
        return _until(ctx, payload.starts, fault="none")
    return await _set(ctx, mine, payload.starts, last, payload.substitute)


async def set_away(ctx: Context, payload: SetAbsence) -> Outcome:
    async with ctx.database.reading() as connection:
        mine = await absences.duties(ctx, connection)
    if payload.starts is None:
        async with ctx.database.writing() as connection:
            await consultants.end_absence(connection, ctx.person.id)
        return Goto(ConsultantMenu(), ctx.label("away.ended"))
    if payload.ends is None:
        return await _from(ctx, mine, payload.starts)
    return await _set(ctx, mine, payload.starts, payload.ends, payload.substitute)


async def _set(ctx: Context, mine: Duties, first: date, last: date, substitute: int) -> Outcome:
    """Keeps an absence that is not over."""
    if last < first:
        return _until(ctx, first, fault="before")
    if last < mine.today:
        return await away(ctx, AbsenceCard(), fault="past")
    if last > mine.today + LONGEST:
        return _until(ctx, first, fault="far")
    async with ctx.database.writing() as connection:
        await absences.keep(ctx, connection, mine, first, last, substitute)
    return Goto(AbsenceCard(), ctx.label("away.kept"))


# --- what waits meanwhile


async def pass_all(ctx: Context, _: PassAllQuestions) -> Goto:
    async with ctx.database.writing() as connection:
        number = await absences.pass_all(ctx, connection)
    return Goto(AbsenceCard(), ctx.label("away.passed", number=number))


async def begins(ctx: Context, letter: OutboxRow) -> Composed:
    """On the first day away; silent where the days are other ones now, or nothing is open."""
    async with ctx.database.reading() as connection:
        mine = await absences.duties(ctx, connection)
        stand_ins = await absences.stand_ins(ctx, connection, mine)
        waiting = await absences.waiting(ctx, connection, mine)
    if mine.days is None or [day.isoformat() for day in mine.days] != [letter.content["first"], letter.content["last"]]:
        return Nothing("not away then any more")
    if not waiting:
        return Nothing("nothing is open")
    text = ctx.text(
        "consultants/absence_begins",
        last=mine.days[1],
        substitute=stand_ins.get(mine.substitute_id),
        waiting=len(waiting),
    )
    rows = [
        [ctx.button("away.pass", PassAllQuestions(), style=ButtonStyle.PRIMARY, number=len(waiting))],
        [ctx.button("away.open", AbsenceCard())],
    ]
    return ctx.notice(text, rows)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(AbsenceCard, away)
    activity.typed(AbsenceCard, first_typed)
    activity.on(SetAbsence, set_away)
    activity.typed(SetAbsence, last_typed)
    activity.on(PassAllQuestions, pass_all)
    activity.sends(OutboxKind.ABSENCE_BEGINS, begins)
    return activity
