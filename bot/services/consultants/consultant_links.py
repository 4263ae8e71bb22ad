"""Who becomes a consultant, who is one no more, and where the questions go that wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.access import COORDINATORS
from bot.services.questions import relay
from bot.services.questions.assignment import Roster, first, roster
from bot.services.questions.escalation import LAST
from bot.services.questions.relay import Occasion
from bot.ui.context import Context
from content.catalogue import Catalogue
from content.models import Consultant, Contest, Region
from content.phones import dialled
from content.rules.escalation import timetable
from storage.consultants import consultants
from storage.consultants.consultants import ConsultantInvite, Link
from storage.database import Reader, Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.questions import questions, queues
from storage.questions.questions import STAFF, Question
from storage.tables.delivery import OutboxKind


@dataclass(frozen=True)
class Role:
    """A consultant of a contest."""

    contest: Contest
    consultant: Consultant

    @property
    def regions(self) -> tuple[Region, ...]:
        own = self.consultant.id
        return tuple(each for each in self.contest.regions.regions if own in {each.consultant, *each.also})

    def numbers(self) -> set[str | None]:
        """The consultant's own number, and those printed for their regions."""
        phones = (self.consultant.phone, *(region.phone for region in self.regions))
        return {dialled(phone) for phone in phones if phone}


LINK_LIVES = timedelta(days=7)


def counts(ctx: Context, invite: ConsultantInvite) -> bool:
    """Whether a link still makes somebody a consultant: it goes with the right of whoever made it, and with time."""
    may_invite = not ctx.access.rights(invite.created_by).isdisjoint(COORDINATORS)
    return may_invite and ctx.now - invite.created_at < LINK_LIVES


def role(catalogue: Catalogue, contest_id: str, consultant_id: str) -> Role | None:
    contest = catalogue.get(contest_id)
    consultant = contest.regions.consultant(consultant_id) if contest else None
    return Role(contest, consultant) if contest and consultant else None


def listed(catalogue: Catalogue, number: str) -> list[Role]:
    """Whose number this is by the announcements; `number` in international form."""
    roles = (Role(contest, consultant) for contest in catalogue for consultant in contest.regions.consultants)
    return [role for role in roles if number in role.numbers()]


async def link(ctx: Context, connection: Writer, role: Role, *, invited: bool) -> bool:
    """Makes the person a consultant, tells staff, and hands over what waits. False where they are that one already."""
    contest, consultant_id = role.contest, role.consultant.id
    before = (await roster(connection, contest, ctx.staff_ids, ctx.now)).linked(consultant_id)
    if not await consultants.link(
        connection, contest.id, consultant_id, ctx.person.id, ctx.name, ctx.now, invited=invited
    ):
        return False
    on = await roster(connection, contest, ctx.staff_ids, ctx.now)
    told = {"consultant": consultant_id, "person": ctx.person.id, "before": before.name if before else None}
    await _tell(ctx, connection, OutboxKind.CONSULTANT_LINKED, contest, on.staff, told)
    if before is not None:
        await _tell(
            ctx, connection, OutboxKind.CONSULTANT_UNLINKED, contest, [before.person_id], _of(before, role.consultant)
        )
        await _release(ctx, connection, on, before)
    mine = on.linked(consultant_id)
    for question in await queues.open_of(connection, consultant_id, contest.id):
        stays = on.present(mine, question.person_id)
        holder = consultant_id if stays else _holder(ctx, on, contest, question)
        await hand_over(ctx, connection, on, contest, question, holder)
    for question in await _left_to_staff(connection, role):
        if _holder(ctx, on, contest, question) == consultant_id:
            await hand_over(ctx, connection, on, contest, question, consultant_id)
    return True


async def _left_to_staff(connection: Reader, role: Role) -> list[Question]:
    """What waits with staff for want of a consultant; not what staff took, or were asked after an answer."""
    theirs = {region.id for region in role.regions}
    return [
        question
        for question in await queues.open_of(connection, STAFF, role.contest.id)
        if question.region_id in theirs and question.taken_by is None and question.answered_at is None
    ]


