"""Staff besides the owners: who they are, what they may do, how they join; and the bot's own knowledge of it.

Rights count from memory at every action: whoever changes them calls `load_access` once that is written.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.access import Access, Right
from bot.payloads.links import new_token
from bot.services.audit import audit_trail
from bot.services.consultants.consultant_links import hand_over
from bot.services.desk_groups import connecting
from bot.services.questions import relay
from bot.services.questions.assignment import roster
from bot.ui.context import Context, ExplainedError
from storage.audit import audit
from storage.consultants import consultants
from storage.database import Database, Reader, Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.desk_groups import desk_groups
from storage.questions import queues
from storage.questions.questions import STAFF
from storage.staff import staff
from storage.staff.staff import StaffInvite, StaffMember
from storage.tables.delivery import OutboxKind

FOLDED = timedelta(seconds=10)
"""Rights set one after the other are told of together."""
LINK_LIVES = timedelta(days=3)
MOST = 25
"""Members and links: as many as fit on one screen."""
DOUBLE_TAP = timedelta(seconds=5)


def rights_of(words: Iterable[str]) -> frozenset[Right]:
    """Rights by their names; names of none, any more or at all, are left out."""
    known = set(Right)
    return frozenset(Right(word) for word in words if word in known)


def written(rights: Iterable[Right], between: str = " ") -> str:
    """In the order in which they stand everywhere."""
    given = set(rights)
    return between.join(right.value for right in Right if right in given)


async def load_access(database: Database, access: Access) -> None:
    """What the database says of the staff besides the owners."""
    async with database.reading() as connection:
        members = await staff.members(connection)
    access.set_members({each.person_id: rights_of(each.rights.split()) for each in members})


# --- members


async def member(ctx: Context, connection: Reader, person_id: int) -> StaffMember:
    """Raises ExplainedError for an owner, whom nobody changes, and for somebody who is no member any more."""
    if person_id in ctx.access.owners:
        raise ExplainedError("staff/owner_stays")
    found = await staff.find(connection, person_id)
    if found is None:
        raise ExplainedError("packages/member_gone")
    return found


async def set_right(ctx: Context, connection: Writer, person_id: int, right: Right, *, given: bool) -> bool:
    """Gives or takes a right and says so to who is concerned; False where it is so already.

    Raises ExplainedError where somebody would give what they do not have.
    """
    found = await member(ctx, connection, person_id)
    before = rights_of(found.rights.split())
    if given and not ctx.may(right):
        raise ExplainedError("staff/right_not_yours")
    after = before | {right} if given else before - {right}
    if after == before:
        return False
    await staff.put(connection, replace(found, rights=written(after)))
    action = "staff.right_given" if given else "staff.right_taken"
    await audit_trail.write(ctx, connection, action, name=found.name, person=person_id, right=right.value)
    if not given and right is Right.ANSWER:
        await _hand_back(ctx, connection, person_id)
    await _tell(ctx, connection, OutboxKind.STAFF_CHANGED, person_id, person_id)
    return True


async def remove(ctx: Context, connection: Writer, person_id: int) -> None:
    """Ends a membership; who is concerned hears of it, and what they had taken goes to the others."""
    found = await member(ctx, connection, person_id)
    await staff.remove(connection, person_id)
    await audit_trail.write(ctx, connection, "staff.removed", name=found.name, person=person_id)
    await _hand_back(ctx, connection, person_id)
    await _tell(ctx, connection, OutboxKind.STAFF_CHANGED, person_id, person_id)


async def leave(ctx: Context, connection: Writer) -> None:
    """Somebody who has the bot forget them is no member any more. What staff did stays; vain attempts need not."""
    await audit.forget(connection, ctx.person.id, audit_trail.REFUSED)
    found = await staff.find(connection, ctx.person.id)
    if found is None:
        await _end_groups(ctx, connection, ctx.person.id)  # an owner is listed, and no member
        return
    await audit_trail.write(ctx, connection, "staff.left")
    await _hand_back(ctx, connection, ctx.person.id)


async def _hand_back(ctx: Context, connection: Writer, person_id: int) -> None:
    """Questions taken by somebody who does not answer any more are put before the others of staff again.

    The owners are always among them, so none is left alone. Consultants keep what is theirs.
    """
    at = relay.Unattended(ctx.now, ctx.staff_ids - {person_id}, ctx.wake)
    for contest in ctx.catalogue:
        on = await roster(connection, contest, at.staff_ids, ctx.now)
        if any(link.person_id == person_id for link in on.links):
            continue
        for question in await queues.open_of(connection, STAFF, contest.id):
            if question.taken_by == person_id:
                await hand_over(at, connection, on, contest, question, STAFF)
        await queues.release(connection, contest.id, person_id)
    await _end_groups(ctx, connection, person_id)


async def _end_groups(ctx: Context, connection: Writer, person_id: int) -> None:
    """Groups that they connected read that it is over, from somebody who still answers."""
    others = await consultants.known(connection, ctx.staff_ids - {person_id})
    for group in await desk_groups.of_person(connection, person_id) if others else ():
        await connecting.end(connection, group, ctx.now, others[0])
        ctx.wake()


# --- links


def _oldest(now: datetime) -> datetime:
    """When a link that still counts may have been made."""
    return now - LINK_LIVES


def _mine_to_give(ctx: Context, invite: StaffInvite) -> bool:
    return rights_of(invite.rights.split()) <= ctx.access.rights(ctx.person.id)


async def open_invites(ctx: Context, connection: Reader) -> list[StaffInvite]:
    """Links that wait; those with more rights than one's own are not shown, lest they be used to get them."""
    return [each for each in await staff.invites(connection, _oldest(ctx.now)) if _mine_to_give(ctx, each)]


