"""The deadline, the days to begin and those that people set, as a file that a phone's calendar takes (RFC 5545)."""

from datetime import UTC, date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from bot.services.packages.work_plan import NO_DAYS, PlanEntry, PlanLine, SetDays, planned
from bot.ui.context import Context
from content.models import Contest
from storage.packages.packages import Package

REMIND_BEFORE = timedelta(days=1)


def calendar(ctx: Context, contest: Contest, package: Package | None, days: SetDays = NO_DAYS) -> bytes:
    """Events have fixed ids, so importing the file again moves them instead of doubling them."""
    result = Calendar()
    result.add("prodid", "-//grant assistant//")
    result.add("version", "2.0")
    deadline = ctx.label("calendar.deadline", contest=contest.contest.short[ctx.person.language])
    address = contest.submission.address
    place = address[ctx.person.language] if address else None
    result.add_component(_event(ctx, f"{contest.id}-deadline", contest.deadline.astimezone(UTC), deadline, place))
    plan = planned(contest, package, days, ctx.now)
    for start in plan.late:  # the day is past, and still says what is urgent
        _add(ctx, result, contest, PlanEntry(start.day, PlanLine.BEGIN, start.document))
    for entry in (entry for week in plan.weeks for entry in week.entries):
        _add(ctx, result, contest, entry)
    for stage in contest.later_stages:
        if stage.receives and stage.ends is not None:
            name = ctx.label("calendar.stage_ends", stage=stage.name[ctx.person.language])
            result.add_component(_event(ctx, f"{contest.id}-{stage.id}", stage.ends, name))
    content: bytes = result.to_ical()
    return content


def _add(ctx: Context, calendar: Calendar, contest: Contest, entry: PlanEntry) -> None:
    """A line of the plan; what others of the team do stands in their own calendars."""
    name = entry.document.short[ctx.person.language] if entry.document else ""
    id_of_document = entry.document.id if entry.document else ""
    match entry.line:
        case PlanLine.BEGIN:
            uid, summary = f"{contest.id}-{id_of_document}", ctx.label("calendar.start", document=name)
        case PlanLine.READY if entry.doer is None:
            kind = "given" if entry.given else "own"
            uid, summary = f"{contest.id}-{id_of_document}-{kind}", ctx.label("calendar.own", document=name)
        case PlanLine.PACK:
            uid, summary = f"{contest.id}-packing", ctx.label("calendar.pack")
        case PlanLine.SEND if entry.way:
            way = ctx.label(f"way.{entry.way.kind}")
            uid, summary = f"{contest.id}-{entry.way.id}", ctx.label("calendar.send", way=way)
        case _:
            return
    calendar.add_component(_event(ctx, uid, entry.day, summary))


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
