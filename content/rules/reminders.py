"""Pure rules of reminding: what is due when, and that nobody is woken at night."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

WAKES = time(8)
SLEEPS = time(21)
EVENING = time(20)
MORNING = time(9)
"""When a reminder that belongs to a day comes."""


class ReminderRule(StrEnum):
    """What a person can be reminded of. The names are kept with people: they never change."""

    DAYS_30 = "30d"
    DAYS_14 = "14d"
    DAYS_10 = "10d"
    DAYS_7 = "7d"
    DAYS_5 = "5d"
    DAYS_3 = "3d"
    DAYS_2 = "2d"
    DAYS_1 = "1d"
    HOURS_12 = "12h"
    HOURS_3 = "3h"
    HOURS_1 = "1h"
    START = "start"
    """A document that has to be begun today."""
    OWN = "own"
    """A day that a person set for a document."""


BEFORE_DEADLINE = {
    ReminderRule.DAYS_30: timedelta(days=30),
    ReminderRule.DAYS_14: timedelta(days=14),
    ReminderRule.DAYS_10: timedelta(days=10),
    ReminderRule.DAYS_7: timedelta(days=7),
    ReminderRule.DAYS_5: timedelta(days=5),
    ReminderRule.DAYS_3: timedelta(days=3),
    ReminderRule.DAYS_2: timedelta(days=2),
    ReminderRule.DAYS_1: timedelta(days=1),
    ReminderRule.HOURS_12: timedelta(hours=12),
    ReminderRule.HOURS_3: timedelta(hours=3),
    ReminderRule.HOURS_1: timedelta(hours=1),
}
"""Before the deadline; the earliest first. A contest chooses among them."""
USUAL = (
    ReminderRule.DAYS_14,
    ReminderRule.DAYS_7,
    ReminderRule.DAYS_3,
    ReminderRule.DAYS_1,
    ReminderRule.HOURS_3,
)
"""Where a contest chooses none."""


def quiet(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether people in this zone sleep, or may."""
    return not WAKES <= moment.astimezone(zone).time() < SLEEPS


def awake(moment: datetime, zone: ZoneInfo, deadline: datetime) -> datetime:
    """When to say what is due at `moment`: then, or the next morning, or the evening before, all aware, in UTC.

    A morning is too late where less than half of the time to the deadline would be left.
    """
    if not quiet(moment, zone):
        return moment.astimezone(UTC)
    morning = night_ends(moment, zone)
    if deadline.astimezone(UTC) - morning >= (deadline.astimezone(UTC) - moment.astimezone(UTC)) / 2:
        return morning
    day_before = morning.astimezone(zone).date() - timedelta(days=1)
    return datetime.combine(day_before, EVENING, tzinfo=zone).astimezone(UTC)


def night_ends(moment: datetime, zone: ZoneInfo) -> datetime:
    """The morning after a moment of the night, in UTC."""
    local = moment.astimezone(zone)
    day = local.date() + timedelta(days=1) if local.time() >= SLEEPS else local.date()
    return datetime.combine(day, WAKES, tzinfo=zone).astimezone(UTC)


def due(rule: ReminderRule, deadline: datetime, zone: ZoneInfo) -> datetime:
    """When a reminder of the deadline is due for people of this zone, in UTC.

    Days are counted by the wall clock of the deadline's own zone, hours by time that passes.
    """
    before = BEFORE_DEADLINE[rule]
    if before >= timedelta(days=1):
        wall = deadline.replace(tzinfo=None) - before
        moment = wall.replace(tzinfo=deadline.tzinfo)
    else:
        moment = deadline.astimezone(UTC) - before
    return awake(moment, zone, deadline)


def morning_of(day: date, zone: ZoneInfo) -> datetime:
    """When something that belongs to a day is said, in UTC."""
    return datetime.combine(day, MORNING, tzinfo=zone).astimezone(UTC)


def chosen(kept: str | None) -> frozenset[ReminderRule]:
    """The rules that a person wants; nothing kept stands for all of them."""
    if kept is None:
        return frozenset(ReminderRule)
    return frozenset(rule for rule in ReminderRule if rule in kept.split())


def keep(rules: frozenset[ReminderRule]) -> str:
    return " ".join(rule for rule in ReminderRule if rule in rules)