async def open_invite(ctx: Context, connection: Reader, token: str) -> StaffInvite:
    """Raises ExplainedError where it was used, taken back, is too old, or is not for the person's eyes."""
    found = await staff.find_invite(connection, token, _oldest(ctx.now))
    if found is None or not _mine_to_give(ctx, found):
        raise ExplainedError("staff/staff_invite_gone")
    return found


async def invite(ctx: Context, connection: Writer, rights: frozenset[Right]) -> StaffInvite:
    """Makes a link with these rights; a second tap finds the one that the first has made.

    Raises ExplainedError where the person lacks one of the rights, and where there is no room for more staff.
    """
    if not rights or not rights <= ctx.access.rights(ctx.person.id):
        raise ExplainedError("staff/right_not_yours")
    new = StaffInvite(new_token(), written(rights), ctx.person.id, ctx.now)
    waiting = await staff.invites(connection, _oldest(ctx.now))
    for each in waiting:
        made_now = ctx.now - each.created_at < DOUBLE_TAP
        if made_now and (each.created_by, each.rights) == (new.created_by, new.rights):
            return each
    if len(waiting) + len(await staff.members(connection)) >= MOST:
        raise ExplainedError("staff/staff_full", most=MOST)
    await staff.invite(connection, new, _oldest(ctx.now))
    await audit_trail.write(ctx, connection, "staff.invited", rights=new.rights)
    return new


async def revoke(ctx: Context, connection: Writer, token: str) -> None:
    found = await open_invite(ctx, connection, token)
    await staff.drop_invite(connection, token)
    await audit_trail.write(ctx, connection, "staff.invite_revoked", rights=found.rights)


async def join(ctx: Context, connection: Writer, token: str) -> bool:
    """Follows a link, which works once; False, and the link stays, for somebody who has these rights already.

    Raises ExplainedError where it does not count any more: also once who made it may not give what it gives.
    """
    found = await staff.find_invite(connection, token, _oldest(ctx.now))
    if found is None:
        raise ExplainedError("staff/staff_invite_gone")
    rights = rights_of(found.rights.split())
    if not rights | {Right.STAFF} <= ctx.access.rights(found.created_by):
        raise ExplainedError("staff/staff_invite_gone")
    before = await staff.find(connection, ctx.person.id)
    mine = rights_of(before.rights.split()) if before else frozenset()
    if rights <= ctx.access.rights(ctx.person.id) | mine:
        return False
    if not await staff.drop_invite(connection, token):  # somebody else was faster
        raise ExplainedError("staff/staff_invite_gone")
    await staff.put(connection, StaffMember(ctx.person.id, ctx.name, written(mine | rights), found.created_by, ctx.now))
    await audit_trail.write(ctx, connection, "staff.joined", rights=found.rights)
    others = await consultants.known(connection, ctx.access.who_may(Right.STAFF) - {ctx.person.id})
    for other in others:
        await _tell(ctx, connection, OutboxKind.STAFF_JOINED, other, ctx.person.id)
    return True


async def _tell(ctx: Context, connection: Writer, kind: OutboxKind, person_id: int, about: int) -> None:
    """Nobody is told what they did themselves."""
    if person_id == ctx.person.id:
        return
    changed = kind is OutboxKind.STAFF_CHANGED
    await outbox.queue(
        connection,
        key=f"{kind}:{about}:{person_id}:{ctx.now.timestamp()}",
        kind=kind,
        person_id=person_id,
        content={"person": about},
        priority=Priority.ANSWER,
        now=ctx.now,
        not_before=ctx.now + FOLDED if changed else ctx.now,
    )
    ctx.wake()
