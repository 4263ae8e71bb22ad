"""A package shared with colleagues: the link, who is in the team, leaving and removing."""

from datetime import datetime, timedelta

from aiogram.enums import ButtonStyle

from bot.payloads.links import JOIN_TEAM, new_token
from bot.payloads.packages.documents import Checklist
from bot.payloads.packages.packages import PackageCard, PackageList
from bot.payloads.packages.team import (
    InviteTeam,
    JoinTeam,
    LeaveTeam,
    RemoveTeamMember,
    RevokeTeamInvite,
    SetAnswerNotices,
    SetTeamNotices,
    TeamCard,
)
from bot.services.entry.contest_switch import work_in
from bot.services.packages import membership
from bot.services.packages.lookup import title, to_change, to_read
from bot.services.packages.membership import Membership
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column, sure
from content.models import Contest
from storage.packages import packages, teams
from storage.packages.packages import Package
from storage.packages.teams import TeamMember

NAME_CHARACTERS = 60
LINK_LIVES = timedelta(days=7)
"""A link that was passed on, or lies in an old chat, lets nobody in for ever."""
MOST_MEMBERS = 20
"""As many as an application has hands, and as fit on one screen."""


def _oldest(ctx: Context) -> datetime:
    """When a link that still counts may have been made."""
    return ctx.now - LINK_LIVES


def _me(ctx: Context) -> TeamMember:
    return TeamMember(ctx.person.id, ctx.name[:NAME_CHARACTERS])


async def _shared(ctx: Context, contest: Contest, package_id: int) -> Package:
    async with ctx.database.reading() as connection:
        package = await to_read(ctx, connection, contest, package_id)
    if package is None:
        raise ExplainedError("packages/package_gone")
    return package


def _only_owner(ctx: Context, package: Package) -> None:
    if package.owner_id != ctx.person.id:
        raise ExplainedError("packages/team_owner_only")


async def team(ctx: Context, payload: TeamCard) -> Screen:
    contest = ctx.contest(payload.contest)
    package = await _shared(ctx, contest, payload.package)
    async with ctx.database.reading() as connection:
        people = await teams.members(connection, package.id)
        made = await teams.link(connection, package.id, _oldest(ctx))
    mine = package.owner_id == ctx.person.id
    me = next((member for member in people if member.person_id == ctx.person.id), _me(ctx))
    with_forms = bool(contest.forms.forms)
    link = ctx.link(f"{JOIN_TEAM}{made.token}") if made else None
    text = ctx.text(
        "packages/team",
        title=title(ctx, contest, package),
        members=people,
        owner_id=package.owner_id,
        me=ctx.person.id,
        link=link,
        until=made.created_at + LINK_LIVES if made else None,
        contest=contest,
        notices=me.notices,
        answer_notices=me.answer_notices if with_forms else None,
    )
    where = {"contest": contest.id, "package": package.id}
    rows: list[list[Button]] = []
    if mine and link:
        copy = Button(ctx.label("team.copy"), copy=link, style=ButtonStyle.PRIMARY)
        rows.append([copy, ctx.button("team.revoke", RevokeTeamInvite.model_validate(where))])
    elif mine:
        rows.append([ctx.button("team.invite", InviteTeam.model_validate(where), style=ButtonStyle.PRIMARY)])
    else:
        rows.append([ctx.button("team.leave", LeaveTeam.model_validate(where))])
    if len(people) > 1:
        label = "team.silence" if me.notices else "team.tell"
        rows.append([ctx.button(label, SetTeamNotices(contest=contest.id, package=package.id, wanted=not me.notices))])
    if len(people) > 1 and with_forms:
        label = "team.silence_answers" if me.answer_notices else "team.tell_answers"
        told = SetAnswerNotices(contest=contest.id, package=package.id, wanted=not me.answer_notices)
        rows.append([ctx.button(label, told)])
    if mine:
        rows += column(
            ctx.button(
                "team.remove",
                RemoveTeamMember(contest=contest.id, package=package.id, person=member.person_id),
                name=member.name,
            )
            for member in people
            if member.person_id != ctx.person.id
        )
    return ctx.screen(text, rows, back=PackageCard(contest=contest.id, package=package.id))


