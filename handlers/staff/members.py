"""Staff: what a member may do and where, who else is one, and their rights."""

from aiogram.enums import ButtonStyle
from aiogram.filters import Command
from aiogram.types import Message

from bot.access import Right
from bot.payloads.audit import AuditLog
from bot.payloads.broadcasts.progress import BroadcastList
from bot.payloads.consultants.queue import ConsultantMenu
from bot.payloads.contests.contest import ContestMenu
from bot.payloads.contests.outline import NewContest
from bot.payloads.dashboard import Dashboard
from bot.payloads.entry import Home, Languages
from bot.payloads.operating import BotCondition
from bot.payloads.personal.personal import DataRules
from bot.payloads.staff.invites import NewStaff, StaffInviteCard
from bot.payloads.staff.members import RemoveStaff, SetRight, StaffList, StaffMemberCard, StaffMenu
from bot.services.staff import membership
from bot.services.staff.membership import rights_of
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column, sure
from content.ellipsis import cut
from storage.audit import audit
from storage.database import Reader
from storage.delivery import related
from storage.delivery.claims import OutboxRow
from storage.staff import staff
from storage.staff.staff import StaffMember
from storage.tables.delivery import OutboxKind

SHORT = 28
"""Characters of a name on a button."""
COMMAND = "staff"


async def staff_command(_: Message, ctx: Context) -> Goto:
    return Goto(Languages(start=COMMAND) if ctx.person.stranger else StaffMenu())


async def menu(ctx: Context, _: StaffMenu) -> Screen:
    """Everything the person's rights open, and nothing else."""
    ctx.require()
    contest = ctx.current().id
    places = (
        (ctx.may(Right.ANSWER), "staff.desk", ConsultantMenu()),
        (ctx.may(Right.ANNOUNCE), "staff.announcements", BroadcastList()),
        (ctx.may(Right.CONTEST), "staff.contest", ContestMenu(contest=contest)),
        (ctx.may(Right.CONTEST), "staff.new_contest", NewContest(contest=contest)),
        (True, "staff.dashboard", Dashboard(contest=contest)),
        (ctx.may(Right.STAFF), "staff.people", StaffList()),
        (ctx.is_owner, "staff.audit", AuditLog()),
        (ctx.may(Right.STAFF), "condition.open", BotCondition()),
        (True, "staff.data", DataRules()),
    )
    rows = column(ctx.button(label, payload) for allowed, label, payload in places if allowed)
    rights = [right.value for right in Right if ctx.may(right)]
    return ctx.screen(ctx.text("staff/menu", rights=rights, owner=ctx.is_owner), rows)


# --- who is staff


async def staff_list(ctx: Context, _: StaffList) -> Screen:
    ctx.require(Right.STAFF)
    async with ctx.database.reading() as connection:
        everybody = await staff.members(connection)
        links = await membership.open_invites(ctx, connection)
        names = await audit.names(connection, ctx.access.owners)
    names[ctx.person.id] = ctx.name or names.get(ctx.person.id, "")
    owners = [(person, names.get(person)) for person in sorted(ctx.access.owners)]
    members = [each for each in everybody if each.person_id not in ctx.access.owners]
    text = ctx.text(
        "staff/list",
        owners=owners,
        members=[(each, _ordered(each)) for each in members],
        links=len(links),
    )
    rows = column(Button(cut(each.name, SHORT), StaffMemberCard(person=each.person_id)) for each in members)
    rows += column(
        ctx.button("staffing.link", StaffInviteCard(token=each.token), number=number)
        for number, each in enumerate(links, start=1)
    )
    rows.append([ctx.button("staffing.new", NewStaff(), style=ButtonStyle.PRIMARY)])
    return ctx.screen(text, rows, back=StaffMenu())


def _ordered(member: StaffMember) -> list[str]:
    given = rights_of(member.rights.split())
    return [right.value for right in Right if right in given]


async def show_member(ctx: Context, payload: StaffMemberCard) -> Screen:
    """Each button says what it sets; what one may not give is not offered."""
    ctx.require(Right.STAFF)
    async with ctx.database.reading() as connection:
        of = await membership.member(ctx, connection, payload.person)
        added_by = await _name(ctx, connection, of.added_by)
    given = rights_of(of.rights.split())
    text = ctx.text(
        "staff/member",
        member=of,
        added_by=added_by,
        contest=ctx.current(),
        rights=[(right.value, right in given) for right in Right],
        me=of.person_id == ctx.person.id,
    )
    rows = column(_set(ctx, of, right, given) for right in Right if right in given or ctx.may(right))
    rows.append([ctx.button("staffing.remove", RemoveStaff(person=of.person_id))])
    return ctx.screen(text, rows, back=StaffList())


