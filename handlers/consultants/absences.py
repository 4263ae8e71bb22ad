"""Consultants who are away: from which day to which, who stands in, and what waits for them meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from aiogram.enums import ButtonStyle

from bot.payloads.consultants.absences import AbsenceCard, PassAllQuestions, SetAbsence
from bot.payloads.consultants.queue import ConsultantMenu
from bot.services.consultants.consultant_links import hand_over
from bot.services.questions.assignment import roster
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Button, Screen
from bot.ui.widgets import choice, column, pairs
from content.models import Contest
from content.rules.days import day_typed
from storage.consultants import consultants
from storage.consultants.consultants import Link
from storage.database import Reader, Writer
from storage.delivery import outbox
from storage.delivery.claims import OutboxRow
from storage.delivery.outbox import Priority
from storage.questions import queues
from storage.questions.questions import STAFF, Question
from storage.tables.delivery import OutboxKind

LENGTHS = (1, 2, 7, 14)
"""Days away that are offered as buttons."""
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Mine:
    """What somebody who may be away answers for; days are counted in the zone of the first contest."""

    roles: tuple[tuple[Contest, Link], ...]
    today: date

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day away, from today on."""
        link = self.roles[0][1]
        if link.away_from is None or link.away_until is None or link.away_until < self.today:
            return None
        return link.away_from, link.away_until

    @property
    def begun(self) -> bool:
        return self.days is not None and self.days[0] <= self.today

    @property
    def substitute_id(self) -> int:
        return self.roles[0][1].substitute_id or 0


async def _mine(ctx: Context, connection: Reader) -> Mine:
    """Raises ExplainedError for anybody who is no consultant."""
    roles = tuple(
        (contest, link)
        for link in await consultants.of_person(connection, ctx.person.id)
        if (contest := ctx.catalogue.get(link.contest_id))
    )
    if not roles:
        raise ExplainedError("consultants/not_consultant")
    return Mine(roles, ctx.today(roles[0][0]))


async def _stand_ins(ctx: Context, connection: Reader, mine: Mine) -> dict[int, str]:
    """Who could stand in, by name: other consultants of one's contests who can be reached and are not away then."""
    found: dict[int, str] = {}
    for contest, _ in mine.roles:
        for link in await consultants.of_contest(connection, contest.id):
            consultant = contest.regions.consultant(link.consultant_id)
            if consultant and link.reachable and link.person_id != ctx.person.id and not _both_away(mine, link):
                found.setdefault(link.person_id, consultant.name)
    return found


def _both_away(mine: Mine, link: Link) -> bool:
    if mine.days is None or link.away_from is None or link.away_until is None:
        return False
    return link.away_from <= mine.days[1] and mine.days[0] <= link.away_until


async def _open(ctx: Context, connection: Reader, mine: Mine) -> list[tuple[Contest, Link, Question]]:
    """What waits for one's own answer; not what others have taken."""
    return [
        (contest, link, question)
        for contest, link in mine.roles
        for question in await queues.open_of(connection, link.consultant_id, contest.id)
        if question.taken_by in {None, ctx.person.id}
    ]


# --- the days


async def away(ctx: Context, at: AbsenceCard, fault: str | None = None) -> Screen:
    """The days away and who stands in; before that, from when. `fault` says what is wrong with a day."""
    async with ctx.database.reading() as connection:
        mine = await _mine(ctx, connection)
        stand_ins = await _stand_ins(ctx, connection, mine)
        waiting = await _open(ctx, connection, mine)
    if mine.days is not None:
        return _absence(ctx, mine, mine.days, stand_ins, len(waiting))
    first = (("away.today", mine.today), ("away.tomorrow", mine.today + timedelta(days=1)))
    row = [ctx.button(label, SetAbsence(starts=day), style=ButtonStyle.PRIMARY) for label, day in first]
    return ctx.screen(ctx.text("consultants/absence_from", fault=fault), [row], back=ConsultantMenu(), asks=at)


def _absence(ctx: Context, mine: Mine, days: tuple[date, date], stand_ins: dict[int, str], waiting: int) -> Screen:
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
    names = {**stand_ins, 0: ctx.label("away.staff")} if stand_ins else {}
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


