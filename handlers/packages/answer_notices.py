"""What the others of a team wrote into forms: one message an hour at the most, without a sound."""

from dataclasses import replace
from datetime import datetime

from bot.payloads.forms.cards import FormList, OrganisationCard
from bot.payloads.packages.team import SetAnswerNotices, TeamCard
from bot.services.packages import lookup
from bot.services.packages.lookup import title
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.notices import Composed, Nothing, by_day
from bot.ui.screens import Button
from content.models import Contest
from storage.database import Reader
from storage.delivery.claims import OutboxRow
from storage.forms import by_others
from storage.forms.by_others import WrittenByOthers
from storage.packages import packages, teams
from storage.tables.delivery import OutboxKind


async def notice(ctx: Context, letter: OutboxRow, _: Contest) -> Composed:
    """A line a package; the buttons are about the first."""
    async with ctx.database.reading() as connection:
        written = await by_others.since(connection, ctx.person.id, datetime.fromisoformat(letter.content["since"]))
        lines = [line for each in written if (line := await _line(ctx, connection, each)) is not None]
    if not lines:
        return Nothing("nothing of it is left")
    first = written[0]
    silence = SetAnswerNotices(contest=first.contest_id, package=first.package_id, wanted=False)
    rows = [[_there(ctx, first)], [ctx.button("team.silence_answers", silence)]]
    return replace(ctx.notice(ctx.text("packages/answer_notice", lines=lines), rows), silent=True)


def _there(ctx: Context, written: WrittenByOthers) -> Button:
    if written.organisation is not None:
        return ctx.button("papers.organisation", OrganisationCard(book=f"o{written.organisation}"))
    return ctx.button("forms.all", FormList(book=f"p{written.package_id}"))


async def _line(ctx: Context, connection: Reader, written: WrittenByOthers) -> tuple[str, int, list[str]] | None:
    """What it is called (nothing for an organisation), how many answers, and by whom, as the team knows them."""
    contest = ctx.catalogue.get(written.contest_id)
    if contest is None:
        return None
    package = await packages.find(connection, ctx.person.id, contest.id, written.package_id)
    if package is None:
        return None
    members = await teams.members(connection, package.id)
    names = [each.name for each in members if each.person_id in written.people and each.name]
    name = title(ctx, contest, package) if written.organisation is None else ""
    return name, written.places, names


async def set_notices(ctx: Context, payload: SetAnswerNotices) -> Goto:
    contest = ctx.contest(payload.contest)
    async with ctx.database.writing() as connection:
        package = await lookup.to_read(ctx, connection, contest, payload.package)
        if package is None:
            raise ExplainedError("packages/package_gone")
        await teams.set_answer_notices(connection, package.id, ctx.person.id, payload.wanted)
    return Goto(TeamCard(contest=contest.id, package=package.id), ctx.label("team.kept"))


def build_activity() -> Activity:
    activity = Activity()
    activity.sends(OutboxKind.TEAM_ANSWERS, by_day(notice))
    activity.on(SetAnswerNotices, set_notices)
    return activity
