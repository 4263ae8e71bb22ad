"""Pure rules of time: when a contest is open, what is left, and what clocks show elsewhere in the country."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from content.models import Contest, Hours, Region

FRIDAY = 5


class Status(StrEnum):
    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


def opens(contest: Contest) -> datetime:
    """From the day of the announcement on, where nothing else is printed or decided."""
    return contest.opens


def status(contest: Contest, now: datetime) -> Status:
    """The state of a contest at an aware moment; the deadline itself no longer counts as open."""
    if now < opens(contest):
        return Status.UPCOMING
    return Status.OPEN if now < contest.deadline else Status.CLOSED


@dataclass(frozen=True)
class TimeLeft:
    """What remains, in whole units rounded down: a person never has less than the screen says."""

    days: int
    hours: int
    minutes: int


def time_left(until: datetime, now: datetime) -> TimeLeft:
    """The time from `now` to `until`, both aware; nothing is left when it has passed."""
    # in UTC: two times of one zone are otherwise subtracted by the wall clock
    left = max(until.astimezone(UTC) - now.astimezone(UTC), timedelta())
    minutes = int(left.total_seconds() // 60)
    return TimeLeft(days=minutes // 1440, hours=minutes // 60 % 24, minutes=minutes % 60)


@lru_cache(maxsize=1024)  # asked of the same few days by every tap
def working_days_before(day: date, count: int, holidays: tuple[date, ...] | frozenset[date] = ()) -> date:
    """The working day that many working days before `day` (Monday to Friday, holidays left out)."""
    while count:
        day -= timedelta(days=1)
        if day.isoweekday() <= FRIDAY and day not in holidays:
            count -= 1
    return day


def working_days_until(first: date, day: date, holidays: Collection[date] = ()) -> int:
    """How many working days there are from `first` on, before `day`."""
    between = (first + timedelta(days=ahead) for ahead in range((day - first).days))
    return sum(each.isoweekday() <= FRIDAY and each not in holidays for each in between)


@dataclass(frozen=True)
class Elsewhere:
    """The same moment on the clocks of regions that do not live by the contest's time."""

    local: datetime
    regions: tuple[Region, ...]


def elsewhere(contest: Contest, moment: datetime) -> tuple[Elsewhere, ...]:
    """Regions whose wall clock differs from the contest's at that moment, by local time, earliest first."""
    here = moment.astimezone(contest.tzinfo).replace(tzinfo=None)
    groups: dict[datetime, list[Region]] = {}
    for region in contest.regions.regions:
        local = moment.astimezone(ZoneInfo(region.zone)).replace(tzinfo=None)
        if local != here:
            groups.setdefault(local, []).append(region)
    return tuple(Elsewhere(local, tuple(groups[local])) for local in sorted(groups))


class Door(StrEnum):
    OPEN = "open"
    LUNCH = "lunch"
    CLOSED = "closed"


@dataclass(frozen=True)
class Office:
    """Whether papers are taken at a moment, until when that holds, and what follows."""

    door: Door
    until: datetime
    then: Door


def office(hours: Hours, now: datetime, zone: ZoneInfo) -> Office:
    """The office at an aware moment, by its printed hours alone; opening counts as open, closing as closed.

    Holidays are unknown to it: the announcement names none.
    """
    (opens, first_ends), (last_starts, closes) = hours.spells[0], hours.spells[-1]
    lunch = [(first_ends, Door.OPEN, Door.LUNCH), (last_starts, Door.LUNCH, Door.OPEN)] if len(hours.spells) > 1 else []
    turns = ((opens, Door.CLOSED, Door.OPEN), *lunch, (closes, Door.OPEN, Door.CLOSED))
    today = now.astimezone(zone).date()
    week = (today + timedelta(days=days) for days in range(8))
    changes = (
        Office(before, datetime.combine(day, at, tzinfo=zone), after)
        for day in week
        if day.isoweekday() in hours.weekdays
        for at, before, after in turns
    )
    return next(change for change in changes if now < change.until)
