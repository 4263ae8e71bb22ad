"""The last days before the deadline: which ways of handing in can still work, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from content.models import Contest, Lateness, Way, WayKind
from content.rules.dates import Door, Status, office, status, working_days_before

LAST_DAYS = timedelta(days=3)
STILL_MARKED = timedelta(days=10)
"""So long after the deadline one can still mark that one handed in before it."""


@dataclass(frozen=True)
class OfficeNow:
    """Whether papers are taken now, until when that holds, and what follows; `missed`: it opens no more in time."""

    door: Door
    until: datetime
    then: Door
    missed: bool


@dataclass(frozen=True)
class WayNow:
    """A way at a moment. `late`: by the time it takes it would arrive after the deadline; `office`: for by hand."""

    way: Way
    late: bool
    office: OfficeNow | None = None


def in_last_days(contest: Contest, now: datetime) -> bool:
    return status(contest, now) is Status.OPEN and contest.deadline - now <= LAST_DAYS


def may_still_mark(contest: Contest, now: datetime) -> bool:
    """Whether one may mark a package as handed in: until the deadline, and some days after it."""
    return now < contest.deadline + STILL_MARKED


def ways_now(contest: Contest, now: datetime) -> tuple[WayNow, ...]:
    """Every way of the contest, those that can still work first; nothing before the last days."""
    if not in_last_days(contest, now):
        return ()
    found = [_now(contest, way, now) for way in contest.submission.ways]
    return tuple(sorted(found, key=lambda each: each.late or (each.office is not None and each.office.missed)))


def lateness(contest: Contest, now: datetime) -> Lateness:
    """How much of handing in comes too late; of a letter that may be known some days before the last ones."""
    if status(contest, now) is Status.CLOSED:
        return Lateness.OVER
    post = any(way.kind is WayKind.POST and _late(contest, way, now) for way in contest.submission.ways)
    return Lateness.BY_POST if post else Lateness.NOTHING


def _late(contest: Contest, way: Way, now: datetime) -> bool:
    today = now.astimezone(contest.tzinfo).date()
    return way.takes is not None and today > working_days_before(
        contest.deadline.date(), way.takes.working_days, contest.contest.holidays
    )


def _now(contest: Contest, way: Way, now: datetime) -> WayNow:
    late = _late(contest, way, now)
    hours = contest.submission.office_hours
    if way.kind is not WayKind.BY_HAND or hours is None:
        return WayNow(way, late)
    turn = office(hours, now, contest.tzinfo)
    missed = turn.door is not Door.OPEN and turn.until >= contest.deadline
    return WayNow(way, late, OfficeNow(turn.door, min(turn.until, contest.deadline), turn.then, missed))
