"""An announcement on its way: how far it is, pause, going on, stop; and afterwards the report."""

from dataclasses import replace
from functools import partial

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.payloads.broadcasts.drafts import BroadcastDraft
from bot.payloads.broadcasts.progress import (
    BroadcastList,
    BroadcastProgress,
    BroadcastReportCard,
    BroadcastReportFile,
    CorrectBroadcast,
    PauseBroadcast,
    StopBroadcast,
    TakeBackBroadcast,
    UnscheduleBroadcast,
)
from bot.payloads.broadcasts.templates import KeepTemplate
from bot.services.audit import audit_trail
from bot.services.broadcasts import composition
from bot.services.broadcasts.dispatch import confirmed
from bot.services.broadcasts.live_progress import under_way
from bot.services.broadcasts.report import BroadcastReport, progress, report
from bot.services.broadcasts.report_book import ReportBook
from bot.services.spreadsheet import Spreadsheets
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Button, Edit, Screen
from bot.ui.widgets import column
from content.models import Contest
from storage.broadcasts import arrivals, broadcasts
from storage.broadcasts.broadcasts import Broadcast
from storage.broadcasts.drafts import Goal
from storage.delivery.claims import OutboxRow
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxKind

ON_ITS_WAY = (BroadcastState.SENDING, BroadcastState.PAUSED)
MOST_LINES = 20
"""Regions and reasons on the screen; the file has them all."""
NOTHING_SHOWN = Nothing("there is nothing to show any more")


async def broadcast(ctx: Context, payload: BroadcastProgress) -> Outcome:
    """What has become a draft again is shown as one."""
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        one = await broadcasts.find(connection, payload.announcement)
    return (
        await _screen(ctx, one, live=payload.live) if one else Goto(BroadcastDraft(announcement=payload.announcement))
    )


async def _screen(ctx: Context, broadcast: Broadcast, *, live: bool) -> Screen:
    """On the message that updates itself there is no way on to other screens: it would lead back by itself."""
    text = await _text(ctx, broadcast)
    if live and under_way(broadcast):
        return Screen(text, _steering(ctx, broadcast, live=True))
    rows = [*_steering(ctx, broadcast, live=False), *await _afterwards(ctx, broadcast)]
    return ctx.screen(text, rows, back=BroadcastList())


async def _text(ctx: Context, broadcast: Broadcast) -> str:
    async with ctx.database.scanning() as connection:
        far = await progress(connection, broadcast, ctx.now)
    return ctx.text(
        "broadcasts/progress",
        one=broadcast,
        state=broadcast.state.value,
        far=far,
        contest=ctx.contest(broadcast.contest_id),
    )


def _steering(ctx: Context, broadcast: Broadcast, *, live: bool) -> list[list[Button]]:
    """Stopping for good takes a pause first, and so two taps."""
    pause = PauseBroadcast(announcement=broadcast.id, paused=broadcast.state is not BroadcastState.PAUSED, live=live)
    match broadcast.state:
        case BroadcastState.SCHEDULED:
            return [[ctx.button("broadcast.unschedule", UnscheduleBroadcast(announcement=broadcast.id))]]
        case BroadcastState.SENDING:
            return [[ctx.button("broadcast.pause", pause)]]
        case BroadcastState.PAUSED:
            stop = StopBroadcast(announcement=broadcast.id, live=live)
            return [
                [ctx.button("broadcast.go_on", pause, style=ButtonStyle.PRIMARY)],
                [ctx.button("broadcast.stop", stop, style=ButtonStyle.DANGER)],
            ]
    return []


async def _afterwards(ctx: Context, broadcast: Broadcast) -> list[list[Button]]:
    if broadcast.state is BroadcastState.SCHEDULED:
        return []
    rows = [[ctx.button("broadcast.report", BroadcastReportCard(announcement=broadcast.id))]]
    async with ctx.database.reading() as connection:
        announcement = await composition.load(connection, broadcast.id)
    if broadcast.state in ON_ITS_WAY:
        rows[0].append(ctx.button("broadcast.refresh", BroadcastProgress(announcement=broadcast.id)))
    if broadcast.correctable:
        rows += column(
            ctx.button(f"broadcast.correct.{language}", CorrectBroadcast(announcement=broadcast.id, language=language))
            for language in announcement.said
        )
        rows.append([ctx.button("broadcast.take_back", TakeBackBroadcast(announcement=broadcast.id))])
    if composition.keepable(announcement):
        rows.append([ctx.button("announce.template.keep", KeepTemplate(announcement=broadcast.id))])
    return rows


async def pause(ctx: Context, payload: PauseBroadcast) -> Outcome:
    """What is with Telegram already arrives; of the rest nothing leaves before it goes on."""
    before, after = (
        (BroadcastState.SENDING, BroadcastState.PAUSED)
        if payload.paused
        else (BroadcastState.PAUSED, BroadcastState.SENDING)
    )
    async with ctx.database.writing() as connection:
        one = await confirmed(ctx, connection, payload.announcement)
        changed = await broadcasts.move(connection, one.id, [before], after)
        if changed:
            action = "broadcast.paused" if payload.paused else "broadcast.resumed"
            await audit_trail.write(ctx, connection, action, announcement=one.id)
    toast = ctx.label("broadcast.paused" if payload.paused else "broadcast.resumed") if changed else None
    return Goto(BroadcastProgress(announcement=payload.announcement, live=payload.live), toast)


async def stop(ctx: Context, payload: StopBroadcast) -> Outcome:
    async with ctx.database.writing() as connection:
        one = await confirmed(ctx, connection, payload.announcement)
        changed = await broadcasts.move(connection, one.id, ON_ITS_WAY, BroadcastState.STOPPED)
        if changed:
            await audit_trail.write(ctx, connection, "broadcast.stopped", announcement=one.id)
    toast = ctx.label("broadcast.stopped") if changed else None
    return Goto(BroadcastProgress(announcement=payload.announcement, live=payload.live), toast)


