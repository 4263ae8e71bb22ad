"""An announcement before it goes out: when that is, and the word that sends it."""

from datetime import datetime

from aiogram.enums import ButtonStyle

from bot.payloads.broadcasts.drafts import (
    BroadcastDraft,
    ConfirmBroadcast,
    SendBroadcast,
    SendBroadcastNow,
    SendInTheMorning,
    SetBroadcastTime,
)
from bot.payloads.broadcasts.progress import BroadcastList, BroadcastProgress
from bot.services.audit import audit_trail
from bot.services.broadcasts import addressees, composition, dispatch, draft_changes, quiet_hours
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen
from content.rules.days.typed_days import moment_typed
from handlers.broadcasts import draft_screen
from handlers.broadcasts.draft_screen import careful
from storage.tables.broadcasts import BroadcastState, MissingLanguage

TYPED_FROM = 500
"""More people than this are confirmed by typing their number."""


# --- when


async def time(ctx: Context, payload: SetBroadcastTime, fault: str | None = None) -> Screen:
    async with ctx.database.reading() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
    contest = ctx.contest(found.contest_id)
    text = ctx.text("broadcasts/when", announcement=found, contest=contest, now=ctx.now, fault=fault)
    at_once = ctx.button("announce.at_once", SendBroadcastNow(announcement=found.id, revision=found.revision))
    return ctx.screen(text, [[at_once]], back=draft_screen.back_to(found.id), asks=payload)


async def time_typed(ctx: Context, payload: SetBroadcastTime, words: str) -> Outcome:
    found = await draft_screen.to_see(ctx, payload.announcement)
    moment = moment_typed(words, ctx.now, ctx.contest(found.contest_id).tzinfo)
    if moment is None:
        return await time(ctx, payload, "unclear")
    if moment <= ctx.now:
        return await time(ctx, payload, "past")
    return await _set_time(ctx, payload.announcement, payload.revision, moment)


async def at_once(ctx: Context, payload: SendBroadcastNow) -> Outcome:
    return await _set_time(ctx, payload.announcement, payload.revision, None)


async def in_the_morning(ctx: Context, payload: SendInTheMorning) -> Outcome:
    """A stale tap, by day, only asks again."""
    async with ctx.database.writing() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
        moment = quiet_hours.wakes(ctx.contest(found.contest_id), found.audience, found.at or ctx.now)
        if moment is not None:
            await draft_changes.change(ctx, connection, found, at=moment)
    return Goto(ConfirmBroadcast(announcement=found.id, revision=found.revision + (moment is not None)))


async def _set_time(ctx: Context, announcement_id: int, revision: int, moment: datetime | None) -> Goto:
    async with ctx.database.writing() as connection:
        found = await draft_changes.draft(ctx, connection, announcement_id, revision)
        if found.at != moment:
            await draft_changes.change(ctx, connection, found, at=moment)
    return Goto(BroadcastDraft(announcement=announcement_id))


# --- the word


async def confirm(ctx: Context, payload: ConfirmBroadcast, fault: str | None = None) -> Outcome:
    """Names the people; from some number on it has to be typed."""
    async with ctx.database.reading() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
    contest = ctx.contest(found.contest_id)
    reach = await addressees.reach(ctx, found)
    total = sum(reach.values())
    if composition.faults(found, contest, ctx.now, total):
        return Goto(BroadcastDraft(announcement=found.id))
    to = SendBroadcast(announcement=found.id, revision=found.revision, number=total)
    typed = total > TYPED_FROM
    morning = quiet_hours.wakes(contest, found.audience, found.at or ctx.now)
    text = ctx.text(
        "broadcasts/confirm",
        announcement=found,
        contest=contest,
        conditions=draft_screen.conditions(ctx, contest, found.audience),
        reach=draft_screen.by_language(reach),
        total=total,
        typed=typed,
        morning=morning,
        others=await addressees.left_out(ctx, found) if found.missing is MissingLanguage.OTHERS else 0,
        copied=not all(composition.frozen(parts) for parts in found.said.values()),
        fault=fault,
    )
    label = "announce.send" if found.at is None else "announce.schedule"
    rows = (
        []
        if typed
        else [
            [
                ctx.button(
                    label,
                    to,
                    style=ButtonStyle.PRIMARY,
                    people=ctx.texts.count(ctx.person.language, total, "recipient"),
                )
            ]
        ]
    )
    if morning is not None:
        later = SendInTheMorning(announcement=found.id, revision=found.revision)
        local = morning.astimezone(contest.tzinfo)
        rows.append([ctx.button("announce.in_the_morning", later, time=f"{local:%H:%M}")])
    rows.append([ctx.button("announce.other_time", SetBroadcastTime(announcement=found.id, revision=found.revision))])
    return ctx.screen(text, rows, back=draft_screen.back_to(found.id), asks=to if typed else None)


async def send(ctx: Context, payload: SendBroadcast) -> Outcome:
    return await _send(ctx, payload, typed=False)


async def number_typed(ctx: Context, payload: SendBroadcast, words: str) -> Outcome:
    if "".join(words.split()) != str(payload.number):
        at = ConfirmBroadcast(announcement=payload.announcement, revision=payload.revision)
        return await confirm(ctx, at, "number")
    return await _send(ctx, payload, typed=True)


async def _send(ctx: Context, payload: SendBroadcast, *, typed: bool) -> Outcome:
    """Freezes it and lets it go. Where there are more people by now than were named, they are named again."""
    async with ctx.database.reading() as connection:
        seen = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
    total = sum((await addressees.reach(ctx, seen)).values())
    if composition.faults(seen, ctx.contest(seen.contest_id), ctx.now, total) or (total > TYPED_FROM and not typed):
        return await confirm(ctx, ConfirmBroadcast(announcement=seen.id, revision=seen.revision))
    state = BroadcastState.SENDING if seen.at is None else BroadcastState.SCHEDULED
    async with ctx.database.writing() as connection:
        found = await draft_changes.draft(ctx, connection, payload.announcement, payload.revision)
        await draft_changes.freeze(ctx, connection, found, state)
        await audit_trail.write(
            ctx,
            connection,
            "announcement.confirmed",
            announcement=found.id,
            number=total,
            at=found.at.isoformat() if found.at else None,
        )
    await dispatch.start(ctx, seen.id)
    if state is BroadcastState.SENDING:  # how far it is stands in one message, which changes by itself
        return Goto(BroadcastList(), ctx.label("announce.sending"))
    return Goto(BroadcastProgress(announcement=seen.id), ctx.label("announce.scheduled"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(SetBroadcastTime, careful(time))
    activity.typed(SetBroadcastTime, careful(time_typed))
    activity.on(SendBroadcastNow, careful(at_once))
    activity.on(SendInTheMorning, careful(in_the_morning))
    activity.on(ConfirmBroadcast, careful(confirm))
    activity.on(SendBroadcast, careful(send))
    activity.typed(SendBroadcast, careful(number_typed))
    return activity