async def unlink(
    ctx: Context,
    connection: Writer,
    contest: Contest,
    consultant_id: str,
    person_id: int,
    listed: Consultant | None = None,
) -> bool:
    """Ends a link: the person and the rest of staff hear of it, and what waits goes to others. False: there is none.

    `listed` is the consultant as the contest had them, where it has them no more.
    """
    link = (await roster(connection, contest, ctx.staff_ids, ctx.now)).linked(consultant_id)
    if link is None or not await consultants.unlink(connection, contest.id, consultant_id, person_id):
        return False
    on = await roster(connection, contest, ctx.staff_ids, ctx.now)
    people = {person_id, *on.staff} - {ctx.person.id}
    listed = listed or contest.regions.consultant(consultant_id)
    await _tell(ctx, connection, OutboxKind.CONSULTANT_UNLINKED, contest, sorted(people), _of(link, listed))
    await _release(ctx, connection, on, link)
    for question in await queues.open_of(connection, consultant_id, contest.id):
        await hand_over(ctx, connection, on, contest, question, _holder(ctx, on, contest, question))
    return True


async def replace(ctx: Context, connection: Writer, old: Contest, new: Contest) -> None:
    """After the list of consultants has changed: who is not on it any more answers no more, what waits with them goes
    to others; and who has lost a region hears of it.
    """
    for link in await consultants.of_contest(connection, old.id):
        if new.regions.consultant(link.consultant_id) is None:
            listed = old.regions.consultant(link.consultant_id)
            await unlink(ctx, connection, new, link.consultant_id, link.person_id, listed)
        elif (lost := _lost(old, new, link.consultant_id)) and link.person_id != ctx.person.id:
            told = {"consultant": link.consultant_id, "person": link.person_id, "regions": lost}
            await _tell(ctx, connection, OutboxKind.CONSULTANT_REPLACED, new, [link.person_id], told)


def _lost(old: Contest, new: Contest, consultant_id: str) -> list[str]:
    """Regions for which somebody else answers now."""
    before = {region.id for region in old.regions.regions if region.consultant == consultant_id}
    return [region.id for region in new.regions.regions if region.id in before and region.consultant != consultant_id]


async def _release(occasion: Occasion, connection: Writer, roster: Roster, link: Link) -> None:
    """Nobody keeps what they took once they answer for nothing in the contest."""
    still = any(each.person_id == link.person_id for each in roster.links)
    if not still and link.person_id not in occasion.staff_ids:
        await queues.release(connection, link.contest_id, link.person_id)


def _holder(occasion: Occasion, roster: Roster, contest: Contest, question: Question) -> str:
    """To whom the question would go if it were asked now."""
    too_late = timetable(contest, occasion.now).too_late
    return first(roster, contest, question.region_id or "", question.person_id, too_late=too_late)


async def hand_over(
    occasion: Occasion,
    connection: Writer,
    roster: Roster,
    contest: Contest,
    question: Question,
    holder: str,
    event: str = "new",
    by: int | None = None,
) -> None:
    """Somebody else has to answer from now on. Staff hear again of what is not answered then either."""
    changes: dict[str, object] = {"holder": holder, "taken_by": None}
    if question.step > LAST:
        changes |= {"step": LAST, "step_at": timetable(contest, occasion.now).due_at}
    await questions.change(connection, question.id, **changes)
    await relay.deal(occasion, connection, await questions.get(connection, question.id), roster, event, by)


def _of(link: Link, listed: Consultant | None) -> dict[str, object]:
    """The names go along: what held them is gone when this is read."""
    called = listed.name if listed else None
    return {"consultant": link.consultant_id, "person": link.person_id, "name": link.name, "called": called}


async def _tell(
    occasion: Occasion,
    connection: Writer,
    kind: OutboxKind,
    contest: Contest,
    people: Iterable[int],
    told: dict[str, object],
) -> None:
    for person in people:
        await outbox.queue(
            connection,
            key=f"{kind}:{contest.id}:{told['consultant']}:{told['person']}:{person}:{int(occasion.now.timestamp())}",
            kind=kind,
            person_id=person,
            contest_id=contest.id,
            content=told,
            priority=Priority.ANSWER,
            now=occasion.now,
        )
    occasion.wake()
