"""Counted back from the deadline over working days: when to put the papers together, and when to begin with each."""

from collections.abc import Mapping
from datetime import date

from content.models import Contest, Lead
from content.rules.dates import working_days_before, working_days_until


def packing_day(contest: Contest) -> date:
    """The day on which the papers are put together at the latest: until then all of them are to be ready."""
    packing = contest.preparing.packing
    return _before(contest, contest.deadline.date(), packing) if packing else contest.deadline.date()


def begin_days(contest: Contest) -> Mapping[str, date]:
    """The last day to begin with each document that takes days, by its id."""
    ready = packing_day(contest)
    return {each.id: _before(contest, ready, each.lead) for each in contest.documents.documents if each.lead}


def days_left(contest: Contest, today: date) -> int:
    """Working days in which papers can still be made ready, today among them."""
    return working_days_until(today, packing_day(contest), contest.contest.holidays)


def _before(contest: Contest, day: date, lead: Lead) -> date:
    return working_days_before(day, lead.working_days, contest.contest.holidays)
