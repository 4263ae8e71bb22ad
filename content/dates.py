"""Pure rules of time: when a contest is open, what is left, and what clocks show elsewhere in the country."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from content.models import Contest, Region


class Status(StrEnum):
    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


def opens(contest: Contest) -> datetime:
    """Applications are taken from the day of the announcement on (section 3 prints only the end)."""
    return datetime.combine(contest.contest.announced, time.min, tzinfo=contest.tzinfo)


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
    left = max(until - now, timedelta())
    minutes = int(left.total_seconds() // 60)
    return TimeLeft(days=minutes // 1440, hours=minutes // 60 % 24, minutes=minutes % 60)


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
