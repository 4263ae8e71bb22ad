"""The contest a person works in, where several can be chosen."""

from dataclasses import replace

from bot.ui.context import Context
from content.models import Contest
from storage.database import Writer
from storage.entry import people


async def choose_contest(ctx: Context, connection: Writer, contest: Contest) -> None:
    """Home shows this contest from now on."""
    await people.set_contest(connection, ctx.person.id, contest.id)
    ctx.person = replace(ctx.person, contest_id=contest.id)


async def work_in(ctx: Context, connection: Writer, contest: Contest) -> None:
    """Lets home follow whoever begins something, and stay there while other contests come and go."""
    if contest.id != ctx.person.contest_id and not ctx.closed(contest):
        await choose_contest(ctx, connection, contest)
