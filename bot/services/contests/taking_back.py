"""Taking back a new contest before it opens: it is served no more, and whoever had begun hears why it is gone."""

from datetime import timedelta

from bot.services.audit import audit_trail
from bot.services.reminders.planner import areas
from bot.ui.context import Context, ExplainedError
from content.models import Contest
from content.rules.dates import Status, status
from content.rules.reminders import awake
from storage.contests import versions
from storage.reminders import rounds
from storage.reminders.rounds import Area, Round, Whom
from storage.tables.delivery import OutboxKind

LATEST = timedelta(days=1)
"""So long the news of it may wait for a morning."""


def possible(ctx: Context, contest: Contest) -> bool:
    """What came with the bot stays, and nothing is taken back that people may have handed in for."""
    return status(contest, ctx.now) is Status.UPCOMING and not ctx.catalogue.came_with_bot(contest.id)


async def take_back(ctx: Context, contest: Contest) -> None:
    """Raises ExplainedError where it cannot be taken back, or not any more."""
    async with ctx.database.writing() as connection:
        live = await versions.live(connection, contest.id)
        if live is None or not possible(ctx, contest):
            raise ExplainedError("contests/not_taken_back", contest=contest)
        await versions.withdraw(connection, contest.id, ctx.person.id, ctx.now)
        await audit_trail.write(ctx, connection, "contest.taken_back", contest=contest.id, version=live.id)
    ctx.catalogue.take_away(contest.id)
    for area in areas(contest):
        await rounds.do(ctx.database, _news(ctx, contest, area, live.id), ctx.now)
    ctx.wake()


def _news(ctx: Context, contest: Contest, area: Area, version_id: int) -> Round:
    """Its name goes along: the contest is not there any more when the message is composed."""
    prefix = f"{OutboxKind.CONTEST_TAKEN_BACK}:{contest.id}:{version_id}:"
    return Round(
        name=f"{prefix}{area.zone}",
        prefix=prefix,
        kind=OutboxKind.CONTEST_TAKEN_BACK,
        whom=Whom.CHOSE,
        not_before=max(ctx.now, awake(ctx.now, area.zone, ctx.now + LATEST)),
        joined_before=ctx.now,
        content={"short": contest.contest.short.said},
        contest_id=contest.id,
        area=area,
        staff=ctx.access.everybody - {ctx.person.id},
    )