async def unschedule(ctx: Context, payload: UnscheduleBroadcast) -> Outcome:
    async with ctx.database.writing() as connection:
        one = await confirmed(ctx, connection, payload.announcement)
        changed = await broadcasts.to_draft(connection, one.id, ctx.person.id, ctx.name)
        if changed:
            await audit_trail.write(ctx, connection, "broadcast.unscheduled", announcement=one.id)
    return Goto(BroadcastProgress(announcement=one.id), ctx.label("broadcast.unscheduled") if changed else None)


# --- afterwards


async def reported(ctx: Context, payload: BroadcastReportCard) -> Screen:
    one, contest, found = await _found(ctx, payload.announcement)
    return _report_screen(ctx, one, contest, found)


async def _found(ctx: Context, announcement_id: int) -> tuple[Broadcast, Contest, BroadcastReport]:
    async with ctx.database.reading() as connection:
        one = await confirmed(ctx, connection, announcement_id)
        ways = (await composition.load(connection, one.id)).ways
    names = [None if way.goal is Goal.LINK else way.labels[ctx.person.language.written] for way in ways]
    return one, ctx.contest(one.contest_id), await report(ctx, one, names)


def _report_screen(ctx: Context, broadcast: Broadcast, contest: Contest, found: BroadcastReport) -> Screen:
    regions = [(contest.regions.region(region_id), each) for region_id, each in found.by_region.items()]
    text = ctx.text(
        "broadcasts/report",
        one=broadcast,
        found=found,
        opened=found.opened,
        languages=list(found.by_language.items()),
        regions=regions[:MOST_LINES],
        more=len(regions[MOST_LINES:]),
        reasons=found.reasons[:MOST_LINES],
        in_place=found.left_in_place[:MOST_LINES],
        uncorrected=found.uncorrected[:MOST_LINES],
    )
    file = ctx.button("broadcast.file", BroadcastReportFile(announcement=broadcast.id), style=ButtonStyle.PRIMARY)
    return ctx.screen(text, [[file]], back=BroadcastProgress(announcement=broadcast.id))


async def report_file(spreadsheets: Spreadsheets, ctx: Context, payload: BroadcastReportFile) -> Screen:
    one, contest, found = await _found(ctx, payload.announcement)
    async with ctx.database.writing() as connection:
        await audit_trail.write(ctx, connection, "broadcast.exported", announcement=one.id)
    parts = ReportBook(ctx, contest).parts(one, found)
    sorry = ctx.text("dashboard/not_written")
    file = spreadsheets.file(f"announcement-{one.id}.xlsx", parts, contest.tzinfo, sorry)
    return replace(_report_screen(ctx, one, contest, found), attachment=file)


# --- what the bot says by itself, to who confirmed it


async def progress_message(ctx: Context, letter: OutboxRow) -> Composed:
    """The message that updates itself from now on."""
    async with ctx.database.reading() as connection:
        one = await confirmed(ctx, connection, letter.content["announcement"])
    return await _screen(ctx, one, live=True)


async def final(ctx: Context, letter: OutboxRow) -> Composed:
    """The same message once it is over."""
    async with ctx.database.reading() as connection:
        one = await confirmed(ctx, connection, letter.content["announcement"])
        key = letter.content.get("shown", f"{OutboxKind.BROADCAST_PROGRESS}:{one.id}")
        shown = await arrivals.shown(connection, key)
    if shown is None or shown.message_id is None or shown.person_id != letter.person_id:
        return NOTHING_SHOWN
    return Edit(shown.message_id, await _text(ctx, one), _way_on(ctx, one))


async def over(ctx: Context, letter: OutboxRow) -> Composed:
    """The news that it is over: a message that changes makes no sound."""
    async with ctx.database.reading() as connection:
        one = await confirmed(ctx, connection, letter.content["announcement"])
    async with ctx.database.scanning() as connection:
        far = await progress(connection, one, ctx.now)
    return ctx.notice(ctx.text("broadcasts/over", one=one, state=one.state.value, far=far), _way_on(ctx, one))


async def held(ctx: Context, letter: OutboxRow) -> Composed:
    """To those who may announce: its time came, and whoever had confirmed it may not any more."""
    ctx.require(Right.ANNOUNCE)
    number = letter.content["announcement"]
    text = ctx.text("broadcasts/held", number=number)
    return ctx.notice(text, [[ctx.button("announce.open", BroadcastDraft(announcement=number), number=number)]])


def _way_on(ctx: Context, broadcast: Broadcast) -> list[list[Button]]:
    report_button = ctx.button("broadcast.report", BroadcastReportCard(announcement=broadcast.id))
    return [[report_button, ctx.button("broadcast.open", BroadcastProgress(announcement=broadcast.id))]]


def build_activity() -> Activity:
    activity = Activity()
    activity.on(BroadcastProgress, broadcast)
    activity.on(PauseBroadcast, pause)
    activity.on(StopBroadcast, stop)
    activity.on(UnscheduleBroadcast, unschedule)
    activity.on(BroadcastReportCard, reported)
    activity.on(BroadcastReportFile, partial(report_file, Spreadsheets()))
    activity.sends(OutboxKind.BROADCAST_PROGRESS, progress_message)
    activity.sends(OutboxKind.BROADCAST_END, final)
    activity.sends(OutboxKind.BROADCAST_OVER, over)
    activity.sends(OutboxKind.BROADCAST_HELD, held)
    return activity
