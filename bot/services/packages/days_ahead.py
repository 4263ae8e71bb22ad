"""A day until which a document is to be ready: which ones are offered, and what is wrong with one."""

from datetime import date, timedelta

from bot.ui.context import Context
from content.models import Contest
from content.rules.reminders import morning_of

FROM_NOW = (1, 2, 3, 5, 7, 10)
"""Days ahead that are offered as buttons."""


def offered(ctx: Context, contest: Contest) -> list[date]:
    days = (ctx.today(contest) + timedelta(days=ahead) for ahead in FROM_NOW)
    return [day for day in days if not _late(ctx, contest, day)]


def fault(ctx: Context, contest: Contest, day: date) -> str | None:
    """Why a day cannot be: its morning is over, or comes when the deadline has passed."""
    if morning_of(day, ctx.zone(contest)) <= ctx.now:
        return "past"
    return "late" if _late(ctx, contest, day) else None


def _late(ctx: Context, contest: Contest, day: date) -> bool:
    """Whether the reminder of this day would come when the deadline has passed."""
    return morning_of(day, ctx.zone(contest)) >= contest.deadline