async def first_typed(ctx: Context, at: AbsenceCard, words: str) -> Outcome:
    async with ctx.database.reading() as connection:
        mine = await _mine(ctx, connection)
    day = day_typed(words, mine.today)
    return await away(ctx, at, fault="none") if day is None else await _from(ctx, mine, day)


async def _from(ctx: Context, mine: Mine, day: date) -> Screen:
    if day < mine.today:
        return await away(ctx, AbsenceCard(), fault="past")
    if day > mine.today + LONGEST:
        return await away(ctx, AbsenceCard(), fault="far")
    return _until(ctx, day)


async def last_typed(ctx: Context, at: SetAbsence, words: str) -> Outcome:
    if at.starts is None:
        return Goto(AbsenceCard())
    async with ctx.database.reading() as connection:
        mine = await _mine(ctx, connection)
    last = day_typed(words, mine.today)
    if last is None:
        return _until(ctx, at.starts, fault="none")
    return await _set(ctx, mine, at.starts, last, at.substitute)


async def set_away(ctx: Context, to: SetAbsence) -> Outcome:
    async with ctx.database.reading() as connection:
        mine = await _mine(ctx, connection)
    if to.starts is None:
        async with ctx.database.writing() as connection:
            await consultants.end_absence(connection, ctx.person.id)
        return Goto(ConsultantMenu(), ctx.label("away.ended"))
    if to.ends is None:
        return await _from(ctx, mine, to.starts)
    return await _set(ctx, mine, to.starts, to.ends, to.substitute)


async def _set(ctx: Context, mine: Mine, first: date, last: date, substitute: int) -> Outcome:
    """Keeps an absence that is not over. New questions go to who stands in from the first day on, by themselves."""
    if last < first:
        return _until(ctx, first, fault="before")
    if last < mine.today:
        return await away(ctx, AbsenceCard(), fault="past")
    if last > mine.today + LONGEST:
        return _until(ctx, first, fault="far")
    async with ctx.database.writing() as connection:
        if substitute and substitute not in await _stand_ins(ctx, connection, mine):
            raise ExplainedError("consultants/consultant_gone")
        await consultants.set_away(connection, ctx.person.id, first, last, substitute or None)
        if first > mine.today:
            await _remember(ctx, connection, mine, first, last)
    return Goto(AbsenceCard(), ctx.label("away.kept"))


# --- what waits meanwhile


async def pass_all(ctx: Context, _: PassAllQuestions) -> Goto:
    """To who stands in, else to staff. Only while one is away: before that the questions are one's own to answer."""
    number = 0
    async with ctx.database.writing() as connection:
        mine = await _mine(ctx, connection)
        for contest, link, question in await _open(ctx, connection, mine) if mine.begun else ():
            on = await roster(connection, contest, ctx.staff_ids, ctx.now)
            stands_in = on.substitute(link, question.person_id)
            holder = stands_in.consultant_id if stands_in else STAFF
            await hand_over(ctx, connection, on, contest, question, holder, "passed")
            number += 1
    return Goto(AbsenceCard(), ctx.label("away.passed", number=number))


async def _remember(ctx: Context, connection: Writer, mine: Mine, first: date, last: date) -> None:
    """When the first day away begins, what is still open can be passed on."""
    contest = mine.roles[0][0]
    opens = datetime.combine(first, contest.submission.office_hours.opens, tzinfo=contest.tzinfo)
    await outbox.queue(
        connection,
        key=f"{OutboxKind.ABSENCE_BEGINS}:{ctx.person.id}:{first}:{last}",
        kind=OutboxKind.ABSENCE_BEGINS,
        person_id=ctx.person.id,
        contest_id=contest.id,
        content={"first": first.isoformat(), "last": last.isoformat()},
        priority=Priority.REMINDER,
        now=ctx.now,
        not_before=opens,
    )


async def begins(ctx: Context, letter: OutboxRow) -> Composed:
    """On the first day away; silent where the days are other ones now, or nothing is open."""
    async with ctx.database.reading() as connection:
        mine = await _mine(ctx, connection)
        stand_ins = await _stand_ins(ctx, connection, mine)
        waiting = await _open(ctx, connection, mine)
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
