"""Counted back from the deadline over working days: when to put the papers together, and when to begin with each."""

from datetime import date

from content.models import Contest, Lead
from content.rules.dates import working_days_before, working_days_until


def packing_day(contest: Contest) -> date:
    """The day on which the papers are put together at the latest: until then all of them are to be ready."""
    packing = contest.preparing.packing
    return _before(contest, contest.deadline.date(), packing) if packing else contest.deadline.date()


def begin_day(contest: Contest, lead: Lead) -> date:
    """The last day to begin with what takes so long."""
    return _before(contest, packing_day(contest), lead)


def days_left(contest: Contest, today: date) -> int:
    """Working days in which papers can still be made ready, today among them."""
    return working_days_until(today, packing_day(contest), contest.contest.holidays)


def _before(contest: Contest, day: date, lead: Lead) -> date:
    return working_days_before(day, lead.working_days, contest.contest.holidays)
