"""Notices to a team: what the others changed, some minutes later and in one message, to those who asked for it."""

from datetime import datetime

from bot.payloads.packages import Checklist, SetTeamNotices, TeamCard
from bot.services.packages.changes import News, by_others
from bot.services.packages.lookup import title, to_read
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.notices import Composed, Nothing, by_day
from content.models import Contest
from storage.delivery.claims import OutboxRow
from storage.packages import packages, teams
from storage.packages.teams import TeamMember
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
    activity.on(SetTeamNotices, set_notices)
    return activity
