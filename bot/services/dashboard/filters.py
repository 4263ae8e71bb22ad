"""What the dashboard is narrowed to: what a button carries, as the database counts it."""

from datetime import date, datetime, time, timedelta

from bot.payloads.dashboard import MONTH, WEEK, Narrowed, span
from bot.ui.context import Context, ExplainedError
from content.models import Contest, Language, Topic
from storage.dashboard.scope import Scope

LENGTHS = {WEEK: timedelta(days=7), MONTH: timedelta(days=30)}
A_DAY = timedelta(days=1)


def scope(ctx: Context, contest: Contest, wanted: Narrowed) -> Scope:
    """Raises ExplainedError where the region or the topic is not there any more."""
    since, until = times(contest, wanted.period, ctx.now)
    found = topic(contest, wanted.topic)
    return Scope(
        region_id=ctx.region(contest, wanted.region).id if wanted.region else None,
        language=Language(wanted.language) if wanted.language else None,
        topic_id=found.id if found else None,
        since=since,
        until=until,
    )


def topic(contest: Contest, number: int) -> Topic | None:
    """None for 0, all of them; raises ExplainedError where there is none of that number any more."""
    found = next((each for each in contest.topics.topics if each.number == number), None)
    if number and found is None:
        raise ExplainedError("topics/topic_gone")
    return found


def times(contest: Contest, period: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """From which moment on, and until which; days are those of the contest's zone."""
    if period in LENGTHS:
        return now - LENGTHS[period], None
    if not period:
        return None, None
    first, last = span(period)
    return _begins(contest, first), _begins(contest, last + A_DAY)


def _begins(contest: Contest, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=contest.tzinfo)
