"""Reminders: what they say when they go out, and which of them a person wants."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from aiogram.enums import ButtonStyle

from bot.payloads.entry import Home, SettingsMenu
from bot.payloads.packages.documents import Checklist, DocumentCard
from bot.payloads.packages.hand_in import StepCard, StepList
from bot.payloads.reminders import (
    ReminderSettings,
    RemindersOff,
    RestoreReminders,
    SetAllReminders,
    SetNextContestNotice,
    SetReminder,
)
from bot.payloads.topics import TopicList
from bot.services.packages.lookup import title
from bot.services.packages.work_plan import set_days
from bot.services.reminders.content import MOST_PACKAGES, MOST_URGENT, Open, at_work, on_time, outdated, what_is_open
from bot.services.reminders.planner import back
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.notices import Composed, Nothing, by_day
from bot.ui.screens import Button, Screen
from bot.ui.widgets import choice, column, pairs, place_buttons
from content.models import Contest, Document
from content.rules.dates import Status, status, time_left
from content.rules.last_days import may_still_mark, ways_now
from content.rules.reminders import BEFORE_DEADLINE, ReminderRule, chosen, keep
from storage.consultants import consultants
from storage.delivery import related
from storage.delivery.claims import OutboxRow
from storage.entry import people
from storage.packages import packages
from storage.packages.packages import Package
from storage.tables.delivery import OutboxKind, OutboxState

LAST_WEEK = timedelta(days=7)
LAST = {rule for rule, before in BEFORE_DEADLINE.items() if before <= timedelta(days=1)}
DATED = {ReminderRule.START, ReminderRule.OWN}
"""Of what has come a day to do: without it there is nothing to say."""


async def reminder(ctx: Context, letter: OutboxRow, contest: Contest) -> Composed:
    """Before the deadline; from the last week on with what is still open. Silent where everything is handed in."""
    rule = ReminderRule(letter.content["rule"])
    if unwanted := outdated(ctx, contest, rule, letter.content["deadline"]):
        return unwanted
    async with ctx.database.reading() as reader:
        later = await related.newer(reader, letter)
        working, handed_in = at_work(contest, await packages.of_person(reader, ctx.person.id, contest.id))
        opened = [
            what_is_open(ctx, contest, package, await set_days(reader, package, ctx.person.id)) for package in working
        ]
    if not working and (handed_in or ctx.is_staff):
        return Nothing("handed in" if handed_in else "staff")
    days = _days(opened, rule)
    if rule in DATED and not days:
        return Nothing("nothing of it is open")
    if any(_speaks(ctx, contest, each, opened) for each in later):
        return Nothing("a later one waits", OutboxState.MISSED)
    if rule in DATED:
        opened.sort(key=lambda each: each.package.id not in days)
    shown = opened[:MOST_PACKAGES]
    text = ctx.text(
        "reminders/reminder",
        contest=contest,
        rule=rule,
        day=max(days.values(), default=None),
        today=ctx.today(contest),
        given=all(point.given for each in opened for point in each.due if point.own),
        left=time_left(contest.deadline, on_time(contest, rule, ctx.now)),
        begin=_to_begin(opened, ctx.today(contest)) if rule is ReminderRule.START else (),
        last_day=contest.deadline - ctx.now <= timedelta(days=1),
        last_week=rule is ReminderRule.START or contest.deadline - ctx.now <= LAST_WEEK,
        open=shown,
        more=len(working) - len(shown),
        ways=ways_now(contest, ctx.now) if rule in LAST else (),
        local=ctx.own_clock(contest, contest.deadline),
    )
    due = [(each, point.document) for each in shown for point in each.due if point.own and point.document]
    first = column(_open(ctx, contest, each, document) for each, document in due[:MOST_URGENT])
    work = column(_go_on(ctx, contest, each) for each in shown) or [
        [ctx.button("topics", TopicList(contest=contest.id))]
    ]
    less = [
        ctx.button("reminders.choose", ReminderSettings()),
        ctx.button("reminders.off", SetAllReminders(wanted=False)),
    ]
    last = _hand_in(ctx, contest, shown) if rule in LAST else []
    return ctx.notice(text, [*(first if rule is ReminderRule.OWN else ()), *work, *last, less])


def _open(ctx: Context, contest: Contest, each: Open, document: Document) -> Button:
    """To the document whose day has come."""
    card = DocumentCard(contest=contest.id, document=document.id, package=each.package.id)
    return ctx.button("reminder.document", card, number=document.number, title=document.short[ctx.person.language])


def _handed_in(ctx: Context, contest: Contest, package: Package, called: str) -> Button:
    """To the step that says that everything is handed in."""
    card = StepCard(contest=contest.id, step=contest.preparing.steps[-1].id, package=package.id)
    return ctx.button("reminder.handed_in", card, title=called)


def _hand_in(ctx: Context, contest: Contest, shown: list[Open]) -> list[list[Button]]:
    """What is wanted on the last day: the place, somebody to ask, and to say that it is done."""
    done = column(_handed_in(ctx, contest, each.package, each.title) for each in shown if contest.preparing.steps)
    return [row for row in (place_buttons(ctx, contest), [ctx.ask_button(contest)], *done) if row]


def _speaks(ctx: Context, contest: Contest, content: Mapping[str, Any], opened: list[Open]) -> bool:
    """Whether a reminder that waits will have something to say, so that an earlier one may keep silent."""
    rule = ReminderRule(content["rule"])
    return outdated(ctx, contest, rule, content["deadline"]) is None and (
        rule not in DATED or bool(_days(opened, rule))
    )


def _days(opened: list[Open], rule: ReminderRule) -> dict[int, date]:
    """The last of the days that have come, by package."""
    return {each.package.id: day for each in opened if (day := _last_day(each, own=rule is ReminderRule.OWN))}


def _last_day(unfinished: Open, *, own: bool) -> date | None:
    """The last of the days that have come: those the person set, or those to begin."""
    return max((point.day for point in unfinished.due if point.day and point.own is own), default=None)


def _to_begin(opened: list[Open], today: date) -> list[Document]:
    """What has to be begun on this very day, in any of the packages: that is the news."""
    begun = {
        point.document.id: point.document
        for each in opened
        for point in each.due
        if point.document and not point.own and point.day == today
    }
    return sorted(begun.values(), key=lambda document: document.number)


def _go_on(ctx: Context, contest: Contest, each: Open) -> Button:
    if each.documents:
        return ctx.button("reminder.open", Checklist(contest=contest.id, package=each.package.id), title=each.title)
    return ctx.button("reminder.pack", StepList(contest=contest.id, package=each.package.id), title=each.title)


async def moved(ctx: Context, letter: OutboxRow, contest: Contest) -> Composed:
    """The deadline is another one: the date before, the new one, and the decision."""
    moves = contest.contest.moves
    if letter.content["number"] != len(moves):
        return Nothing("it has moved again")
    async with ctx.database.reading() as reader:
        known = (await related.untold(reader, letter))[0]["old"]
        working, handed_in = at_work(contest, await packages.of_person(reader, ctx.person.id, contest.id))
        links = await consultants.of_person(reader, ctx.person.id)
    answers = not working and (ctx.is_staff or any(link.contest_id == contest.id for link in links))
    if back(contest, known, ctx.now):
        return Nothing("it is back where it was")
    text = ctx.text(
        "reminders/moved",
        contest=contest,
        old=datetime.fromisoformat(known),
        addendum=moves[-1] if moves else None,
        over=ctx.closed(contest),
        handed_in=bool(handed_in) and not working,
        answers=answers,
    )
    row = [ctx.button("home", Home()), *([] if answers else [ctx.ask_button(contest)])]
    return ctx.notice(text, [row])


async def closed(ctx: Context, _: OutboxRow, contest: Contest) -> Composed:
    """After the deadline, once: what the announcement says of what follows, and whether to tell of the next contest."""
    if not ctx.closed(contest):
        return Nothing("the deadline has moved")
    async with ctx.database.reading() as reader:
        working, handed_in = at_work(contest, await packages.of_person(reader, ctx.person.id, contest.id))
    if not working and not handed_in:
        return Nothing("nothing was prepared")
    text = ctx.text("reminders/closed", contest=contest, handed_in=bool(handed_in), left_open=bool(working))
    rows = [
        *_late_marks(ctx, contest, working),
        [ctx.button("tell_next.yes", SetNextContestNotice(wanted=True), style=ButtonStyle.PRIMARY)],
        [ctx.ask_button(contest), ctx.button("home", Home())],
    ]
    return ctx.notice(text, rows)


def _late_marks(ctx: Context, contest: Contest, working: list[Package]) -> list[list[Button]]:
    """For whoever handed in before the deadline and has not said so."""
    if not contest.preparing.steps or not may_still_mark(contest, ctx.now):
        return []
    return column(_handed_in(ctx, contest, each, title(ctx, contest, each)) for each in working[:MOST_PACKAGES])


async def next_contest(ctx: Context, _: OutboxRow, contest: Contest) -> Composed:
    if status(contest, ctx.now) is not Status.OPEN:
        return Nothing("it is closed again", OutboxState.MISSED)
    text = ctx.text("reminders/next_contest", contest=contest, left=time_left(contest.deadline, ctx.now))
    return ctx.notice(text, [[ctx.button("topics", TopicList(contest=contest.id)), ctx.button("home", Home())]])


async def reminders(ctx: Context, _: ReminderSettings) -> Screen:
    wanted = chosen(ctx.person.reminders)
    contest = ctx.current()
    text = ctx.text(
        "reminders/reminders",
        contest=contest,
        wanted=wanted,
        closed=ctx.closed(contest),
        tell_next=ctx.person.tell_next,
    )
    rows = pairs(
        choice(
            ctx,
            ctx.label(f"rule.{rule}"),
            SetReminder(rule=rule, wanted=rule not in wanted),
            chosen=rule in wanted,
            style=None,
        )
        for rule in (*contest.contest.remind_before, *_dated(contest))
    )
    rows.append([ctx.button("reminders.off" if wanted else "reminders.on", SetAllReminders(wanted=not wanted))])
    label = "tell_next.no" if ctx.person.tell_next else "tell_next.yes"
    rows.append([ctx.button(label, SetNextContestNotice(wanted=not ctx.person.tell_next))])
    return ctx.screen(text, rows, back=SettingsMenu())


def _dated(contest: Contest) -> tuple[ReminderRule, ...]:
    """What comes on days of single documents."""
    leads = any(document.lead for document in contest.documents.documents)
    return (ReminderRule.START, ReminderRule.OWN) if leads else (ReminderRule.OWN,)


async def _keep(ctx: Context, rules: frozenset[ReminderRule]) -> None:
    kept = None if rules == frozenset(ReminderRule) else keep(rules)
    async with ctx.database.writing() as connection:
        await people.set_reminders(connection, ctx.person.id, kept)
        ctx.person = await people.find(connection, ctx.person.id) or ctx.person


async def set_reminder(ctx: Context, payload: SetReminder) -> Goto:
    wanted = chosen(ctx.person.reminders)
    await _keep(ctx, wanted | {payload.rule} if payload.wanted else wanted - {payload.rule})
    return Goto(ReminderSettings(), ctx.label("reminders.kept"))


async def set_all(ctx: Context, payload: SetAllReminders) -> Goto:
    """All, or none: then it is said what that means, with a way back to what was chosen."""
    before = chosen(ctx.person.reminders)
    await _keep(ctx, frozenset(ReminderRule) if payload.wanted else frozenset())
    if payload.wanted or not before:
        return Goto(ReminderSettings(), ctx.label("reminders.kept"))
    return Goto(RemindersOff(kept=keep(before)))


async def reminders_off(ctx: Context, payload: RemindersOff) -> Screen:
    text = ctx.text("reminders/off", still_off=not chosen(ctx.person.reminders))
    back = ctx.button("reminders.back", RestoreReminders(kept=payload.kept), style=ButtonStyle.PRIMARY)
    return ctx.screen(text, [[back], [ctx.button("reminders.choose", ReminderSettings())]], back=SettingsMenu())


async def restore(ctx: Context, payload: RestoreReminders) -> Goto:
    await _keep(ctx, chosen(payload.kept))
    return Goto(ReminderSettings(), ctx.label("reminders.kept"))


async def set_tell_next(ctx: Context, payload: SetNextContestNotice) -> Goto:
    async with ctx.database.writing() as connection:
        await people.set_tell_next(connection, ctx.person.id, payload.wanted)
        ctx.person = await people.find(connection, ctx.person.id) or ctx.person
    return Goto(ReminderSettings(), ctx.label("reminders.kept"))


def build_activity() -> Activity:
    activity = Activity()
    activity.sends(OutboxKind.REMINDER, by_day(reminder))
    activity.sends(OutboxKind.DEADLINE_MOVED, by_day(moved))
    activity.sends(OutboxKind.CONTEST_CLOSED, by_day(closed))
    activity.sends(OutboxKind.NEXT_CONTEST, by_day(next_contest))
    activity.on(ReminderSettings, reminders)
    activity.on(SetReminder, set_reminder)
    activity.on(SetAllReminders, set_all)
    activity.on(RemindersOff, reminders_off)
    activity.on(RestoreReminders, restore)
    activity.on(SetNextContestNotice, set_tell_next)
    return activity
