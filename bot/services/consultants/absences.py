"""Consultants who are away: what they answer for, who could stand in, and what waits for them meanwhile."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.services.audit import audit_trail
from bot.services.consultants.consultant_links import hand_over
from bot.services.questions.assignment import roster
from bot.ui.context import Context, ExplainedError
from content.models import Contest
from storage.consultants import consultants
from storage.consultants.consultants import Link
from storage.database import Reader, Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.questions import queues
from storage.questions.questions import STAFF, Question
from storage.tables.delivery import OutboxKind

LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Duties:
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


async def duties(ctx: Context, connection: Reader) -> Duties:
    """Raises ExplainedError for anybody who is no consultant."""
    roles = tuple(
        (contest, link)
        for link in await consultants.of_person(connection, ctx.person.id)
        if (contest := ctx.catalogue.get(link.contest_id))
    )
    if not roles:
        raise ExplainedError("consultants/not_consultant")
    return Duties(roles, ctx.today(roles[0][0]))


async def stand_ins(ctx: Context, connection: Reader, mine: Duties) -> dict[int, str]:
    """Who could stand in, by name: other consultants of one's contests who can be reached and are not away then."""
    found: dict[int, str] = {}
    for contest, _ in mine.roles:
        for link in await consultants.of_contest(connection, contest.id):
            consultant = contest.regions.consultant(link.consultant_id)
            if consultant and link.reachable and link.person_id != ctx.person.id and not _both_away(mine, link):
                found.setdefault(link.person_id, consultant.name)
    return found


def _both_away(mine: Duties, link: Link) -> bool:
    if mine.days is None or link.away_from is None or link.away_until is None:
        return False
    return link.away_from <= mine.days[1] and mine.days[0] <= link.away_until


async def waiting(ctx: Context, connection: Reader, mine: Duties) -> list[tuple[Contest, Link, Question]]:
    """What waits for one's own answer; not what others have taken."""
    return [
        (contest, link, question)
        for contest, link in mine.roles
        for question in await queues.open_of(connection, link.consultant_id, contest.id)
        if question.taken_by in {None, ctx.person.id}
    ]


async def keep(ctx: Context, connection: Writer, mine: Duties, first: date, last: date, substitute: int) -> None:
    """Keeps an absence. New questions go to whoever stands in from the first day on, by themselves."""
    if substitute and substitute not in await stand_ins(ctx, connection, mine):
        raise ExplainedError("consultants/consultant_gone")
    await consultants.set_away(connection, ctx.person.id, first, last, substitute or None)
    if first > mine.today:
        await _remember(ctx, connection, mine, first, last)


async def _remember(ctx: Context, connection: Writer, mine: Duties, first: date, last: date) -> None:
    """When the first day away begins, what is still open can be passed on."""
    contest = mine.roles[0][0]
    opens = datetime.combine(first, contest.hours.opens, tzinfo=contest.tzinfo)
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


async def pass_all(ctx: Context, connection: Writer) -> int:
    """To whoever stands in, else to staff; says how many. Before one is away they are one's own to answer."""
    mine = await duties(ctx, connection)
    passed = await waiting(ctx, connection, mine) if mine.begun else []
    for contest, link, question in passed:
        answering = await roster(connection, contest, ctx.staff_ids, ctx.now)
        stands_in = answering.substitute(link, question.person_id)
        holder = stands_in.consultant_id if stands_in else STAFF
        await hand_over(ctx, connection, answering, contest, question, holder, "passed", ctx.person.id)
    return len(passed)


# --- of a consultant who did not say so


async def set_by_staff(ctx: Context, connection: Writer, contest: Contest, link: Link, first: date, last: date) -> None:
    await consultants.set_away(connection, link.person_id, first, last, link.substitute_id)
    await _note(ctx, connection, contest, link, first, last)


async def end_by_staff(ctx: Context, connection: Writer, contest: Contest, link: Link) -> None:
    await consultants.end_absence(connection, link.person_id)
    await _note(ctx, connection, contest, link, None, None)


async def _note(
    ctx: Context, connection: Writer, contest: Contest, link: Link, first: date | None, last: date | None
) -> None:
    """Into the audit log, and to the consultant."""
    days = {"first": str(first) if first else None, "last": str(last) if last else None}
    await audit_trail.write(ctx, connection, "contest.away", contest=contest.id, consultant=link.consultant_id, **days)
    if link.person_id == ctx.person.id:
        return
    await outbox.queue(
        connection,
        key=f"{OutboxKind.ABSENCE_SET}:{link.person_id}:{int(ctx.now.timestamp())}",
        kind=OutboxKind.ABSENCE_SET,
        person_id=link.person_id,
        contest_id=contest.id,
        content=days,
        priority=Priority.ANSWER,
        now=ctx.now,
    )
    ctx.wake()
