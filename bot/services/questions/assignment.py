"""Whose turn it is: a question's consultant, who stands in, and staff where nobody else can answer."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.ui.context import Context
from content.models import Consultant, Contest, Phone
from content.phones import dialled
from content.rules.escalation import timetable
from storage.consultants import consultants
from storage.consultants.consultants import Link
from storage.database import Reader
from storage.questions import queues
from storage.questions.questions import STAFF, Question


@dataclass(frozen=True)
class Roster:
    """Who answers in a contest at a moment. `staff` are those who have started the bot and can be reached."""

    links: tuple[Link, ...]
    staff: tuple[int, ...]
    today: date

    def linked(self, consultant_id: str) -> Link | None:
        return next((link for link in self.links if link.consultant_id == consultant_id), None)

    def present(self, link: Link | None, asker: int) -> bool:
        """Whether somebody can answer now; nobody answers their own question."""
        return link is not None and link.reachable and not link.away(self.today) and link.person_id != asker

    def substitute(self, link: Link | None, asker: int) -> Link | None:
        """Who stands in for a consultant, where one is named and at work."""
        if link is None or link.substitute_id is None:
            return None
        return next(
            (
                each
                for each in self.links
                if each.person_id == link.substitute_id
                and each.person_id != link.person_id
                and self.present(each, asker)
            ),
            None,
        )

    def people(self, holder: str, asker: int = 0) -> tuple[int, ...]:
        """Whom a card of this holder goes to: the consultant, or all of staff."""
        link = self.linked(holder)
        if link is not None and link.reachable and link.person_id != asker:
            return (link.person_id,)
        return tuple(person for person in self.staff if person != asker)


async def roster(connection: Reader, contest: Contest, staff_ids: frozenset[int], now: datetime) -> Roster:
    return Roster(
        links=tuple(await consultants.of_contest(connection, contest.id)),
        staff=tuple(await consultants.known(connection, staff_ids)),
        today=now.astimezone(contest.tzinfo).date(),
    )


def first(roster: Roster, contest: Contest, region_id: str, asker: int, *, too_late: bool) -> str:
    """The holder of a new question: whoever answers for the region; else who stands in; else staff, if there are any.

    Where no working hour is left before the deadline, it is not left to somebody who is at home.
    """
    answering = contest.regions.answering(contest.regions.region(region_id))
    links = [link for each in answering if (link := roster.linked(each.id)) is not None]
    present = next((link for link in links if roster.present(link, asker)), None)
    if present is not None and not too_late:
        return present.consultant_id
    link = links[0] if links else None
    stands_in = roster.substitute(link, asker)
    if stands_in is not None:
        return stands_in.consultant_id
    alone = link is not None and link.reachable and link.person_id != asker and not roster.staff
    return link.consultant_id if link is not None and alone else STAFF


async def second(connection: Reader, roster: Roster, question: Question) -> str:
    """Who is asked when the holder has not answered: who stands in, else the consultant with the least to do.

    Where there is nobody else it stays with the holder.
    """
    stands_in = roster.substitute(roster.linked(question.holder), question.person_id)
    if stands_in is not None:
        return stands_in.consultant_id
    load = await queues.load(connection, question.contest_id)
    holder = roster.linked(question.holder)
    others = [
        link
        for link in roster.links
        if roster.present(link, question.person_id) and (holder is None or link.person_id != holder.person_id)
    ]
    if question.holder == STAFF or not others:
        return STAFF if roster.staff else question.holder
    return min(others, key=lambda link: (load.get(link.consultant_id, 0), link.consultant_id)).consultant_id


@dataclass(frozen=True)
class Answerer:
    """Who would answer a question sent now, and by when."""

    consultant: Consultant | None
    """Nobody, where the contest has no consultants."""
    phone: Phone | None
    number: str | None
    linked: bool
    by_staff: bool
    reachable: bool
    """Somebody would get the question: the consultant, who stands in, or staff."""
    due_at: datetime


def region_open(ctx: Context, contest: Contest) -> bool:
    """Whether it has to be asked first for which region somebody asks."""
    return bool(contest.regions.regions) and contest.regions.region(ctx.person.region_id) is None


async def answerer(ctx: Context, connection: Reader, contest: Contest) -> Answerer | None:
    """Nobody is known before a region is chosen, where the contest has regions."""
    region = contest.regions.region(ctx.person.region_id)
    if region is None and contest.regions.regions:
        return None
    consultant = next(iter(contest.regions.answering(region)), None)
    on = await roster(connection, contest, ctx.staff_ids, ctx.now)
    times = timetable(contest, ctx.now)
    holder = first(on, contest, region.id if region else "", ctx.person.id, too_late=times.too_late)
    phone = (region.phone if region else None) or (consultant.phone if consultant else None)
    return Answerer(
        consultant=contest.regions.consultant(holder) or consultant,
        phone=phone,
        number=dialled(phone) if phone else None,
        linked=consultant is not None and on.linked(consultant.id) is not None,
        by_staff=holder == STAFF,
        reachable=bool(on.people(holder, ctx.person.id)),
        due_at=times.due_at,
    )