async def invite(ctx: Context, payload: InviteTeam) -> Goto:
    contest = ctx.contest(payload.contest)
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, payload.package)
        _only_owner(ctx, package)
        await teams.invite(connection, package.id, new_token(), _me(ctx), ctx.now, _oldest(ctx))
    return Goto(TeamCard(contest=contest.id, package=package.id))


async def revoke(ctx: Context, payload: RevokeTeamInvite) -> Goto:
    contest = ctx.contest(payload.contest)
    package = await _shared(ctx, contest, payload.package)
    _only_owner(ctx, package)
    async with ctx.database.writing() as connection:
        await teams.revoke(connection, package.id)
    return Goto(TeamCard(contest=contest.id, package=package.id), ctx.label("team.revoked"))


async def join(ctx: Context, payload: JoinTeam) -> Outcome:
    """Follows an invitation: the package joins one's list and becomes the current one, and that is said."""
    async with ctx.database.writing() as connection:
        found = await teams.invitation(connection, payload.token, _oldest(ctx))
        if found is None:
            raise ExplainedError("packages/invite_gone")
        contest = ctx.contest(found.contest_id)
        if await packages.find(connection, ctx.person.id, contest.id, found.package_id):
            return Goto(PackageCard(contest=contest.id, package=found.package_id), ctx.label("team.already"))
        if len(await teams.members(connection, found.package_id)) >= MOST_MEMBERS:
            raise ExplainedError("packages/team_full")
        await teams.join(connection, found.package_id, _me(ctx), ctx.now)
        package = await to_change(ctx, connection, contest, found.package_id)
        await membership.tell(ctx, connection, package, _me(ctx), Membership.JOINED)
        await packages.make_current(connection, ctx.person.id, contest.id, found.package_id)
        await work_in(ctx, connection, contest)
    text = ctx.text("packages/joined", title=title(ctx, contest, package), contest=contest)
    rows = [
        [ctx.button("documents", Checklist(contest=contest.id, package=package.id), style=ButtonStyle.PRIMARY)],
        [ctx.button("team.open", TeamCard(contest=contest.id, package=package.id))],
    ]
    return ctx.screen(text, rows)


async def leave(ctx: Context, payload: LeaveTeam) -> Goto:
    contest = ctx.contest(payload.contest)
    package = await _shared(ctx, contest, payload.package)
    if package.owner_id == ctx.person.id:
        raise ExplainedError("packages/team_owner_stays")
    async with ctx.database.writing() as connection:
        await membership.tell(ctx, connection, package, _me(ctx), Membership.LEFT)
        await teams.leave(connection, package.id, ctx.person.id)
    return Goto(PackageList(contest=contest.id), ctx.label("team.left"))


async def remove(ctx: Context, payload: RemoveTeamMember) -> Outcome:
    """Asks first. The link ends too, because whoever is removed knows it, and hears of it."""
    contest = ctx.contest(payload.contest)
    package = await _shared(ctx, contest, payload.package)
    _only_owner(ctx, package)
    if payload.person == ctx.person.id:
        raise ExplainedError("packages/team_owner_stays")
    card = TeamCard(contest=contest.id, package=package.id)
    async with ctx.database.reading() as connection:
        people = await teams.members(connection, package.id)
    member = next((member for member in people if member.person_id == payload.person), None)
    if member is None:
        return Goto(card, ctx.label("team.removed"))
    if not payload.sure:
        text = ctx.text("packages/remove_member", name=member.name, title=title(ctx, contest, package))
        return ctx.screen(text, [[sure(ctx, "team.remove_sure", payload)]], back=card)
    async with ctx.database.writing() as connection:
        await membership.tell(ctx, connection, package, member, Membership.REMOVED)
        await teams.leave(connection, package.id, payload.person)
        await teams.revoke(connection, package.id)
    return Goto(card, ctx.label("team.removed"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(TeamCard, team)
    activity.on(InviteTeam, invite)
    activity.on(RevokeTeamInvite, revoke)
    activity.on(JoinTeam, join)
    activity.on(LeaveTeam, leave)
    activity.on(RemoveTeamMember, remove)
    return activity
