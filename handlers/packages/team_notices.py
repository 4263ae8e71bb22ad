"""Notices to a team: what the others changed, gathered, to those who asked; who joined, left or handed in, at once."""

from datetime import datetime

from bot.payloads.packages.documents import Checklist
from bot.payloads.packages.hand_in import SetStep, StepList
from bot.payloads.packages.packages import PackageList
from bot.payloads.packages.team import SetTeamNotices, TeamCard
from bot.services.packages.changes import News, by_others
from bot.services.packages.lookup import called, others_change, title, to_read
from bot.services.packages.progress import handed_in
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.notices import Composed, Nothing, by_day
from content.models import Contest
from content.rules.last_days import may_still_mark
from storage.delivery.claims import OutboxRow
from storage.packages import packages, teams
from storage.packages.packages import TO_DO
from storage.packages.teams import TeamMember
from storage.tables.application.packages import MarkKind
from storage.tables.delivery import OutboxKind

MOST_LINES = 10
"""Changes that a message lists; the others are counted."""


async def notice(ctx: Context, letter: OutboxRow, contest: Contest) -> Composed:
    async with ctx.database.reading() as connection:
        package = await packages.find(connection, ctx.person.id, contest.id, letter.content["package"])
        members = await teams.members(connection, package.id) if package else ()
    if package is None:
        return Nothing("not of the team any more")
    if not any(member.notices for member in members if member.person_id == ctx.person.id):
        return Nothing("switched off")
    if package.archived:
        return Nothing("archived")
    news = by_others(contest, package, ctx.person.id, datetime.fromisoformat(letter.content["since"]))
    if not news:
        return Nothing("nothing of it is left")
    text = ctx.text(
        "packages/team_notice",
        title=title(ctx, contest, package),
        news=_by_person(news[:MOST_LINES], members),
        more=len(news[MOST_LINES:]),
    )
    go_on = ctx.button("documents", Checklist(contest=contest.id, package=package.id))
    silence = ctx.button("team.silence", SetTeamNotices(contest=contest.id, package=package.id, wanted=False))
    return ctx.notice(text, [[go_on], [silence]])


def _by_person(news: list[News], members: tuple[TeamMember, ...]) -> list[tuple[TeamMember | None, list[News]]]:
    """Whoever changed something last comes first; what people did who have left stands together, under no name."""
    known = {member.person_id: member for member in members}
    found: dict[TeamMember | None, list[News]] = {}
    for each in news:
        found.setdefault(known.get(each.mark.changed_by or 0), []).append(each)
    return list(found.items())


async def handed_in_notice(ctx: Context, letter: OutboxRow, contest: Contest) -> Composed:
    """Somebody marked the package as handed in, so that reminders end, or took that back: everybody can answer."""
    if not contest.preparing.steps:
        return Nothing("the contest has no steps of handing in any more")
    last = contest.preparing.steps[-1]
    async with ctx.database.reading() as connection:
        package = await packages.find(connection, ctx.person.id, contest.id, letter.content["package"])
        change = await others_change(ctx, connection, package, MarkKind.STEP, last.id)
    if package is None or change is None:
        return Nothing("it is one's own, or nobody's any more")
    done = handed_in(contest, package)
    text = ctx.text(
        "packages/handed_in_notice",
        contest=contest,
        title=title(ctx, contest, package),
        change=change,
        done=done,
        closed=ctx.closed(contest),
    )
    undo = SetStep(
        contest=contest.id,
        step=last.id,
        value=TO_DO,
        package=package.id,
    )
    rows = [[ctx.button("steps", StepList(contest=contest.id, package=package.id))]]
    if done and may_still_mark(contest, ctx.now):
        rows.append([ctx.button("hand_in.undo", undo)])
    return ctx.notice(text, rows)


async def member_notice(ctx: Context, letter: OutboxRow, contest: Contest) -> Composed:
    """Somebody has joined, left or was removed."""
    async with ctx.database.reading() as connection:
        package = await packages.find(connection, ctx.person.id, contest.id, letter.content["package"])
    if package is None:
        return Nothing("not of the team any more")
    text = ctx.text(
        "packages/member_notice",
        title=title(ctx, contest, package),
        name=letter.content["name"],
        what=letter.content["what"],
        mine=package.owner_id == ctx.person.id,
    )
    return ctx.notice(text, [[ctx.button("team.open", TeamCard(contest=contest.id, package=package.id))]])


async def removed_notice(ctx: Context, letter: OutboxRow, contest: Contest) -> Composed:
    """For whoever is not of the team any more."""
    name, topic, number = (letter.content[each] for each in ("name", "topic", "number"))
    text = ctx.text("packages/removed_notice", title=called(ctx, contest, name, topic, number))
    return ctx.notice(text, [[ctx.button("packages", PackageList(contest=contest.id))]])


async def set_notices(ctx: Context, payload: SetTeamNotices) -> Goto:
    contest = ctx.contest(payload.contest)
    async with ctx.database.writing() as connection:
        package = await to_read(ctx, connection, contest, payload.package)
        if package is None:
            raise ExplainedError("packages/package_gone")
        await teams.set_notices(connection, package.id, ctx.person.id, payload.wanted)
    return Goto(TeamCard(contest=contest.id, package=package.id), ctx.label("team.kept"))


def build_activity() -> Activity:
    activity = Activity()
    activity.sends(OutboxKind.TEAM_CHANGE, by_day(notice))
    activity.sends(OutboxKind.HANDED_IN, by_day(handed_in_notice))
    activity.sends(OutboxKind.TEAM_MEMBER, by_day(member_notice))
    activity.sends(OutboxKind.TEAM_REMOVED, by_day(removed_notice))
    activity.on(SetTeamNotices, set_notices)
    return activity
