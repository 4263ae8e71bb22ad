"""An announcement before it goes out: when, how it will arrive, and the word that sends it. And its buttons opened."""

from collections.abc import Mapping
from datetime import datetime

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.payloads.broadcasts.drafts import (
    BroadcastDraft,
    ConfirmBroadcast,
    PreviewBroadcast,
    SendBroadcast,
    SendBroadcastNow,
    SetBroadcastTime,
)
from bot.payloads.broadcasts.progress import BroadcastProgress, OpenBroadcastButton
from bot.payloads.packages import DocumentCard
from bot.payloads.questions.ask import AskConsultant
from bot.payloads.topics import TopicCard
from bot.services.audit import audit_trail
from bot.services.broadcasts import composition, dispatch
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Screen
from content.models import Language
from content.rules.days import moment_typed
from handlers.broadcasts import draft_screen
from handlers.broadcasts.draft_screen import careful
from storage.broadcasts import drafts
from storage.broadcasts.drafts import Goal
from storage.database import Writer
from storage.delivery import outbox
from storage.delivery.outbox import Letter, Priority
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxState

PREVIEW, PREVIEWED = "ann_preview", "ann_previewed"
"""Kinds of rows in the outbox: an announcement as it will arrive, to who writes it; and what follows it."""
TYPED_FROM = 500
"""More people than this are confirmed by typing their number."""


# --- when


async def time(ctx: Context, at: SetBroadcastTime, fault: str | None = None) -> Screen:
    async with ctx.database.reading() as connection:
        found = await composition.draft(ctx, connection, at.announcement, at.revision)
    contest = ctx.contest(found.contest_id)
    text = ctx.text("broadcasts/when", announcement=found, contest=contest, now=ctx.now, fault=fault)
    at_once = ctx.button("announce.at_once", SendBroadcastNow(announcement=found.id, revision=found.revision))
    return ctx.screen(text, [[at_once]], back=draft_screen.back_to(found.id), asks=at)


async def time_typed(ctx: Context, at: SetBroadcastTime, words: str) -> Outcome:
    found = await draft_screen.to_see(ctx, at.announcement)
    moment = moment_typed(words, ctx.now, ctx.contest(found.contest_id).tzinfo)
    if moment is None:
        return await time(ctx, at, "unclear")
    if moment <= ctx.now:
        return await time(ctx, at, "past")
    return await _set_time(ctx, at.announcement, at.revision, moment)


async def at_once(ctx: Context, to: SendBroadcastNow) -> Outcome:
    return await _set_time(ctx, to.announcement, to.revision, None)


async def _set_time(ctx: Context, announcement_id: int, revision: int, moment: datetime | None) -> Goto:
    async with ctx.database.writing() as connection:
        found = await composition.draft(ctx, connection, announcement_id, revision)
        if found.at != moment:
            await composition.change(ctx, connection, found, at=moment)
    return Goto(BroadcastDraft(announcement=announcement_id))


# --- how it will arrive


async def preview(ctx: Context, to: PreviewBroadcast) -> Outcome:
    """Sends it to who writes it, by the same way by which it goes to everybody, once a language."""
    found = await draft_screen.to_see(ctx, to.announcement)
    if composition.unsendable(found):
        return Goto(BroadcastDraft(announcement=found.id))
    stamp = f"annview:{found.id}:{found.revision}:{ctx.person.id}:{int(ctx.now.timestamp())}"
    async with ctx.database.writing() as connection:
        for language in composition.versions(found):
            content = {"announcement": found.id, "language": language.value}
            await _queue(ctx, connection, f"{stamp}:{language.value}", PREVIEW, content)
        await _queue(ctx, connection, f"{stamp}:end", PREVIEWED, {"announcement": found.id})
    ctx.wake()
    return ctx.screen(
        ctx.text("broadcasts/preview", languages=composition.versions(found)), back=draft_screen.back_to(found.id)
    )


async def _queue(ctx: Context, connection: Writer, key: str, kind: str, content: Mapping[str, object]) -> None:
    await outbox.queue(
        connection,
        key=key,
        kind=kind,
        person_id=ctx.person.id,
        content=content,
        priority=Priority.ANSWER,
        now=ctx.now,
    )


async def preview_row(ctx: Context, letter: Letter) -> Composed:
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        found = await composition.load(connection, letter.content["announcement"])
    composed = composition.compose(found, Language(letter.content["language"]))
    return composed or Nothing(OutboxState.SKIPPED, "changed meanwhile")


async def previewed_row(ctx: Context, letter: Letter) -> Composed:
    """What stands below the previews: who gets them, and the way on; or that Telegram did not take one."""
    ctx.require(Right.ANNOUNCE)
    async with ctx.database.reading() as connection:
        found = await composition.load(connection, letter.content["announcement"])
    reach = draft_screen.by_language(await composition.reach(ctx, found))
    failed = letter.content.get("failed", False)
    text = ctx.text("broadcasts/previewed", announcement=found, reach=reach, failed=failed)
    return ctx.notice(text, [[ctx.button("announce.open", BroadcastDraft(announcement=found.id), number=found.id)]])


