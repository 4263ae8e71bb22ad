"""The deadline and the days to begin, as a file that a phone's calendar takes (RFC 5545)."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from bot.services.packages.progress import starts
from bot.services.packages.tailoring import statuses
from bot.ui.context import Context
from content.models import Contest
from storage.packages.packages import Package

REMIND_BEFORE = timedelta(days=1)


def calendar(ctx: Context, contest: Contest, package: Package | None) -> bytes:
    """Events have fixed ids, so importing the file again moves them instead of doubling them."""
    result = Calendar()
    result.add("prodid", "-//grant assistant//")
    result.add("version", "2.0")
    deadline = ctx.label("calendar.deadline", contest=contest.contest.short[ctx.person.language])
    address = contest.submission.address
    place = address[ctx.person.language] if address else None
    result.add_component(_event(ctx, f"{contest.id}-deadline", contest.deadline.astimezone(UTC), deadline, place))
    for start in starts(contest, statuses(contest, package), ctx.now):
        name = ctx.label("calendar.start", document=start.document.short[ctx.person.language])
        result.add_component(_event(ctx, f"{contest.id}-{start.document.id}", start.day, name))
    content: bytes = result.to_ical()
    return content


def _event(ctx: Context, uid: str, when: date | datetime, summary: str, place: str | None = None) -> Event:
    """A moment in UTC, or a whole day; with an alarm a day before."""
    event = Event()
    event.add("uid", f"{uid}@grant-assistant")
    event.add("dtstamp", ctx.now)
    event.add("dtstart", when)
    event.add("summary", summary)
    if place:
        event.add("location", place)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -REMIND_BEFORE)
    event.add_component(alarm)
    return event
