"""Links by which somebody joins the staff: the rights first, then the link, which works once."""

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.payloads.links import JOIN_STAFF
from bot.payloads.staff.invites import InviteStaff, JoinStaff, NewStaff, RevokeStaffInvite, StaffInviteCard
from bot.payloads.staff.members import StaffList, StaffMenu
from bot.services.staff import membership
from bot.services.staff.membership import LINK_LIVES, rights_of, written
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column

BETWEEN = "."


async def choose(ctx: Context, payload: NewStaff) -> Screen:
    """Each button names what it adds or takes away; the link itself is made last."""
    ctx.require(Right.STAFF)
    chosen = rights_of(payload.rights.split(BETWEEN))
    mine = [right for right in Right if ctx.may(right)]
    text = ctx.text("staff/choose", rights=[(right.value, right in chosen) for right in mine])
    rows = column(_choice(ctx, right, chosen) for right in mine)
    if chosen:
        make = InviteStaff(rights=written(chosen, BETWEEN))
        rows.append([ctx.button("staffing.make", make, style=ButtonStyle.PRIMARY)])
    return ctx.screen(text, rows, back=StaffList())


def _choice(ctx: Context, right: Right, chosen: frozenset[Right]) -> Button:
    has = right in chosen
    to = NewStaff(rights=written(chosen - {right} if has else chosen | {right}, BETWEEN))
    return ctx.button("staffing.take" if has else "staffing.give", to, right=ctx.label(f"right.{right.value}"))


async def make(ctx: Context, payload: InviteStaff) -> Goto:
    ctx.require(Right.STAFF)
    async with ctx.database.writing() as connection:
        made = await membership.invite(ctx, connection, rights_of(payload.rights.split(BETWEEN)))
    return Goto(StaffInviteCard(token=made.token))


async def show(ctx: Context, payload: StaffInviteCard) -> Screen:
    ctx.require(Right.STAFF)
    async with ctx.database.reading() as connection:
        of = await membership.open_invite(ctx, connection, payload.token)
    url = ctx.link(f"{JOIN_STAFF}{of.token}")
    text = ctx.text(
        "staff/invite",
        rights=[right.value for right in Right if right in rights_of(of.rights.split())],
        url=url,
        until=of.created_at + LINK_LIVES,
        contest=ctx.current(),
    )
    copy = Button(ctx.label("staffing.copy"), copy=url, style=ButtonStyle.PRIMARY)
    revoke = ctx.button("staffing.revoke", RevokeStaffInvite(token=of.token))
    return ctx.screen(text, [[copy], [revoke]], back=StaffList())


async def take_back(ctx: Context, payload: RevokeStaffInvite) -> Goto:
    ctx.require(Right.STAFF)
    async with ctx.database.writing() as connection:
        await membership.revoke(ctx, connection, payload.token)
    return Goto(StaffList(), ctx.label("staffing.revoked"))


async def join(ctx: Context, payload: JoinStaff) -> Goto:
    async with ctx.database.writing() as connection:
        new = await membership.join(ctx, connection, payload.token)
    await membership.load_access(ctx.database, ctx.access)
    return Goto(StaffMenu(), ctx.label("staffing.welcome" if new else "staffing.already"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(NewStaff, choose)
    activity.on(InviteStaff, make)
    activity.on(StaffInviteCard, show)
    activity.on(RevokeStaffInvite, take_back)
    activity.on(JoinStaff, join)
    return activity