async def preview_undelivered(connection: Writer, letter: Letter, now: datetime) -> None:
    await outbox.queue(
        connection,
        key=f"{letter.key}:failed",
        kind=PREVIEWED,
        person_id=letter.person_id,
        content={"announcement": letter.content["announcement"], "failed": True},
        priority=Priority.ANSWER,
        now=now,
    )


# --- the word


async def confirm(ctx: Context, at: ConfirmBroadcast, fault: str | None = None) -> Outcome:
    """Names the people; from some number on it has to be typed."""
    async with ctx.database.reading() as connection:
        found = await composition.draft(ctx, connection, at.announcement, at.revision)
    contest = ctx.contest(found.contest_id)
    reach = await composition.reach(ctx, found)
    total = sum(reach.values())
    if composition.faults(found, contest, ctx.now, total):
        return Goto(BroadcastDraft(announcement=found.id))
    to = SendBroadcast(announcement=found.id, revision=found.revision, number=total)
    typed = total > TYPED_FROM
    text = ctx.text(
        "broadcasts/confirm",
        announcement=found,
        contest=contest,
        conditions=draft_screen.conditions(ctx, contest, found.audience),
        reach=draft_screen.by_language(reach),
        total=total,
        typed=typed,
        media=any(parts[0].kind != "text" for parts in found.said.values()),
        fault=fault,
    )
    label = "announce.send" if found.at is None else "announce.schedule"
    rows = [] if typed else [[ctx.button(label, to, style=ButtonStyle.PRIMARY, number=total)]]
    return ctx.screen(text, rows, back=draft_screen.back_to(found.id), asks=to if typed else None)


async def send(ctx: Context, to: SendBroadcast) -> Outcome:
    return await _send(ctx, to, typed=False)


async def number_typed(ctx: Context, to: SendBroadcast, words: str) -> Outcome:
    if "".join(words.split()) != str(to.number):
        at = ConfirmBroadcast(announcement=to.announcement, revision=to.revision)
        return await confirm(ctx, at, "number")
    return await _send(ctx, to, typed=True)


async def _send(ctx: Context, to: SendBroadcast, *, typed: bool) -> Outcome:
    """Freezes it and lets it go. Where there are more people by now than were named, they are named again."""
    async with ctx.database.reading() as connection:
        seen = await composition.draft(ctx, connection, to.announcement, to.revision)
    total = sum((await composition.reach(ctx, seen)).values())
    if composition.faults(seen, ctx.contest(seen.contest_id), ctx.now, total) or (total > TYPED_FROM and not typed):
        return await confirm(ctx, ConfirmBroadcast(announcement=seen.id, revision=seen.revision))
    state = BroadcastState.SENDING if seen.at is None else BroadcastState.SCHEDULED
    async with ctx.database.writing() as connection:
        found = await composition.draft(ctx, connection, to.announcement, to.revision)
        await composition.freeze(ctx, connection, found, state)
        await audit_trail.write(
            ctx,
            connection,
            "announcement.confirmed",
            announcement=found.id,
            number=total,
            at=found.at.isoformat() if found.at else None,
        )
    await dispatch.start(ctx, seen.id)
    toast = "announce.sending" if state is BroadcastState.SENDING else "announce.scheduled"
    return Goto(BroadcastProgress(announcement=seen.id), ctx.label(toast))


# --- what people open by its buttons


async def opened(ctx: Context, to: OpenBroadcastButton) -> Goto:
    """Counts who opens a button of an announcement that went out, and leads them where it leads."""
    async with ctx.database.reading() as connection:
        found = await composition.load(connection, to.announcement)
    if not 1 <= to.button <= len(found.ways):
        raise ExplainedError("broadcasts/button_gone")
    way = found.ways[to.button - 1]
    contest = ctx.contest(found.contest_id)
    if found.state is not BroadcastState.DRAFT:
        async with ctx.database.writing() as connection:
            await drafts.opened(connection, found.id, to.button, ctx.person.id, ctx.now)
    match way.goal:
        case Goal.TOPIC:
            return Goto(TopicCard(contest=contest.id, topic=way.target))
        case Goal.DOCUMENT:
            return Goto(DocumentCard(contest=contest.id, document=way.target))
    return Goto(AskConsultant(contest=contest.id))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(SetBroadcastTime, careful(time))
    activity.typed(SetBroadcastTime, careful(time_typed))
    activity.on(SendBroadcastNow, careful(at_once))
    activity.on(PreviewBroadcast, careful(preview))
    activity.sends(PREVIEW, preview_row, undelivered=preview_undelivered)
    activity.sends(PREVIEWED, previewed_row)
    activity.on(ConfirmBroadcast, careful(confirm))
    activity.on(SendBroadcast, careful(send))
    activity.typed(SendBroadcast, careful(number_typed))
    activity.on(OpenBroadcastButton, opened)
    return activity