def _set(ctx: Context, member: StaffMember, right: Right, given: frozenset[Right]) -> Button:
    has = right in given
    to = SetRight(person=member.person_id, right=right, given=not has)
    return ctx.button("staffing.take" if has else "staffing.give", to, right=ctx.label(f"right.{right.value}"))


async def _name(ctx: Context, connection: Reader, person_id: int) -> str | None:
    """Who did something, whether they are staff still or not."""
    if person_id == ctx.person.id and ctx.name:
        return ctx.name
    known = await staff.find(connection, person_id)
    return known.name if known else (await audit.names(connection, {person_id})).get(person_id)


# --- their rights


async def set_right(ctx: Context, payload: SetRight) -> Outcome:
    """Takes the own right to this very screen only from somebody who is sure."""
    ctx.require(Right.STAFF)
    own = payload.person == ctx.person.id and payload.right is Right.STAFF and not payload.given
    if own and not payload.sure:
        rows = [[sure(ctx, "staffing.take_sure", payload)]]
        return ctx.screen(ctx.text("staff/own_right"), rows, back=StaffMemberCard(person=payload.person))
    async with ctx.database.writing() as connection:
        await membership.set_right(ctx, connection, payload.person, payload.right, given=payload.given)
    await membership.load_access(ctx.database, ctx.access)
    toast = ctx.label("staffing.given" if payload.given else "staffing.taken")
    return _after(ctx, StaffMemberCard(person=payload.person), toast)


async def remove(ctx: Context, payload: RemoveStaff) -> Outcome:
    ctx.require(Right.STAFF)
    async with ctx.database.reading() as connection:
        of = await membership.member(ctx, connection, payload.person)
    if not payload.sure:
        text = ctx.text("staff/remove", member=of, me=of.person_id == ctx.person.id)
        return ctx.screen(
            text, [[sure(ctx, "staffing.remove_sure", payload)]], back=StaffMemberCard(person=payload.person)
        )
    async with ctx.database.writing() as connection:
        await membership.remove(ctx, connection, payload.person)
    await membership.load_access(ctx.database, ctx.access)
    return _after(ctx, StaffList(), ctx.label("staffing.removed"))


def _after(ctx: Context, payload: StaffMemberCard | StaffList, toast: str) -> Goto:
    """Where to go on: somebody may have shown themselves out."""
    if ctx.may(Right.STAFF):
        return Goto(payload, toast)
    return Goto(StaffMenu() if ctx.is_staff else Home(), toast)


# --- what people are told


async def changed(ctx: Context, letter: OutboxRow) -> Composed:
    """To whoever's rights were changed: what they may do now."""
    async with ctx.database.reading() as connection:
        if await related.newer(connection, letter):
            return Nothing("said in a later one")
    rights = [right.value for right in Right if ctx.may(right)]
    rows = [[ctx.button("staff.open", StaffMenu())]] if rights else []
    return ctx.notice(ctx.text("staff/changed", rights=rights), rows)


async def joined(ctx: Context, letter: OutboxRow) -> Composed:
    """To those who look after the staff: somebody has followed a link, and how to undo it."""
    ctx.require(Right.STAFF)
    async with ctx.database.reading() as connection:
        of = await staff.find(connection, letter.content["person"])
        added_by = await _name(ctx, connection, of.added_by) if of else None
    if of is None:
        return Nothing("not of the staff any more")
    text = ctx.text("staff/joined", member=of, rights=_ordered(of), added_by=added_by)
    return ctx.notice(text, [[ctx.button("staffing.open", StaffMemberCard(person=of.person_id))]])


def build_activity() -> Activity:
    activity = Activity()
    activity.message(staff_command, Command(COMMAND, ignore_case=True))
    activity.on(StaffMenu, menu)
    activity.on(StaffList, staff_list)
    activity.on(StaffMemberCard, show_member)
    activity.on(SetRight, set_right)
    activity.on(RemoveStaff, remove)
    activity.sends(OutboxKind.STAFF_CHANGED, changed)
    activity.sends(OutboxKind.STAFF_JOINED, joined)
    return activity
