"""Looks through the application that a button means."""

from bot.services.inspection.gathering import Inspected, inspected
from bot.services.packages.lookup import to_read
from bot.ui.context import Context, ExplainedError
from content.models import Contest
from storage.packages.packages import Package


async def look(ctx: Context, contest_id: str, package_id: int) -> tuple[Contest, Package | None, Inspected]:
    """Raises ExplainedError for packages of others, and where the contest has no rules for it."""
    contest = ctx.contest(contest_id)
    if not contest.inspection.rules:
        raise ExplainedError("inspection/no_rules", contest=contest)
    async with ctx.database.reading() as connection:
        package = await to_read(ctx, connection, contest, package_id)
        return contest, package, await inspected(ctx, connection, contest, package)
